// The screens that most people look at most, by day and night, on a desk and in a hand, and from right to left.
import { expect, type Locator, type Page } from '@playwright/test'
import { compare, settle, steady, wide } from './support/baselines.ts'
import { goLive, isLive } from './support/live.ts'
import { watchShifts } from './support/shifts.ts'
import { openStage, type Person, type Stage } from './support/stage.ts'
import { test } from './support/test.ts'

test.use(steady)

const titles = ['Moon over water', 'Dunes', 'A barn on the first hill', 'Éclairs au café', 'البحر عند الفجر', 'Größe']
const shapes: [number, number][] = [
  [900, 640],
  [640, 900],
  [700, 700],
]

let stage: Stage
let ada: Person
test.beforeAll(async ({ browser }) => {
  stage = await openStage()
  ada = await stage.arrive(browser, 'Ada')
  await ada.ask('account:edit', { bio: 'Keeps what the tide brings.' })
  for (const [index, title] of titles.entries()) await ada.save(title, index * 60, shapes[index % 3])
})
test.afterAll(() => stage.close())

/** When somebody joined. */
const since = (page: Page) => page.getByText(/here since/)

async function fromRightToLeft(page: Page, name: string): Promise<void> {
  await page.evaluate(() => {
    document.documentElement.dir = 'rtl'
    document.documentElement.lang = 'ar'
  })
  await settle(page)
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
  await expect(page).toHaveScreenshot(`${name}-rtl.png`, { mask: [since(page)] })
}

test('the wall of everybody', async () => {
  const page = await ada.open('/images')
  await expect(page.locator('image-tile')).toHaveCount(titles.length)
  await compare(page, 'wall', { alsoNarrow: true })
  await page.emulateMedia({ colorScheme: 'dark' })
  await compare(page, 'wall-dark')
  await page.emulateMedia({ colorScheme: 'light' })
  await fromRightToLeft(page, 'wall')
})

test('the wall of a person', async () => {
  const page = await ada.open('/people/ada')
  await expect(page.locator('image-tile')).toHaveCount(titles.length)
  await compare(page, 'person', { alsoNarrow: true, mask: [since(page)] })
  await fromRightToLeft(page, 'person')
})

test('what a visitor sees first, and an image from right to left', async ({ browser }) => {
  const page = await stage.openWindow(browser)
  await goLive(page, '/')
  await expect(page.locator('image-tile')).toHaveCount(titles.length)
  await compare(page, 'welcome', { alsoNarrow: true })
  await goLive(page, '/images')
  await expect(page.locator('image-tile')).toHaveCount(titles.length)
  await page
    .locator('image-tile')
    .last()
    .click({ position: { x: 40, y: 40 } })
  await expect(page.getByRole('heading', { name: titles[0] })).toBeVisible()
  await fromRightToLeft(page, 'image')
})

for (const when of ['right after the first frame', 'when the interface is there'] as const) {
  test(`letters that come ${when} move nothing: they are those of the next page`, async ({ browser }) => {
    // Its clock goes on: what measures when something was seen belongs to it.
    const context = await browser.newContext({ baseURL: stage.address, viewport: wide, colorScheme: 'light' })
    const page = await context.newPage()
    const held: (() => void)[] = []
    let late = true
    await page.route(/(figtree|newsreader).*woff2$/, async route => {
      if (late) await new Promise<void>(resolve => held.push(resolve))
      await route.continue()
    })
    await page.addInitScript(watchShifts)
    await page.goto('/', { waitUntil: 'commit' })
    await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0)
    if (when === 'when the interface is there') await isLive(page)
    expect(held.length).toBeGreaterThanOrEqual(2)
    const heading = page.getByRole('heading', { level: 1 })
    // Not in the moment in which the interface takes the place of the HTML.
    let before = 0
    await expect.poll(async () => (before = await widthOf(heading).catch(() => 0))).toBeGreaterThan(0)
    late = false
    for (const release of held) release()
    await isLive(page)
    await page.waitForLoadState('networkidle')
    await page.evaluate(() => document.fonts.ready.then(() => undefined))
    await page.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))))
    expect(await widthOf(heading)).toBe(before)
    expect(await page.evaluate(() => window.shiftedBy)).toEqual([])

    // On a slow machine they may be late more than once.
    await expect(async () => {
      await page.reload()
      await isLive(page)
      expect(await widthOf(heading)).not.toBe(before)
    }).toPass()
  })
}

/** Of the letters alone. */
function widthOf(heading: Locator): Promise<number> {
  return heading.evaluate(element => {
    const range = document.createRange()
    range.selectNodeContents(element)
    return range.getBoundingClientRect().width
  })
}
