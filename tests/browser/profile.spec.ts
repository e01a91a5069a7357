// The profile as Ada keeps it and as Bob sees it; a copy of everything; the end, and the way back. On one embedded node.
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Browser, type Locator, type Page } from '@playwright/test'
import sharp from 'sharp'
import { startNode, type NodeProcess } from '../support/node-process.ts'
import { unzip } from '../support/zip.ts'
import { goLive } from './support/live.ts'
import { test } from './support/test.ts'

let folder: string
let node: NodeProcess
let address: string
const password = 'correct horse battery'

test.beforeAll(async ({ playwright }) => {
  folder = await mkdtemp(join(tmpdir(), 'bowerbird-profile-'))
  node = await startNode({ DATA_DIR: folder, LOG_LEVEL: 'warn', ALLOWED_HOSTS: 'localhost,127.0.0.1' })
  address = `http://localhost:${node.port}`
  // The first one keeps the instance, and could not leave.
  for (const name of ['Keeper', 'Ada', 'Bob']) {
    const request = await playwright.request.newContext({ baseURL: address, extraHTTPHeaders: { origin: address } })
    const username = name.toLowerCase()
    const data = { username, name, email: `${username}@example.org`, password }
    await expect(await request.post('/api/accounts', { data })).toBeOK()
    const file = { name: 'x.png', mimeType: 'image/png', buffer: await halves() }
    if (name === 'Ada')
      await expect(await request.post('/api/images', { multipart: { title: 'Halves', file } })).toBeOK()
    await request.dispose()
  }
})
test.afterAll(async () => {
  await node.terminate()
  await rm(folder, { recursive: true, force: true })
})

