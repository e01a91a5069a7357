// How somebody proves who they are, with the mail in between: on one node, with a real mail server.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Browser, type Page } from '@playwright/test'
import { ask, createDatabase, type TestDatabase } from '../support/database.ts'
import { startNode, type NodeProcess } from '../support/node-process.ts'
import { linkIn, startMailServer, type MailServer } from '../support/smtp.ts'
import { test } from './support/test.ts'

let folder: string
let database: TestDatabase
let node: NodeProcess
let mails: MailServer
let address: string
const password = 'correct horse battery'
const other = 'another long passphrase'

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bowerbird-credentials-'))
  mails = await startMailServer()
  database = await createDatabase()
  node = await startNode({
    DATA_DIR: folder,
    DATABASE_URL: database.url,
    LOG_LEVEL: 'warn',
    ALLOWED_HOSTS: 'localhost,127.0.0.1',
    SMTP_URL: mails.url,
  })
  address = `http://localhost:${node.port}`
})
test.afterAll(async () => {
  await node.terminate()
  await database.drop()
  await mails.close()
  await rm(folder, { recursive: true, force: true })
})

async function openWindow(browser: Browser, path: string): Promise<{ page: Page; problems: string[] }> {
  const page = await (await browser.newContext({ baseURL: address })).newPage()
  const problems: string[] = []
  page.on('pageerror', error => problems.push(error.message))
  page.on('console', message => {
    // What the server refuses, and a link that is over, are part of the stories.
    const expected = /status of (401|403|404|422)/.test(message.text())
    if (message.type() === 'error' && !expected) problems.push(message.text())
  })
  await page.goto(path)
  return { page, problems }
}

async function register(page: Page, username: string): Promise<void> {
  const data = { username, name: username, email: `${username}@example.org`, password }
  const answer = await page.context().request.post('/api/accounts', { data, headers: { origin: address } })
  expect(answer.status()).toBe(201)
}

const mailTo = (username: string, words: string) =>
  mails.next(`${username}@example.org`, mail => mail.subject.includes(words))
/** As the link in the mail leads there, on whichever name the node has. */
const pathOf = (url: string) => new URL(url).pathname + new URL(url).hash

test('Ada signs up, follows the link in the mail, and her address is confirmed', async ({ browser }) => {
  const { page, problems } = await openWindow(browser, '/sign-up')
  await page.getByLabel('Name', { exact: true }).fill('Ada')
  await page.getByLabel('Username').fill('ada')
  await page.getByLabel('E-mail').fill('ada@example.org')
  await test.step('a keeper of passwords knows the fields, and what it pastes is taken', async () => {
    await expect(page.getByLabel('Username')).toHaveAttribute('autocomplete', 'username')
    const field = page.getByLabel('Password', { exact: true })
    await expect(field).toHaveAttribute('autocomplete', 'new-password')
    await page.getByLabel('Name', { exact: true }).fill(password)
    await page.keyboard.press('Control+A')
    await page.keyboard.press('Control+C')
    await page.getByLabel('Name', { exact: true }).fill('Ada')
    await field.focus()
    await page.keyboard.press('Control+V')
    await expect(field).toHaveValue(password)
  })
  await page.getByRole('button', { name: 'Create account' }).click()
  await expect(page.getByText('Now follow the link that we have mailed to ada@example.org.')).toBeVisible()
  const settings = await page.context().newPage()
  await settings.goto('/settings/account')
  await expect(settings.getByText('Not confirmed yet')).toBeVisible()

  const { url } = linkIn(await mailTo('ada', 'Confirm'))
  await page.goto(pathOf(url))
  await expect(page.getByRole('heading', { name: 'Is this your address?' })).toBeVisible()
  // Nobody who looks at the address bar or into the history has the link.
  await expect(page).toHaveURL(`${address}/confirm-email`)
  await page.getByRole('button', { name: 'Yes, confirm it' }).click()

  await expect(page.getByRole('heading', { name: 'Thank you' })).toBeVisible()
  await expect(settings.getByText('Confirmed', { exact: true })).toBeVisible()
  await page.goto(pathOf(url))
  await expect(page.getByRole('heading', { name: 'does not work any more' })).toBeVisible()
  expect(problems).toEqual([])
})

test('Bob has forgotten his password: he gets a link, chooses another, and signs in with it', async ({ browser }) => {
  const { page, problems } = await openWindow(browser, '/')
  await register(page, 'bob')
  await page.context().clearCookies()

  await page.goto('/sign-in')
  await page.getByRole('link', { name: 'Forgotten your password?' }).click()
  // Both pages have a field of this name.
  await expect(page.getByRole('button', { name: 'Send me a link' })).toBeVisible()
  await page.getByLabel('Username or e-mail').fill('bob@example.org')
  await page.getByRole('button', { name: 'Send me a link' }).click()
  await expect(page.getByRole('heading', { name: 'Look into your mail' })).toBeFocused()
  const { url } = linkIn(await mailTo('bob', 'new password'))

  await page.goto(pathOf(url))
  await expect(page).toHaveURL(`${address}/reset-password`)
  await page.getByLabel('New password', { exact: true }).fill('password123')
  await page.getByRole('button', { name: 'Change the password' }).click()
  await expect(page.getByText('Everybody tries this password first.')).toBeVisible()
  await page.getByLabel('New password', { exact: true }).fill(other)
  await page.getByRole('button', { name: 'Change the password' }).click()
  await expect(page.getByRole('heading', { name: 'Your password is changed' })).toBeFocused()

  await page.getByRole('link', { name: 'Sign in', exact: true }).last().click()
  await page.getByLabel('Username or e-mail').fill('bob')
  await page.getByLabel('Password', { exact: true }).fill(other)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Your account' })).toBeVisible()
  await page.goto(pathOf(url))
  await page.getByLabel('New password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Change the password' }).click()
  await expect(page.getByRole('heading', { name: 'does not work any more' })).toBeFocused()
  expect(problems).toEqual([])
})

