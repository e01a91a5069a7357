// The tray in the corner: what it says of saves that go well, badly or nowhere, and that it is never in the way.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Browser, type BrowserContext, type Page } from '@playwright/test'
import { createDatabase, type TestDatabase } from '../support/database.ts'
import { startNode, type NodeProcess } from '../support/node-process.ts'
import { openElsewhere, paint, type Elsewhere } from './support/elsewhere.ts'
import { goLive, isLive } from './support/live.ts'
import { test } from './support/test.ts'

const password = 'correct horse battery'
let folder: string
let database: TestDatabase
let node: NodeProcess
let elsewhere: Elsewhere
let people = 0
/** Every picture is another one. */
let hue = 1

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bowerbird-tray-'))
  ;[database, elsewhere] = await Promise.all([createDatabase(), openElsewhere()])
  node = await startNode({
    DATABASE_URL: database.url,
    REDIS_URL: process.env.TEST_REDIS_URL!,
    DATA_DIR: folder,
    LOG_LEVEL: 'warn',
    ALLOWED_HOSTS: 'localhost,127.0.0.1',
    FETCH_ALLOW: elsewhere.host,
  })
})
test.afterAll(async () => {
  await node.terminate()
  await Promise.all([database.drop(), elsewhere.close()])
  await rm(folder, { recursive: true, force: true })
})

const contexts: BrowserContext[] = []
test.afterEach(() => Promise.all(contexts.splice(0).map(context => context.close())))

/** Somebody new, signed in. */
async function openWindow(browser: Browser): Promise<Page> {
  const origin = `http://localhost:${node.port}`
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    baseURL: origin,
    serviceWorkers: 'block',
  })
  contexts.push(context)
  const username = `ada${++people}`
  const data = { username, name: 'Ada', email: `${username}@example.org`, password }
  await expect(await context.request.post('/api/accounts', { data, headers: { origin } })).toBeOK()
  return context.newPage()
}

async function ask(page: Page, name: string, data: object): Promise<unknown> {
  const headers = { origin: `http://localhost:${node.port}` }
  const answer = await page.context().request.post(`/api/${name}`, { data, headers })
  await expect(answer).toBeOK()
  return answer.json()
}

const begin = (page: Page, paths: string[]) =>
  ask(page, 'save/begin', { saves: paths.map(path => ({ url: `${elsewhere.url}${path}`, title: `Of ${path}` })) })
const pictures = (count: number) => Array.from({ length: count }, () => `/picture/${hue++}.jpg`)

const tray = (page: Page) => page.getByRole('region', { name: 'Saves' })

test('on the save page it is a handle with a place of its own, unless it is opened by hand', async ({ browser }) => {
  const page = await openWindow(browser)
  await begin(page, ['/nothing'])
  await goLive(page, '/people')
  await expect(tray(page)).toContainText('No picture could be fetched')
  await page.getByRole('link', { name: 'New', exact: true }).first().click()
  const files = Array.from({ length: 12 }, async (_, n) => {
    return { name: `leaf-${n}.jpg`, mimeType: 'image/jpeg', buffer: await paint(hue++, 400, 300) }
  })
  await page.locator('input[type=file]').setInputFiles(await Promise.all(files))
  const save = page.getByRole('button', { name: 'Save 12 images' })
  const handle = tray(page).getByRole('button', { name: '1 could not be saved' })
  await expect(handle).toHaveAttribute('aria-expanded', 'false')
  await expect(tray(page).getByText('No picture could be fetched')).toBeHidden()
  for (const viewport of [
    { width: 1440, height: 900 },
    { width: 390, height: 844 },
  ]) {
    await page.setViewportSize(viewport)
    const [button, own] = [await save.boundingBox(), await tray(page).boundingBox()]
    expect(button!.y + button!.height).toBeLessThanOrEqual(own!.y)
    expect(own!.width).toBeLessThan(300)
  }

  await handle.click()
  await expect(tray(page).getByText('No picture could be fetched')).toBeVisible()
  await handle.click()
  await save.click()
  await expect(page.getByRole('status').filter({ hasText: 'All of them are saved.' })).toBeAttached()
  // What the page counts, the tray does not.
  await expect(handle).toHaveText('1 could not be saved')
})

test('what I have already is no failure, and goes by itself from all my windows', async ({ browser }) => {
  const page = await openWindow(browser)
  const other = await page.context().newPage()
  const [path = ''] = pictures(1)
  await page.clock.install()
  await goLive(other, '/people')
  await goLive(page, '/people')
  await begin(page, [path])
  await expect(tray(page)).toContainText('1 saved')
  await begin(page, [path])
  await expect(tray(page)).toContainText('You have this already · Look at it')
  await expect(tray(page)).not.toContainText('could not')
  await expect(tray(other)).toContainText('You have this already · Look at it')
  await page.bringToFront()
  await page.clock.runFor(18_000)
  await expect(tray(page).getByText('Look at it')).toHaveCount(0)
  await expect(tray(other).getByText('Look at it')).toHaveCount(0)
  await page.reload()
  await isLive(page)
  await expect(tray(page)).toHaveCount(0)
})

test('several failures are one line, which opens', async ({ browser }) => {
  const page = await openWindow(browser)
  await goLive(page, '/people')
  await begin(page, ['/nothing-1', '/nothing-2', '/nothing-3'])
  const line = tray(page).getByRole('button', { name: /3 could not be saved.*Each/ })
  await expect(line).toBeVisible()
  await expect(tray(page).getByRole('button', { name: 'Try again' })).toHaveCount(0)
  await line.click()
  await expect(tray(page).getByRole('button', { name: 'Try again' })).toHaveCount(3)
})

