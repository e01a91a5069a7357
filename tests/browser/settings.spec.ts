// Settings, as Ada makes them and as Bob sees them: on one embedded node, in several windows.
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Browser, type Locator, type Page } from '@playwright/test'
import sharp from 'sharp'
import { startNode, type NodeProcess } from '../support/node-process.ts'
import { goLive } from './support/live.ts'
import { test } from './support/test.ts'

let folder: string
let node: NodeProcess
let site: Server
let siteUrl: string
let address: string
const password = 'correct horse battery'

test.beforeAll(async ({ playwright }) => {
  folder = await mkdtemp(join(tmpdir(), 'bowerbird-settings-'))
  site = createServer((request, response) => {
    if (request.url === '/face.png') void face(300).then(bytes => response.end(bytes))
    else response.writeHead(404).end()
  }).listen(0, '127.0.0.1')
  await new Promise(resolve => site.once('listening', resolve))
  const { port } = site.address() as AddressInfo
  siteUrl = `http://127.0.0.1:${port}`
  node = await startNode({
    DATA_DIR: folder,
    LOG_LEVEL: 'warn',
    ALLOWED_HOSTS: 'localhost,127.0.0.1',
    FETCH_ALLOW: `127.0.0.1:${port}`,
  })
  address = `http://localhost:${node.port}`
  const request = await playwright.request.newContext({ baseURL: address, extraHTTPHeaders: { origin: address } })
  for (const name of ['Ada', 'Bob']) {
    const username = name.toLowerCase()
    const data = { username, name, email: `${username}@example.org`, password }
    await expect(await request.post('/api/accounts', { data })).toBeOK()
  }
  await request.dispose()
})
test.afterAll(async () => {
  site.close()
  await node.terminate()
  await rm(folder, { recursive: true, force: true })
})

