// Finding images and people as one types, by keyboard alone, and coming back to what was found.
import { expect } from '@playwright/test'
import { openStage, type Stage } from './support/stage.ts'
import { test } from './support/test.ts'

let stage: Stage
test.beforeAll(async () => {
  stage = await openStage()
})
test.afterAll(() => stage.close())

test('what is typed is found, opened, come back to, and remembered on the device alone', async ({ browser }) => {
  const ada = await stage.arrive(browser, 'Ada')
  for (const [title, hue] of [
    ['Kitten in the snow', 20],
    ['Kitten asleep', 120],
    ['A harbour', 220],
  ] as const)
    await ada.save(title, hue)
  const page = await ada.open('/images')
  const field = page.getByRole('searchbox')
  const titles = () => page.locator('search-results image-tile .title').allTextContents()

  await test.step('a slash leads there from anywhere, and the caret is in the field', async () => {
    await expect(page.locator('image-tile').first()).toBeVisible()
    await page.keyboard.press('/')
    await expect(page).toHaveURL(/\/search$/)
    await expect(field).toBeFocused()
    await expect(page.getByRole('heading', { name: 'What can be found' })).toBeVisible()
  })

  await test.step('it is found as one types, at the same place of the history', async () => {
    const before = await page.evaluate(() => history.length)
    await page.keyboard.type('kitt')
    await expect.poll(titles).toEqual(['Kitten asleep', 'Kitten in the snow'])
    await expect(page).toHaveURL(/\/search\?q=kitt$/)
    await expect(page).toHaveTitle('“kitt” · Search · Bowerbird')
    await expect(page.getByRole('status').filter({ hasText: 'Images: 2. People: 0.' })).toBeAttached()
    // Within the field it is a letter like others.
    await page.keyboard.type('/')
    await expect(field).toHaveValue('kitt/')
    await page.keyboard.press('Backspace')
    expect(await page.evaluate(() => history.length)).toBe(before)
  })

  await test.step('an image lies over what was found, and back leads to it', async () => {
    await page.getByRole('link', { name: 'Kitten asleep' }).first().click()
    await expect(page).toHaveURL(/\/images\/\d+/)
    await page.goBack()
    await expect(page).toHaveURL(/\/search\?q=kitt$/)
    await expect(field).toHaveValue('kitt')
    expect(await titles()).toEqual(['Kitten asleep', 'Kitten in the snow'])
  })

  await test.step('by keyboard: the field, the button, nothing found, and the way out', async () => {
    await page.keyboard.press('/')
    await expect(field).toBeFocused()
    await page.keyboard.type('zzzzqqqq')
    await expect(page.getByRole('heading', { name: 'Nothing found for “zzzzqqqq”' })).toBeVisible()
    await page.keyboard.press('Tab')
    await expect(page.getByRole('button', { name: 'Empty the field' })).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(field).toBeFocused()
    await expect(page).toHaveURL(/\/search$/)
    await page.keyboard.type('ada')
    await expect(page.locator('search-results account-row')).toHaveCount(1)
    await expect.poll(async () => (await titles()).length).toBe(3)
    await page.keyboard.press('Enter')
    await page.keyboard.press('/')
  })

  await test.step('what was looked for is offered, and can be forgotten', async () => {
    await page.goto('/search')
    await expect(page.locator('search-start .recent a')).toHaveText(['ada', 'kitt'])
    await page.getByRole('button', { name: 'Forget “ada”' }).click()
    await expect(page.locator('search-start .recent a')).toHaveText(['kitt'])
    await page.getByRole('link', { name: 'kitt', exact: true }).click()
    await expect.poll(titles).toEqual(['Kitten asleep', 'Kitten in the snow'])
  })
})

test('it works without JavaScript, and is not for search engines', async ({ browser, request }) => {
  const bob = await stage.arrive(browser, 'Bob')
  await bob.save('Lighthouse', 60)
  const context = await browser.newContext({
    javaScriptEnabled: false,
    baseURL: new URL((await bob.open('/images')).url()).origin,
  })
  const page = await context.newPage()
  await page.goto('/search')
  await page.getByRole('searchbox').fill('lighth')
  await page.getByRole('button', { name: 'Search' }).click()
  await expect(page).toHaveURL(/\/search\?q=lighth$/)
  await expect(page.getByRole('link', { name: 'Lighthouse' })).toBeVisible()
  await expect(page.locator('meta[name=robots]')).toHaveAttribute('content', /noindex/)
  const described = await request.get(new URL('/opensearch.xml', page.url()).href)
  expect(described.headers()['content-type']).toContain('application/opensearchdescription+xml')
  expect(await described.text()).toContain('/search?q={searchTerms}')
  await context.close()
})
