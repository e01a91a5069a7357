// How order is kept, on the screen: a report and what comes of it, a suspension, and who may come in.
import { expect, type Page } from '@playwright/test'
import { openStage, password, type Person, type Stage } from './support/stage.ts'
import { test } from './support/test.ts'

let stage: Stage
let ada: Person
let bob: Person
test.beforeAll(async ({ browser }) => {
  stage = await openStage()
  // The first account is the administrator's.
  ada = await stage.arrive(browser, 'Ada')
  bob = await stage.arrive(browser, 'Bob')
})
test.afterAll(() => stage.close())

test('what somebody reports is before the administrator at once, who removes it from every window', async ({
  browser,
}) => {
  const eve = await stage.arrive(browser, 'Eve')
  const id = await bob.save('A watch for sale', 40)
  await bob.ask('image:edit', {
    id,
    translations: [{ language: 'de', title: 'Eine Uhr zu verkaufen', alt: 'Eine Uhr' }],
  })
  const desk = await ada.open('/administration')
  await expect(desk.getByText('All is well')).toBeVisible()
  const other = await ada.open('/people')
  const menu = (page: Page) => page.getByRole('button', { name: /^Your account/ })
  await expect(menu(other)).toHaveAccessibleName('Your account')

  const page = await eve.open(`/images/${id}`)
  await page.getByRole('button', { name: 'Report', exact: true }).click()
  await page.getByLabel('Advertising or spam').check()
  await page.getByLabel(/In your words/).fill('The third one this week.')
  await page.getByRole('button', { name: 'Send report' }).click()
  await expect(page.getByRole('heading', { name: 'Thank you' })).toBeVisible()

  // Also where she does something else; Bob, who keeps no order, is told nothing.
  await expect(menu(other)).toHaveAccessibleName('Your account 1 open report')
  await menu(other).click()
  await expect(other.getByRole('link', { name: 'Administration 1 open report' })).toBeVisible()
  await expect(menu(page)).toHaveAccessibleName('Your account')

  await expect(desk.getByRole('link', { name: 'Reports 1 open report', exact: true })).toBeVisible()
  await desk.getByRole('button', { name: 'New reports' }).click()
  await expect(desk.getByText('The third one this week.')).toBeVisible()
  // What others are shown of it as well.
  await expect(desk.getByText('A watch for sale')).toBeVisible()
  await expect(desk.getByText('Deutsch: Eine Uhr zu verkaufen · Eine Uhr')).toHaveAttribute('lang', 'de')
  await desk.getByRole('button', { name: 'Remove the image' }).click()
  await expect(desk.getByText('Give a reason: the person is told.')).toBeVisible()
  await desk.getByLabel(/Your reason/).fill('This is no market.')
  await desk.getByRole('button', { name: 'Remove the image' }).click()

  await expect(desk.getByText('The image was removed')).toBeVisible()
  await expect(menu(other)).toHaveAccessibleName('Your account')
  await expect(page.getByText('It is not here any more')).toBeAttached()
  await desk.getByRole('link', { name: 'Record' }).click()
  await expect(desk.getByText('removed an image of')).toBeVisible()
})

test('the administrator sees what the jobs are at, and how every node is', async () => {
  const desk = await ada.open('/administration')
  await desk.getByRole('link', { name: 'Jobs' }).click()
  await expect(desk.getByText('save-image', { exact: true })).toBeVisible()
  // Every queue says in words what it does.
  const queues = desk.locator('job-queues')
  await expect(queues.locator('.name')).toHaveCount(await queues.getByRole('listitem').count())
  await desk.getByRole('link', { name: 'Health' }).click()
  await expect(desk.getByText('Database answers in')).toBeVisible()
  await expect(desk.getByText('Open windows').first()).toBeVisible()
  await expect(desk.getByText('Changes arrive in').locator('xpath=..')).toContainText(/\d ms/)
})

