// Words without an end, in fields, names and titles: everything stays in its window, and what matters stays in sight.
import { expect, type Locator, type Page } from '@playwright/test'
import { wide } from './support/baselines.ts'
import { paint } from './support/elsewhere.ts'
import { openStage, type Person, type Stage } from './support/stage.ts'
import { test } from './support/test.ts'

const narrow = { width: 390, height: 844 }
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