test('Cleo changes her address: she shows that it is her, and both mailboxes agree', async ({ browser }) => {
  const { page, problems } = await openWindow(browser, '/')
  await register(page, 'cleo')
  const { token } = linkIn(await mailTo('cleo', 'Confirm'))
  await page.context().request.post('/api/email/confirm', { data: { token }, headers: { origin: address } })
  await ask(database.url, `update session set signed_in_at = now() - interval '20 minutes'`)
  await page.goto('/settings/account')
  await page.getByRole('button', { name: 'Change the address' }).click()
  await page.getByLabel('New address').fill('cleopatra@example.org')
  await page.getByRole('button', { name: 'Change it' }).click()

  await expect(page.getByRole('dialog', { name: 'Is it you?' })).toBeVisible()
  const dialog = page.locator('confirm-identity')
  // A passkey and a code are offered to whoever has them.
  await expect(dialog.locator('.others[data-known]')).toBeAttached()
  await expect(dialog.getByRole('button', { name: /^Use/ })).toHaveCount(0)
  await dialog.getByLabel('Your password', { exact: true }).fill('a guess')
  await dialog.getByRole('button', { name: 'Go on' }).click()
  await expect(dialog.getByText('This is not your password.')).toBeVisible()
  await dialog.getByLabel('Your password', { exact: true }).fill(password)
  await page.keyboard.press('Enter')

  // What she wanted is done without her asking again.
  await expect(dialog).toHaveCount(0)
  await expect(page.getByText('We have written to both addresses.')).toBeVisible()
  const atNew = linkIn(await mails.next('cleopatra@example.org'))
  const atOld = linkIn(await mailTo('cleo', 'about to change'))
  const elsewhere = await openWindow(browser, pathOf(atNew.url))
  await elsewhere.page.getByRole('button', { name: 'Agree' }).click()
  await expect(elsewhere.page.getByRole('heading', { name: 'Half of it is done' })).toBeVisible()
  await elsewhere.page.goto(pathOf(atOld.url))
  await elsewhere.page.getByRole('button', { name: 'Agree' }).click()
  await expect(elsewhere.page.getByText('From now on it is cleopatra@example.org.')).toBeVisible()

  await expect(page.getByText('It becomes')).toBeHidden()
  await expect(page.getByText('cleopatra@example.org')).toBeVisible()
  expect([...problems, ...elsewhere.problems]).toEqual([])
})

test('Eve has mistyped her address: the right one alone is asked', async ({ browser }) => {
  const { page, problems } = await openWindow(browser, '/')
  await register(page, 'eve')
  await page.goto('/settings/account')
  await page.getByRole('button', { name: 'Change the address' }).click()
  await page.getByLabel('New address').fill('eve.right@example.org')
  await page.getByRole('button', { name: 'Change it' }).click()
  await expect(page.getByText('as soon as you follow the link in the mail to that address')).toBeVisible()
  // It would go to the address that she does not want.
  await expect(page.getByRole('button', { name: 'Send the link again' })).toHaveCount(0)

  const { url } = linkIn(await mails.next('eve.right@example.org'))
  const mail = await openWindow(browser, pathOf(url))
  await expect(mail.page.getByText('eve.right@example.org is to be the address of an account here.')).toBeVisible()
  await mail.page.getByRole('button', { name: 'Agree' }).click()

  await expect(mail.page.getByText('From now on it is eve.right@example.org.')).toBeVisible()
  await expect(page.getByText('Confirmed', { exact: true })).toBeVisible()
  expect([...problems, ...mail.problems]).toEqual([])
})

test('Dora signs out a lost phone, and a new password ends every other sign-in', async ({ browser }) => {
  const { page, problems } = await openWindow(browser, '/')
  await register(page, 'dora')
  const phone = await openWindow(browser, '/sign-in')
  const signIn = async () => {
    await phone.page.goto('/sign-in')
    await phone.page.getByLabel('Username or e-mail').fill('dora')
    await phone.page.getByLabel('Password', { exact: true }).fill(password)
    await phone.page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await expect(phone.page.getByLabel('Password', { exact: true })).toBeHidden()
  }
  await signIn()

  await ask(database.url, `update session set network = '141.30.1.…' where account_id = (select max(id) from account)`)
  await phone.page.goto('/images')
  await page.goto('/settings/security')
  await expect(page.getByText('This device')).toBeVisible()
  await page.getByRole('button', { name: 'Sign out Chrome on Linux, Germany · Network 141.30.1.…' }).click()
  await expect(phone.page.getByText('You have been signed out.')).toBeVisible()
  await expect(phone.page).toHaveURL(/\/images$/)
  await expect(page.getByText('Chrome on Linux is signed out.')).toBeVisible()
  await expect(page.getByRole('button', { name: /^Sign out Chrome on Linux/ })).toHaveCount(0)

  await signIn()
  await phone.page.goto('/settings/people')
  await page.goto('/settings/account')
  await page.getByLabel('Current password').fill(password)
  await page.getByLabel('New password', { exact: true }).fill(other)
  await page.getByRole('button', { name: 'Change the password' }).click()
  await expect(page.getByText('You are signed out everywhere else.')).toBeVisible()
  await expect(phone.page.getByText('You have been signed out.')).toBeVisible()
  await expect(phone.page).toHaveURL(/\/sign-in\?then=%2Fsettings%2Fpeople$/)
  // Here one goes on, with another cookie.
  await page.goto('/settings/security')
  await expect(page.getByText('This device')).toBeVisible()
  expect([...problems, ...phone.problems]).toEqual([])
})