/** What this window asks of one kind is answered so, while there is such an answer; else by the server. */
async function answerInstead(page: Page, name: string, answer: () => object | undefined): Promise<void> {
  await page.routeWebSocket(/socket\.io/, socket => {
    const server = socket.connectToServer()
    socket.onMessage(message => {
      const [, number, asked] = /^42(\d+)\["([^"]+)"/.exec(String(message)) ?? []
      const given = asked === name ? answer() : undefined
      if (given) socket.send(`43${number}${JSON.stringify([given])}`)
      else server.send(message)
    })
  })
}

for (const [path, name, shown] of [
  ['health', 'administration:health', 'Database answers in'],
  ['jobs', 'administration:jobs', 'save-image'],
] as const) {
  test(`at ${path} it is said that the last try has failed, and from when the numbers are that stay`, async () => {
    const page = await ada.open('/people')
    let failing = false
    const error = { code: 'internal', message: 'The database is away.' }
    await answerInstead(page, name, () => (failing ? { error } : undefined))
    await page.goto(`/administration/${path}`)
    await expect(page.getByText(shown, { exact: true })).toBeVisible()
    const section = page.locator(path === 'health' ? 'instance-health' : 'job-queues')
    await expect(section.getByRole('alert')).toHaveCount(0)

    failing = true

    await expect(section.getByRole('alert')).toHaveText('The database is away.', { timeout: 10_000 })
    await expect(section.locator('.small time').first()).toHaveText('just now')
    await expect(page.getByText(shown, { exact: true })).toBeVisible()

    failing = false

    await expect(section.getByRole('alert')).toHaveCount(0, { timeout: 10_000 })
    await page.close()
  })
}

test('a node that has died counts no more, and its card says when it was heard of last', async () => {
  const page = await ada.open('/people')
  const at = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString()
  const node = { startedAt: at(60), sockets: 1, tailLag: 0, redis: 'up', memory: 1, diskFree: 1, diskSize: 1 }
  const nodes = [
    { ...node, name: 'alive:3000', seenAt: at(0) },
    { ...node, name: 'dead:3000', seenAt: at(5.5) },
  ]
  const data = { database: 1, databaseSize: 1, jobs: { waiting: 0, failed: 0 }, nodes }
  await answerInstead(page, 'administration:health', () => ({ data }))

  await page.goto('/administration/health')

  const lastHeardOf = page.locator('dl > div').filter({ hasText: 'Last heard of' }).getByRole('definition')
  await expect(lastHeardOf.locator('time')).toHaveText(['just now', '5 minutes ago'])
  await expect(lastHeardOf.first()).not.toHaveClass(/refusal/)
  await expect(lastHeardOf.last()).toHaveClass(/refusal/)
  await expect(page.locator('dl > div').filter({ hasText: /^\s*Nodes/ })).toHaveText(/Nodes\s*1/)
  await page.close()
})

test('what whoever runs the server has done stands in the record under the command of it', async () => {
  const page = await ada.open('/people')
  const account = { username: 'bob', name: 'Bob', photo: null }
  const done = { by: null, account, imageId: null, at: new Date().toISOString(), reason: 'npm run account' }
  const actions = ['make-administrator', 'password-link', 'without-second-factor'].map((action, index) => ({
    ...done,
    id: String(9 - index),
    action,
  }))
  await answerInstead(page, 'administration:actions', () => ({
    data: { actions: [...actions, { ...done, id: '1', action: 'make-moderator', reason: '' }], next: null },
  }))

  await page.goto('/administration/record')

  await expect(page.locator('action-list .grow')).toHaveText([
    'npm run account made Bob an administrator',
    'npm run account password-link Bob',
    'npm run account without-second-factor Bob',
    'Somebody who is gone made Bob a moderator',
  ])
  await expect(page.locator('action-list p.small')).toHaveCount(0)
  await page.close()
})

