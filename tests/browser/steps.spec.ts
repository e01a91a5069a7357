// What each way of saving looks like, step by step, until something is sent.
import { devices, expect, type Locator, type Page } from '@playwright/test'
import { buildBookmarklet } from '../../vite.bookmarklet.ts'
import { toBookmarkAddress } from '../../web/bookmarklet/address.ts'
import { sayInBookmarklet } from '../../web/bookmarklet-page/words.ts'
import { openTab } from '../bookmarklet/chromium.ts'
import { look } from '../bookmarklet/looks.ts'
import { serveSites } from '../bookmarklet/server.ts'
import type { Site } from '../bookmarklet/site.ts'
import { compare, steady, wide } from './support/baselines.ts'
import { paint } from './support/elsewhere.ts'
import { share } from './support/share.ts'
import { openStage, password, type Stage } from './support/stage.ts'
import { test } from './support/test.ts'

test.use(steady)

/** As the bookmarklet opens it. */
const saveWindow = { width: 560, height: 680 }

let stage: Stage
test.beforeAll(async () => {
  stage = await openStage({}, { worker: true })
})
test.afterAll(() => stage?.close())

const jpeg = async (name: string, hue: number) => ({ name, mimeType: 'image/jpeg', buffer: await paint(hue) })

function capturePath(): string {
  const pictures = [
    { url: `${stage.elsewhere.url}/picture/20.jpg`, alt: 'A barn on the first hill' },
    { url: `${stage.elsewhere.url}/picture/200.jpg`, alt: 'The lake at noon' },
  ]
  const given = {
    v: 1,
    page: { url: 'https://example.org/seven-hills', title: 'Seven hills' },
    pictures: pictures.map(one => ({ ...one, width: 900, height: 640 })),
  }
  return `/images/new#capture=${encodeURIComponent(JSON.stringify(given))}`
}

async function openCapture(page: Page): Promise<void> {
  await page.setViewportSize(saveWindow)
  await page.goto(capturePath())
}

test('the page of the bookmarklet', async ({ browser }) => {
  const ada = await stage.arrive(browser, 'Ada')
  const page = await ada.open('/bookmarklet')
  // No font of ours has this key of Apple's.
  await compare(page, 'bookmarklet-page', { mask: [page.locator('kbd', { hasText: '⌘' })] })
})