test('many that were saved at once are taken back at once, and it is said once', async ({ browser }) => {
  const page = await openWindow(browser)
  await goLive(page, '/images')
  await begin(page, pictures(6))
  await expect(tray(page).getByText('6 saved', { exact: true })).toBeVisible()
  await tray(page).getByRole('button', { name: 'Undo all' }).focus()
  await page.keyboard.press('Enter')
  await expect(tray(page).getByRole('button', { name: 'Taking back…' })).toHaveAttribute('aria-disabled', 'true')
  await expect(tray(page).getByText('6 taken back.')).toBeFocused()
  await expect(page.getByRole('status').filter({ hasText: '6 taken back.' })).toBeAttached()
  expect(await ask(page, 'image/list', { by: `ada${people}` })).toMatchObject({ data: { images: [] } })
})

test('a reload loses no upload that the server has, and names the one that was still on its way', async ({
  browser,
}) => {
  const page = await openWindow(browser)
  elsewhere.hold()
  await goLive(page, '/images/new')
  await page.route('**/api/saves', async route => {
    if (!route.request().postDataBuffer()?.includes('a-sluice.jpg')) await route.continue()
  })
  const files = ['a-towpath', 'a-sluice', 'a-barge'].map(async name => {
    return { name: `${name}.jpg`, mimeType: 'image/jpeg', buffer: await paint(hue++, 400, 300) }
  })
  await page.locator('input[type=file]').setInputFiles(await Promise.all(files))
  // More than the server works at for one person: what is uploaded waits behind them.
  await begin(
    page,
    Array.from({ length: 8 }, () => `/slow/${hue++}.jpg`),
  )
  await page.getByRole('button', { name: 'Save 3 images' }).click()
  await page.getByRole('link', { name: 'People', exact: true }).first().click()
  const atServer = tray(page).locator('save-card')
  for (const title of ['A towpath', 'A barge'])
    await expect(atServer.filter({ hasText: title })).toContainText('Waiting for its turn…')
  await expect(tray(page)).toContainText('Saving 11 images')
  await expect(tray(page).locator('sending-card').filter({ hasText: 'A sluice' })).toContainText('Sending')

  page.once('dialog', dialog => void dialog.accept())
  await page.reload()
  const named = page
    .getByRole('alert')
    .filter({ hasText: '“a-sluice.jpg” was still on its way when this page was left' })
  await expect(named).toBeVisible()
  await expect(tray(page)).toContainText('Saving 10 images')
  for (const title of ['A towpath', 'A barge']) await expect(atServer.filter({ hasText: title })).toHaveCount(1)
  await expect(tray(page).getByText('A sluice')).toHaveCount(0)

  elsewhere.release()
  await expect(tray(page).getByText('10 saved', { exact: true })).toBeVisible()
  await tray(page).getByRole('button', { name: /Each/ }).click()
  for (const title of ['A towpath', 'A barge'])
    await expect(tray(page).getByRole('link', { name: title, exact: true })).toBeVisible()
  await test.step('it is said once, and of what has arrived nothing is said', async () => {
    await page.reload()
    await isLive(page)
    await expect(named).toHaveCount(0)
  })
})

test('one that is being fetched says so, and the others wait for their turn', async ({ browser }) => {
  const page = await openWindow(browser)
  elsewhere.hold()
  await goLive(page, '/people')
  await begin(
    page,
    Array.from({ length: 20 }, () => `/slow/${hue++}.jpg`),
  )
  const fetched = tray(page).getByText(/^Being fetched from localhost/)
  const waiting = tray(page).getByText('Waiting for its turn…')
  await expect.poll(() => fetched.count()).toBeGreaterThan(0)
  expect(await waiting.count()).toBeGreaterThan(0)
  await expect.poll(async () => (await fetched.count()) + (await waiting.count())).toBe(20)
  // Also for a window that has not heard of their beginning.
  await page.reload()
  await expect.poll(() => fetched.count()).toBeGreaterThan(0)
  elsewhere.release()
  await expect(tray(page)).toContainText('20 saved')
})

test('what is held can be published after a reload, from the tray and from its page', async ({ browser }) => {
  const page = await openWindow(browser)
  await ask(page, 'account/edit', { saveDelay: 60 })
  await goLive(page, '/people')
  const [first = '', second = ''] = pictures(2)
  await begin(page, [first, second])
  const publish = tray(page).getByRole('button', { name: 'Publish now' })
  await expect(publish).toHaveCount(2)
  await page.reload()
  await expect(publish).toHaveCount(2)
  await expect(tray(page)).toContainText(/Only you see it for \d\d seconds more/)
  await publish.first().click()
  await expect(publish).toHaveCount(1)

  await tray(page)
    .getByRole('listitem')
    .filter({ hasText: 'Only you see it' })
    .getByRole('link', { name: /Of/ })
    .first()
    .click()
  const about = page.locator('image-page')
  await expect(about.getByText(/^Only you, for/)).toBeVisible()
  const places = () =>
    about
      .locator('h1, .actions, .by, .by button, .facts')
      .evaluateAll(all => all.map(one => JSON.stringify(one.getBoundingClientRect())))
  await expect(about.getByText('Nobody has liked this yet.')).toBeVisible()
  const before = await places()
  await about.getByRole('button', { name: 'Publish now' }).click()
  await expect(about.getByText('It is published.')).toBeVisible()
  expect(await places()).toEqual(before)
  await expect(about.getByRole('button', { name: /^Like/ })).toBeVisible()
  await expect(about.getByText(/^Only you, for/)).toHaveCount(0)
  await expect(about.getByRole('button', { name: 'Publish now' })).toHaveCount(0)
  await expect(publish).toHaveCount(0)
})
