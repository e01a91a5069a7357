// Passkeys and two-factor sign-in as Ada uses them, with the virtual authenticator of Chromium, on one embedded node.
import { createHmac } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Browser, type CDPSession, type Page } from '@playwright/test'
import { startNode, type NodeProcess } from '../support/node-process.ts'
import { test } from './support/test.ts'

let folder: string
let node: NodeProcess
let address: string
const password = 'correct horse battery'

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bowerbird-factors-'))
  node = await startNode({ DATA_DIR: folder, LOG_LEVEL: 'warn', ALLOWED_HOSTS: 'localhost,127.0.0.1' })
  address = `http://localhost:${node.port}`
})
test.afterAll(async () => {
  await node.terminate()
  await rm(folder, { recursive: true, force: true })
})

/** Somebody new, at the security settings. */
async function newcomer(browser: Browser, username: string): Promise<{ page: Page; problems: string[] }> {
  const context = await browser.newContext({ baseURL: address })
  const data = { username, name: username, email: `${username}@example.org`, password }
  await expect(await context.request.post('/api/accounts', { data, headers: { origin: address } })).toBeOK()
  const page = await context.newPage()
  const problems: string[] = []
  page.on('pageerror', error => problems.push(error.message))
  page.on('console', message => message.type() === 'error' && problems.push(message.text()))
  await page.goto('/settings/security')
  await expect(page.getByRole('heading', { name: 'Passkeys' })).toBeVisible()
  return { page, problems }
}

/** A device that keeps passkeys, whose owner shows a finger. `present` false: nobody touches it. */
async function plugIn(page: Page): Promise<{ device: CDPSession; present(is: boolean): Promise<void> }> {
  const device = await page.context().newCDPSession(page)
  await device.send('WebAuthn.enable')
  const { authenticatorId } = await device.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  return {
    device,
    present: async enabled =>
      void (await device.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled })),
  }
}

async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Your account' }).click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByRole('link', { name: 'Sign in' }).first()).toBeVisible()
  await page.goto('/sign-in')
}

async function giveWords(page: Page, username: string): Promise<void> {
  await page.getByLabel('Username or e-mail').fill(username)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

const isIn = (page: Page) => expect(page.getByRole('button', { name: 'Your account' })).toBeVisible()

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
/** What an app shows (RFC 6238); `at` counts half minutes from now. */
function appCode(secret: string, at = 0): string {
  const bits = [...secret].map(letter => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('')
  const step = Buffer.alloc(8)
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + at))
  const key = Buffer.from(bits.match(/.{8}/g)!.map(byte => Number.parseInt(byte, 2)))
  const digest = createHmac('sha1', key).update(step).digest()
  return String((digest.readUInt32BE(digest.at(-1)! & 15) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

test('Ada adds a passkey, names it, signs in by it, and removes it', async ({ browser }) => {
  const { page, problems } = await newcomer(browser, 'ada')
  const { present } = await plugIn(page)
  const section = page.locator('security-passkeys')
  await expect(section.getByText('You have no passkeys yet.')).toBeVisible()
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  await expect(page.getByText('Your passkey is ready.')).toBeVisible()
  await expect(section.getByLabel('Name', { exact: true })).toBeFocused()
  await section.getByLabel('Name', { exact: true }).fill('Ada’s laptop')
  await page.keyboard.press('Enter')
  await expect(section.getByText('Ada’s laptop')).toBeVisible()

  // Otherwise what the browser offers in the field would be taken at once.
  await present(false)
  await signOut(page)
  await present(true)
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
  await isIn(page)

  await page.goto('/settings/security')
  await expect(section.getByText('last used')).toBeVisible()
  await page.getByRole('button', { name: 'Remove Ada’s laptop' }).click()
  await page.getByRole('button', { name: 'Really remove' }).click()
  await expect(page.getByText('“Ada’s laptop” is removed.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Add a passkey' })).toBeFocused()
  expect(problems).toEqual([])
})

test('Bea switches two-factor sign-in on, and signs in with her app, then with a recovery code', async ({
  browser,
}) => {
  const { page, problems } = await newcomer(browser, 'bea')
  await page.getByRole('button', { name: 'Set up an app' }).click()
  await expect(page.getByRole('img', { name: 'The QR code for your authenticator app' })).toBeVisible()
  const secret = (await page.locator('security-two-factor code').innerText()).replaceAll(' ', '')
  const field = page.getByLabel('The code that it shows now')
  await field.fill('12')
  await page.keyboard.press('Enter')
  await expect(field).toHaveAttribute('aria-invalid', 'true')
  await field.fill(appCode(secret))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Your recovery codes' })).toBeFocused()
  const codes = await page.locator('recovery-codes li').allInnerTexts()
  expect(codes).toHaveLength(10)
  await page.getByRole('button', { name: 'I have kept them' }).click()
  await expect(page.getByText('10 recovery codes are left.')).toBeVisible()

  await signOut(page)
  await giveWords(page, 'bea')
  const code = page.getByLabel('Code', { exact: true })
  await expect(code).toBeFocused()
  await expect(page.getByRole('link', { name: 'Create an account' })).toHaveCount(0)
  await code.fill('000000')
  await page.keyboard.press('Enter')
  await expect(code).toHaveAttribute('aria-invalid', 'true')
  // Of the next half minute, because this one’s is used.
  await code.fill(appCode(secret, 1))
  await page.keyboard.press('Enter')
  await isIn(page)

  await signOut(page)
  await giveWords(page, 'bea')
  await page.getByRole('button', { name: 'Use a recovery code' }).click()
  await page.getByLabel('Recovery code').fill(codes[0]!)
  await page.keyboard.press('Enter')
  await isIn(page)
  await page.goto('/settings/security')
  await expect(page.getByText('9 recovery codes are left.')).toBeVisible()
  await page.getByRole('button', { name: 'Switch off' }).click()
  await page.getByRole('button', { name: 'Really switch off' }).click()
  await expect(page.getByText('Your password alone signs you in again.')).toBeVisible()
  // Chromium itself reports the answers that refuse.
  expect(problems.filter(problem => !/status of (401|422)/.test(problem))).toEqual([])
})