test('on a phone the bookmarklet is copied, for nothing is dragged there', async ({ browser }) => {
  const ada = await stage.arrive(browser, 'Ana')
  const context = await browser.newContext({
    ...devices['iPhone 15'],
    baseURL: stage.address,
    storageState: await ada.context.storageState(),
  })
  const page = await context.newPage()
  await page.goto('/bookmarklet')
  await expect(page.getByRole('radio', { name: 'iPhone, iPad' })).toBeChecked()
  await expect(page.getByRole('listitem').filter({ hasText: 'Add Bookmark' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Bowerbird it' })).toHaveCount(0)

  // Where the clipboard is closed to us, it is copied by hand.
  await page.evaluate(() => (navigator.clipboard.writeText = () => Promise.reject(new Error('not allowed'))))
  await page.getByRole('button', { name: 'Copy the address of the bookmark' }).click()
  await expect(page.getByLabel('Its address')).toHaveValue(/^javascript:/)

  await page.goto('/images/new')
  await expect(page.getByText('from your photos and files, or paste an address')).toBeVisible()
  await expect(page.getByText('drop pictures and folders')).toBeHidden()
})

test('the picker of the bookmarklet on a stranger’s page', async ({ browser }) => {
  const sites = await serveSites([garden])
  const context = await browser.newContext({ viewport: wide, colorScheme: 'light' })
  try {
    const tab = await openTab(context, toBookmarkAddress(await buildBookmarklet(), stage.address, sayInBookmarklet()))
    await tab.open(sites.addressOf(garden))
    await look(tab)
    await tab.click('li:nth-child(1) i')
    await tab.click('li:nth-child(3) label')
    const loaded = (root: ShadowRoot) => [...root.querySelectorAll('img')].every(image => image.complete)
    await expect.poll(() => tab.inPicker(loaded, undefined)).toBe(true)
    await compare(context.pages()[0]!, 'bookmarklet-picker', { alsoNarrow: true })
  } finally {
    await context.close()
    await sites.close()
  }
})

const garden: Site = {
  name: 'garden',
  html: () => `<!doctype html><html lang="en"><head><title>A garden in June</title><link rel="icon" href="data:,">
    <meta name="viewport" content="width=device-width">
    <style>body { margin: 2rem auto; max-width: 46rem; font: 18px/1.5 serif } img { width: 14rem }</style></head><body>
    <h1>A garden in June</h1><p>What grew while nobody looked.</p>
    <img alt="The gate" src="/p/gate.1600x1000.jpg"><img alt="Roses" src="/p/roses.1200x1200.jpg">
    <img alt="A very long path between two old walls, seen from the kitchen door" src="/p/path.900x1400.jpg">
    <img alt="" src="/p/pond.1400x900.jpg"><img alt="Bees" src="/p/bees.800x600.jpg">
    <img alt="Seeds" src="/p/seeds.600x400.jpg"><img alt="Shed" src="/p/shed.500x700.jpg">
    <img alt="A button" src="/p/button.60x60.png"></body></html>`,
  offers: [],
}

test('the save window: what was picked, and its end', async ({ browser }) => {
  const page = await (await stage.arrive(browser, 'Bea')).open('/')
  await openCapture(page)
  await expect(page.getByRole('heading', { name: 'Save 2 images' })).toBeVisible()
  // At first it takes no press, so that none is meant for the page that has opened it.
  await expect(page.getByRole('button', { name: 'Save 2 images' })).toBeEnabled()
  await compare(page, 'save-window', { alsoNarrow: true })

  await page.getByRole('button', { name: 'Save 2 images' }).click()
  await expect(page.getByRole('heading', { name: '2 images are saved' })).toBeVisible()
  await page.clock.setFixedTime(Date.now() + 10_000)
  await expect(page.getByText('You can close this window.')).toBeVisible()
  await compare(page, 'save-window-end')
})

test('the save window asks who is signed out to sign in', async ({ browser }) => {
  const page = await stage.openWindow(browser)
  await openCapture(page)
  await expect(page).toHaveURL(/\/sign-in\?then=/)
  await expect(page.getByLabel('Password', { exact: true })).toBeVisible()
  await compare(page, 'save-window-sign-in')
})

test('the save page: empty, and with the pictures of a page', async ({ browser }) => {
  const page = await (await stage.arrive(browser, 'Cleo')).open('/images/new')
  await compare(page, 'save-page-empty')

  await page.getByLabel('Or an address').fill(`${stage.elsewhere.url}/page`)
  await page.keyboard.press('Enter')
  await expect(page.locator('picture-picker').getByRole('listitem')).toHaveCount(4)
  await page
    .getByRole('button', { name: /barn on the first hill/ })
    .first()
    .click()
  await compare(page, 'save-page-pictures-of-a-page', { alsoNarrow: true })
})

test('the save page: one picture, and on a phone its words are in sight', async ({ browser }) => {
  const page = await (await stage.arrive(browser, 'Cora')).open('/images/new')
  const tall = { name: 'red-barn.jpg', mimeType: 'image/jpeg', buffer: await paint(10, 640, 1200) }
  await page.locator('input[type=file]').setInputFiles([tall])
  await expect(page.getByLabel('Title')).toHaveValue('Red barn')
  await page.setViewportSize({ width: 390, height: 844 })
  const top = async (field: Locator) => (await field.boundingBox())?.y ?? 0
  // What follows the description begins above the button, which covers what is below.
  const button = await top(page.getByRole('button', { name: 'Save image' }))
  expect(await top(page.getByLabel('What can be seen'))).toBeLessThan(button)
  await page.setViewportSize(wide)
  await compare(page, 'save-page-one', { alsoNarrow: true })
})

test('the save page: several files, of which one is refused', async ({ browser }) => {
  const page = await (await stage.arrive(browser, 'Dora')).open('/images/new')
  const torn = { name: 'torn.png', mimeType: 'image/png', buffer: Buffer.from('this is no picture') }
  const files = [await jpeg('red-barn.jpg', 10), torn, await jpeg('old-mill.jpg', 90), await jpeg('tall-pine.jpg', 150)]
  await page.locator('input[type=file]').setInputFiles(files)
  await expect(page.getByRole('heading', { name: 'Save 4 images' })).toBeVisible()
  await compare(page, 'save-page-files')

  await page.getByRole('button', { name: 'Save 4 images' }).click()
  await expect(page.getByRole('group', { name: 'Torn' }).getByRole('alert')).toBeVisible()
  await expect(page.getByRole('button', { name: /^Undo: / })).toHaveCount(3)
  await compare(page, 'save-page-refused', { alsoNarrow: true })
})

test('what comes from the share sheet waits on the save page', async ({ browser }) => {
  const page = await (await stage.arrive(browser, 'Eve')).open('/people')
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  const files = {
    'first-find.jpeg': (await paint(40)).toString('base64'),
    'second-find.jpeg': (await paint(280)).toString('base64'),
  }
  await share(page, { title: 'Two finds', text: 'Seen here: https://example.org/finds.' }, files)
  await expect(page.getByRole('heading', { name: 'Save 2 images' })).toBeVisible()
  await compare(page, 'save-page-shared')
})

test('where no mail is sent, nobody is told that one was', async ({ browser }) => {
  const page = await stage.openWindow(browser)
  await page.goto('/sign-up')
  await page.getByLabel('Name', { exact: true }).fill('Fay')
  await page.getByLabel('Username').fill('fay')
  await page.getByLabel('E-mail').fill('fay@example.org')
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Create account' }).click()
  await expect(page.getByText('the link that confirms your address is in its log')).toBeVisible()

  // The same for whoever has an account, and for whoever has none.
  const said: string[] = []
  for (const login of ['fay', 'nobody']) {
    await page.goto('/forgot-password')
    await page.getByLabel('Username or e-mail').fill(login)
    await page.getByRole('button', { name: 'Make a link' }).click()
    await expect(page.getByRole('heading', { name: 'Ask for the link' })).toBeFocused()
    said.push(await page.getByRole('status').filter({ hasText: 'account' }).innerText())
  }
  expect(said[0]).toContain('log of this server')
  expect(said[1]).toBe(said[0])
})
