// Without a connection: what was seen last is there, what is saved waits and goes out once, and nobody else finds any of it.
import { expect, type Page, type WebSocketRoute } from '@playwright/test'
import { audit } from './support/audit.ts'
import { paint } from './support/elsewhere.ts'
import { isLive } from './support/live.ts'
import { openStage, type Stage } from './support/stage.ts'
import { test, wholeChromium } from './support/test.ts'
import { breakUploads } from './support/uploads.ts'

test.use(wholeChromium)

let stage: Stage
test.beforeAll(async () => {
  stage = await openStage({}, { worker: true })
})
test.afterAll(() => stage.close())

/** What this browser keeps: ids of images in its answers, pictures, and saves that wait. */
const kept = (page: Page) =>
  page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('bowerbird')
      request.addEventListener('success', () => resolve(request.result))
      request.addEventListener('error', reject)
    })
    const all = (name: string) =>
      new Promise<unknown[]>(resolve => {
        const request = database.transaction(name).objectStore(name).getAll() as IDBRequest<unknown[]>
        request.addEventListener('success', () => resolve(request.result))
      })
    const [answers, saves] = [await all('kept'), await all('saves')]
    database.close()
    const pictures = (await caches.has('pictures')) ? (await (await caches.open('pictures')).keys()).length : 0
    return { answers: JSON.stringify(answers), pictures, saves: saves.length }
  })

const isKept = (page: Page, beginning: string) =>
  page.evaluate(async beginning => {
    const caught = await Promise.all((await caches.keys()).map(async name => (await caches.open(name)).keys()))
    return caught.flat().some(({ url }) => new URL(url).pathname.startsWith(beginning))
  }, beginning)

/** The language of the interface, as this browser keeps it. */
const spokenLast = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<unknown>((resolve, reject) => {
        const request = indexedDB.open('bowerbird')
        request.addEventListener('error', reject)
        request.addEventListener('success', () => {
          const { result } = request
          const here = result.transaction('facts').objectStore('facts').get('session') as IDBRequest<{
            language?: string
          }>
          here.addEventListener('success', () => resolve(here.result?.language))
          here.transaction!.addEventListener('complete', () => result.close())
        })
      }),
  )

/** Its worker has the interface, so that it opens again. */
async function isReady(page: Page): Promise<void> {
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
}

