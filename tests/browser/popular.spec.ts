// What is popular, and how many look at an image: two people in two windows, and somebody else.
import { expect } from '@playwright/test'
import { browserAgent } from '../support/people.ts'
import { goLive, isLive } from './support/live.ts'
import { openStage, type Stage } from './support/stage.ts'
import { test } from './support/test.ts'

let stage: Stage
test.beforeAll(async () => {
  stage = await openStage()
})
test.afterAll(() => stage.close())

// What says of itself that nobody sits before it counts as nobody.
test.use({ userAgent: browserAgent() })

test('what is looked at and liked comes first, stays while one looks, and shows who is there by number', async ({
  browser,
}) => {
  const ada = await stage.arrive(browser, 'Ada')
  const bob = await stage.arrive(browser, 'Bob')
  const [quiet, seen, liked] = [await ada.save('Quiet', 20), await ada.save('Seen', 120), await ada.save('Liked', 220)]
  await bob.ask('image:like', { id: liked })
  const image = await bob.open(`/images/${seen}`)
  const presence = image.locator('image-presence p')

  await test.step('an image page counts the view and tells it in place, and who else looks, without moving anything', async () => {
    await expect(presence).toBeHidden()
    const facts = image.locator('.facts')
    const before = await facts.boundingBox()
    await expect(facts).toContainText('1 view')
    const adas = await ada.open(`/images/${seen}`)
    await expect(presence).toHaveText('2 people are looking')
    await expect(presence).toBeVisible()
    await expect(adas.locator('image-presence p')).toBeVisible()
    expect((await facts.boundingBox())?.y).toBe(before?.y)

    // Quiet: nobody is counted beside him, until he wants it again.
    const isQuiet = image.getByRole('checkbox', { name: /^Quiet/ })
    await image.getByRole('button', { name: 'Your account' }).click()
    await isQuiet.check()
    await expect(presence).toBeHidden()
    await expect(adas.locator('image-presence p')).toBeVisible()
    await image.reload()
    await isLive(image)
    await image.getByRole('button', { name: 'Your account' }).click()
    await expect(isQuiet).toBeChecked()
    await expect(presence).toBeHidden()
    await isQuiet.uncheck()
    await expect(presence).toBeVisible()
    await adas.close()
    await expect(presence).toBeHidden()
    await expect(facts).toContainText('1 view')
  })

  await test.step('everything has another order, which stays until the reader asks', async () => {
    await goLive(image, '/images')
    await image.getByRole('link', { name: 'Popular' }).click()
    await expect(image).toHaveURL(/\/popular$/)
    const titles = () => image.locator('image-tile .title').allTextContents()
    await expect.poll(titles).toEqual(['Liked', 'Seen'])
    await expect(image.getByRole('link', { name: 'Popular' })).toHaveAttribute('aria-current', 'page')
    await expect(image.getByRole('link', { name: 'Everything' }).first()).toHaveAttribute('aria-current', 'page')

    await bob.ask('image:like', { id: quiet })
    // It looks each minute, and when one comes back to it.
    await image.getByRole('link', { name: 'People' }).first().click()
    await expect(image.getByRole('heading', { name: 'People' })).toBeVisible()
    await image.goBack()
    await expect.poll(titles).toEqual(['Liked', 'Seen'])
    await image.getByRole('button', { name: 'The order has changed' }).click()
    await expect.poll(titles).toEqual(['Quiet', 'Liked', 'Seen'])
  })
})
