// What the owner of an image says of it in other languages, as they write it and as others read it, live.
import { expect, type Page } from '@playwright/test'
import { isLive } from './support/live.ts'
import { openStage, type Stage } from './support/stage.ts'
import { test } from './support/test.ts'

let stage: Stage
test.beforeAll(async () => {
  stage = await openStage()
})
test.afterAll(() => stage.close())

const titles = (page: Page) => page.locator('image-tile .title')
const picture = (page: Page) => page.locator('image-tile img, image-stage img').first()
const heading = (page: Page) => page.locator('image-page h1')

async function speak(page: Page, language: string): Promise<void> {
  await page.locator('account-menu .toggle').click()
  await page.locator('look-choices select').selectOption(language)
  await expect(page.locator('html')).toHaveAttribute('lang', language)
  await page.keyboard.press('Escape')
}

test('is read at once by whoever reads that language, and by nobody else', async ({ browser }) => {
  const ada = await stage.arrive(browser, 'Ada')
  const id = await ada.save('Moon over water', 200)
  const [owner, english] = [await ada.open(`/images/${id}`), await (await stage.arrive(browser, 'Eve')).open('/images')]
  const german = await stage.openWindow(browser)
  await german.goto('/de/images')
  await isLive(german)
  const page = await stage.openWindow(browser)
  await page.goto(`/de/images/${id}`)
  await isLive(page)
  await expect(titles(german)).toHaveText(['Moon over water'])

  await test.step('the owner writes it in the editor', async () => {
    await owner.getByRole('button', { name: 'Edit' }).click()
    const others = owner.locator('image-translations')
    await expect(others.getByRole('combobox')).toBeHidden()
    await others.getByText('In other languages').click()
    await others.getByRole('combobox').selectOption({ label: 'Deutsch' })
    await others.getByRole('button', { name: 'Add a language' }).click()
    await expect(others.getByLabel('Title in German')).toBeFocused()
    await owner.keyboard.type('Mond über dem Wasser')
    await others.getByLabel('What can be seen, in German').fill('Ein Mond')
    await owner.getByRole('button', { name: 'Save changes' }).click()
    await expect(owner.locator('image-editor dialog')).toBeHidden()
    await expect(heading(owner)).toHaveText('Moon over water')
  })

  await test.step('live on a wall and on its page, with its address as it was', async () => {
    await expect(titles(german)).toHaveText(['Mond über dem Wasser'])
    await expect(titles(german).locator('bdi')).toHaveAttribute('lang', 'de')
    await expect(picture(german)).toHaveAttribute('alt', 'Ein Mond')
    await expect(heading(page)).toHaveText('Mond über dem Wasser')
    await expect(page).toHaveTitle('Mond über dem Wasser · Bowerbird')
    await expect(picture(page)).toHaveAttribute('alt', 'Ein Mond')
    await expect(page).toHaveURL(/\/moon-over-water$/)
    await expect(titles(english)).toHaveText(['Moon over water'])
  })

  await test.step('and where the language is chosen, in place', async () => {
    await english.evaluate(() => Object.assign(window, { stays: true }))
    await speak(english, 'de')
    await expect(titles(english)).toHaveText(['Mond über dem Wasser'])
    await expect(picture(english)).toHaveAttribute('alt', 'Ein Mond')
    expect(await english.evaluate(() => 'stays' in window)).toBe(true)
    await speak(page, 'en')
    await expect(heading(page)).toHaveText('Moon over water')
    await expect(page).toHaveTitle('Moon over water · Bowerbird')
    await speak(page, 'de')
    await expect(heading(page)).toHaveText('Mond über dem Wasser')
  })

  await test.step('what is typed and not sent is there again; what is removed goes everywhere', async () => {
    const others = owner.locator('image-translations')
    await owner.getByRole('button', { name: 'Edit' }).click()
    await expect(others.getByLabel('Title in German')).toHaveValue('Mond über dem Wasser')
    await others.getByRole('combobox').selectOption('ja')
    await others.getByRole('button', { name: 'Add a language' }).click()
    await owner.keyboard.type('水の上の月')
    await owner.reload()
    await owner.getByRole('button', { name: 'Edit' }).click()
    await expect(others.getByLabel('Title in Japanese')).toHaveValue('水の上の月')
    await others.getByRole('button', { name: 'Remove German' }).click()
    await expect(others.getByRole('combobox')).toBeFocused()
    await owner.getByRole('button', { name: 'Save changes' }).click()
    await expect(titles(german)).toHaveText(['Moon over water'])
    await speak(german, 'ja')
    await expect(titles(german)).toHaveText(['水の上の月'])
  })
})
