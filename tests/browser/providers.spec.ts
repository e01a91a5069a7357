// Signing in by a provider, as people see it: a real one beside one embedded node.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { freePort } from '../support/free-port.ts'
import { startNode, type NodeProcess } from '../support/node-process.ts'
import { startOidc, type Oidc } from '../support/oidc.ts'
import { test } from './support/test.ts'

let folder: string
let node: NodeProcess
let oidc: Oidc
let address: string
const password = 'correct horse battery'

test.beforeAll(async ({ playwright }) => {
  folder = await mkdtemp(join(tmpdir(), 'bowerbird-providers-'))
  oidc = await startOidc()
  node = await startNode({
    DATA_DIR: folder,
    LOG_LEVEL: 'warn',
    ALLOWED_HOSTS: 'localhost,127.0.0.1',
    OIDC_FORGE_ISSUER: oidc.issuer,
    OIDC_FORGE_CLIENT_ID: oidc.clientId,
    OIDC_FORGE_CLIENT_SECRET: oidc.clientSecret,
    OIDC_FORGE_LABEL: 'The Forge',
    OIDC_AWAY_ISSUER: `http://127.0.0.1:${await freePort()}`,
    OIDC_AWAY_CLIENT_ID: 'bowerbird',
    OIDC_AWAY_CLIENT_SECRET: 'secret',
    OIDC_AWAY_LABEL: 'Somewhere else',
  })
  address = `http://localhost:${node.port}`
  oidc.serve([`${address}/api/providers/forge/callback`])
  const request = await playwright.request.newContext({ baseURL: address, extraHTTPHeaders: { origin: address } })
  const data = { username: 'ada', name: 'Ada', email: 'ada@example.org', password }
  await expect(await request.post('/api/accounts', { data })).toBeOK()
  await request.dispose()
})
test.afterAll(async () => {
  await node.terminate()
  oidc.close()
  await rm(folder, { recursive: true, force: true })
})

async function openPage(page: Page, path: string): Promise<string[]> {
  const problems: string[] = []
  page.on('pageerror', error => problems.push(error.message))
  page.on('console', message => message.type() === 'error' && problems.push(message.text()))
  await page.goto(address + path)
  return problems
}

test('a newcomer signs up by a provider, and is told when another one is down', async ({ page }) => {
  oidc.people.set('grace', {
    email: 'grace@example.org',
    email_verified: true,
    name: 'Grace',
    preferred_username: 'grace',
  })
  oidc.person = 'grace'
  const problems = await openPage(page, '/sign-in?then=%2Fimages')

  await page.getByRole('link', { name: 'Continue with Somewhere else' }).click()
  await expect(page.getByRole('alert')).toHaveText(/^Somewhere else cannot be reached right now/)
  await page.goto(`${address}/sign-in?then=%2Fimages`)
  await page.getByRole('link', { name: 'Continue with The Forge' }).click()

  await expect(page).toHaveURL(`${address}/images`)
  await page.getByRole('button', { name: 'Your account' }).click()
  await expect(page.getByRole('link', { name: 'Grace Your page' })).toBeVisible()
  expect(problems).toEqual([])
})

test('a newcomer without an e-mail is asked for one', async ({ page }) => {
  oidc.people.set('shy', { name: 'Shy' })
  oidc.person = 'shy'
  const problems = await openPage(page, '/sign-up')

  await page.getByRole('link', { name: 'Continue with The Forge' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Welcome, Shy')
  await page.getByLabel('E-mail').fill('shy@example.org')
  await page.getByRole('button', { name: 'Create account' }).click()

  await expect(page).toHaveURL(`${address}/`)
  expect(problems).toEqual([])
})

test('a provider is linked in the settings, signs in, and is unlinked', async ({ page }) => {
  oidc.people.set('ada', { email: 'ada@forge.example', email_verified: true })
  oidc.person = 'ada'
  const problems = await openPage(page, '/sign-in?then=%2Fsettings%2Fsecurity')
  await page.getByLabel('Username or e-mail').fill('ada')
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()

  await page.getByRole('button', { name: 'Link The Forge' }).click()
  await expect(page.getByText('ada@forge.example')).toBeVisible()
  await page.context().clearCookies({ domain: 'localhost' })
  await page.goto(`${address}/sign-in?then=%2Fsettings%2Fsecurity`)
  await page.getByRole('link', { name: 'Continue with The Forge' }).click()
  await page.getByRole('button', { name: 'Unlink The Forge' }).click()
  await page.getByRole('button', { name: 'Really unlink' }).click()

  await expect(page.getByRole('button', { name: 'Link The Forge' })).toBeVisible()
  expect(problems).toEqual([])
})
