// The main journeys in German and in Arabic, each by somebody whose browser says so; and a change of language in the middle of something.
import { type BrowserContext, expect, type Page } from '@playwright/test'
import { paint } from './support/elsewhere.ts'
import { prefer, sayIn } from './support/languages.ts'
import { openStage, password, type Person, type Stage } from './support/stage.ts'
import { test } from './support/test.ts'

let stage: Stage
let ada: Person
let barn: string
test.beforeAll(async ({ browser }) => {
  stage = await openStage()
  ada = await stage.arrive(browser, 'Ada')
  barn = await ada.save('A barn', 30)
})
test.afterAll(() => stage.close())

const html = (page: Page) => page.locator('html')
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const picture = async (hue: number) => ({ name: 'x.jpg', mimeType: 'image/jpeg', buffer: await paint(hue) })

for (const { language, locale, name, direction } of [
  { language: 'de', locale: 'de-AT', name: 'Lena', direction: 'ltr' },
  { language: 'ar', locale: 'ar-EG', name: 'ليلى', direction: 'rtl' },
] as const) {
  test(`somebody who reads ${language} comes, saves, looks, follows and likes`, async ({ browser }) => {
    const say = sayIn(language)
    const username = `reads_${language}`
    const context: BrowserContext = await browser.newContext({
      baseURL: stage.address,
      locale,
      serviceWorkers: 'block',
    })
    const page = await context.newPage()
    const live = () => expect(page.getByRole('img', { name: say('Live') })).toBeAttached()

    await test.step('the welcome is in it before any code runs, and so is the form', async () => {
      const answer = await page.goto('/')
      expect(answer?.headers()['content-language']).toBe(language)
      expect(await answer?.text()).toContain(say('A home for the images you find on the web.'))
      await expect(html(page)).toHaveAttribute('dir', direction)
      await live()
      await page.getByLabel(say('Name'), { exact: true }).fill(name)
      await page.getByLabel(say('Username')).fill('ada')
      await page.getByLabel(say('E-mail')).fill(`${username}@example.org`)
      await page.getByLabel(say('Password'), { exact: true }).fill(password)
      await button(page, say('Create account')).click()
      // A node refuses in it too.
      await expect(page.getByText(say('This username is taken. Choose another.'))).toBeVisible()
      await page.getByLabel(say('Username')).fill(username)
      await button(page, say('Create account')).click()
      await expect(button(page, say('Your account'))).toBeVisible()
    })

    await test.step('a picture is saved', async () => {
      await page.goto('/images/new')
      await page
        .locator('input[type=file]')
        .first()
        .setInputFiles(await picture(200))
      await page.getByLabel(say('Title')).fill('مرفأ صغير, a small harbour')
      await button(page, say('{count, plural, one {Save image} other {Save # images}}', 1)).click()
      const heading = page.getByRole('heading', { name: 'مرفأ صغير, a small harbour' })
      await expect(heading).toBeVisible()
      await expect(heading).toHaveAttribute('dir', 'auto')
      // Of any script, and read again from the address.
      expect(decodeURIComponent(new URL(page.url()).pathname)).toMatch(/مرفا-صغير-a-small-harbour$/)
    })

    await test.step('another one is liked, and its owner followed', async () => {
      await page.goto(`/images/${barn}`)
      await live()
      await page.locator('image-page like-button button').first().click()
      await expect(page.getByText(say('Liked by you'))).toBeVisible()
      await page.goto('/people/ada')
      await live()
      await page
        .getByRole('button', { name: say('Follow {0}').replace('{0}', language === 'ar' ? '\u2068Ada\u2069' : 'Ada') })
        .click()
      await expect(page.locator('follow-button button').first()).toHaveAttribute('aria-pressed', 'true')
    })

    await test.step('what she saves next waits above the wall, and comes when it is asked for', async () => {
      await page.goto('/images')
      await live()
      await ada.save(`For ${language}`, language === 'de' ? 300 : 310)
      const pill = page.locator('new-pill button')
      await expect(pill).toContainText(
        say('{count, plural, other {{who}, # new}}', 1, { who: 'Ada' })
          .replace(/Ada/, '')
          .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ''),
      )
      await pill.click()
      await expect(page.getByRole('link', { name: `For ${language}` }).first()).toBeInViewport()
    })

    await test.step('it is found by its words, and what is not found is said', async () => {
      await page.goto('/search?q=MARFA')
      await live()
      await page.getByRole('searchbox').fill('HARBOUR')
      await page.getByRole('searchbox').press('Enter')
      await expect(page.getByRole('link', { name: 'مرفأ صغير' }).first()).toBeVisible()
    })

    await test.step('what was done to one’s own is told', async () => {
      const { id } = await findOwn(context, username)
      await ada.ask('image:like', { id })
      await page.goto('/notifications')
      await live()
      await expect(page.locator('notification-row').first()).toContainText('Ada')
      await expect(page.locator('notification-row').first()).toContainText('مرفأ صغير')
    })

    await test.step('and out again, by the menu', async () => {
      await button(page, say('Your account')).click()
      await button(page, say('Sign out')).click()
      await expect(button(page, say('Create account'))).toBeVisible()
      await page.goto('/sign-in')
      await page.getByLabel(say('Username or e-mail')).fill(username)
      await page.getByLabel(say('Password'), { exact: true }).fill('wrong horse battery')
      await page.keyboard.press('Enter')
      await expect(page.getByRole('alert')).toHaveText(say('The username or e-mail and the password do not match.'))
    })
    await context.close()
  })
}

