import { join } from 'node:path'
import { defineConfig } from '@playwright/test'
import { findHeadlessChromium } from './tests/support/tools.ts'

const root = process.getuid?.() === 0
// Without these, Chromium calls home at every start.
const quiet = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // There is no graphics processor: one process less that draws.
  '--in-process-gpu',
]

/** As Chromium is above: at rest, and without calls home. */
const firefoxUserPrefs = {
  'ui.prefersReducedMotion': 1,
  'layout.css.prefers-color-scheme.content-override': 1,
  'services.settings.server': 'http://127.0.0.1:9/',
  'app.normandy.enabled': false,
  'browser.newtabpage.enabled': false,
}

export default defineConfig({
  testDir: 'tests',
  projects: [
    // First, for its journeys are the longest of all: begun last, they would go on alone.
    {
      name: 'firefox',
      testMatch: '**/journeys/**/*.spec.ts',
      use: {
        browserName: 'firefox',
        // The system's Firefox by WebDriver BiDi, rather than one that only Playwright offers.
        channel: 'moz-firefox',
        launchOptions: { executablePath: join(import.meta.dirname, 'tests/support/firefox.ts'), firefoxUserPrefs },
      },
    },
    { name: 'chromium', testMatch: '**/{browser,bookmarklet,journeys}/**/*.spec.ts' },
  ],
  outputDir: 'test-results',
  // One more than the cores that a small machine has: much of the time of a test is waiting.
  workers: 3,
  fullyParallel: false,
  forbidOnly: Boolean(process.env.CI),
  timeout: 60_000,
  // `npx playwright test browser/steps --update-snapshots` renews the baselines that differ, after a build. Unasked none is ever written.
  snapshotPathTemplate: '{testDir}/browser/baselines/{arg}{ext}',
  updateSnapshots: 'none',
  expect: {
    timeout: 10_000,
    // Versions of Chromium smooth edges a little differently. A share alone would let a whole button move on a large page.
    toHaveScreenshot: { threshold: 0.3, maxDiffPixels: 300, maxDiffPixelRatio: 0.002 },
  },
  // npm test counts from the JSON, and names its file by PLAYWRIGHT_JSON_OUTPUT_FILE.
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_FILE ? [['list'], ['json']] : [['list']],
  use: {
    browserName: 'chromium',
    // No certificate authority signs what the tests serve.
    ignoreHTTPSErrors: true,
    screenshot: 'only-on-failure',
    // Here the processor draws each frame: whoever tests what moves asks for it.
    contextOptions: { reducedMotion: 'reduce' },
    launchOptions: {
      executablePath: findHeadlessChromium(),
      args: [...quiet, ...(root ? ['--no-sandbox'] : [])],
    },
  },
})
