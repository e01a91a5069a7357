// What the interface says, as visitors and whoever is signed in choose it.
import { expect, type Page } from '@playwright/test'
import { openStage, type Stage } from './support/stage.ts'
import { test } from './support/test.ts'

let stage: Stage
test.beforeAll(async () => {
  stage = await openStage()
})
test.afterAll(() => stage.close())

const chosen = (page: Page) => page.locator('look-choices select')
const said = (page: Page) => page.locator('html')

test('a visitor chooses it in the menu, which stays open; it stands after a reload, and before the address', async ({
  browser,
}) => {
  const page = await stage.openWindow(browser)
  await page.goto('/search')
  await page.getByRole('searchbox').fill('lanterns')
  await page.getByRole('button', { name: 'Appearance' }).click()
  await expect(page.getByLabel('Language')).toHaveValue('en')
  await page.getByLabel('Language').selectOption({ label: 'Deutsch' })

  await expect(page.getByLabel('Sprache')).toHaveValue('de')
  await expect(page.getByLabel('Sprache')).toBeVisible()
  await expect(page.getByRole('searchbox')).toHaveValue('lanterns')
  await expect(said(page)).toHaveAttribute('lang', 'de')

  await page.goto('/fr/images')
  await expect(said(page)).toHaveAttribute('lang', 'fr')
  await page.locator('account-menu .toggle').click()
  await chosen(page).selectOption('ar')
  await expect(said(page)).toHaveAttribute('dir', 'rtl')
  await expect(page).toHaveURL(`${stage.address}/images`)
  await page.reload()
  await expect(said(page)).toHaveAttribute('lang', 'ar')
})

test('an account keeps it, for every window; what is for dates alone leaves it as it is', async ({ browser }) => {
  const ada = await stage.arrive(browser, 'Ada')
  const page = await ada.open('/settings/account')
  const other = await ada.open('/people')
  await page.getByRole('combobox', { name: 'Language' }).selectOption('de')

  await expect(page.getByRole('combobox', { name: 'Sprache' })).toHaveValue('de')
  await expect(said(other)).toHaveAttribute('lang', 'de')
  await page.getByRole('combobox', { name: 'Sprache' }).selectOption('it')
  await expect(page.locator('language-choice').getByRole('status').locator('strong')).toBeVisible()
  await expect(said(page)).toHaveAttribute('lang', 'de')

  await other.locator('account-menu .toggle').click()
  await chosen(other).selectOption('ja')
  await expect(page.locator('language-choice select').first()).toHaveValue('ja')
  await expect(said(page)).toHaveAttribute('lang', 'ja')
})
