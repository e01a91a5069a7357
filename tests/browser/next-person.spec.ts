// Several people, one browser: what one leaves behind in a tab or on the device is neither shown to the next nor sent in their name.
import { type Browser, expect, type Page } from '@playwright/test'
import { browserAgent } from '../support/people.ts'
import { paint } from './support/elsewhere.ts'
import { openStage, password, type Person, type Stage } from './support/stage.ts'
import { test, wholeChromium } from './support/test.ts'
import { breakUploads, type Uploads } from './support/uploads.ts'

// What says of itself that nobody sits before it counts as nobody.
test.use({ ...wholeChromium, userAgent: browserAgent() })

let stage: Stage
test.beforeAll(async ({ browser }) => {
  stage = await openStage({}, { worker: true })
  // The first one keeps the instance, and could not leave.
  await stage.arrive(browser, 'Keeper')
})
test.afterAll(() => stage.close())

/** Whose saves wait on this device. */
const waiting = (page: Page) =>
  page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('bowerbird')
      request.addEventListener('success', () => resolve(request.result))
      request.addEventListener('error', reject)
    })
    const saves = await new Promise<{ owner: string }[]>(resolve => {
      const request = database.transaction('saves').objectStore('saves').getAll() as IDBRequest<{ owner: string }[]>
      request.addEventListener('success', () => resolve(request.result))
    })
    database.close()
    return saves.map(({ owner }) => owner)
  })

const tray = (page: Page) => page.getByRole('region', { name: 'Saves' })
const stays = (page: Page) => page.evaluate(() => Object.assign(window, { same: true }))
const hasStayed = (page: Page) => page.evaluate(() => (window as { same?: boolean }).same === true)

async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Your account' }).click()
  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
}

/** Without reading the page anew. */
async function signIn(page: Page, login: string): Promise<void> {
  await page.getByRole('link', { name: 'Sign in', exact: true }).first().click()
  await page.getByLabel('Username or e-mail').fill(login)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Your account' })).toBeVisible()
}

/** Saves a file that the server does not get. */
async function saveInVain(page: Page, name: string, hue: number): Promise<Uploads> {
  const uploads = await breakUploads(page)
  const file = { name, mimeType: 'image/jpeg', buffer: await paint(hue) }
  await page.locator('input[type=file]').first().setInputFiles(file)
  await page.getByRole('button', { name: 'Save image' }).click()
  await expect.poll(() => waiting(page)).toHaveLength(1)
  return uploads
}

async function titlesOf(person: Person, by: string): Promise<string[]> {
  const headers = { origin: stage.address }
  const answer = await person.context.request.post('/api/image/list', { data: { by }, headers })
  return ((await answer.json()) as { data: { images: { title: string }[] } }).data.images.map(({ title }) => title)
}

const arrive = (browser: Browser, ...names: string[]) => Promise.all(names.map(name => stage.arrive(browser, name)))

test('a save that waits is not shown once the session has ended, and comes back with its owner', async ({
  browser,
}) => {
  const [ada] = (await arrive(browser, 'Ada')) as [Person]
  const page = await ada.open('/images/new')
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await page.clock.install()
  const uploads = await saveInVain(page, 'a-lock.jpg', 77)
  await page.getByRole('link', { name: 'People' }).first().click()
  await expect(tray(page)).toContainText('A lock')
  await stays(page)
  const first = await uploads.tries()
  await page.clock.fastForward(60_000)
  await expect.poll(uploads.tries).toBeGreaterThan(first)

  await ada.context.request.delete('/api/session', { headers: { origin: stage.address } })
  await expect(page.getByRole('link', { name: 'Sign in', exact: true }).first()).toBeVisible()
  await expect(tray(page)).toHaveCount(0)
  const before = await uploads.tries()
  await page.clock.fastForward(60_000)
  await expect(tray(page)).toHaveCount(0)
  expect(await uploads.tries()).toBe(before)
  expect(await waiting(page)).toEqual(['ada'])

  await uploads.mend()
  await signIn(page, 'ada')
  await expect(tray(page)).toContainText('1 saved', { timeout: 20_000 })
  await expect.poll(() => waiting(page)).toEqual([])
  expect(await hasStayed(page)).toBe(true)
  expect(await titlesOf(ada, 'ada')).toEqual(['A lock'])
})