function face(hue: number): Promise<Buffer> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="400"><rect width="600" height="400" fill="hsl(${hue} 50% 60%)"/></svg>`
  return sharp(Buffer.from(svg)).png().toBuffer()
}

async function openWindow(browser: Browser, who: string, path: string): Promise<{ page: Page; problems: string[] }> {
  const context = await browser.newContext({ baseURL: address })
  const answer = await context.request.post('/api/session', {
    data: { login: who, password },
    headers: { origin: address },
  })
  await expect(answer).toBeOK()
  const page = await context.newPage()
  const problems: string[] = []
  page.on('pageerror', error => problems.push(error.message))
  page.on('console', message => message.type() === 'error' && problems.push(message.text()))
  await goLive(page, path)
  await expect(page.locator('h1')).toBeVisible()
  return { page, problems }
}

/** The address of the picture that stands for somebody; undefined while initials do. */
function photoIn(place: Locator): Promise<string | undefined> {
  return place
    .locator('img')
    .evaluateAll(([photo]) => (photo instanceof HTMLImageElement && photo.naturalWidth > 0 ? photo.src : undefined))
}

test('how long Ada holds her breath is kept at once, and is the same in her other window', async ({ browser }) => {
  const { page, problems } = await openWindow(browser, 'ada', '/')
  await page.getByRole('button', { name: 'Your account' }).click()
  await page.getByRole('link', { name: 'Settings' }).click()
  await expect(page).toHaveTitle('Settings · Bowerbird')
  await expect(page.getByRole('radio', { name: 'None' })).toBeChecked()
  const other = await page.context().newPage()
  await other.goto('/settings')
  const elsewhere = await openWindow(browser, 'ada', '/settings')

  await page.getByRole('radio', { name: 'None' }).focus()
  // By keyboard, quickly past two: the last one counts.
  for (const _ of [5, 10, 20]) await page.keyboard.press('ArrowRight')

  await expect(page.getByRole('status').filter({ hasText: 'Saved.' })).toHaveText(
    'Saved. Others see what you save 20 seconds later.',
  )
  for (const window of [page, other, elsewhere.page])
    await expect(window.getByRole('radio', { name: '20 seconds' })).toBeChecked()
  await page.reload()
  await expect(page.getByRole('radio', { name: '20 seconds' })).toBeChecked()
  await expect(page.getByText('Others see what you save 20 seconds later.')).toBeVisible()
  expect([...problems, ...elsewhere.problems]).toEqual([])
})

test('a delay that the server does not take is put back, and the reason stands there', async ({ browser }) => {
  const { page } = await openWindow(browser, 'bob', '/')
  // The interface offers none: the number is changed on its way to the server.
  await page.routeWebSocket(/socket\.io/, socket => {
    const server = socket.connectToServer()
    socket.onMessage(message => server.send(String(message).replace('"saveDelay":30', '"saveDelay":3')))
  })
  await page.goto('/settings')
  await page.getByRole('radio', { name: '10 seconds' }).check({ force: true })
  await expect(page.getByText('Saved.')).toBeVisible()

  await page.getByRole('radio', { name: '30 seconds' }).check({ force: true })

  await expect(page.getByRole('alert')).toBeVisible()
  await expect(page.getByText('Saved.')).toHaveCount(0)
  await expect(page.getByRole('radio', { name: '10 seconds' })).toBeChecked()
})

test('settings are for who is signed in: a visitor signs in, and is there', async ({ browser }) => {
  const page = await (await browser.newContext({ baseURL: address })).newPage()
  await page.goto('/settings')
  await page.getByLabel('Username or e-mail').fill('bob')
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Profile' })).toBeVisible()
})

test('Ada’s photo is chosen, dropped, pasted, fetched and removed, and Bob sees each at once', async ({ browser }) => {
  const { page: ada, problems } = await openWindow(browser, 'ada', '/settings')
  const { page: bob } = await openWindow(browser, 'bob', '/people/ada')
  const { page: list } = await openWindow(browser, 'bob', '/people')
  const mine = ada.locator('profile-photo')
  const menu = ada.getByRole('button', { name: 'Your account' })
  const seen = new Set<string | undefined>()

  async function seenByAll(): Promise<void> {
    // Decoration has no name of its own: it is found beside the name.
    const places = [menu, bob.locator('person-page header'), list.locator('account-row').filter({ hasText: 'Ada' })]
    await expect.poll(async () => seen.has(await photoIn(mine))).toBe(false)
    const photo = await photoIn(mine)
    for (const place of places) await expect.poll(() => photoIn(place)).toBe(photo)
    seen.add(photo)
  }
  seen.add(undefined)

  await test.step('from a file', async () => {
    await expect.poll(() => photoIn(mine)).toBeUndefined()
    await ada
      .getByLabel('Choose a photo')
      .setInputFiles({ name: 'me.png', mimeType: 'image/png', buffer: await face(20) })
    await ada.getByRole('button', { name: 'Use this part' }).click()
    await expect(ada.getByText('This is your new photo.')).toBeVisible()
    await seenByAll()
  })

  await test.step('what is no picture is refused beside it, and the photo stays', async () => {
    const before = await photoIn(mine)
    const page = { name: 'me.png', mimeType: 'image/png', buffer: Buffer.from('<!doctype html><p>Hello') }
    await ada.getByLabel('Choose another').setInputFiles(page)
    await expect(ada.getByRole('alert')).toHaveText('That is a web page, not a picture.')
    expect(await photoIn(mine)).toBe(before)
  })

  for (const [way, hue] of [
    ['drop', 100],
    ['paste', 140],
  ] as const) {
    await test.step(`by ${way}`, async () => {
      await give(ada, way, await face(hue))
      await ada.getByRole('button', { name: 'Use this part' }).click()
      await expect(ada.getByText('This is your new photo.')).toBeVisible()
      await expect(ada.getByRole('alert')).toHaveCount(0)
      await seenByAll()
    })
  }

  await test.step('from an address; one that is wrong is said at its field, one that fails above', async () => {
    const field = ada.getByLabel('Or the address of a picture')
    await field.fill('kitten')
    await ada.keyboard.press('Enter')
    await expect(field).toHaveAttribute('aria-invalid', 'true')
    await expect(field).toBeFocused()
    await field.fill(`${siteUrl}/nothing.png`)
    await ada.getByRole('button', { name: 'Use it' }).click()
    await expect(ada.getByRole('alert')).toHaveText(/^No picture could be fetched/)
    await field.fill(`${siteUrl}/face.png`)
    await ada.keyboard.press('Enter')
    await expect(ada.getByText('This is your new photo.')).toBeVisible()
    await expect(ada.getByRole('alert')).toHaveCount(0)
    await seenByAll()
  })

  await test.step('and removed: the keyboard goes on from where another is chosen', async () => {
    seen.delete(undefined)
    await ada.getByRole('button', { name: 'Remove' }).press('Enter')
    await expect(ada.getByText('Your photo is removed.')).toBeVisible()
    await expect(ada.getByLabel('Choose a photo')).toBeFocused()
    await seenByAll()
  })
  // Chromium itself reports the two answers that refuse.
  expect(problems.filter(problem => !/status of 4(15|22)/.test(problem))).toEqual([])
})

/** As the system hands a file to the page. */
async function give(page: Page, way: 'drop' | 'paste', bytes: Buffer): Promise<void> {
  await page.evaluate(
    ([kind, base64]) => {
      const data = new DataTransfer()
      const content = Uint8Array.from(atob(base64), letter => letter.charCodeAt(0))
      data.items.add(new File([content], 'me.png', { type: 'image/png' }))
      const common = { bubbles: true, cancelable: true, composed: true }
      document.body.dispatchEvent(
        kind === 'drop'
          ? new DragEvent('drop', { ...common, dataTransfer: data })
          : new ClipboardEvent('paste', { ...common, clipboardData: data }),
      )
    },
    [way, bytes.toString('base64')] as const,
  )
}

test('the form says what is wrong where it is wrong, once at a time', async ({ browser }) => {
  const page = await (await browser.newContext({ baseURL: address })).newPage()
  await page.goto('/sign-up')
  await page.getByRole('button', { name: 'Create account' }).click()
  await expect(page.getByLabel('Name', { exact: true })).toBeFocused()
  await expect(page.getByLabel('Username')).toHaveAttribute('aria-invalid', 'true')
  await expect(page.getByRole('alert')).toHaveCount(0)
  await page.goto('/sign-in')
  await page.getByLabel('Username or e-mail').fill('ada')
  await page.getByLabel('Password', { exact: true }).fill('wrong')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert')).toHaveText('The username or e-mail and the password do not match.')
})
