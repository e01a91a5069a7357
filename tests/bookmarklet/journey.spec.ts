// The whole way: from the page that offers the bookmarklet, over a stranger's page, to saved pictures, until our window is gone.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, expect } from '@playwright/test'
import type { ImageView } from '../../server/views.ts'
import { freePort } from '../support/free-port.ts'
import { type NodeProcess, startNode } from '../support/node-process.ts'
import { openTab } from './chromium.ts'
import { startFirefox } from './firefox.ts'
import { look, soon } from './looks.ts'
import { serveSites, type Sites } from './server.ts'
import { news } from './sites/press.ts'
import { test } from '../browser/support/test.ts'

const password = 'correct horse battery'

let folder: string
let sites: Sites
let node: NodeProcess
let address: string
let ada: BrowserContext

test.beforeAll(async ({ browser }) => {
  folder = await mkdtemp(join(tmpdir(), 'bowerbird-journey-'))
  sites = await serveSites([news])
  const port = await freePort()
  address = `http://localhost:${port}`
  node = await startNode({
    DATA_DIR: folder,
    LOG_LEVEL: 'warn',
    PORT: String(port),
    PUBLIC_URL: address,
    ALLOWED_HOSTS: 'localhost,127.0.0.1',
    FETCH_ALLOW: [sites.home, sites.cdn].map(url => new URL(url).host).join(','),
  })
  ada = await browser.newContext({ baseURL: address, viewport: { width: 1280, height: 880 } })
  await ada.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: address })
  const data = { username: 'ada', name: 'Ada', email: 'ada@example.org', password }
  await expect(await ada.request.post('/api/accounts', { data, headers: { origin: address } })).toBeOK()
})
test.afterAll(async () => {
  await ada?.close()
  await node?.terminate()
  await sites?.close()
  await rm(folder, { recursive: true, force: true })
})

async function listSaved(): Promise<ImageView[]> {
  const answer = await ada.request.post('/api/image/list', { data: {}, headers: { origin: address } })
  return ((await answer.json()) as { data: { images: ImageView[] } }).data.images
}

