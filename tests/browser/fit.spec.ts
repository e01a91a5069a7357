// As long as words get in our languages: nothing is squeezed, cut where it matters, or pushed out of its line.
import { expect, type Locator, type Page } from '@playwright/test'
import { narrow, steady, wide } from './support/baselines.ts'
import { listUnreadable } from './support/readable.ts'
import { openStage, type Person, type Stage } from './support/stage.ts'
import { test } from './support/test.ts'

test.use(steady)

let stage: Stage
let ada: Person
let grace: Person
let image: string
test.beforeAll(async ({ browser }) => {
  stage = await openStage()
  ada = await stage.arrive(browser, 'Ada')
  grace = await stage.arrive(browser, 'Grace')
  await grace.ask('account:edit', { name: 'Grace Hopper', bio: 'Compilers, and the sea.' })
  image = await ada.save('Stairs in the old town', 40)
  await ada.ask('account:follow', { username: 'grace' })
  const hers = await grace.save('Small boats at the harbour', 200)
  const rita = await stage.arrive(browser, 'Rita')
  await rita.ask('account:edit', { name: 'Rita Levi-Montalcini' })
  await ada.ask('account:follow', { username: 'rita' })
  await rita.ask('image:like', { id: hers })
  await rita.ask('image:like', { id: image })
})
test.afterAll(() => stage.close())

async function openIn(language: string, path: string, size = narrow, who = ada): Promise<Page> {
  const page = await who.open('/images')
  await page.setViewportSize(size)
  await page.goto(`/${language}${path}`)
  await expect(page.locator('app-header .state.live')).toBeAttached()
  return page
}

const boxOf = async (one: Locator) => (await one.boundingBox())!
const overflow = (one: Locator) => one.evaluate(box => box.scrollWidth - box.clientWidth)

test('a dialog is as wide as what stands at its end', async () => {
  const page = await openIn('de', `/images/${image}`)
  await page.getByRole('button', { name: 'Bearbeiten' }).click()
  const dialog = page.locator('image-editor dialog')
  await expect(dialog).toBeVisible()
  expect(await overflow(dialog)).toBeLessThanOrEqual(0)
})

test('what the owner of an image can do stays together', async () => {
  const page = await openIn('de', `/images/${image}`)
  const buttons = page.locator('image-about .by .button')
  await expect(buttons).toHaveCount(2)
  const [edit, remove] = [await boxOf(buttons.first()), await boxOf(buttons.last())]
  expect(remove.y).toBe(edit.y)
})

for (const language of ['de', 'fr', 'ja', 'ar']) {
  test(`at home in ${language} is told who did what, and when`, async () => {
    for (const size of [narrow, wide]) {
      const page = await openIn(language, '', size)
      const liked = page.locator('story-tile .liked')
      await expect(liked).toHaveCount(2)
      for (const tile of await liked.all()) {
        expect(await tile.locator('.clamp').evaluate(box => box.scrollHeight - box.clientHeight)).toBeLessThanOrEqual(1)
        expect((await boxOf(tile)).height).toBeGreaterThanOrEqual((await boxOf(tile.locator('.words'))).height)
      }
      const when = page.locator('saved-story .when').first()
      expect(await overflow(when)).toBeLessThanOrEqual(0)
      const [line, time] = [await boxOf(when), await boxOf(when.locator('time-ago'))]
      expect(time.x).toBeGreaterThanOrEqual(line.x - 1)
      expect(time.x + time.width).toBeLessThanOrEqual(line.x + line.width + 1)
      await page.close()
    }
  })
}

test('in Arabic what shows the connection is as wide as it is high', async ({ browser }) => {
  const page = await stage.openWindow(browser)
  await page.setViewportSize(narrow)
  await page.goto('/ar/images')
  await expect(page.locator('app-header .state.live')).toBeAttached()
  const { width, height } = await boxOf(page.locator('app-header .state'))
  expect(width).toBe(height)
})

test('what somebody says of themselves has a direction of its own', async () => {
  const page = await openIn('ar', '/people/grace')
  const bio = page.locator('person-page .bio')
  await expect(bio).toHaveCSS('direction', 'ltr')
  await expect(bio).toHaveCSS('text-align', 'center')
})

for (const language of ['de', 'ja', 'ar']) {
  test(`on a phone in ${language} it is seen that there are more sections, until the last`, async () => {
    const page = await openIn(language, '/settings')
    const tabs = page.locator('settings-page .tabs')
    const sign = () =>
      tabs.evaluate(row => {
        const { content, opacity } = getComputedStyle(row, '::after')
        return content === 'none' ? 0 : Number(opacity)
      })
    await expect.poll(sign).toBe(1)
    await tabs.evaluate(row => row.scrollBy({ left: row.scrollWidth * (row.matches(':dir(rtl)') ? -1 : 1) }))
    await expect.poll(sign).toBe(0)
    await page.setViewportSize(wide)
    await expect.poll(sign).toBe(0)
  })
}

test('with the colours of the reader the question whether to block can be read, and nothing sticks out', async () => {
  const page = await ada.open('/people/grace')
  await page.emulateMedia({ forcedColors: 'active' })
  await page.getByRole('button', { name: /^More about/ }).click()
  await page.getByRole('button', { name: /^Block/ }).click()
  await expect(page.getByRole('button', { name: 'Block', exact: true })).toBeVisible()
  expect(await listUnreadable(page)).toEqual([])

  await page.goto(`/images/${image}`)
  const [row, first] = [page.locator('image-about .actions'), page.locator('image-actions li').first()]
  await expect(first).toBeVisible()
  expect((await boxOf(first)).x).toBeGreaterThanOrEqual((await boxOf(row)).x)
})
