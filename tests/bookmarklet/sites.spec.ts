// The bookmarklet as it is built, pressed on every kind of page in real Chromium and real Firefox.
import { expect } from '@playwright/test'
import { inEachBrowser } from './browsers.ts'
import { isGone, listOffers, look, readCapture, watchPage, whatChanged, soon } from './looks.ts'
import { everySite } from './sites/all.ts'
import { test } from '../browser/support/test.ts'

/** The most that our window takes at once. */
const MOST_PICTURES = 50

inEachBrowser(everySite, stage => {
  for (const site of everySite) {
    test(`${site.name}: what is seen is offered, taken to Bowerbird, and nothing else is touched`, async () => {
      const { sites, tab } = stage
      const { offers, addresses = () => [], page, closed } = site
      await tab.open(sites.addressOf(site))
      await tab.inPage(watchPage)
      await look(tab)
      expect(await tab.inPicker(listOffers, undefined)).toEqual(offers)
      if (site.says) expect(await tab.inPicker(root => root.textContent, undefined)).toContain(site.says)

      // One by itself is picked already.
      if (offers.length > 1) await tab.click('.all')
      if (offers.length > 0) await tab.click('.go')
      if (closed) {
        await soon(() => tab.inPicker(root => root.querySelector('a')?.href, undefined)).toContain('#capture=')
      } else if (offers.length > 0) {
        const capture = await readCapture(tab)
        const taken = capture.pictures.map(({ width, height }) => `${width} × ${height}`)
        expect(taken).toEqual(offers.slice(0, MOST_PICTURES).map(offer => (/\d+ × \d+$/.exec(offer) ?? ['0 × 0'])[0]))
        for (const [index, address] of addresses(sites.home, sites.cdn).entries()) {
          expect(capture.pictures[index]?.url.slice(0, address.startsWith('data:') ? address.length : undefined)).toBe(
            address,
          )
        }
        if (page) {
          const { title, url = new URL(sites.addressOf(site)).pathname } = page
          expect(capture.page).toEqual({ title, url: sites.home + url })
        }
      }
      if (closed || offers.length === 0) await tab.type('Escape')
      await soon(() => isGone(tab)).toBe(true)
      expect(await tab.inPage(whatChanged)).toEqual({ changes: [], same: true, violations: [] })
      // A page that forbids windows is told that one was wanted.
      const problems = await tab.problems()
      expect(closed ? problems.filter(problem => !problem.startsWith('Blocked opening')) : problems).toEqual([])
    })
  }
})