test('the page that offers it explains each browser, and the button there only says what to do with it', async () => {
  const page = await ada.newPage()
  const problems: string[] = []
  page.on('console', message => message.type() === 'error' && problems.push(message.text()))
  await page.goto('/')
  await page.getByRole('button', { name: 'Your account' }).click()
  await page.getByRole('link', { name: 'Save from any page' }).first().click()
  await expect(page.getByRole('heading', { name: 'Save from any page' })).toBeVisible()
  await page.getByRole('link', { name: 'Bowerbird it' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Drag me to your bookmarks bar.' })).toBeVisible()
  expect(page.url()).toBe(`${address}/bookmarklet`)

  for (const [name, hint, steps] of [
    ['Firefox', 'Ctrl', 3],
    ['Safari', '⌘', 3],
    ['iPhone, iPad', 'Copy', 4],
    ['Android', 'Home screen', 3],
    ['Chrome, Edge', 'Ctrl', 3],
  ] as const) {
    await page.getByRole('radio', { name }).check()
    await expect(page.getByRole('listitem')).toHaveCount(steps)
    await expect(page.getByRole('listitem').first()).toContainText(hint)
  }
  await page.setViewportSize({ width: 360, height: 780 })
  expect(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)).toBe(false)
  await page.getByRole('button', { name: 'Copy its address' }).click()
  await expect(page.getByText('Copied.')).toBeVisible()
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  expect(copied).toBe(await page.getByRole('link', { name: 'Bowerbird it' }).getAttribute('href'))
  expect(decodeURIComponent(copied)).toContain(`${address}/images/new#capture=`)
  expect(problems).toEqual([])
  await page.close()
})

test('what its address says is in the language of the page', async () => {
  const page = await ada.newPage()
  await page.goto('/de/bookmarklet')
  const button = page.locator('bookmarklet-page a.bookmark')
  await expect(button).toHaveAttribute('href', /language:%22de[^,]*%22,dir:%22ltr%22/)
  await page.goto('/ar/bookmarklet')
  await expect(button).toHaveAttribute('href', /language:%22ar[^,]*%22,dir:%22rtl%22/)
  await page.goto('/bookmarklet')
  await expect(button).toHaveAttribute('href', /language:%22en[^,]*%22,dir:%22ltr%22/)
  await page.close()
})

test('without a mouse it explains the phone, also where the browser calls itself one for the desk', async ({
  browser,
}) => {
  const phone = await browser.newContext({ baseURL: address, isMobile: true, hasTouch: true })
  const page = await phone.newPage()
  await page.goto('/bookmarklet')
  await expect(page.getByRole('radio', { name: 'Android' })).toBeChecked()
  await phone.close()
})

test('whoever has picked something is told at the sign-in that it waits, and nobody else', async ({ browser }) => {
  const visitor = await browser.newContext({ baseURL: address })
  const page = await visitor.newPage()
  await page.goto('/sign-in')
  await expect(page.getByRole('heading', { name: 'Welcome back' })).toBeVisible()
  await expect(page.getByText('what you picked')).toHaveCount(0)
  await page.goto('/images/new')
  await expect(page.getByText('Sign in, and go on with what you picked.')).toBeVisible()
  await page.getByRole('link', { name: 'Create an account' }).click()
  await expect(page.getByText('Create your account, and go on with what you picked.')).toBeVisible()
  await visitor.close()
})

test('the save page and the empty home lead to the bookmarklet', async () => {
  const page = await ada.newPage()
  for (const path of ['/images/new', '/']) {
    await page.goto(path)
    await page.getByRole('main').getByRole('link', { name: 'save from any page' }).click()
    await expect(page.getByRole('heading', { name: 'Save from any page' })).toBeVisible()
  }
  await page.close()
})

async function findBookmark(): Promise<string> {
  const offering = await ada.newPage()
  await offering.goto('/bookmarklet')
  const bookmark = await offering.getByRole('link', { name: 'Bowerbird it' }).getAttribute('href')
  await offering.close()
  return bookmark ?? ''
}

test('two pictures of a stranger’s page are picked, confirmed in our own window, and are mine with the page they came from', async () => {
  const tab = await openTab(ada, await findBookmark())
  await tab.open(sites.addressOf(news))
  await look(tab)
  await tab.click('li:nth-child(1) input')
  await tab.click('li:nth-child(2) label')
  const opened = ada.waitForEvent('page')
  await tab.click('.go')
  const ours = await opened
  expect(await ours.evaluate(() => [opener, name])).toEqual([null, ''])

  const confirm = ours.getByRole('button', { name: 'Save 2 images' })
  await expect(confirm).toBeVisible()
  expect(await listSaved()).toEqual([])
  const closed = ours.waitForEvent('close')
  // In its first moments the window takes no press, which may have been meant for the page.
  await expect(confirm).toHaveAttribute('aria-disabled', 'false')
  await confirm.click()
  await expect(ours.getByRole('heading', { name: /2 images are/ })).toBeVisible()
  await closed
  await expect.poll(async () => (await listSaved()).length).toBe(2)
  const saved = await listSaved()
  expect(
    saved.map(({ alt, width, pageUrl }) => ({ alt, width, pageUrl })).sort((one, other) => other.width - one.width),
  ).toEqual([
    { alt: 'A bower of blue', width: 1600, pageUrl: `${sites.home}/news/?story=7` },
    { alt: 'The builder', width: 1200, pageUrl: `${sites.home}/news/?story=7` },
  ])
})

test('in Firefox one key saves what was picked, and our window closes itself there as well', async () => {
  // A whole browser starts within it.
  test.setTimeout(120_000)
  const bookmark = await findBookmark()
  const firefox = await startFirefox()
  try {
    const tab = await firefox.newTab(bookmark)
    await tab.open(`${address}/sign-in`)
    expect(await tab.inPage(signIn)).toBe(201)
    await tab.open(sites.addressOf(news))
    await look(tab)
    await tab.click('li:nth-child(4) input')
    await tab.click('.go')
    await soon(tab.enterWindow).toBe(true)
    // The window may still be on its way to what it shows: a page of another site is in another process, and has to be entered anew.
    await expect(async () => {
      expect(await tab.enterWindow()).toBe(true)
      expect(await tab.inPage(focusedWords)).toBe('Save image')
    }).toPass({ intervals: [50] })
    expect(await tab.inPage(() => [window.opener, window.name])).toEqual([null, ''])

    await tab.type('Enter')

    await soon(tab.countWindows).toBe(1)
    await expect.poll(async () => (await listSaved()).map(({ width }) => width)).toContain(1000)
  } finally {
    await firefox.close()
  }
})

/** In the page. */
async function signIn(): Promise<number> {
  const body = JSON.stringify({ login: 'ada', password: 'correct horse battery' })
  const headers = { 'content-type': 'application/json' }
  return (await window.fetch('/api/session', { method: 'POST', headers, body })).status
}

/** In the page, through every shadow root. */
function focusedWords(): string | undefined {
  let focused = document.activeElement
  while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement
  return focused?.textContent?.trim()
}
