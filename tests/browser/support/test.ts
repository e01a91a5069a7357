// `test` for everything that runs in a browser: what a test opens is closed when it ends, whatever became of it.
import { test as base } from '@playwright/test'
import config from '../../../playwright.config.ts'
import { findChromium } from '../../support/tools.ts'

/** For `test.use`, where more is needed than the headless shell has: notifications, and addresses of two million letters. */
export const wholeChromium = { launchOptions: { ...config.use?.launchOptions, executablePath: findChromium() } }

export const test = base.extend<{ tidy: void }>({
  // Windows that stay open, on nodes that have ended, call for them on and on: thirty of them take a core.
  tidy: [
    async ({ browser }, use) => {
      const older = new Set(browser.contexts())
      await use()
      await Promise.all(browser.contexts().map(context => !older.has(context) && context.close()))
    },
    { auto: true },
  ],
})
