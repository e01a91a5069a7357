// The interface by itself, on one embedded node: nothing shifts, the policy holds, the keyboard finds its way, back is back.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Browser, type Page } from '@playwright/test'
import sharp from 'sharp'
import { startNode, type NodeProcess } from '../support/node-process.ts'
import { goLive } from './support/live.ts'
import { watchShifts } from './support/shifts.ts'
import type { ImageTile } from '../../web/images/image-tile.ts'
import { test } from './support/test.ts'

let folder: string
let node: NodeProcess
let address: string
/** The path of one image. */
let permalink: string

const password = 'correct horse battery'

test.beforeAll(async ({ playwright }) => {
  folder = await mkdtemp(join(tmpdir(), 'bowerbird-web-'))
  node = await startNode({ DATA_DIR: folder, LOG_LEVEL: 'warn', ALLOWED_HOSTS: 'localhost,127.0.0.1' })
  address = `http://localhost:${node.port}`
  const request = await playwright.request.newContext({ baseURL: address, extraHTTPHeaders: { origin: address } })
  const ada = { username: 'ada', name: 'Augusta Ada King, Countess of Lovelace', email: 'ada@example.org', password }
  await expect(await request.post('/api/accounts', { data: ada })).toBeOK()
  for (let number = 0; number < 40; number++) {
    const answer = await request.post('/api/images', {
      multipart: {
        title: `Find ${number}`,
        file: { name: 'x.png', mimeType: 'image/png', buffer: await picture(number) },
      },
    })
    await expect(answer).toBeOK()
    const { image } = (await answer.json()) as { image: { id: string; slug: string } }
    permalink = `/images/${image.id}/${image.slug}`
  }
  await request.dispose()
})
test.afterAll(async () => {
  await node.terminate()
  await rm(folder, { recursive: true, force: true })
})

function picture(number: number): Promise<Buffer> {
  const background = { r: (number * 37) % 256, g: (number * 91) % 256, b: (number * 53) % 256 }
  const size = { width: 300 + ((number * 131) % 500), height: 300 + ((number * 173) % 500) }
  return sharp({ create: { ...size, channels: 3, background } })
    .png()
    .toBuffer()
}

/** A window that counts what shifts without having been asked to, and remembers what went wrong. */
async function openWindow(
  browser: Browser,
  width: number,
  { signedIn = true } = {},
): Promise<{ page: Page; problems: string[] }> {
  const context = await browser.newContext({ viewport: { width, height: 800 }, baseURL: address })
  if (signedIn) {
    const data = { login: 'ada', password }
    await expect(await context.request.post('/api/session', { data, headers: { origin: address } })).toBeOK()
  }
  const page = await context.newPage()
  const problems: string[] = []
  page.on('pageerror', error => problems.push(error.message))
  page.on('console', message => message.type() === 'error' && problems.push(message.text()))
  await page.addInitScript(watchShifts)
  return { page, problems }
}

for (const width of [360, 1440]) {
  test(`at ${width} px every screen loads without a shift, a breach of the policy, or a sideways scrollbar`, async ({
    browser,
  }) => {
    const { page, problems } = await openWindow(browser, width)
    for (const path of [
      '/',
      '/images',
      '/popular',
      permalink,
      '/people',
      '/people/ada',
      '/settings',
      '/settings/account',
      '/settings/data',
      '/bookmarklet',
      '/images/new',
    ]) {
      await goLive(page, path)
      await expect(page.locator('h1').filter({ visible: true })).toBeVisible()
      await expect(page.getByText('Loading…')).toHaveCount(0)
      await page.waitForLoadState('networkidle')
      const measured = await page.evaluate(() => ({
        shiftedBy: window.shiftedBy,
        sideways: document.documentElement.scrollWidth > innerWidth,
      }))
      expect(measured, path).toEqual({ shiftedBy: [], sideways: false })
    }
    expect(problems).toEqual([])
  })
}

test('the way back leads to the same place of the same wall', async ({ browser }) => {
  const { page } = await openWindow(browser, 1280)
  await goLive(page, '/images')
  await expect(page.getByRole('link', { name: 'Find 39' })).toBeVisible()
  await page.mouse.move(600, 400)
  await page.mouse.wheel(0, 900)
  await expect.poll(() => page.evaluate(() => scrollY)).toBe(900)
  const tiles = page.getByRole('article', { name: /^Find/ })
  const inView = await tiles.evaluateAll(all => all.findIndex(tile => tile.getBoundingClientRect().top > 150))
  await tiles.nth(inView).getByRole('link').first().click()
  await expect(page).toHaveTitle(/^Find/)
  await page.locator('image-lightbox').getByRole('link', { name: 'Augusta' }).first().click()
  await expect(page).toHaveTitle(/^Augusta/)
  expect(await page.evaluate(() => scrollY)).toBe(0)
  await page.goBack()
  await expect(page).toHaveTitle(/^Find/)
  await page.goBack()
  await expect(page.getByRole('heading', { name: 'Everything' })).toBeVisible()
  expect(await page.evaluate(() => scrollY)).toBe(900)
})

