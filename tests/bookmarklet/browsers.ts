// The same tests in each browser.
import { test } from '@playwright/test'
import type { Said } from '../../web/bookmarklet/fill.ts'
import { buildBookmarklet } from '../../vite.bookmarklet.ts'
import { toBookmarkAddress } from '../../web/bookmarklet/address.ts'
import { sayInBookmarklet } from '../../web/bookmarklet-page/words.ts'
import { useChromium } from './chromium.ts'
import { startFirefox } from './firefox.ts'
import { serveSites, type Sites } from './server.ts'
import type { Site } from './site.ts'
import type { Tab, TestBrowser } from './tab.ts'

export interface Stage {
  sites: Sites
  /** New for each test. */
  tab: Tab
  /** Instead of that one, with a bookmarklet that was made in another language. */
  newTab(said: Said): Promise<Tab>
}

/** @param tell what to test; the stage is set when a test runs */
export function inEachBrowser(sites: Site[], tell: (stage: Stage) => void): void {
  for (const name of ['Chromium', 'Firefox']) {
    test.describe(`in ${name}`, () => {
      const stage = {} as Stage
      let running: TestBrowser
      let bookmark: (said?: Said) => string
      test.beforeAll(async ({ browser }) => {
        stage.sites = await serveSites(sites)
        // The same server by another name is a stranger to the page.
        const script = await buildBookmarklet()
        bookmark = (said = sayInBookmarklet()) => toBookmarkAddress(script, stage.sites.cdn, said)
        running = name === 'Firefox' ? await startFirefox() : useChromium(browser)
      })
      test.afterAll(async () => {
        await running?.close()
        await stage.sites?.close()
      })
      test.beforeEach(async () => {
        stage.tab = await running.newTab(bookmark())
        stage.newTab = async said => {
          await stage.tab.close()
          return (stage.tab = await running.newTab(bookmark(said)))
        }
      })
      test.afterEach(() => stage.tab?.close())
      tell(stage)
    })
  }
}
