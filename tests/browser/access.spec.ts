// Every screen and its states, for everybody: axe by day, at night and with more contrast, room for a finger, at 200 % and narrow.
import { expect, type Locator, type Page } from '@playwright/test'
import { audit } from './support/audit.ts'
import { paint } from './support/elsewhere.ts'
import { goLive } from './support/live.ts'
import { openStage, type Person, type Stage } from './support/stage.ts'
import { test } from './support/test.ts'
import { breakUploads } from './support/uploads.ts'

const long = 'Maximiliane Konstantinopolitanische-Dudelsackpfeiferin zu Hohenlohe'
let stage: Stage
let ada: Person
let bob: Person
let ids: string[]

test.beforeAll(async ({ browser }) => {
  stage = await openStage()
  // The first account is the administrator's.
  ;[ada, bob] = [await stage.arrive(browser, 'Ada'), await stage.arrive(browser, 'Bob')]
  await bob.ask('account:edit', { name: long, bio: 'Keeps what the tide brings.', site: 'https://example.org' })
  ids = []
  for (const [index, title] of ['A barn', 'البحر عند الفجر', 'Gezeiten'].entries())
    ids.push(await ada.save(title, index * 60))
  ids.push(await bob.save('A jetty, and what the tide has left on it in the night of the great storm', 240, [500, 900]))
  for (const id of ids.slice(0, 3)) await bob.ask('image:like', { id })
  await bob.ask('account:follow', { username: 'ada' })
  await ada.ask('account:follow', { username: 'bob' })
  await bob.ask('report:send', { kind: 'image', id: ids[0], reason: 'spam', words: 'The third one this week.' })
})
test.afterAll(() => stage.close())

/** Looks at what is shown under that name once this is there. */
async function look(page: Page, what: string, there: Locator = page.locator('h1').first()): Promise<void> {
  await expect(there).toBeVisible()
  // What is done may lead to another page, which is to be there as well.
  await expect(page.locator('h1').first()).toBeAttached()
  const found = await audit(page)
  expect.soft(found, what).toEqual([])
}

async function visit(page: Page, ...paths: string[]): Promise<void> {
  for (const path of paths) {
    await goLive(page, path)
    await look(page, path)
  }
}

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })

test('what a visitor sees', async ({ browser }) => {
  test.setTimeout(120_000)
  const page = await stage.openWindow(browser)
  // As it is without JavaScript, and until it comes.
  await page.route('**/assets/*.js', route => route.abort())
  for (const path of ['/', '/images', `/images/${ids[0]}`, '/people/bob', '/search?q=a', '/images/999']) {
    await page.goto(path)
    await look(page, `${path} as HTML`)
  }
  await page.unroute('**/assets/*.js')

  await visit(page, '/', '/images', '/popular', `/images/${ids[3]}`, '/people', '/people/bob', '/search?q=barn')
  await visit(page, '/forgot-password', '/reset-password?token=x', '/confirm-email?token=x', '/unsubscribe?token=x')
  await visit(page, '/unsubscribe?shares=x', '/sign-up/finish', '/nowhere', '/sign-in')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await look(page, 'sign-in with what is missing', page.getByText('Enter your password.'))
  const second = { account: null, second: { token: 'x', methods: ['totp', 'passkey', 'recovery'] } }
  await page.route('**/api/session', route => route.fulfill({ json: second }))
  await page.getByLabel('Username or e-mail').fill('ada')
  await page.getByLabel('Password', { exact: true }).fill('x')
  await page.keyboard.press('Enter')
  await look(page, 'second step', page.getByLabel('Code', { exact: true }))
  await page.unroute('**/api/session')
  await button(page, 'Appearance').click()
  await look(page, 'appearance', page.getByText('Quiet'))
  await page.goto('/sign-up')
  await button(page, 'Create account').click()
  await look(page, 'sign-up with what is missing', page.locator('.error').first())
})

test('what a member sees', async () => {
  test.setTimeout(120_000)
  const page = await ada.open('/')
  await visit(page, '/', '/images', '/popular', '/search', '/search?q=barn', '/search?q=nothing')
  await visit(page, '/people', '/people/bob', '/people/bob/activity', '/people/bob/followers', '/people/ada/following')
  await visit(page, '/notifications', '/images/new', '/images/999', '/people/nobody', '/bookmarklet', '/api')
  await visit(page, '/settings', '/settings/account', '/settings/security', '/settings/notifications')
  await visit(page, '/settings/people', '/settings/data')
  await visit(page, '/administration', '/administration/people', '/administration/entrance', '/administration/jobs')
  await visit(page, '/administration/health', '/administration/record')
})

