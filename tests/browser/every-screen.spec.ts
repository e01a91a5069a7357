// Every screen as it is on a desk by day, on a phone at night, in Arabic, and in a language whose words are long.
import { expect, type Page } from '@playwright/test'
import { compare, narrow, settle, steady, wide } from './support/baselines.ts'
import { makePseudo, prefer } from './support/languages.ts'
import { isLive } from './support/live.ts'
import { measure } from './support/measure.ts'
import { openStage, type Person, type Stage } from './support/stage.ts'
import { test } from './support/test.ts'

test.use(steady)

let stage: Stage
let ada: Person
let bob: Person
let mill: string
/** When everybody looks: however long the tests take, all of it was three hours ago, which is always as wide. */
let later: number

test.beforeAll(async ({ browser }) => {
  stage = await openStage()
  // The first account is the administrator's.
  ada = await stage.arrive(browser, 'Ada')
  bob = await stage.arrive(browser, 'Bob')
  await Promise.all([ada, bob].map(({ context }) => makePseudo(context)))
  await ada.save('A barn on the first hill', 30)
  mill = await ada.save('Mill', 200, [640, 900])
  const scroll = await bob.save('A scroll, taller than any window', 120, [300, 1_500])
  await ada.ask('image:like', { id: scroll })
  await bob.ask('image:like', { id: mill })
  await bob.ask('account:follow', { username: 'ada' })
  await ada.ask('account:follow', { username: 'bob' })
  await bob.ask('report:send', { kind: 'image', id: mill, reason: 'spam', words: 'The third one this week.' })
  later = Date.now() + 3 * 3_600_000
  await ada.ask('account:edit', { bio: 'Keeps what the tide brings.', site: 'https://example.org' })
})
test.afterAll(() => stage.close())

/** What is another one at each run: times, versions, ports, what is measured, and how much of what is new has been looked at. */
const varying = (page: Page) =>
  page
    .locator(
      'time, security-sessions li, instance-health :is(h2, dd), notification-bell, language-choice [role=status]',
    )
    .or(page.locator('person-page p.soft', { hasText: '@' }))

/** In English on a desk by day and on a phone at night; in Arabic on a desk; in the language that nobody speaks, and that is long, on a phone. */
async function see(page: Page, name: string): Promise<void> {
  const mask = [varying(page)]
  await compare(page, `screens/${name}`, { alsoNarrow: true, mask })
  await prefer(page, 'ar')
  await settle(page)
  expect.soft(await measure(page, 'fit'), `${name} in Arabic`).toEqual([])
  await expect.soft(page).toHaveScreenshot(`screens/${name}-ar.png`, { mask })
  await prefer(page, 'de')
  await settle(page)
  expect.soft(await measure(page, 'fit'), `${name}, long`).toEqual([])
  await page.setViewportSize(narrow)
  await settle(page)
  expect.soft(await measure(page, 'fit'), `${name}, long, on a phone`).toEqual([])
  await expect.soft(page).toHaveScreenshot(`screens/${name}-pseudo.png`, { mask })
  await page.setViewportSize(wide)
}

async function visit(page: Page, screens: Record<string, string>): Promise<void> {
  await page.clock.setFixedTime(later)
  for (const [name, path] of Object.entries(screens)) {
    await test.step(name, async () => {
      await page.goto(path)
      await isLive(page)
      await expect(page.locator('h1').first()).toBeAttached()
      // What is on its way is something else.
      await expect(page.locator('skeleton-box, [aria-busy=true]')).toHaveCount(0)
      await see(page, name)
    })
  }
}

test('of a visitor', async ({ browser }) => {
  const page = await stage.openWindow(browser)
  await makePseudo(page.context())
  await visit(page, {
    'sign-in': '/sign-in',
    'sign-up': '/sign-up',
    'forgot-password': '/forgot-password',
    'reset-password': '/reset-password?token=x',
    'confirm-email': '/confirm-email?token=x',
    unsubscribe: '/unsubscribe?token=x',
    nowhere: '/nowhere',
    'image-of-another': `/images/${mill}`,
  })
})

test('a picture that is taller than its tile is whole in it, with and without JavaScript', async ({ browser }) => {
  for (const javaScriptEnabled of [false, true]) {
    const context = await browser.newContext({ baseURL: stage.address, javaScriptEnabled })
    const page = await context.newPage()
    await page.goto('/images')
    if (javaScriptEnabled) await isLive(page)
    const picture = page.getByRole('link', { name: 'A scroll' }).first().locator('img')
    await expect(picture).toHaveCSS('object-fit', 'contain')
    const { width, height } = (await picture.boundingBox())!
    expect(height / width).toBeCloseTo(2.2, 1)
    await context.close()
  }
})

test('of a member', async () => {
  test.setTimeout(120_000)
  const page = await bob.open('/')
  await visit(page, {
    home: '/',
    popular: '/popular',
    people: '/people',
    search: '/search',
    'search-found': '/search?q=barn',
    'search-nothing': '/search?q=nothing',
    'one-image': '/people/bob',
    activity: '/people/ada/activity',
    followers: '/people/ada/followers',
    notifications: '/notifications',
    'image-gone': '/images/999',
    api: '/api',
  })
})

test('of the settings', async () => {
  const page = await bob.open('/')
  await visit(page, {
    settings: '/settings',
    'settings-account': '/settings/account',
    'settings-security': '/settings/security',
    'settings-notifications': '/settings/notifications',
    'settings-people': '/settings/people',
    'settings-data': '/settings/data',
  })
})

test('of an administrator', async () => {
  const page = await ada.open('/')
  await visit(page, {
    administration: '/administration',
    'administration-people': '/administration/people',
    'administration-record': '/administration/record',
    'administration-entrance': '/administration/entrance',
    'administration-jobs': '/administration/jobs',
    'administration-health': '/administration/health',
  })
})

test('of what opens over another, and of a lost connection', async () => {
  const page = await ada.open('/images')
  await page.clock.setFixedTime(later)
  const open = async (name: string, press: () => Promise<void>) => {
    await page.goto('/images')
    await isLive(page)
    await expect(page.locator('image-tile')).toHaveCount(3)
    await test.step(name, press)
    await see(page, name)
  }
  await open('lightbox', async () => {
    await page.getByRole('link', { name: 'A scroll' }).click()
    await expect(page.locator('image-lightbox').getByRole('heading', { name: 'A scroll' })).toBeVisible()
  })
  await open('account-menu', async () => {
    await page.getByRole('button', { name: 'Your account' }).click()
    await expect(page.getByText('Quiet')).toBeVisible()
  })
  await open('bell', async () => {
    await page
      .getByRole('link', { name: /^Notifications/ })
      .first()
      .click()
    await expect(page.locator('notification-row')).toHaveCount(2)
  })
  await open('help', async () => {
    await page.keyboard.press('?')
    await expect(page.getByRole('dialog', { name: 'Keyboard' })).toBeVisible()
  })
  let lose = () => {}
  await page.routeWebSocket(/socket\.io/, socket => {
    const server = socket.connectToServer()
    lose = () => void Promise.all([socket.close(), server.close()])
  })
  await open('connection-lost', async () => {
    await page.routeWebSocket(/socket\.io/, socket => socket.close())
    lose()
    await expect(page.getByText(/^Connection lost/)).toBeVisible()
  })
})
