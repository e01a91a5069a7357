// Installed, Bowerbird stands in the share sheet: a form on our own origin sends what the system would send.
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, expect, type Browser, type BrowserContext, type Page } from '@playwright/test'
import sharp from 'sharp'
import config from '../../playwright.config.ts'
import { startNode, type NodeProcess } from '../support/node-process.ts'
import { openElsewhere, type Elsewhere } from './support/elsewhere.ts'
import { share } from './support/share.ts'
import { test } from './support/test.ts'

let folder: string
let node: NodeProcess
let address: string
/** Another site, with a form that sends to ours. */
let site: Server
let elsewhere: Elsewhere
const password = 'correct horse battery'

test.beforeAll(async ({ playwright }) => {
  folder = await mkdtemp(join(tmpdir(), 'bowerbird-share-'))
  elsewhere = await openElsewhere()
  node = await startNode({
    DATA_DIR: join(folder, 'data'),
    LOG_LEVEL: 'warn',
    ALLOWED_HOSTS: 'localhost,127.0.0.1',
    FETCH_ALLOW: elsewhere.host,
  })
  address = `http://localhost:${node.port}`
  site = createServer((_request, response) =>
    response
      .setHeader('content-type', 'text/html')
      .end(
        `<form method="post" enctype="multipart/form-data" action="${address}/images/share"><input name="title" value="Not yours"><button>Send</button></form>`,
      ),
  ).listen(0, '127.0.0.1')
  await new Promise(resolve => site.once('listening', resolve))
  const request = await playwright.request.newContext({ baseURL: address, extraHTTPHeaders: { origin: address } })
  const ada = { username: 'ada', name: 'Ada', email: 'ada@example.org', password }
  await expect(await request.post('/api/accounts', { data: ada })).toBeOK()
  await request.dispose()
})
test.afterAll(async () => {
  site.close()
  await Promise.all([node.terminate(), elsewhere.close()])
  await rm(folder, { recursive: true, force: true })
})

async function signIn(context: BrowserContext): Promise<void> {
  const data = { login: 'ada', password }
  await expect(await context.request.post('/api/session', { data, headers: { origin: address } })).toBeOK()
}

async function openWindow(browser: Browser, { signedIn = true, worker = true } = {}): Promise<Page> {
  const context = await browser.newContext({ baseURL: address, serviceWorkers: worker ? 'allow' : 'block' })
  if (signedIn) await signIn(context)
  const page = await context.newPage()
  await page.goto('/people')
  if (worker) await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  return page
}

/** What can be told of the images of mine, the newest first. */
async function listSaved(page: Page): Promise<object[]> {
  const headers = { origin: address }
  const answer = await page.context().request.post('/api/image/list', { data: { by: 'ada' }, headers })
  return ((await answer.json()) as { data: { images: object[] } }).data.images
}

async function picture(hue: number): Promise<string> {
  const background = { r: hue, g: 255 - hue, b: 120 }
  const bytes = await sharp({ create: { width: 320, height: 280, channels: 3, background } })
    .png()
    .toBuffer()
  return bytes.toString('base64')
}

test('Bowerbird can be installed: its manifest is whole, and every icon has the size that it says', async ({
  request,
}) => {
  const { args, executablePath } = config.use!.launchOptions!
  const context = await chromium.launchPersistentContext(join(folder, 'profile'), { args, executablePath })
  try {
    const page = context.pages()[0] ?? (await context.newPage())
    await page.goto(`${address}/`)
    const devtools = await context.newCDPSession(page)
    const { url, errors, data } = await devtools.send('Page.getAppManifest')
    expect({ url, errors }).toEqual({ url: `${address}/manifest.webmanifest`, errors: [] })
    expect(await devtools.send('Page.getInstallabilityErrors')).toEqual({ installabilityErrors: [] })

    const manifest = JSON.parse(data!) as Manifest
    expect(manifest.share_target).toMatchObject({ action: '/images/share', method: 'POST' })
    expect(manifest.icons.map(({ sizes, purpose = 'any' }) => `${sizes} ${purpose}`)).toEqual([
      '192x192 any',
      '512x512 any',
      '192x192 maskable',
      '512x512 maskable',
      '512x512 monochrome',
    ])
    const apple = await page.locator('link[rel=apple-touch-icon]').getAttribute('href')
    const icons = [
      ...manifest.icons,
      ...manifest.shortcuts.flatMap(shortcut => shortcut.icons),
      ...manifest.screenshots,
      { src: apple!, sizes: '180x180', type: 'image/png' },
    ]
    for (const { src, sizes, type } of icons) {
      const answer = await request.get(address + src)
      expect(answer.headers()['content-type']).toBe(type)
      const { width, height } = await sharp(await answer.body()).metadata()
      expect([src, `${width}x${height}`]).toEqual([src, sizes])
    }
  } finally {
    await context.close()
  }
})

interface Manifest {
  icons: Icon[]
  shortcuts: { url: string; icons: Icon[] }[]
  screenshots: Icon[]
  share_target: object
}
interface Icon {
  src: string
  sizes: string
  type: string
  purpose?: string
}

