// Every element in every state, as it is by day, at night, with more contrast, from right to left and on a phone.
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { auditAsItIs } from './support/audit.ts'
import { settle, steady } from './support/baselines.ts'
import { type Gallery, openGallery } from './support/gallery.ts'
import { listUnreadable } from './support/readable.ts'
import { test } from './support/test.ts'

test.use({ ...steady, locale: 'en-GB', timezoneId: 'UTC' })

let gallery: Gallery
test.beforeAll(async () => {
  gallery = await openGallery()
})
test.afterAll(() => gallery.close())

async function look(page: Page, query: string, width = 1280): Promise<void> {
  await page.setViewportSize({ width, height: 900 })
  await page.clock.setFixedTime('2026-05-04T12:00:00Z')
  await page.goto(`${gallery.address}/gallery.html?bare&${query}`)
  await expect(page.locator('app-header, masonry-wall').last()).toBeVisible()
  await page.evaluate(() => scrollTo({ top: 0, behavior: 'instant' }))
  await settle(page)
}

/** Japanese and Chinese letters are the system's, and those of the tests have none. */
const foreign = (page: Page) => page.locator('[lang|="ja"], [lang|="zh"]')

for (const [name, query, width] of [
  ['light', 'theme=light', 1280],
  ['dark', 'theme=dark', 1280],
  ['contrast', 'theme=light&contrast=more', 1280],
  ['rtl', 'theme=light&direction=rtl&lang=ar', 1280],
  ['narrow', 'theme=dark', 390],
] as const) {
  test(`every element, ${name}`, async ({ page }) => {
    await look(page, query, width)
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
    // With more contrast it is colours that differ, and the beginning shows all of them.
    const clip = name === 'contrast' ? { x: 0, y: 0, width, height: 3000 } : undefined
    await expect(page).toHaveScreenshot(`gallery-${name}.png`, { fullPage: true, clip, mask: [foreign(page)] })
    // Of the others every screen is looked at in access.spec.ts.
    if (width === 1280 && name !== 'rtl') expect(await auditAsItIs(page)).toEqual([])
  })
}

test('with the colours of the reader, what is chosen and what is under way can be told', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active' })
  await look(page, '')
  const part = page.locator('section', { hasText: 'segments and tabs' })
  await expect(part).toHaveScreenshot('gallery-forced-colors.png', { mask: [foreign(page)] })
})

test('with the colours of the reader every word can be read on what it stands on', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active' })
  await look(page, '')
  expect(await listUnreadable(page)).toEqual([])
  const buttons = page.locator('section', { hasText: 'Buttons' }).first()
  await expect(buttons).toHaveScreenshot('gallery-forced-colors-buttons.png')
  await expect(page.locator('toast-stack')).toHaveScreenshot('gallery-forced-colors-toasts.png')
})

test('ten thousand tiles are a few elements', async ({ page }) => {
  await look(page, 'show=ten+thousand')
  const tiles = page.locator('image-tile')
  await expect(tiles.first()).toBeVisible()
  expect(await tiles.count()).toBeLessThan(120)
  await page.evaluate(() => scrollTo({ top: document.documentElement.scrollHeight / 2 }))
  await expect(page.getByText(/^Number 5\d{3}$/).first()).toBeVisible()
  expect(await tiles.count()).toBeLessThan(120)
})

test('what is built for everybody has nothing of the gallery', async () => {
  const folder = join(import.meta.dirname, '../../dist/web')
  const files = (await readdir(folder, { recursive: true })).filter(name => /\.(html|js|css|json)$/.test(name))
  expect(files).toContain('index.html')
  const texts = await Promise.all(files.map(async name => [name, await readFile(join(folder, name), 'utf8')] as const))
  expect(
    texts.filter(([name, text]) => /gallery/.test(name) || /gallery-page/.test(text)).map(([name]) => name),
  ).toEqual([])
})