test('a save that waits is gone for the next one after a sign-out', async ({ browser }) => {
  const [bob, eve] = (await arrive(browser, 'Bob', 'Eve')) as [Person, Person]
  const page = await bob.open('/images/new')
  const uploads = await saveInVain(page, 'a-sluice.jpg', 120)
  await page.getByRole('link', { name: 'People' }).first().click()
  await stays(page)

  await signOut(page)
  await page.getByRole('button', { name: 'Sign out and let go' }).click()
  await expect(page.getByRole('link', { name: 'Sign in', exact: true }).first()).toBeVisible()
  await expect(tray(page)).toHaveCount(0)

  await uploads.mend()
  await signIn(page, 'eve')
  await page.getByRole('link', { name: 'New', exact: true }).first().click()
  await expect(page.getByRole('heading', { name: 'Save an image' })).toBeVisible()
  await expect(tray(page)).toHaveCount(0)
  expect(await waiting(page)).toEqual([])
  expect(await hasStayed(page)).toBe(true)
  expect(await titlesOf(eve, 'eve')).toEqual([])
})

test('the address that one has read from is not in the field of the next one', async ({ browser }) => {
  const [jan] = (await arrive(browser, 'Jan', 'Kim')) as [Person]
  const page = await jan.open('/images/new')
  await page.getByLabel('address').fill('https://secret.invalid/of-jan')
  await page.getByRole('button', { name: 'Look' }).click()
  await expect(page.getByLabel('address')).toHaveAttribute('aria-invalid', 'true')
  await stays(page)
  await signOut(page)
  await signIn(page, 'kim')
  await page.getByRole('link', { name: 'New', exact: true }).first().click()
  await expect(page.getByLabel('address')).toHaveValue('')
  expect(await hasStayed(page)).toBe(true)
})

test('what was looked for, and whom one was about to write to, go with the sign-out; of visitors nothing is kept', async ({
  browser,
}) => {
  const [fay] = (await arrive(browser, 'Fay')) as [Person]
  const page = await fay.open('/search')
  const other = await fay.open('/search')
  const lookFor = async (where: Page, text: string) => {
    await where.getByRole('searchbox').fill(text)
    await where.keyboard.press('Enter')
  }
  const kept = (where: Page) =>
    where.evaluate(() => Object.keys(localStorage).filter(key => key.startsWith('searches.')))
  await lookFor(page, 'private thing')
  await lookFor(other, 'another')
  expect(await kept(page)).toEqual(['searches.fay'])
  await page.evaluate(() => {
    const at = Date.now()
    const share = { values: { to: 'friend@example.org', message: 'Look' }, at }
    localStorage.setItem(
      'drafts',
      JSON.stringify({ 'fay share 7': share, 'fay profile': { values: { bio: 'x' }, at } }),
    )
  })

  await signOut(page)
  const signInLink = { name: 'Sign in', exact: true }
  await expect(page.getByRole('link', signInLink).first()).toBeVisible()
  await expect(other.getByRole('link', signInLink).first()).toBeVisible()
  await expect.poll(() => kept(page)).toEqual([])
  const drafts = () => page.evaluate(() => Object.keys(JSON.parse(localStorage.getItem('drafts') ?? '{}') as object))
  await expect.poll(drafts).toEqual(['fay profile'])

  await other.goto('/search')
  await lookFor(other, 'as a visitor')
  await expect(other).toHaveURL(/as(\+|%20)a/)
  expect(await kept(other)).toEqual([])
})