test('what opens, and what comes meanwhile', async ({ browser }) => {
  test.setTimeout(120_000)
  const page = await ada.open('/images')
  await bob.save('A lock', 100)
  await look(page, 'something new', button(page, /1 new/))
  await expect(page.locator('body')).toMatchAriaSnapshot(wallTree)
  await button(page, 'Your account').click()
  await look(page, 'account menu', page.getByText('Quiet'))
  await page.keyboard.press('Escape')
  await page.getByRole('link', { name: /^Notifications/ }).click()
  await look(page, 'bell', page.getByRole('link', { name: 'See all' }))
  await page.keyboard.press('Escape')
  await page.keyboard.press('?')
  await look(page, 'help', page.getByRole('dialog', { name: 'Keyboard' }))
  await page.keyboard.press('Escape')

  await page.getByRole('link', { name: 'Gezeiten' }).click()
  const box = page.getByRole('dialog', { name: 'Image' })
  await look(page, 'lightbox', box.getByRole('heading', { name: 'Gezeiten' }))
  await expect(box).toMatchAriaSnapshot(lightboxTree)
  await page.keyboard.press('Escape')
  await goLive(page, `/images/${ids[0]}`)
  await look(page, 'image of mine')
  await expect(page.locator('main')).toMatchAriaSnapshot(imageTree)
  await button(page, 'Share').click()
  await look(page, 'share', page.getByRole('dialog', { name: 'Share' }))
  await page.keyboard.press('Escape')
  await button(page, 'Edit').click()
  await look(page, 'edit', page.getByRole('dialog'))
  await page.keyboard.press('Escape')
  await button(page, 'Take back').click()
  await look(page, 'take back', page.getByRole('dialog'))
  await page.keyboard.press('Escape')
  await button(page, /^Liked by/).click()
  await look(page, 'likers', page.getByRole('dialog'))
  await goLive(page, `/images/${ids[3]}`)
  await button(page, /^Report/).click()
  await look(page, 'report', page.getByRole('dialog'))
  await goLive(page, '/people/bob')
  await button(page, /^More about/).click()
  await look(page, 'person menu', page.getByRole('dialog'))
  await button(page, /^Block/).click()
  await look(page, 'block', page.getByRole('dialog'))

  await page.goto('/images/new')
  const files = await Promise.all(
    [10, 90].map(async hue => ({ name: `find-${hue}.jpg`, mimeType: 'image/jpeg', buffer: await paint(hue) })),
  )
  await page.locator('input[type=file]').setInputFiles(files.slice(0, 1))
  await look(page, 'save one', page.getByLabel('Title'))
  await button(page, 'Save image').click()
  await look(page, 'tray', page.getByRole('region', { name: 'Saves' }).getByRole('button', { name: /^Undo/ }))
  await page.goto('/images/new')
  await page.locator('input[type=file]').setInputFiles(files)
  await look(page, 'save two', page.getByRole('heading', { name: 'Save 2 images' }))
  await page.goto('/images/new')
  await page.getByLabel('Or an address').fill(`${stage.elsewhere.url}/page`)
  await page.keyboard.press('Enter')
  await look(page, 'pictures of a page', page.locator('picture-picker').getByRole('listitem').first())

  await page.goto('/settings/security')
  await button(page, 'Set up an app').click()
  await button(page, 'Make a token').click()
  await look(page, 'two-factor set-up, token', page.getByLabel('The code that it shows now'))
  await page.goto('/administration/people')
  await button(page, 'Suspend').first().click()
  await look(page, 'suspend', page.getByLabel('Why').first())
  const carl = await stage.arrive(browser, 'Carl')
  await ada.ask('account:edit', { private: true })
  const newcomer = await carl.open('/')
  await visit(newcomer, '/', '/notifications', '/people/carl', '/people/ada', '/settings/people', '/administration')
})