test('the end of the wall brings more, each image once', async ({ browser }) => {
  const { page } = await openWindow(browser, 1280)
  await goLive(page, '/images')
  await page.mouse.move(600, 400)
  // Few of them are in the page at a time: each has its number on the wall, and no two the same title.
  const titles = new Map<string, string>()
  await expect(async () => {
    await page.mouse.wheel(0, 700)
    const tiles = await page
      .locator('masonry-wall li')
      .evaluateAll(all => all.map(one => [one.ariaPosInSet, one.querySelector<ImageTile>('image-tile')?.image?.title]))
    for (const [number, title] of tiles) if (number && title) titles.set(number, title)
    expect(titles.size).toBe(40)
  }).toPass()
  expect(new Set(titles.values()).size).toBe(40)
})

test('the keyboard skips to the content, and lands on the heading of the next page', async ({ browser }) => {
  const { page } = await openWindow(browser, 1280)
  // Whoever has left the wall further down is offered to go on there, before its first tile.
  const data = { wall: 'everything', at: null }
  await expect(await page.request.post('/api/wall/leave', { data, headers: { origin: address } })).toBeOK()
  await goLive(page, '/images')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused()
  await page.keyboard.press('Enter')
  for (const order of ['Newest', 'Popular']) {
    await page.keyboard.press('Tab')
    await expect(page.getByRole('link', { name: order })).toBeFocused()
  }
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Find 39' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Find 39' })).toBeFocused()
  await expect(page).toHaveTitle('Find 39 · Bowerbird')
})

test('a visitor who wants to save something signs in first, and then may', async ({ browser }) => {
  const { page } = await openWindow(browser, 1280, { signedIn: false })
  await page.goto('/images/new?title=From+elsewhere')
  await page.getByLabel('Username or e-mail').fill('ada')
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('Title')).toHaveValue('From elsewhere')
})

test('what I have saved already is shown to me instead of being saved twice', async ({ browser }) => {
  const { page } = await openWindow(browser, 1280)
  await page.goto('/images/new')
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'again.png', mimeType: 'image/png', buffer: await picture(39) })
  await expect(page.getByLabel('Title')).toHaveValue('Again')
  await page.getByRole('button', { name: 'Save image' }).click()
  await page.getByRole('alert').filter({ hasText: 'Find 39' }).click()
  await expect(page).toHaveURL(address + permalink)
})

test('what is typed and not sent is there after another language is chosen, a reload, and signing out and in; and gone once it is sent', async ({
  browser,
}) => {
  const { page } = await openWindow(browser, 1280)
  const bio = page.getByLabel('A few words about you')
  await page.goto('/settings')
  await bio.fill('I was about to say')
  await page.goto('/settings/account')
  await page.getByRole('combobox', { name: /^Language/ }).selectOption('nl')
  await expect(page.getByRole('status').filter({ hasText: /^\s*Saved\. It is \d+ \S+ \d{4} om/ })).toBeVisible()
  await page.goto('/settings')
  await expect(bio).toHaveValue('I was about to say')
  await page.reload()
  await expect(bio).toHaveValue('I was about to say')

  await page.getByRole('button', { name: 'Your account' }).click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByRole('link', { name: 'Sign in' }).first()).toBeVisible()
  await page.goto('/sign-in?then=/settings')
  await page.getByLabel('Username or e-mail').fill('ada')
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.keyboard.press('Enter')
  await expect(bio).toHaveValue('I was about to say')

  await bio.fill('Said')
  await page.getByRole('button', { name: /^Save/ }).first().click()
  await expect.poll(() => page.evaluate(() => localStorage.getItem('drafts'))).toBe('{}')
  await page.reload()
  await expect(bio).toHaveValue('Said')
})

test('signed out in one window is signed out in the other', async ({ browser }) => {
  const { page } = await openWindow(browser, 1280)
  const other = await page.context().newPage()
  await page.goto('/people')
  await goLive(other, '/images')
  await page.getByRole('button', { name: 'Your account' }).click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(other.getByText('You have been signed out.')).toBeVisible()
  await expect(other.getByRole('link', { name: 'Sign in', exact: true }).first()).toBeVisible()
})

test('a page whose code does not come says so in its place, and comes when it is asked for again', async ({
  browser,
}) => {
  const context = await browser.newContext({ baseURL: address, serviceWorkers: 'block' })
  const page = await context.newPage()
  const code = /\/assets\/bookmarklet-page-[\w-]+\.js$/
  await page.route(code, route => route.abort())
  await page.goto('/bookmarklet')
  await expect(page.getByRole('alert')).toHaveText('This page could not be loaded. Check your connection, or reload.')
  await page.unroute(code)
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByRole('heading', { name: 'Save from any page' })).toBeVisible()
  await context.close()
})