test('the last walls are there, and say from when; back again nothing moves, and what is taken back or signed out of is gone', async ({
  browser,
}) => {
  const [ada, bob] = [await stage.arrive(browser, 'Ada'), await stage.arrive(browser, 'Bob')]
  const ids = [await bob.save('A barn', 10), await bob.save('A jetty', 120), await bob.save('A mill', 220)]
  const page = await ada.open('/images')
  await isReady(page)
  await expect.poll(async () => (await kept(page)).pictures).toBe(3)

  await ada.context.setOffline(true)
  await page.goto('/images')

  const tiles = page.locator('image-tile')
  await expect(page.getByText(/^You are offline\. This is from \d+:\d\d/)).toBeVisible()
  await expect(tiles).toHaveCount(3)
  const loaded = tiles.locator('img').evaluateAll(all => all.map(one => (one as HTMLImageElement).naturalWidth > 0))
  expect(await loaded).toEqual([true, true, true])
  expect(await audit(page)).toEqual([])
  await tiles.first().getByRole('button', { name: /like/i }).click()
  await expect(page.getByText('You are offline. This needs a connection.')).toBeVisible()
  await expect(tiles.first().getByRole('button', { name: /like/i })).toHaveAttribute('aria-pressed', 'false')
  await page.setViewportSize({ width: 390, height: 800 })
  const [notice, banner] = [page.locator('toast-stack .notice'), page.locator('connection-banner .banner')]
  const above = async () => (await banner.boundingBox())!.y - (await notice.boundingBox())!.y
  await expect.poll(above).toBeGreaterThan((await notice.boundingBox())!.height)
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.goto(`/images/${ids[0]}`)
  await expect(page.getByRole('heading', { name: 'A barn' })).toBeVisible()
  expect(await audit(page)).toEqual([])
  await page.goto('/images')
  await expect(tiles).toHaveCount(3)

  await test.step('back again it catches up by itself', async () => {
    const before = await tiles.first().boundingBox()
    await bob.save('A weir', 300)
    await ada.context.setOffline(false)
    await isLive(page)
    await expect(page.getByRole('button', { name: /Bob, 1 new/ })).toBeVisible()
    await expect(page.getByText(/^You are offline/)).toHaveCount(0)
    expect(await tiles.first().boundingBox()).toEqual(before)
  })

  await test.step('what is taken back goes from here at once', async () => {
    await bob.ask('image:remove', { id: ids[1]! })
    await expect.poll(async () => (await kept(page)).answers).not.toContain('A jetty')
  })

  await test.step('whoever signs out leaves nothing', async () => {
    await page.getByRole('button', { name: 'Your account' }).click()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await expect(page.getByRole('link', { name: 'Sign in' }).first()).toBeVisible()
    await expect.poll(async () => (await kept(page)).answers).not.toContain('"owner":"ada"')
    await ada.context.setOffline(true)
    await page.goto('/people/ada')
    await expect(page.getByText('You are offline. This needs a connection.')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Your account' })).toHaveCount(0)
  })
})

test('whoever reads in German does so without a connection, from the first visit on', async ({ browser }) => {
  const greta = await stage.arrive(browser, 'Greta')
  await greta.context.addCookies([{ name: 'language', value: 'de', url: stage.address }])
  const page = await greta.open('/images')
  await expect(page.getByRole('link', { name: 'Alles' }).first()).toBeVisible()
  await isReady(page)
  await expect.poll(() => isKept(page, '/assets/de-')).toBe(true)
  await expect.poll(() => spokenLast(page)).toBe('de')
  // What was read is known without it, too.
  await greta.context.clearCookies({ name: 'language' })

  await greta.context.setOffline(true)
  const answer = await page.reload()

  expect(await answer!.text()).toContain('<html lang="de"')
  await expect(page.getByText(/^Du bist offline\./)).toBeVisible()
  await expect(page.getByRole('link', { name: 'Alles' }).first()).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('lang', 'de')
})

test('a save without a connection outlives its window, and goes out once, though its answer is lost', async ({
  browser,
}) => {
  const carl = await stage.arrive(browser, 'Carl')
  const [one, two] = [await carl.open('/images/new'), await carl.open('/people')]
  await isReady(one)
  await carl.context.setOffline(true)
  await one.goto('/images/new')
  const file = { name: 'a-lock.jpg', mimeType: 'image/jpeg', buffer: await paint(77) }
  await one.locator('input[type=file]').first().setInputFiles(file)
  await one.getByRole('button', { name: 'Save image' }).click()
  await expect(one.getByText('Waits for a connection. It is kept on this device.')).toBeVisible()
  await expect.poll(async () => (await kept(one)).saves).toBe(1)

  await one.close()
  await two.goto('/people')
  const tray = two.getByRole('region', { name: 'Saves' })
  await expect(tray).toContainText('Waits for a connection.')
  await expect(tray).toContainText('A lock')

  const uploads = await breakUploads(two, { received: true })
  const third = await carl.context.newPage()
  await carl.context.setOffline(false)
  await third.goto('/people')
  await expect.poll(uploads.tries, { timeout: 20_000 }).toBeGreaterThan(0)
  expect((await kept(two)).saves).toBe(1)
  await uploads.mend()
  await expect.poll(async () => (await kept(two)).saves, { timeout: 20_000 }).toBe(0)
  await expect(tray).toContainText('1 saved')
  const list = await carl.context.request.post('/api/image/list', {
    data: { by: 'carl' },
    headers: { origin: stage.address },
  })
  expect(((await list.json()) as { data: { images: { title: string }[] } }).data.images).toMatchObject([
    { title: 'A lock' },
  ])
})

test('what a window shows as waiting is not sent by the worker as well, though the browser is slow to know of that window', async ({
  browser,
}) => {
  const fay = await stage.arrive(browser, 'Fay')
  await fay.context.addInitScript(() => {
    const request = LockManager.prototype.request as (...given: unknown[]) => Promise<unknown>
    const later = async function (this: LockManager, ...given: unknown[]) {
      if (String(given[0]).startsWith('bowerbird-tab-')) await new Promise(resolve => setTimeout(resolve, 1_000))
      return request.apply(this, given)
    }
    Object.assign(LockManager.prototype, { request: later })
  })
  const page = await fay.open('/images/new')
  await isReady(page)
  const uploads = await breakUploads(page)
  const file = { name: 'a-lock.jpg', mimeType: 'image/jpeg', buffer: await paint(20) }
  await page.locator('input[type=file]').first().setInputFiles(file)
  await page.getByRole('button', { name: 'Save image' }).click()
  await expect.poll(async () => (await kept(page)).saves).toBe(1)

  // The browser has called the worker, and the worker has looked: asked for once more, it is called after that.
  const calls = (more: boolean) =>
    page.evaluate(async more => {
      type Sync = { register(tag: string): Promise<void>; getTags(): Promise<string[]> }
      const { sync } = (await navigator.serviceWorker.ready) as unknown as { sync: Sync }
      if (more) await sync.register('saves')
      return sync.getTags()
    }, more)
  await calls(true)
  await expect.poll(() => calls(false)).toEqual([])
  expect((await kept(page)).saves).toBe(1)
  await uploads.mend()
  await expect.poll(async () => (await kept(page)).saves).toBe(0)
})

test('whoever signs out is asked what is to become of the saves that wait', async ({ browser }) => {
  const emil = await stage.arrive(browser, 'Emil')
  const page = await emil.open('/images/new')
  await isReady(page)
  await breakUploads(page)
  const file = { name: 'a-lock.jpg', mimeType: 'image/jpeg', buffer: await paint(20) }
  await page.locator('input[type=file]').first().setInputFiles(file)
  await page.getByRole('button', { name: 'Save image' }).click()
  await expect.poll(async () => (await kept(page)).saves).toBe(1)
  await page.getByRole('link', { name: 'People' }).click()
  await expect(page.getByRole('region', { name: 'Saves' })).toContainText('1 waits for a connection')

  const dialog = page.getByRole('dialog', { name: 'Sign out?' })
  const leave = async () => {
    await page.getByRole('button', { name: 'Your account' }).click()
    await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  }
  await leave()
  await expect(page.getByText('1 save waits on this device')).toBeVisible()
  await page.getByRole('button', { name: 'Stay' }).press('Enter')
  await expect(dialog).toHaveCount(0)
  expect((await kept(page)).saves).toBe(1)

  // The server cannot be reached: nobody is signed out, and nothing is let go.
  await leave()
  await emil.context.setOffline(true)
  await page.getByRole('button', { name: 'Sign out and let go' }).click()
  await expect(page.locator('sign-out-dialog').getByRole('alert')).toBeVisible()
  expect((await kept(page)).saves).toBe(1)
  await emil.context.setOffline(false)
  await page.getByRole('button', { name: 'Sign out and let go' }).click()
  await expect(page.getByRole('link', { name: 'Sign in', exact: true }).first()).toBeVisible()
  await expect.poll(async () => (await kept(page)).saves).toBe(0)
})

test('a newer interface is told of quietly, and is why something cannot be loaded', async ({ browser }) => {
  const dora = await stage.arrive(browser, 'Dora')
  const page = await dora.open('/images')
  await isReady(page)
  const bar = page.getByText('A newer Bowerbird is ready.')
  await expect(bar).toHaveCount(0)
  // As after another build has been put in the place of this one.
  await page.route('**/service-worker.js', route =>
    route.fulfill({ contentType: 'text/javascript', body: '// another' }),
  )
  await page.route('**/assets/bookmarklet-page*.js', route => route.fulfill({ status: 404, body: '' }))
  await page.evaluate(() => Object.assign(window, { same: true }))

  await page.getByRole('button', { name: 'Your account' }).click()
  await page.locator('account-menu').getByRole('link', { name: 'Save from any page' }).click()

  await expect(bar).toBeVisible()
  await expect(page.getByText('could not be loaded')).toHaveCount(0)
  expect(await page.evaluate(() => (window as { same?: boolean }).same)).toBe(true)
  await page.getByRole('button', { name: 'Not now' }).click()
  await expect(bar).toHaveCount(0)
})

test('a newer interface is loaded when it is wanted, and what was typed is there in it', async ({ browser }) => {
  const gus = await stage.arrive(browser, 'Gus')
  let socket: WebSocketRoute | undefined
  await gus.context.routeWebSocket(/socket\.io/, route => {
    socket = route
    route.connectToServer()
  })
  const page = await gus.open('/settings')
  await isReady(page)
  await page.getByLabel('Your site').fill('https://example.org/typed')
  await page.evaluate(() => Object.assign(window, { same: true }))
  // The server has been renewed meanwhile: it lets go of everybody, and sends another page than before.
  await page.route('**/service-worker.js', route =>
    route.fulfill({ contentType: 'text/javascript', body: '// another' }),
  )
  await socket!.close()
  const bar = page.getByText('A newer Bowerbird is ready.')
  await expect(bar).toBeVisible()
  expect(await page.evaluate(() => (window as { same?: boolean }).same)).toBe(true)

  await page.unroute('**/service-worker.js')
  await page.getByRole('button', { name: 'Reload' }).click()

  await expect.poll(() => page.evaluate(() => (window as { same?: boolean }).same)).toBe(undefined)
  await isLive(page)
  await expect(page.getByLabel('Your site')).toHaveValue('https://example.org/typed')
  await expect(bar).toHaveCount(0)
})
