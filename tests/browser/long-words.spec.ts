// Words without an end, in fields, names and titles: everything stays in its window, and what matters stays in sight.
import { expect, type Locator, type Page } from '@playwright/test'
import { narrow, wide } from './support/baselines.ts'
import { paint } from './support/elsewhere.ts'
import { openStage, type Person, type Stage } from './support/stage.ts'
import { test } from './support/test.ts'

const word = 'w'.repeat(200)
const name = 'N'.repeat(50)

let stage: Stage
let ada: Person
let nora: Person
let image: string
test.beforeAll(async ({ browser }) => {
  stage = await openStage()
  ada = await stage.arrive(browser, 'Ada')
  nora = await stage.arrive(browser, 'Nora')
  await nora.ask('account:edit', { name })
  image = await ada.save(word, 40)
})
test.afterAll(() => stage.close())

async function openNarrow(who: Person, path: string): Promise<Page> {
  const page = await who.open(path)
  await page.setViewportSize(narrow)
  return page
}

/** Neither the window nor any box in which the field is can be scrolled sideways. */
async function expectRoom(field: Locator): Promise<void> {
  await field.fill(word)
  const tooWide = await field.evaluate(start => {
    const found: string[] = []
    for (let node: Element | null = start; node; node = node.parentElement ?? (node.getRootNode() as ShadowRoot).host) {
      const scrolls = node === document.documentElement || getComputedStyle(node).overflowX !== 'visible'
      if (scrolls && node.scrollWidth > node.clientWidth + 1) found.push(`${node.localName}.${node.className}`)
    }
    if (start.getBoundingClientRect().right > innerWidth) found.push('the field')
    return found
  })
  expect(tooWide).toEqual([])
}

test('a field of several lines is as wide as its form, whatever is written into it', async () => {
  const settings = await openNarrow(ada, '/settings')
  await expectRoom(settings.getByLabel(/A few words about you/))

  const page = await openNarrow(ada, `/images/${image}`)
  await page.getByRole('button', { name: 'Edit' }).click()
  for (const field of await page.locator('image-editor textarea').all()) await expectRoom(field)

  const reported = await openNarrow(nora, `/images/${image}`)
  await reported.getByRole('button', { name: 'Report', exact: true }).click()
  await expectRoom(reported.getByLabel(/In your words/))

  const form = await openNarrow(nora, '/images/new')
  await form
    .locator('input[type=file]')
    .first()
    .setInputFiles({
      name: 'x.jpg',
      mimeType: 'image/jpeg',
      buffer: await paint(120),
    })
  for (const field of await form.locator('textarea:visible').all()) await expectRoom(field)
})

test('whoever is called by a word without an end leaves room for what they did', async () => {
  await nora.ask('image:like', { id: image })
  await nora.ask('account:follow', { username: 'ada' })
  await nora.save('Small', 200)
  const page = await openNarrow(ada, '/images')
  for (const size of [narrow, wide]) {
    await page.setViewportSize(size)
    await page.goto('/')
    const tiles = page.locator('story-tile')
    await expect(tiles.filter({ hasText: 'follows' })).toHaveCount(1)
    for (const tile of await page.locator('story-tile, saved-story').all()) await expectVerb(tile)
  }
})

/** The words beside the first name can be seen: they begin in the box that cuts them, and on the name's own line. */
async function expectVerb(tile: Locator): Promise<void> {
  const seen = await tile.evaluate(element => {
    const link = element.shadowRoot!.querySelector('.words .name')!
    const verb = document.createRange()
    let text = link.nextSibling
    while (text && !text.textContent!.trim()) text = text.nextSibling
    verb.selectNode(text!)
    const [first] = verb.getClientRects()
    const cut = link.closest('.clamp, .when, .heading')!.getBoundingClientRect()
    return first!.width > 0 && first!.right <= cut.right + 1 && first!.bottom <= cut.bottom + 1
  })
  expect(seen, await tile.innerText()).toBe(true)
}

test('a very long title leaves room for what can be done with the image, and can be read whole', async ({ page }) => {
  await page.setViewportSize(wide)
  await page.goto(`${stage.address}/images/${image}`)
  const title = page.locator('image-page h1')
  await expect(title).toHaveAttribute('title', word)
  await expect(page.getByRole('button', { name: /^Like/ }).first()).toBeInViewport()
  const lines = () =>
    title.evaluate(one => Math.round(one.clientHeight / Number.parseFloat(getComputedStyle(one).lineHeight)))
  expect(await lines()).toBeLessThanOrEqual(4)
  await page.setViewportSize(narrow)
  expect(await lines()).toBe(4)
  await title.click()
  expect(await lines()).toBeGreaterThan(4)
  // By the keyboard as well, which is there when one comes to an image.
  await title.focus()
  await page.keyboard.press('Enter')
  expect(await lines()).toBe(4)
})

test.describe('without code', () => {
  test.use({ javaScriptEnabled: false })
  test('the HTML of a node has the long title in the same size', async ({ page }) => {
    await page.setViewportSize(narrow)
    await page.goto(`${stage.address}/images/${image}`)
    await expect(page.locator('h1')).toHaveClass('long')
  })
})