/** Red on the left, blue on the right. */
function halves(): Promise<Buffer> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="900" height="300"><rect width="450" height="300" fill="#f00"/><rect x="450" width="450" height="300" fill="#00f"/></svg>`
  return sharp(Buffer.from(svg)).png().toBuffer()
}

async function openWindow(browser: Browser, who: string, path: string, width = 1280) {
  const context = await browser.newContext({ baseURL: address, viewport: { width, height: 800 } })
  const data = { login: who, password }
  await expect(await context.request.post('/api/session', { data, headers: { origin: address } })).toBeOK()
  const page = await context.newPage()
  const problems: string[] = []
  page.on('pageerror', error => problems.push(error.message))
  page.on('console', message => message.type() === 'error' && problems.push(message.text()))
  await goLive(page, path)
  await expect(page.locator('h1')).toBeVisible()
  return { page, problems }
}

const colourOf = async (photo: Locator): Promise<{ r: number; b: number }> => {
  const url = await photo.evaluate(image => (image as HTMLImageElement).src)
  const answer = await fetch(url)
  // The one before is gone before the page has heard of the next.
  if (!answer.ok) return { r: 0, b: 0 }
  const { dominant } = await sharp(Buffer.from(await answer.arrayBuffer())).stats()
  return dominant
}

test('what Ada says about herself is before Bob at once, and there after a reload', async ({ browser }) => {
  const { page: ada, problems } = await openWindow(browser, 'ada', '/settings')
  const { page: bob } = await openWindow(browser, 'bob', '/people/ada')
  const { page: wall } = await openWindow(browser, 'bob', '/images')
  await expect(wall.getByText('Ada', { exact: true })).toBeVisible()

  await ada.getByLabel('Name', { exact: true }).fill('')
  await ada.getByRole('button', { name: 'Save' }).click()
  await expect(ada.getByLabel('Name', { exact: true })).toBeFocused()
  await expect(ada.getByText('Enter the name that people will see.')).toBeVisible()
  await ada.getByLabel('Name', { exact: true }).fill('Ada Lovelace')
  await ada.getByLabel('A few words about you').fill('Weaves flowers and leaves.')
  await ada.getByLabel('Your site').fill('example.org/ada')
  await ada.getByLabel('Date of birth').fill('1990-12-10')
  await ada.getByRole('button', { name: 'Save' }).click()

  await expect(ada.getByText('Saved.')).toBeVisible()
  await expect(bob.getByRole('heading', { name: 'Ada Lovelace' })).toBeVisible()
  await expect(bob.getByText('Weaves flowers and leaves.')).toBeVisible()
  await expect(bob.getByText('1990')).toHaveCount(0)
  await expect(wall.getByText('Ada Lovelace')).toBeVisible()
  await ada.reload()
  await expect(ada.getByLabel('Your site')).toHaveValue('https://example.org/ada')
  await expect(ada.getByLabel('Date of birth')).toHaveValue('1990-12-10')
  // Chromium itself reports the answer that refuses.
  expect(problems.filter(problem => !problem.includes('status of 422'))).toEqual([])
})

test('a photo is cut by the keyboard, the slider or by dragging, and only the part leaves the browser', async ({
  browser,
}) => {
  const { page, problems } = await openWindow(browser, 'ada', '/settings', 390)
  const photo = page.locator('profile-photo user-avatar img')
  const file = { name: 'halves.png', mimeType: 'image/png', buffer: await halves() }

  await page.getByLabel('Choose a photo').setInputFiles(file)
  const stage = page.getByRole('application')
  await stage.focus()
  for (let pressed = 0; pressed < 30; pressed++) await page.keyboard.press('ArrowLeft')
  await page.getByLabel('How close').fill('2')
  await page.getByRole('button', { name: 'Use this part' }).click()
  await expect(page.getByText('This is your new photo.')).toBeVisible()
  await expect.poll(async () => (await colourOf(photo)).b).toBeGreaterThan(200)

  await page.getByLabel('Choose another').setInputFiles(file)
  const box = (await stage.boundingBox())!
  await page.mouse.move(box.x + 20, box.y + 100)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width - 10, box.y + 100, { steps: 4 })
  await page.mouse.up()
  await stage.dispatchEvent('wheel', { deltaY: -400, clientX: box.x + 5, clientY: box.y + 100 })
  await page.getByRole('button', { name: 'Use this part' }).click()
  await expect.poll(async () => (await colourOf(photo)).r).toBeGreaterThan(200)

  await page.getByLabel('Choose another').setInputFiles(file)
  await expect(stage).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(stage).toBeHidden()
  expect(problems).toEqual([])
})

test('a copy of everything is made and downloaded; the account is deleted, and signing in brings it back', async ({
  browser,
}) => {
  const { page, problems } = await openWindow(browser, 'ada', '/settings')

  await test.step('the sections of the settings have addresses, and the keyboard goes on from their headings', async () => {
    await page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: 'Your data' }).click()
    await expect(page).toHaveURL('/settings/data')
    await expect(page).toHaveTitle('Your data · Settings · Bowerbird')
    await expect(page.getByRole('heading', { name: 'Your data' })).toBeFocused()
  })

  await test.step('the copy', async () => {
    await page.getByRole('button', { name: 'Make a copy' }).click()
    const link = page.getByRole('link', { name: 'Download' })
    await expect(link).toBeVisible({ timeout: 20_000 })
    await page.reload()
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()])
    expect(download.suggestedFilename()).toMatch(/^bowerbird-ada-\d{4}-\d\d-\d\d\.zip$/)
    const files = unzip(await readFile(await download.path()))
    expect([...files.keys()].filter(path => path.startsWith('pictures/'))).toHaveLength(1)
    await showReadme(page, files)
  })

  await test.step('the end', async () => {
    await page.getByRole('button', { name: 'Delete my account…' }).click()
    await page.getByRole('button', { name: 'Keep it' }).click()
    await page.getByRole('button', { name: 'Delete my account…' }).click()
    await page.getByRole('button', { name: 'Delete my account', exact: true }).click()
    await expect(page.getByText(/^You are signed out\./)).toBeVisible()
    await expect(page).toHaveURL('/')
    const { page: bob } = await openWindow(browser, 'bob', '/images')
    await expect(bob.getByText('Halves')).toHaveCount(0)
  })

  await test.step('and the way back', async () => {
    await page.goto('/sign-in')
    await page.getByLabel('Username or e-mail').fill('ada')
    await page.getByLabel('Password', { exact: true }).fill(password)
    await page.keyboard.press('Enter')
    await expect(page.getByText('Welcome back. Your account stays, with everything that is in it.')).toBeVisible()
    await page.goto('/people/ada')
    await expect(page.getByRole('link', { name: 'Halves' })).toBeVisible()
  })
  expect(problems).toEqual([])
})

/** It is to be read without us: from a folder, without a network. */
async function showReadme(page: Page, files: Map<string, Buffer>): Promise<void> {
  const copy = await page.context().newPage()
  await copy.setContent(files.get('README.html')!.toString())
  await expect(copy.getByRole('heading', { name: 'Ada', exact: false }).first()).toBeVisible()
  await expect(copy.getByRole('img', { name: 'Halves' })).toHaveCount(1)
  await copy.close()
}