test('whoever leaves for good leaves no save on the device', async ({ browser }) => {
  const [gil] = (await arrive(browser, 'Gil')) as [Person]
  const page = await gil.open('/images/new')
  await saveInVain(page, 'a-mill.jpg', 250)
  await page.getByRole('link', { name: 'People' }).first().click()
  await page.getByRole('button', { name: 'Your account' }).click()
  await page.locator('account-menu').getByRole('link', { name: 'Settings' }).click()
  await page.getByRole('link', { name: 'Your data' }).first().click()
  await page.getByRole('button', { name: 'Delete my account…' }).click()
  await page.getByRole('button', { name: 'Delete my account', exact: true }).click()
  await expect(page.getByText('You are signed out. Until')).toBeVisible()
  await expect.poll(() => waiting(page)).toEqual([])
})

test('whoever signs out where no worker sees to it leaves no save either', async ({ browser }) => {
  const [hal] = (await arrive(browser, 'Hal')) as [Person]
  const storageState = await hal.context.storageState()
  const context = await browser.newContext({ baseURL: stage.address, serviceWorkers: 'block', storageState })
  const page = await context.newPage()
  await page.goto('/images/new')
  await saveInVain(page, 'a-quay.jpg', 300)
  await signOut(page)
  await page.getByRole('button', { name: 'Sign out and let go' }).click()
  await expect(page.getByRole('link', { name: 'Sign in', exact: true }).first()).toBeVisible()
  await expect.poll(() => waiting(page)).toEqual([])
})

test('what nobody has come back for in two weeks is dropped, whoever is here', async ({ browser }) => {
  const page = await stage.openWindow(browser)
  const put = (days: number) =>
    page.evaluate(
      async at => {
        const database = await new Promise<IDBDatabase>((resolve, reject) => {
          const request = indexedDB.open('bowerbird')
          request.addEventListener('success', () => resolve(request.result))
          request.addEventListener('error', reject)
        })
        const words = { title: 'Old' }
        const save = {
          key: `of ${at}`,
          owner: 'ivy',
          tab: 'gone',
          at,
          file: undefined,
          url: 'https://a.example/',
          words,
        }
        const transaction = database.transaction('saves', 'readwrite')
        transaction.objectStore('saves').put(save)
        await new Promise(resolve => transaction.addEventListener('complete', resolve))
        database.close()
      },
      Date.now() - days * 24 * 3_600_000,
    )
  await page.goto('/images')
  await expect.poll(() => page.evaluate(async () => (await indexedDB.databases()).length)).toBe(1)
  await put(13)
  await put(15)
  expect(await waiting(page)).toHaveLength(2)
  await page.reload()
  await expect.poll(() => waiting(page)).toHaveLength(1)
})

test('what one has left out cannot be taken back by the next one', async ({ browser }) => {
  const [lea] = (await arrive(browser, 'Lea')) as [Person]
  const page = await lea.open('/images/new')
  const file = { name: 'a-weir.jpg', mimeType: 'image/jpeg', buffer: await paint(200) }
  await page.locator('input[type=file]').first().setInputFiles(file)
  await page.getByRole('button', { name: 'Leave out this picture' }).click()
  const undo = page.getByRole('button', { name: 'Undo' })
  await expect(undo).toBeVisible()
  await signOut(page)
  await expect(page.getByRole('link', { name: 'Sign in', exact: true }).first()).toBeVisible()
  await expect(undo).toHaveCount(0)
})

test('what one has looked at in a tab counts once more for the next one', async ({ browser }) => {
  const [mia, ned] = (await arrive(browser, 'Mia', 'Ned', 'Oda')) as [Person, Person]
  const id = await mia.save('A pier', 40)
  const headers = { origin: stage.address }
  const views = async () => {
    const answer = await mia.context.request.post('/api/image/get', { data: { id }, headers })
    return ((await answer.json()) as { data: { views: number } }).data.views
  }
  const page = await ned.open(`/images/${id}`)
  await expect.poll(views).toBe(1)
  await stays(page)
  await signOut(page)
  await signIn(page, 'oda')
  await page.getByRole('link', { name: 'Everything' }).first().click()
  await page.getByRole('link', { name: 'A pier' }).first().click()
  await expect.poll(views).toBe(2)
  expect(await hasStayed(page)).toBe(true)
})
