// How somebody looks at what others have found: in every browser that is tested with.
import { expect, type Locator, type Page } from '@playwright/test'
import { fill, startCluster, type Cluster, type Person } from '../browser/support/cluster.ts'
import { paint } from '../browser/support/elsewhere.ts'
import { goLive, isLive } from '../browser/support/live.ts'
import { placeIn } from '../browser/support/place.ts'
import { test } from '../browser/support/test.ts'
import { browserAgent } from '../support/people.ts'

let cluster: Cluster
let ada: Person
let bob: Person
/** The id of an image of Ada’s. */
let barn: string

test.beforeAll(async ({ browser }) => {
  cluster = await startCluster({}, { worker: true })
  // What says of itself that nobody sits before it counts as nobody.
  const userAgent = browserAgent()
  ada = await cluster.arrive(browser, 'Ada', 0, { userAgent })
  bob = await cluster.arrive(browser, 'Bob', 1, { userAgent })
  barn = await ada.save('A barn', await paint(30))
  await fill(cluster, ada, 60)
})
test.afterAll(() => cluster.close())

const box = (page: Page) => page.locator('image-lightbox')
const heading = (page: Page, title: string) => box(page).getByRole('heading', { name: title, exact: true })
const tile = (page: Page, title: string) => page.getByRole('link', { name: title, exact: true })
const scrolled = (page: Page) => page.evaluate(() => Math.round(scrollY))
/** What is seen of the wall, and where. */
const seen = (page: Page): Promise<Record<string, string>> =>
  page.locator('masonry-wall li').evaluateAll(found =>
    Object.fromEntries(
      found
        .map(tile => [tile.getAttribute('data-key'), tile.getBoundingClientRect()] as const)
        .filter(([, { bottom, top }]) => bottom > 64 && top < innerHeight)
        .map(([key, { left, top }]) => [key, `${Math.round(left)} ${Math.round(top)}`]),
    ),
  )

/** Where it stands: a driver that brings it to the middle first would scroll the page. */
async function press(page: Page, what: Locator): Promise<void> {
  const { x, y, width, height } = (await what.boundingBox())!
  await page.mouse.click(x + width / 2, y + height / 2)
}

async function open(person: Person, path: string): Promise<Page> {
  const page = await person.open(path)
  await page.bringToFront()
  await isLive(page)
  return page
}

test('down the wall and back to the very tile, and an image over it', async () => {
  const page = await open(bob, '/images')
  await expect(tile(page, 'Number 60')).toBeVisible()
  await page.mouse.move(640, 450)
  await page.mouse.wheel(0, 1_300)
  await expect.poll(() => scrolled(page)).toBe(1_300)
  const before = await seen(page)
  expect(Object.keys(before).length).toBeGreaterThan(5)
  // One that can be seen as a whole, so that the focus moves nothing.
  const title = await page.locator('image-tile').evaluateAll(all => {
    const whole = all.find(one => {
      const { top, bottom } = one.getBoundingClientRect()
      return top > 64 && bottom < innerHeight
    })
    return whole!.shadowRoot!.querySelector('.title')!.textContent
  })

  await test.step('after another page, and after a reload', async () => {
    await expect
      .poll(() => page.evaluate(() => JSON.stringify((history.state as { places?: object } | null)?.places)))
      .toContain('offset')
    await press(page, page.getByRole('link', { name: 'People' }).first())
    await expect(page.getByRole('heading', { name: 'People', exact: true })).toBeVisible()
    await page.goBack()
    await expect.poll(() => seen(page)).toEqual(before)
    await page.reload()
    await isLive(page)
    await expect.poll(() => seen(page)).toEqual(before)
  })

  await test.step('an image opens over it with the focus, leads to the next, and gives the focus back', async () => {
    await tile(page, title).focus()
    await page.keyboard.press('Enter')
    await expect(heading(page, title)).toBeFocused()
    await expect(page.locator('main#content')).toHaveJSProperty('inert', true)
    expect(await seen(page)).toEqual(before)
    await page.keyboard.press('Escape')
    await expect(box(page)).toHaveCount(0)
    await expect(tile(page, title)).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(heading(page, title)).toBeFocused()
    const number = Number(title.split(' ')[1])
    await page.keyboard.press('ArrowRight')
    await expect(heading(page, `Number ${number - 1}`)).toBeFocused()
    await press(page, box(page).getByRole('button', { name: 'Previous image' }))
    await expect(heading(page, title)).toBeVisible()
    await page.goBack()
    await expect(tile(page, title)).toBeFocused()
    expect(await seen(page)).toEqual(before)
  })
})