test('on a phone the last section, when it is chosen, is not where the row fades', async () => {
  for (const path of ['/administration/health', '/settings/data']) {
    const page = await ada.open('/people')
    await page.setViewportSize({ width: 390, height: 844 })
    await page.goto(path)
    const chosen = page.locator('.tabs [aria-current]')
    await expect(chosen).toBeVisible()
    const { right, fade } = await chosen.evaluate(here => ({
      right: here.getBoundingClientRect().right,
      fade: Number.parseFloat(getComputedStyle(here.closest('.tabs')!).paddingInlineEnd),
    }))
    expect(fade).toBe(40)
    expect(right).toBeLessThanOrEqual(390 - fade + 1)
  }
})

test('whoever is suspended is out in every window, and reads why', async ({ browser }) => {
  const carl = await stage.arrive(browser, 'Carl')
  const window = await carl.open('/people')
  const desk = await ada.open('/administration/people')

  await desk.getByRole('searchbox').fill('car')
  await expect(desk.getByRole('article')).toHaveCount(1)
  await desk.getByRole('button', { name: 'Suspend' }).click()
  await desk.getByLabel('Why').fill('You were rude.')
  await desk.getByRole('button', { name: 'Suspend' }).last().click()

  await expect(desk.getByRole('button', { name: 'Restore' })).toBeVisible()
  await expect(window.getByText('You have been signed out.')).toBeVisible()
  await window.goto('/sign-in')
  await window.getByLabel('Username or e-mail').fill('carl')
  await window.getByLabel('Password', { exact: true }).fill(password)
  await window.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(window.getByText('You were rude.')).toBeVisible()
})

test('one comes in by an invitation, when that is how it is set', async ({ browser }) => {
  const desk = await ada.open('/administration/entrance')
  await desk.getByLabel('Whoever is invited').check()
  await desk.getByRole('button', { name: 'Make a link' }).click()
  const link = await desk.getByText(/sign-up\?invitation=/).innerText()

  const visitor = await stage.openWindow(browser)
  await visitor.goto('/sign-up')
  await expect(visitor.getByText('One comes here by invitation.')).toBeVisible()
  // Nor is it offered in the header, on a phone neither: not on a page that is asked for, and not on one that comes with the HTML.
  const header = visitor.locator('app-header')
  for (const path of ['/forgot-password', '/images']) {
    await visitor.goto(path)
    await expect(header.getByRole('link', { name: 'Sign in' })).toHaveClass(/primary/)
    await expect(header.getByRole('link', { name: 'Sign up' })).toHaveCount(0)
    await visitor.setViewportSize({ width: 390, height: 844 })
    await expect(header.getByRole('link', { name: 'Sign in' })).toBeVisible()
    await visitor.setViewportSize({ width: 1280, height: 800 })
  }
  await visitor.goto(link.trim())
  await expect(visitor.getByText('Ada has invited you.')).toBeVisible()
  await visitor.getByLabel('Name', { exact: true }).fill('Dora')
  await visitor.getByLabel('Username').fill('dora')
  await visitor.getByLabel('E-mail').fill('dora@example.org')
  await visitor.getByLabel('Password', { exact: true }).fill(password)
  await visitor.getByRole('button', { name: 'Create account' }).click()
  await expect(visitor).toHaveURL(`${stage.address}/`)

  // Who keeps no order finds nothing there.
  await visitor.goto('/administration')
  await expect(visitor.getByRole('heading', { name: 'Administration' })).toBeHidden()
  await expect(visitor.getByRole('heading', { level: 1 })).toContainText(/nothing|not/i)
})

test('whoever makes the first account is told that it is the administrator’s', async ({ browser }) => {
  const empty = await openStage()
  const page = await empty.openWindow(browser)
  await page.goto(`${empty.address}/sign-up`)
  await page.getByLabel('Name', { exact: true }).fill('Una')
  await page.getByLabel('Username').fill('una')
  await page.getByLabel('E-mail').fill('una@example.org')
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Create account' }).click()
  await expect(page.getByText('You are the administrator here')).toBeVisible()
  await empty.close()
})
