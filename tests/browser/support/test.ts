// `test` for everything that runs in a browser: what a test opens is closed when it ends, whatever became of it.
import { type BrowserContext, test as base, type TestInfo } from '@playwright/test'
import config from '../../../playwright.config.ts'
import { shownAtTheEnd } from '../../support/counts.ts'
import { findChromium } from '../../support/tools.ts'

/** For `test.use`, where more is needed than the headless shell has: notifications, and addresses of two million letters. */
export const wholeChromium = { launchOptions: { ...config.use?.launchOptions, executablePath: findChromium() } }

export const test = base.extend<{ tidy: void }>({
  // Windows that stay open, on nodes that have ended, call for them on and on: thirty of them take a core.
  tidy: [
    async ({ browser }, use, info) => {
      const older = new Set(browser.contexts())
      await use()
      const opened = browser.contexts().filter(context => !older.has(context))
      if (info.status !== info.expectedStatus) await attachWindows(opened, info)
      await Promise.all(opened.map(context => context.close()))
    },
    { auto: true },
  ],
})

/** What can be read in them, as a screen reader has it. */
async function attachWindows(contexts: BrowserContext[], info: TestInfo): Promise<void> {
  for (const page of contexts.flatMap(context => context.pages())) {
    const shown = await page
      .locator('body')
      .ariaSnapshot({ timeout: 2_000 })
      .catch(() => '(cannot be read)')
    await info.attach(shownAtTheEnd, { body: `${page.url()}\n${shown}`, contentType: 'text/plain' })
  }
}