async function findOwn(context: BrowserContext, username: string): Promise<{ id: string }> {
  const answer = await context.request.post('/api/image/list', {
    data: { by: username, limit: 1 },
    headers: { origin: stage.address },
  })
  const { data } = (await answer.json()) as { data: { images: { id: string }[] } }
  return data.images[0]!
}

test('another language moves no wall, loses no draft, closes nothing, and goes with the pages that one goes back to', async () => {
  for (let count = 0; count < 24; count++) await ada.save(`Number ${count}`, count * 15 + 7)
  const page = await ada.open('/images')
  let loads = 0
  page.on('load', () => loads++)
  await page.mouse.move(640, 450)
  await page.mouse.wheel(0, 700)
  const places = () =>
    page
      .locator('masonry-wall li')
      .evaluateAll(tiles =>
        tiles.map(tile =>
          [tile.getAttribute('data-key'), ...Object.values(tile.getBoundingClientRect().toJSON() as object)].join(' '),
        ),
      )
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(600)
  await page.waitForFunction(
    () =>
      new Promise(resolve => {
        const at = scrollY
        setTimeout(() => resolve(at === scrollY), 200)
      }),
  )
  const before = await places()
  await prefer(page, 'de')
  await expect(page.getByRole('heading', { name: sayIn('de')('Everything') })).toBeAttached()
  expect(await places()).toEqual(before)
  await prefer(page, 'en')

  await page.getByRole('link', { name: /^New/ }).first().click()
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles(await picture(100))
  await page.getByLabel('Title').fill('Half a title')
  await page.getByLabel('Title').press('Home')
  await prefer(page, 'fr')
  const title = page.getByLabel(sayIn('fr')('Title'))
  await expect(title).toHaveValue('Half a title')
  await expect(title).toBeFocused()
  await page.keyboard.type('More than ')
  await expect(title).toHaveValue('More than Half a title')
  await page.goBack()
  await expect(page.getByRole('heading', { name: sayIn('fr')('Everything') })).toBeAttached()
  expect(await places()).toEqual(before)
  expect(loads).toBe(0)
})

test('an address in a language goes on in it, also where a link opens in another tab', async ({ browser }) => {
  const page = await stage.openWindow(browser)
  await page.goto('/ja/images')
  await expect(html(page)).toHaveAttribute('lang', 'ja')
  await expect(page.locator('image-tile').first()).toBeVisible()
  await page
    .getByRole('link', { name: sayIn('ja')('People') })
    .first()
    .click()
  await expect(page).toHaveURL(`${stage.address}/ja/people`)
  await page.reload()
  await expect(html(page)).toHaveAttribute('lang', 'ja')
  const [tab] = await Promise.all([
    page.context().waitForEvent('page'),
    page
      .getByRole('link', { name: sayIn('ja')('Everything') })
      .first()
      .click({ modifiers: ['ControlOrMeta'] }),
  ])
  await expect(tab).toHaveURL(`${stage.address}/ja/images`)
  await expect(html(tab)).toHaveAttribute('lang', 'ja')
})

const inMenu = (page: Page) => page.locator('look-choices select')

test('of two that are chosen quickly the last one stays, for the page and for the account', async () => {
  const page = await ada.open('/images')
  const held = Promise.withResolvers<void>()
  await page.route(/\/assets\/de-[\w-]+\.js$/, async route => {
    await held.promise
    await route.continue()
  })
  await button(page, 'Your account').click()
  const german = page.waitForRequest(/\/assets\/de-[\w-]+\.js$/)
  await inMenu(page).selectOption('de')
  const late = await german
  await inMenu(page).selectOption('fr')
  await expect(html(page)).toHaveAttribute('lang', 'fr')
  held.resolve()
  await (await late.response())?.finished()
  // Whatever becomes of it is done before the next frame.
  await page.evaluate(() => new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve))))
  await expect(html(page)).toHaveAttribute('lang', 'fr')
  await page.unroute(/\/assets\/de-[\w-]+\.js$/)
  await page.reload()
  await expect(html(page)).toHaveAttribute('lang', 'fr')
  // What a node refuses now is in it too: the connection has begun anew.
  await page.goto('/people/nobody_at_all')
  await expect(page.getByText(sayIn('fr')('There is nobody with this username.'))).toBeVisible()
  await ada.ask('account:edit', { language: null })
})

test('one that does not come leaves all as it is, and says so', async ({ browser }) => {
  const page = await stage.openWindow(browser)
  await page.goto('/search')
  await page.route(/\/assets\/es-[\w-]+\.js$/, route => route.abort())
  await button(page, 'Appearance').click()
  await inMenu(page).selectOption('es')
  await expect(page.locator('toast-stack').getByRole('alert')).toBeVisible()
  await expect(inMenu(page)).toHaveValue('en')
  await expect(html(page)).toHaveAttribute('lang', 'en')
  expect(await page.context().cookies()).toEqual([])
})
