// What two people do with each other, each in a browser on a node of their own: in every browser that is tested with.
import { expect, type Page } from '@playwright/test'
import { startCluster, type Cluster } from '../browser/support/cluster.ts'
import { openElsewhere, paint, type Elsewhere } from '../browser/support/elsewhere.ts'
import { goLive, isLive } from '../browser/support/live.ts'
import { test } from '../browser/support/test.ts'

const password = 'correct horse battery'
let cluster: Cluster
let elsewhere: Elsewhere
/** Each a window; the first keeps the instance. */
let ada: Page
let bob: Page

test.beforeAll(async () => {
  elsewhere = await openElsewhere()
  cluster = await startCluster({ FETCH_ALLOW: elsewhere.host }, { worker: true })
})
test.afterAll(async () => {
  await Promise.all([cluster.close(), elsewhere.close()])
})

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })
const link = (page: Page, name: string | RegExp) => page.getByRole('link', { name })

test('two people', async ({ browser, browserName }) => {
  test.setTimeout(120_000)
  const open = async (node: number) => {
    const context = await browser.newContext({
      baseURL: cluster.addressOf(node),
      viewport: { width: 1280, height: 800 },
    })
    return context.newPage()
  }
  ;[ada, bob] = [await open(0), await open(1)]
  // Elsewhere a click is enough.
  if (browserName === 'chromium') await bob.context().grantPermissions(['clipboard-write'])
  const problems: string[] = []
  for (const page of [ada, bob]) page.on('pageerror', error => problems.push(error.message))

  await test.step('they register, one signs out and in again', async () => {
    for (const [page, name] of [
      [ada, 'Ada'],
      [bob, 'Bob'],
    ] as const) {
      await page.goto('/sign-up')
      await page.getByLabel('Name', { exact: true }).fill(name)
      await page.getByLabel('Username').fill(name.toLowerCase())
      await page.getByLabel('E-mail').fill(`${name.toLowerCase()}@example.org`)
      await page.getByLabel('Password', { exact: true }).fill(password)
      await button(page, 'Create account').click()
      await isLive(page)
    }
    await button(bob, 'Your account').click()
    await button(bob, 'Sign out').click()
    // All of the page is there: Firefox reports what it is still loading when he goes on.
    await expect(button(bob, 'Create account')).toBeVisible()
    await link(bob, 'Sign in').first().click()
    await bob.getByLabel('Username or e-mail').fill('bob')
    await bob.getByLabel('Password', { exact: true }).fill('wrong horse battery')
    await bob.keyboard.press('Enter')
    await expect(bob.getByRole('alert')).toHaveText('The username or e-mail and the password do not match.')
    await bob.getByLabel('Password', { exact: true }).fill(password)
    await bob.keyboard.press('Enter')
    await expect(button(bob, 'Your account')).toBeVisible()
  })

  await test.step('Ada saves a file, and Bob follows her', async () => {
    await link(ada, /^New/).first().click()
    await ada
      .locator('input[type=file]')
      .first()
      .setInputFiles({ name: 'a-barn.jpg', mimeType: 'image/jpeg', buffer: await paint(20) })
    await expect(ada.getByLabel('Title')).toHaveValue('A barn')
    await button(ada, 'Save image').click()
    await expect(ada.getByRole('heading', { name: 'A barn' })).toBeVisible()

    await goLive(bob, '/people/ada')
    await button(bob, 'Follow Ada').click()
    await expect(button(bob, 'Following Ada')).toHaveAttribute('aria-pressed', 'true')
  })

  await test.step('what she saves next, by its address, joins her story on his home, waits in the pill of his wall, and moves nothing', async () => {
    const home = await bob.context().newPage()
    await goLive(home, '/')
    await expect(home.getByRole('article', { name: 'A barn' })).toBeVisible()
    await goLive(bob, '/images')
    const barn = link(bob, 'A barn')
    await expect(barn).toBeVisible()
    const before = await barn.boundingBox()
    await link(ada, /^New/).first().click()
    await ada.getByLabel('Or an address').fill(`${elsewhere.url}/picture/200.jpg`)
    await ada.keyboard.press('Enter')
    await ada.getByLabel('Title').fill('A harbour')
    await button(ada, 'Save image').click()
    await expect(ada.getByRole('heading', { name: 'A harbour' })).toBeVisible()

    await expect(home.getByRole('article', { name: 'Ada saved 2 images' })).toBeVisible()
    await home.close()
    await expect(button(bob, 'Ada, 1 new')).toBeVisible()
    await expect(link(bob, 'A harbour')).toHaveCount(0)
    expect(await barn.boundingBox()).toEqual(before)
    await button(bob, 'Ada, 1 new').click()
    await expect(link(bob, 'A harbour')).toBeInViewport()
  })

  await test.step('he likes it, she sees who, and is notified; and no more when he takes it back', async () => {
    const like = bob.locator('image-tile').filter({ hasText: 'A harbour' }).getByRole('button', { name: /^Like/ })
    await like.click()
    await expect(like).toHaveAttribute('aria-pressed', 'true')
    await expect(button(ada, 'Like, 1 like')).toBeVisible()
    await expect(ada.getByText('Liked by Bob')).toBeVisible()
    await ada.bringToFront()
    const bell = ada.locator('notification-bell a').first()
    await expect(bell).toHaveAccessibleName(/^Notifications: \d unread$/)
    await bell.click()
    await expect(ada.locator('notification-row').first()).toHaveText(/New:\s+Bob liked “A harbour”/)
    await ada.keyboard.press('Escape')
    await expect(bell).toBeFocused()
    await like.click()
    await expect(ada.getByText('Liked by Bob')).toHaveCount(0)
    await expect(button(ada, 'Like, 0 likes')).toHaveAttribute('aria-pressed', 'false')
  })

  await test.step('he keeps it, has it in the tray, and undoes it; keeps it again, and shares its link', async () => {
    await bob.bringToFront()
    await link(bob, 'A harbour').click()
    const box = bob.locator('image-lightbox')
    await expect(box.getByRole('heading', { name: 'A harbour' })).toBeFocused()
    await box.getByRole('button', { name: 'Save “A harbour” to your wall' }).click()
    await expect(box.getByRole('link', { name: /^Saved: look at yours/ })).toBeVisible()
    await button(bob, 'Undo: take back “A harbour”').click()
    const keep = box.getByRole('button', { name: 'Save “A harbour” to your wall' })
    await keep.click()
    await expect(box.getByRole('link', { name: /^Saved: look at yours/ })).toBeVisible()
    await box.getByRole('button', { name: 'Share' }).click()
    const menu = bob.locator('share-menu')
    await expect(menu.getByRole('textbox', { name: 'Address of this page' })).toHaveValue(
      new RegExp(`^${cluster.addressOf(1)}/images/\\d+/a-harbour$`),
    )
    await menu.getByRole('button', { name: 'Copy link' }).click()
    await expect(menu.getByRole('status')).toHaveText('Copied')
  })

  await test.step('what she takes back is gone from his window, where it was', async () => {
    await bob.keyboard.press('Escape')
    await bob.keyboard.press('Escape')
    await goLive(bob, '/people/ada')
    await expect(link(bob, 'A barn')).toBeVisible()
    const barn = await link(bob, 'A barn').boundingBox()
    await ada.getByRole('button', { name: 'Take back', exact: true }).click()
    await ada.locator('image-remover').getByRole('button', { name: 'Take it back' }).click()
    await expect(bob.getByText('Taken back')).toBeVisible()
    expect(await link(bob, 'A barn').boundingBox()).toEqual(barn)
  })

  await test.step('he reports another, and it is on her desk', async () => {
    await ada.goto('/administration')
    await expect(ada.getByText('All is well')).toBeVisible()
    await link(bob, 'A barn').click()
    await button(bob, 'Report').click()
    await bob.getByLabel('Advertising or spam').check()
    await bob.getByLabel(/In your words/).fill('A barn for sale.')
    await button(bob, 'Send report').click()
    await expect(bob.getByRole('heading', { name: 'Thank you' })).toBeVisible()
    await button(ada, 'New reports').click()
    await expect(ada.getByText('A barn for sale.')).toBeVisible()
  })

  await test.step('she is called otherwise, and he sees it; she sits in the dark, and he does not', async () => {
    await goLive(bob, '/people/ada')
    await ada.goto('/settings')
    await ada.getByLabel('Name', { exact: true }).fill('Ada Lovelace')
    await button(ada, 'Save').click()
    await expect(bob.getByRole('heading', { name: 'Ada Lovelace' })).toBeVisible()
    const ground = (page: Page) => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)
    const light = await ground(bob)
    await button(ada, 'Your account').click()
    await ada.getByText('Dark', { exact: true }).click()
    await expect.poll(() => ground(ada)).not.toBe(light)
    await ada.reload()
    await isLive(ada)
    expect([await ground(ada), await ground(bob)]).toEqual([expect.not.stringContaining(light), light])
  })

  // What comes next, Firefox itself reports.
  expect(problems).toEqual([])

  await test.step('his node ends, and he is told; what she saves meanwhile is there when it is back', async () => {
    await goLive(bob, '/people/ada')
    await cluster.nodes[1]!.kill()
    await expect(bob.getByText(/^Connection lost/)).toBeVisible()
    await ada.goto('/images/new')
    const file = { name: 'a-mill.jpg', mimeType: 'image/jpeg', buffer: await paint(300) }
    await ada.locator('input[type=file]').first().setInputFiles(file)
    await button(ada, 'Save image').click()
    await expect(ada.getByRole('heading', { name: 'A mill' })).toBeVisible()
    await button(bob, 'Try now').click()
    await expect(bob.getByText(/^Connection lost/)).toBeVisible()
    await cluster.restart(1)
    // It tries again by itself as well, and may be quicker than he is.
    await expect(async () => {
      if (await button(bob, 'Try now').isVisible()) await button(bob, 'Try now').click({ timeout: 1_000 })
      await expect(button(bob, /1 new$/)).toBeVisible({ timeout: 1_000 })
    }).toPass()
    await expect(bob.getByText(/^Connection lost/)).toBeHidden()
  })

  await test.step('out in one of her windows, she is out in the other', async () => {
    const other = await ada.context().newPage()
    await other.goto('/people')
    await expect(other.getByRole('heading', { name: 'People' })).toBeVisible()
    await button(other, 'Your account').click()
    await button(other, 'Sign out').click()
    await expect(ada.getByText('You have been signed out.')).toBeVisible()
    await expect(link(ada, 'Sign in').first()).toBeVisible()
  })
})
