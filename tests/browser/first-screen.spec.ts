// The first screen in a browser: read without JavaScript; with it nothing is asked for twice, moves, or is missed.
import { expect, type Page } from '@playwright/test'
import type { ImageView } from '../../server/views.ts'
import { goLive, isLive } from './support/live.ts'
import { watchShifts } from './support/shifts.ts'
import { openStage, type Person, type Stage } from './support/stage.ts'
import { test } from './support/test.ts'

let stage: Stage
let ada: Person
let moon: string
test.beforeAll(async ({ browser }) => {
  stage = await openStage({}, { worker: true })
  ada = await stage.arrive(browser, 'Ada')
  for (let index = 0; index < 34; index++) await ada.save(`Find ${index}`, index * 10, [600 + (index % 3) * 200, 700])
  moon = await ada.save('Moon over water', 200)
})
test.afterAll(() => stage.close())

declare global {
  interface Window {
    blank: number
  }
}

const places = (page: Page, selector: string) =>
  page.locator(selector).evaluateAll(all =>
    all.slice(0, 4).flatMap(one => {
      const { x, y, width } = one.getBoundingClientRect()
      return [x, y, width]
    }),
  )

test('without JavaScript the pictures, their titles and who saved them can be read, and the links lead on', async ({
  browser,
}) => {
  const context = await browser.newContext({
    baseURL: stage.address,
    javaScriptEnabled: false,
    viewport: { width: 390, height: 844 },
  })
  const page = await context.newPage()
  await page.goto('/images')
  await expect(page).toHaveTitle('Everything · Bowerbird')
  await expect(page.locator('.noscript')).toBeVisible()
  const first = page.getByRole('listitem').first()
  await expect(first.getByRole('img', { name: 'Moon over water' })).toBeVisible()
  await expect(first.getByRole('link', { name: 'Saved by Ada' })).toBeVisible()
  expect(await page.getByRole('img').count()).toBe(30)
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)
  expect(sideways).toBe(false)

  await page.getByRole('link', { name: 'Older pictures' }).click()
  await expect(page.getByRole('link', { name: 'Find 0', exact: true })).toBeVisible()
  await expect(page.getByRole('listitem')).toHaveCount(5)
  await page.getByRole('link', { name: 'Find 0', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Find 0' })).toBeVisible()
  await page.getByRole('link', { name: 'Ada' }).click()
  await expect(page.getByRole('heading', { name: 'Ada' })).toBeVisible()
  await expect(page.getByText('35 images')).toBeVisible()
  await page.goto('/images/999999')
  await expect(page.getByRole('heading', { name: 'This is not here' })).toBeVisible()
})

test('with JavaScript the pictures come before the code, stay where they are, and nothing between HTML and socket is missed', async ({
  browser,
}) => {
  const context = await browser.newContext({ baseURL: stage.address, viewport: { width: 1280, height: 900 } })
  const page = await context.newPage()
  const asked: string[] = []
  const wanted: string[] = []
  const origins = new Set<string>()
  page.on('request', request => {
    const { origin, pathname, protocol } = new URL(request.url())
    wanted.push(pathname)
    if (protocol !== 'data:') origins.add(origin)
  })
  page.on('websocket', socket => socket.on('framesent', ({ payload }) => asked.push(String(payload))))
  await page.addInitScript(watchShifts)
  await page.addInitScript(() => {
    window.blank = 0
    // From the first frame with what the HTML shows, there is none with neither it nor what takes its place.
    let begun = false
    const look = () => {
      const shell = document.querySelector('app-shell')
      const wall = shell?.querySelector('.wall') ?? shell?.shadowRoot?.querySelector('main')?.firstElementChild
      begun ||= Boolean(wall)
      if (begun && !wall) window.blank++
      requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  })
  // The code waits until the HTML has been looked at, and something has happened that it does not say.
  const code = Promise.withResolvers<void>()
  await page.route(/\/assets\/.*\.js$/, async route => {
    await code.promise
    await route.continue()
  })
  const loaded = page.goto('/images')
  await expect(page.locator('.wall img').first()).toHaveJSProperty('complete', true)
  const before = await places(page, '.wall li')
  const pictures = wanted.filter(path => path.startsWith('/media/'))
  expect(pictures.length).toBeGreaterThanOrEqual(4)
  // The code is asked for when they can be seen, and before them nothing of it was.
  await expect.poll(() => wanted.filter(path => /image-page|images-page/.test(path)).length).toBe(1)
  const inWindow = pictures.slice(0, 4).map(path => wanted.indexOf(path))
  expect(Math.max(...inWindow)).toBeLessThan(wanted.findIndex(path => path.endsWith('.js')))
  await ada.save('Between the two', 40)
  await ada.ask('image:edit', { id: moon, title: 'Moon over land' })
  code.resolve()
  await loaded

  await expect(page.getByRole('button', { name: 'Ada, 1 new' })).toBeVisible()
  await isLive(page)
  await expect(page.getByRole('article', { name: 'Moon over land' })).toBeVisible()
  const after = await places(page, 'image-tile')
  expect(after).toHaveLength(12)
  for (const [index, place] of after.entries()) expect(Math.abs(place - before[index]!)).toBeLessThan(0.6)
  expect(asked.filter(frame => /image:list|image:get/.test(frame))).toEqual([])
  expect(wanted).not.toContain('/api/session')
  const all = wanted.filter(path => path.startsWith('/media/'))
  expect(all.slice(0, pictures.length)).toEqual(pictures)
  expect(await page.evaluate(() => window.shiftedBy)).toEqual([])
  expect(await page.evaluate(() => window.blank)).toBe(0)
  await page.getByRole('button', { name: 'Ada, 1 new' }).click()
  await expect(page.getByRole('article', { name: 'Between the two' })).toHaveCount(1)

  await test.step('each picture is fetched once, as the HTML has chosen it', async () => {
    // In a window without a route: a route turns the browser's cache off.
    const other = await (
      await browser.newContext({ baseURL: stage.address, viewport: { width: 1280, height: 900 } })
    ).newPage()
    await other.goto('/images')
    await isLive(other)
    await expect(other.locator('image-tile').nth(12)).toBeAttached()
    const fetched = await other.evaluate(() =>
      (performance.getEntriesByType('resource') as PerformanceResourceTiming[])
        // What comes out of the cache has no size.
        .filter(({ name, transferSize }) => name.includes('/media/') && transferSize > 0)
        .map(({ name }) => name),
    )
    expect(fetched.length).toBeGreaterThan(3)
    expect(fetched).toEqual([...new Set(fetched)])
  })

  // Nobody else is asked for anything, on the walls and on the page of an image.
  for (const path of ['/popular', '/people/ada', `/images/${moon}`]) {
    await page.goto(path)
    await isLive(page)
  }
  expect([...origins]).toEqual([stage.address])
  await page.goto('/images')
  await isLive(page)
  asked.length = 0

  // The next page is asked for: what came along is of the first one.
  await page.getByRole('link', { name: 'People' }).first().click()
  await page.getByRole('link', { name: 'Everything' }).first().click()
  await expect.poll(() => asked.filter(frame => /image:list/.test(frame)).length).toBe(1)
})

test('signed in, home is there with its first page, and only for me', async () => {
  const page = await ada.context.newPage()
  const asked: string[] = []
  page.on('websocket', socket => socket.on('framesent', ({ payload }) => asked.push(String(payload))))
  const answer = await page.goto('/')
  expect(answer?.headers()['cache-control']).toBe('private, no-store')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await isLive(page)
  expect(asked.filter(frame => /activity:list/.test(frame))).toEqual([])
})

test('pictures have their places and their colours before they come, and nothing moves when they do', async () => {
  await ada.save('A tower', 100, [300, 900])
  const page = await ada.context.newPage()
  await page.addInitScript(watchShifts)
  const come = Promise.withResolvers<void>()
  await ada.context.route('**/media/**', async route => {
    await come.promise
    await route.continue()
  })
  await goLive(page, '/people')
  await page.getByRole('link', { name: 'Everything' }).first().click()
  const answer = await page.request.post('/api/image/list', { data: {}, headers: { origin: stage.address } })
  const { images } = ((await answer.json()) as { data: { images: ImageView[] } }).data
  const sizes = new Map(images.map(({ title, width, height }) => [title, Math.min(height / width, 2.2)]))
  /** Of those in the window: what they are called, where they stand, whether their colours are there, and whether they are. */
  const seen = () =>
    page.locator('image-tile picture-frame').evaluateAll(frames =>
      frames
        .map(frame => {
          const { x, y, width, height } = frame.getBoundingClientRect()
          const image = frame.shadowRoot!.querySelector('img')!
          const coloured = getComputedStyle(frame).backgroundImage.startsWith('url("data:image/')
          const title = frame.closest('article')!.ariaLabel!
          return { title, box: [x, y, width, height], coloured, come: image.naturalWidth > 0 }
        })
        .filter(({ box: [, y] }) => y! < innerHeight),
    )
  await expect.poll(async () => (await seen()).length).toBeGreaterThan(5)
  await expect.poll(async () => (await seen()).every(({ coloured }) => coloured)).toBe(true)

  const before = await seen()
  expect(before[0]!.title).toBe('A tower')
  expect(before.some(({ come }) => come)).toBe(false)
  for (const { title, box } of before) expect(Math.abs(box[3]! - box[2]! * sizes.get(title)!)).toBeLessThan(1)
  come.resolve()

  await expect.poll(async () => (await seen()).every(({ come }) => come)).toBe(true)
  expect((await seen()).map(({ box }) => box)).toEqual(before.map(({ box }) => box))
  expect(await page.evaluate(() => window.shiftedBy)).toEqual([])
  await ada.context.unroute('**/media/**')
})

test('signed in as well, nobody else is asked for anything', async () => {
  const page = await ada.context.newPage()
  const origins = new Set<string>()
  const add = (address: string) => {
    const { host, protocol } = new URL(address)
    if (!/^(data|blob):$/.test(protocol)) origins.add(host)
  }
  page.on('request', request => add(request.url()))
  page.on('websocket', socket => add(socket.url()))
  for (const path of ['/', '/settings', '/notifications']) {
    await goLive(page, path)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await page.waitForLoadState('networkidle')
  }
  expect([...origins]).toEqual([new URL(stage.address).host])
})

test('how long ago an image was saved is said in the words of its HTML, until the page has been there for a while', async ({
  browser,
}) => {
  const context = await browser.newContext({ baseURL: stage.address })
  const page = await context.newPage()
  const address = (await context.request.get(`/images/${moon}`)).url()
  await page.route(address, async route => {
    const answer = await route.fetch()
    const html = await answer.text()
    expect(html).toContain('>just now</time>')
    await route.fulfill({ response: answer, body: html.replace('>just now</time>', '>yesterday</time>') })
  })
  await page.clock.install()
  await page.goto(address)
  const time = page.locator('time-ago time')
  await expect(time).toHaveText('yesterday')
  await page.clock.fastForward(60_000)
  await expect(time).toHaveText(/^(just now|\d minutes? ago)$/)
  await context.close()
})
