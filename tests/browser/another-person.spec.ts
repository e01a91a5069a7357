// A browser that two people use: what is shown as one of them never acts as the other, however late it hears of it.
import { expect, type BrowserContext, type Page } from '@playwright/test'
import { isLive } from './support/live.ts'
import { openStage, password, type Stage } from './support/stage.ts'
import { test } from './support/test.ts'

let stage: Stage
test.beforeAll(async () => {
  stage = await openStage()
})
test.afterAll(() => stage.close())

/** Opens the menu of whoever the page is for, and finds them in it. */
async function isFor(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Your account' }).click()
  await expect(
    page
      .locator('account-menu')
      .getByRole('link', { name: new RegExp(name) })
      .first(),
  ).toBeVisible()
  await page.keyboard.press('Escape')
}

/** As in another window of the same browser, of which this one is not told. */
async function signInBeside(context: BrowserContext, login: string): Promise<void> {
  const headers = { origin: stage.address }
  await expect(await context.request.post('/api/session', { data: { login, password }, headers })).toBeOK()
}

test('a page that came for one person, and whose code came when another was signed in, is the other’s', async ({
  browser,
}) => {
  const ada = await stage.arrive(browser, 'Ada')
  await stage.arrive(browser, 'Bob')
  await stage.arrive(browser, 'Cleo')
  const page = await ada.context.newPage()
  const code = Promise.withResolvers<void>()
  await page.route(/\/assets\/.*\.js$/, async route => {
    await code.promise
    await route.continue()
  })
  const loaded = page.goto('/people/cleo')
  await expect(page.getByRole('heading', { name: 'Cleo' })).toBeVisible()
  await signInBeside(ada.context, 'bob')
  code.resolve()
  await loaded

  await isLive(page)
  await isFor(page, 'Bob')
  await page.getByRole('button', { name: 'Follow Cleo' }).click()
  await expect(page.getByRole('button', { name: 'Following Cleo' })).toBeVisible()
  await page.goto('/people/cleo/followers')
  await expect(page.getByText('@bob')).toBeVisible()
  await expect(page.getByText('@ada')).toHaveCount(0)
})

test('a window that could not ask who it is asks until it knows', async ({ browser }) => {
  const dora = await stage.arrive(browser, 'Dora')
  const page = await dora.open('/settings/account')
  await isFor(page, 'Dora')
  let failed = 0
  await page.route('**/api/session', route => (failed++ < 3 ? route.abort() : route.continue()))
  await expect(await dora.context.request.delete('/api/session', { headers: { origin: stage.address } })).toBeOK()

  await expect(page.getByRole('button', { name: 'Your account' })).toHaveCount(0, { timeout: 20_000 })
  await expect(page.getByText('dora@example.org')).toHaveCount(0)
  expect(failed).toBeGreaterThan(3)
})