test('an image page, with who looks and who likes; and what is popular', async () => {
  const [page, adas] = [await open(bob, `/images/${barn}`), await open(ada, `/images/${barn}`)]
  await expect(page).toHaveTitle('A barn · Bowerbird')
  await expect(page.getByText('2 people are looking')).toBeVisible()
  await expect(page.locator('.facts')).toContainText('1 view')
  await page.getByRole('button', { name: 'Like, 0 likes' }).click()
  await expect(adas.getByText('Liked by Bob')).toBeVisible()
  await adas.close()
  await expect(page.getByText('2 people are looking')).toBeHidden()
  await goLive(page, '/images')
  await page.getByRole('link', { name: 'Popular' }).click()
  await expect(page).toHaveURL(/\/popular$/)
  await expect(page.locator('image-tile .title').first()).toHaveText('A barn')
})

test('what is typed is found, opened, and come back to', async () => {
  const page = await open(bob, '/images')
  await expect(tile(page, 'Number 60')).toBeVisible()
  await page.keyboard.press('/')
  await expect(page.getByRole('searchbox')).toBeFocused()
  await page.keyboard.type('number 7')
  const titles = () => page.locator('search-results image-tile .title').allTextContents()
  await expect.poll(titles).toEqual(['Number 7'])
  await expect(page).toHaveURL(/\/search\?q=number(\+|%20)7$/)
  await tile(page, 'Number 7').click()
  await expect(heading(page, 'Number 7')).toBeFocused()
  await page.goBack()
  await expect(page.getByRole('searchbox')).toHaveValue('number 7')
  expect(await titles()).toEqual(['Number 7'])
})

test('without a connection the last wall is there, and what is saved waits and goes out once', async () => {
  const page = await open(bob, '/people/ada')
  await expect(tile(page, 'Number 60')).toBeVisible()
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await expect
    .poll(() => page.evaluate(async () => (await (await caches.open('pictures')).keys()).length))
    .toBeGreaterThan(2)
  await bob.context.setOffline(true)
  await page.goto('/people/ada')
  await expect(page.getByText(/^You are offline\. This is from \d+:\d\d/)).toBeVisible()
  await expect(tile(page, 'Number 60')).toBeVisible()
  await expect
    .poll(() =>
      page
        .locator('image-tile img')
        .first()
        .evaluate((one: HTMLImageElement) => one.naturalWidth),
    )
    .toBeGreaterThan(0)

  await page.goto('/images/new')
  const file = { name: 'a-lock.jpg', mimeType: 'image/jpeg', buffer: await paint(777) }
  await page.locator('input[type=file]').first().setInputFiles(file)
  await page.getByRole('button', { name: 'Save image' }).click()
  await expect(page.getByText('Waits for a connection. It is kept on this device.')).toBeVisible()
  const adas = await open(ada, '/images')
  await bob.context.setOffline(false)
  await expect(adas.getByRole('button', { name: 'Bob, 1 new' })).toBeVisible({ timeout: 20_000 })
  // Once: nothing of it waits any more, and whoever arrives anew sends nothing again.
  await expect(page.getByRole('heading', { name: 'A lock', exact: true })).toBeVisible()
  await goLive(page, '/people')
  const titles = async () => {
    const answer = await ada.context.request.post('/api/image/list', { data: { by: 'bob' } })
    return ((await answer.json()) as { data: { images: { title: string }[] } }).data.images.map(({ title }) => title)
  }
  await expect.poll(titles).toEqual(['A lock'])
})

// Last, for what it fills the wall with stands above everything else.
test('one goes on from the same place of a long wall on another device, when it is asked for', async ({ browser }) => {
  await fill(cluster, ada, 400)
  const page = await open(bob, '/images')
  await expect(tile(page, 'Number 400')).toBeVisible()
  const topOf = (places: Record<string, string>) => Math.max(...Object.keys(places).map(Number))
  const newest = topOf(await seen(page))
  await page.mouse.move(640, 450)
  await expect(async () => {
    await page.mouse.wheel(0, 900)
    expect(topOf(await seen(page))).toBeLessThan(newest - 150)
  }).toPass({ intervals: [50] })
  // It is written down within half a second.
  await expect
    .poll(async () => {
      const { key, offset } = await placeIn(page)
      return (await seen(page))[key]?.split(' ')[1] === String(Math.round(offset))
    })
    .toBe(true)

  const phone = await cluster.again(browser, 'Bob', 0, { viewport: { width: 390, height: 800 } })
  const known = async () => {
    const answer = await phone.context.request.post('/api/wall/place', { data: { wall: 'everything' } })
    return ((await answer.json()) as { data: { place: { at: string } | null } }).data.place?.at
  }
  // The wheel may still have gone on a little.
  let key = ''
  await expect
    .poll(async () => (({ key } = await placeIn(page)), (await known()) === key), { timeout: 20_000 })
    .toBe(true)
  const small = await phone.open('/images')
  await small.getByRole('button', { name: 'Go on where you were' }).click()
  await expect(small.locator(`li[data-key="${key}"]`)).toBeInViewport()
  expect(await small.evaluate(() => window.shiftedBy)).toEqual([])
})