test('the worker is asked for anew each time, and the server before it', async ({ browser, request }) => {
  expect((await request.get(`${address}/service-worker.js`)).headers()).toMatchObject({
    'cache-control': 'no-cache',
    'content-type': 'text/javascript; charset=utf-8',
  })
  const page = await openWindow(browser)
  const answer = await page.goto('/images')
  expect([answer?.status(), await page.locator('script#first-screen').textContent()]).toEqual([
    200,
    expect.not.stringContaining('"offline"'),
  ])
  const kept = await page.evaluate(() =>
    caches.keys().then(names => names.filter(name => name.startsWith('interface-'))),
  )
  expect(kept).toHaveLength(1)
})

test('two pictures and an address that are shared wait on the save page, once, and are saved with it', async ({
  browser,
}) => {
  const page = await openWindow(browser)
  const files = { 'one.png': await picture(10), 'two.png': await picture(200) }

  await share(page, { title: 'Two finds', text: 'Seen here: https://example.org/finds.' }, files)

  await expect(page).toHaveURL(`${address}/images/new`)
  await expect(page.getByRole('heading', { name: 'Save 2 images' })).toBeVisible()
  await expect(page.getByLabel(/page/i).first()).toHaveValue('https://example.org/finds')
  const kept = await page.evaluate(() => caches.open('shared').then(async cache => (await cache.keys()).length))
  expect(kept).toBe(0)

  await page.getByRole('button', { name: 'Save 2 images' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'All of them are saved.' })).toBeAttached()
  const shared = { width: 320, height: 280, pageUrl: 'https://example.org/finds' }
  expect(await listSaved(page)).toMatchObject([shared, shared])
})

test('an address alone, as phones share a page, offers its pictures, and the one that I pick is saved with it', async ({
  browser,
}) => {
  const page = await openWindow(browser)

  await share(page, { title: 'Seven hills', text: `${elsewhere.url}/page`, url: '' })

  await expect(page).toHaveURL(`${address}/images/new`)
  const offered = page.locator('picture-picker').getByRole('listitem')
  await expect(offered).toHaveCount(4)
  await offered.getByRole('button', { name: /barn on the first hill/ }).click()
  await page.getByRole('button', { name: 'Save image' }).click()
  await expect(page.getByRole('heading', { name: 'A barn on the first hill' })).toBeVisible()
  const picked = { alt: 'A barn on the first hill', width: 900, height: 640, pageUrl: `${elsewhere.url}/page` }
  expect((await listSaved(page))[0]).toMatchObject(picked)
})

test('who is signed out signs in first, and finds them then', async ({ browser }) => {
  const page = await openWindow(browser, { signedIn: false })

  await share(page, { title: '' }, { 'one.png': await picture(30), 'two.png': await picture(90) })
  await page.getByLabel('Username or e-mail').fill('ada')
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.keyboard.press('Enter')

  await expect(page.getByRole('heading', { name: 'Save 2 images' })).toBeVisible()
})

test('what nobody has fetched for a day is dropped, and what is gone is said to be', async ({ browser }) => {
  const page = await openWindow(browser)
  await page.evaluate(async () => {
    const cache = await caches.open('shared')
    for (const hours of [23, 25]) {
      const date = new Date(Date.now() - hours * 3_600_000).toUTCString()
      await cache.put(`/shared/${hours}-hours`, new Response(new FormData(), { headers: { date } }))
    }
  })

  await page.reload()

  const keys = () =>
    page.evaluate(async () => (await (await caches.open('shared')).keys()).map(({ url }) => new URL(url).pathname))
  await expect.poll(keys).toEqual(['/shared/23-hours'])
  await page.goto('/images/new?shared=25-hours')
  await expect(page.getByText(/not here any more/)).toBeVisible()
})

test('without the worker the server leads to the save page: the words are there, and the files said to be lost', async ({
  browser,
}) => {
  const page = await openWindow(browser, { worker: false })

  const answered = page.waitForResponse(answer => answer.url().endsWith('/images/share'))
  await share(page, { title: 'A find' }, { 'one.png': await picture(50) })

  // The page forgets what has come with the address as soon as it has read it.
  expect(await (await answered).headerValue('location')).toBe('/images/new?title=A+find&lost=files')
  await expect(page.getByText(/could not be handed over/)).toBeVisible()
  await expect(page.getByLabel('Title')).toHaveValue('A find')
})

for (const worker of [true, false])
  test(`another site cannot share into Bowerbird, ${worker ? 'past the worker' : 'nor without one'}`, async ({
    browser,
  }) => {
    const page = await openWindow(browser, { worker })
    await page.goto(`http://127.0.0.1:${(site.address() as AddressInfo).port}/`)

    const answered = page.waitForResponse(answer => answer.url().endsWith('/images/share'))
    await page.getByRole('button', { name: 'Send' }).click()

    expect((await answered).status()).toBe(403)
    await expect(page).toHaveURL(`${address}/images/share`)
  })