test('what asks before something is done, what is chosen, and what is said when the connection is lost', async ({
  browser,
}) => {
  test.setTimeout(120_000)
  const [dora, emil] = [await stage.arrive(browser, 'Dora'), await stage.arrive(browser, 'Emil')]
  await emil.ask('account:follow', { username: 'dora' })
  for (const [index, title] of ['A mill', 'A weir', 'A well'].entries()) await dora.save(title, index * 80)
  let [lost, lose] = [false, () => Promise.resolve()]
  await emil.context.routeWebSocket(/socket\.io/, async route => {
    lose = () => route.close()
    if (lost) await lose()
    else route.connectToServer()
  })
  const page = await emil.open('/')
  await button(page, 'Show all 3 images').click()
  await look(page, 'story', page.getByRole('dialog', { name: 'Dora saved 3 images' }))
  await page.keyboard.press('Escape')

  await goLive(page, '/settings')
  const face = { name: 'face.jpg', mimeType: 'image/jpeg', buffer: await paint(200) }
  await page.getByLabel('Choose a photo').setInputFiles(face)
  await look(page, 'part of a photo', page.getByRole('dialog', { name: 'Choose what is shown' }))
  await page.keyboard.press('Escape')

  await goLive(page, '/settings/data')
  await button(page, 'Delete my account…').click()
  await look(page, 'end of an account', page.getByRole('dialog', { name: 'Delete your account?' }))
  // As when the sign-in is a while ago.
  const confirm = { error: { code: 'forbidden', message: 'Show that it is you.', confirm: true } }
  await page.route('**/api/account/leave', route => route.fulfill({ status: 403, json: confirm }))
  await button(page, 'Delete my account').last().click()
  await look(page, 'is it you', page.getByRole('dialog', { name: 'Is it you?' }))
  await button(page, 'Go on').click()
  await look(page, 'is it you, with what is missing', page.locator('confirm-identity .error'))

  await page.goto('/images/new')
  await breakUploads(page)
  await page.locator('input[type=file]').setInputFiles(face)
  await button(page, 'Save image').click()
  await page.getByRole('link', { name: 'Search' }).click()
  await button(page, 'Your account').click()
  await button(page, 'Sign out').click()
  await look(page, 'sign out', page.getByRole('dialog', { name: 'Sign out?' }))
  await button(page, 'Stay').click()

  // What waits stands beside it.
  lost = true
  await lose()
  await look(page, 'connection lost', page.getByText(/^Connection lost/))
  await expect(page.getByRole('region', { name: 'Saves' })).toBeVisible()
})

// As a screen reader has them.
const wallTree = `
  - banner:
    - link "Skip to the content"
    - link "Bowerbird"
    - navigation "Main":
      - link "Home"
      - link "Everything"
      - link "People"
      - link "Search"
    - img "Live"
    - link "New"
    - link /^Notifications/
    - button /^Your account/
  - status
  - main:
    - heading "Everything" [level=1]
    - paragraph: All that people here have saved, newest first.
    - navigation "In which order":
      - link "Newest"
      - link "Popular"
    - button "${long}, 1 new"
    - status: ${long}, 1 new
    - list "All images, newest first":
      - listitem:
        - article /A jetty/:
          - link /A jetty/
          - link "Saved by ${long}"
          - button /Like “A jetty.*”, 0 likes/
      - listitem:
        - article "Gezeiten":
          - link "Gezeiten"
          - link "Saved by Ada"
          - button "Like “Gezeiten”, 1 like"
  - status`

const picture = (title: string) => `
    - article:
      - img "${title}"
      - button "Previous image"
      - button "Next image"
      - group "Zoom":
        - button "Zoom out" [disabled]
        - status: 100%
        - button "Zoom in"
      - heading "${title}" [level=1]
      - paragraph: Where it was found is not told.
      - button "Like, 1 like"
      - button "Share"
      - list "Take it with you":
        - listitem:
          - button "Copy the link"
        - listitem:
          - button "Copy the picture"
        - listitem:
          - link "Download"
        - listitem:
          - button "Print"
      - paragraph:
        - text: Saved by
        - link "Ada"
      - button "Edit"
      - button "Take back"
      - button "Liked by ${long}"
      - region "More like this":
        - heading "More like this" [level=2]
        - list:
          - listitem:
            - link /, saved by Ada/
    - status`

const lightboxTree = `
  - dialog "Image":${picture('Gezeiten')}
    - button "Close"
    - status`

const imageTree = `
  - main:${picture('A barn')}`
