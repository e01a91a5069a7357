// The same tests in each browser.
import { test } from '@playwright/test'
import { buildBookmarklet } from '../../vite.bookmarklet.ts'
import { toBookmarkAddress } from '../../web/bookmarklet/address.ts'
import { useChromium } from './chromium.ts'
import { startFirefox } from './firefox.ts'
import { serveSites, type Sites } from './server.ts'
import type { Site } from './site.ts'
import type { Tab, TestBrowser } from './tab.ts'

export interface Stage {
  sites: Sites
  /** New for each test. */
  tab: Tab
}

/** @param tell what to test; the stage is set when a test runs */
export function inEachBrowser(sites: Site[], tell: (stage: Stage) => void): void {
  for (const name of ['Chromium', 'Firefox']) {
    test.describe(`in ${name}`, () => {
      const stage = {} as Stage
      let running: TestBrowser
      let bookmark: string
      test.beforeAll(async ({ browser }) => {
        stage.sites = await serveSites(sites)
        // The same server by another name is a stranger to the page.
        bookmark = toBookmarkAddress(await buildBookmarklet(), stage.sites.cdn)
        running = name === 'Firefox' ? await startFirefox() : useChromium(browser)
      })
      test.afterAll(async () => {
        await running?.close()
        await stage.sites?.close()
      })
      test.beforeEach(async () => {
        stage.tab = await running.newTab(bookmark)
      })
      test.afterEach(() => stage.tab?.close())
      tell(stage)
    })
  }
}
