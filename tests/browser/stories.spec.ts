// What is saved in a row is one story; what is taken back goes everywhere at once; and nothing moves while either happens.
import { expect, type Locator, type Page } from '@playwright/test'
import sharp from 'sharp'
import { ask } from '../support/database.ts'
import { type Cluster, smallPicture, startCluster } from './support/cluster.ts'
import { isLive } from './support/live.ts'
import { test } from './support/test.ts'

let cluster: Cluster

test.beforeAll(async () => {
  cluster = await startCluster()
})
test.afterAll(() => cluster.close())

const shiftsOf = (page: Page) => page.evaluate(() => window.shiftedBy)
const story = (page: Page, name: string | RegExp) => page.getByRole('article', { name })
/** Where everything lies that one looks at: each tile of the wall, by its box. */
const tiles = (page: Page) => page.locator('masonry-wall > ul > li, masonry-wall li')
/** Of what is shown: the pictures of a dialog that has closed take a moment to go. */
async function boxes(found: Locator): Promise<unknown[]> {
  return found.evaluateAll(elements =>
    elements
      .map(element => element.getBoundingClientRect())
      .filter(({ width }) => width > 0)
      .map(box => JSON.stringify(box)),
  )
}

test('thirty saves in a row are one story, which grows in place and gives back what is taken back', async ({
  browser,
}) => {
  const ada = await cluster.arrive(browser, 'Ada', 0)
  const bob = await cluster.arrive(browser, 'Bob', 1)
  await bob.ask('account:follow', { username: 'ada' })
  const ids = [await ada.save('Find 1')]
  const home = await bob.open('/')
  await expect(story(home, 'Find 1')).toBeVisible()
  const before = await boxes(tiles(home))

  await test.step('the second joins the first without the pill', async () => {
    ids.push(await ada.save('Find 2'))

    await expect(story(home, 'Ada saved 2 images')).toBeVisible()
    await expect(home.getByRole('link', { name: 'Find 2' })).toBeVisible()
  })

  await test.step('and so do the others, until there are thirty', async () => {
    const numbers = Array.from({ length: 28 }, (_, index) => index + 3)
    ids.push(...(await Promise.all(numbers.map(number => ada.save(`Find ${number}`)))))

    await expect(story(home, 'Ada saved 30 images')).toBeVisible()
    await expect(home.locator('saved-story')).toHaveCount(1)
    await expect(home.locator('story-picture')).toHaveCount(5)
    await expect(home.getByText('+25')).toBeVisible()
    await expect(home.getByRole('button', { name: /, \d+ new$/ })).toHaveCount(0)
    await expect(home.getByRole('button', { name: '29 new' })).toHaveText('29 new')
    expect(await boxes(tiles(home))).toEqual(before)
    expect(await shiftsOf(home)).toEqual([])
  })

  await test.step('what is new opens newest first and marked, over a page that stays as it is', async () => {
    await home.getByRole('button', { name: '29 new' }).press('Enter')
    const dialog = home.getByRole('dialog', { name: 'Ada saved 30 images' })
    const shown = home.locator('story-dialog image-tile')

    await expect(shown).toHaveCount(30)
    await expect(home.locator('story-dialog new-mark')).toHaveCount(29)
    await expect(shown.last().getByRole('article', { name: 'Find 1', exact: true })).toBeAttached()
    await expect(home.getByRole('button', { name: /Like “Find 17”/ })).toBeAttached()
    await expect(home.locator('.mark', { hasText: '29 new' })).toHaveCount(0)

    await test.step('and what joins while it is open waits until it is asked for', async () => {
      const late = await ada.save('Late')
      await home.locator('story-dialog').getByRole('button', { name: '1 new' }).click()
      await expect(shown).toHaveCount(31)
      await expect(shown.first().getByRole('article', { name: 'Late' })).toBeInViewport()
      await expect(shown.first().getByRole('link', { name: 'Late' })).toBeFocused()
      await expect(home.locator('story-dialog new-mark')).toHaveCount(30)
      await ada.ask('image:remove', { id: late })
      await expect(shown).toHaveCount(30)
    })
    await home.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
    await expect(home.locator('saved-story .all')).toBeFocused()
    expect(await boxes(tiles(home))).toEqual(before)
    expect(await shiftsOf(home)).toEqual([])
  })

  await test.step('once looked at, the box shows the newest, and opened again marks nothing', async () => {
    await expect(home.getByText('+25')).toBeVisible()
    await expect(home.getByRole('link', { name: 'Find 1', exact: true })).toHaveCount(0)
    await home.getByRole('button', { name: 'Show all 30 images' }).first().click()
    await expect(home.locator('story-dialog image-tile')).toHaveCount(30)
    await expect(home.locator('story-dialog new-mark')).toHaveCount(0)
    await home.keyboard.press('Escape')
  })

  await test.step('one is taken back: it leaves the story, and nothing moves', async () => {
    await ada.ask('image:remove', { id: ids[1]! })

    await expect(story(home, 'Ada saved 29 images')).toBeVisible()
    await expect(home.getByText('+24')).toBeVisible()
    expect(await boxes(tiles(home))).toEqual(before)
    expect(await shiftsOf(home)).toEqual([])
  })

  await test.step('what is taken back while Bob looks elsewhere is gone when he comes back', async () => {
    await home.getByRole('button', { name: 'Show all 29 images' }).first().click()
    await home.locator('story-dialog').getByRole('link', { name: 'Find 1', exact: true }).click()
    await expect(home.getByRole('heading', { name: 'Find 1', exact: true })).toBeVisible()

    await ada.ask('image:remove', { id: ids[0]! })

    await expect(home.getByRole('heading', { name: 'This image was taken back' })).toBeVisible()
    await expect(home.getByText('Ada has taken it back.')).toBeVisible()
    expect(await shiftsOf(home)).toEqual([])
    await home.goBack()
    await expect(home.getByRole('dialog', { name: 'Ada saved 28 images' })).toBeVisible()
    await home.keyboard.press('Escape')
    await expect(story(home, 'Ada saved 28 images')).toBeVisible()
    expect(await boxes(tiles(home))).toEqual(before)
  })

  await test.step('read anew it is still one story, over the borders of pages', async () => {
    await bob.ask('account:unfollow', { username: 'ada' })
    const zoe = await cluster.arrive(browser, 'Zoe', 0)
    // Thirty activities are a page: what Zoe likes puts the border into the middle of the story.
    for (const id of ids.slice(5, 17)) await zoe.ask('image:like', { id })
    await home.reload()
    await isLive(home)

    await expect(story(home, 'Ada saved 28 images')).toBeVisible()
    await expect(home.locator('saved-story')).toHaveCount(1)
    await zoe.context.close()
  })

  await test.step('when all of it is taken back, its place stays empty, and so do the likes of it', async () => {
    const there = await boxes(tiles(home))
    for (const id of ids.slice(2)) await ada.ask('image:remove', { id })

    await expect(home.getByText('Taken back')).toHaveCount(13)
    await expect(home.locator('saved-story')).toHaveCount(0)
    expect(await boxes(tiles(home))).toEqual(there)
    expect(await shiftsOf(home)).toEqual([])
    await home.reload()
    await isLive(home)
    await expect(home.getByText('Ada has joined')).toBeVisible()
    await expect(home.getByText('Taken back')).toHaveCount(0)
  })
})

test('what waits in the pill is counted, and leaves it when it is taken back', async ({ browser }) => {
  const cleo = await cluster.arrive(browser, 'Cleo', 0)
  const dan = await cluster.arrive(browser, 'Dan', 1)
  await dan.ask('account:follow', { username: 'cleo' })
  const home = await dan.open('/')
  await expect(home.getByText('Cleo has joined')).toBeVisible()
  const pill = home.getByRole('button', { name: /, \d+ new$/ })

  const ids = [await cleo.save('First')]
  await expect(pill).toHaveText('Cleo, 1 new')
  ids.push(await cleo.save('Second'), await cleo.save('Third'))
  await expect(pill).toHaveText('Cleo, 3 new')

  await cleo.ask('image:remove', { id: ids[0]! })
  await expect(pill).toHaveText('Cleo, 2 new')
  expect(await shiftsOf(home)).toEqual([])
  await pill.click()
  await expect(story(home, 'Cleo saved 2 images')).toBeVisible()
  await expect(home.getByRole('link', { name: 'First' })).toHaveCount(0)

  await test.step('a wall keeps the place of what is taken back', async () => {
    const wall = await dan.open('/people/cleo')
    await expect(story(wall, 'Second')).toBeVisible()
    await expect(story(wall, 'Third')).toBeVisible()
    const before = await boxes(tiles(wall))
    await wall.getByRole('link', { name: 'Third' }).focus()
    await cleo.ask('image:remove', { id: ids[2]! })

    await expect(wall.getByText('Taken back')).toBeVisible()
    await expect(wall.locator('masonry-wall li:focus')).toHaveText('Taken back')
    await expect(story(wall, 'Third')).toHaveCount(0)
    expect(await boxes(tiles(wall))).toEqual(before)
    expect(await shiftsOf(wall)).toEqual([])

    ids.push(await cleo.save('Fourth'))
    await expect(wall.getByRole('button', { name: 'Cleo, 1 new' })).toBeVisible()
    await cleo.ask('image:remove', { id: ids[3]! })
    await expect(wall.getByRole('button', { name: /, \d+ new$/ })).toHaveCount(0)
    await wall.close()
  })
})

test('whoever is at a picture that is taken back goes on at its neighbour', async ({ browser }) => {
  const olga = await cluster.arrive(browser, 'Olga', 0)
  const pia = await cluster.arrive(browser, 'Pia', 1)
  await pia.ask('account:follow', { username: 'olga' })
  const ids: string[] = []
  for (let number = 1; number <= 6; number++) ids.push(await olga.save(`Number ${number}`))
  const home = await pia.open('/')
  await expect(story(home, 'Olga saved 6 images')).toBeVisible()

  await test.step('the one after it', async () => {
    await home.getByRole('link', { name: 'Number 4' }).focus()
    await olga.ask('image:remove', { id: ids[3]! })
    await expect(home.getByRole('link', { name: 'Number 3' })).toBeFocused()
  })

  await test.step('or the one before it, if it was the last', async () => {
    await home.getByRole('link', { name: 'Number 1' }).focus()
    await olga.ask('image:remove', { id: ids[0]! })
    await expect(home.getByRole('link', { name: 'Number 2' })).toBeFocused()
  })
})

test('whoever follows nobody is told where their own saves are', async ({ browser }) => {
  const quinn = await cluster.arrive(browser, 'Quinn', 0)
  await quinn.save('Mine')
  const home = await quinn.open('/')

  await expect(home.getByText('What you save is on your page.')).toBeVisible()
  await home.getByRole('link', { name: 'your page' }).click()
  await expect(story(home, 'Mine')).toBeVisible()
})

test('its owner edits an image and takes it back, and everybody who looks sees it', async ({ browser }) => {
  const eve = await cluster.arrive(browser, 'Eve', 0)
  const finn = await cluster.arrive(browser, 'Finn', 1)
  await finn.ask('account:follow', { username: 'eve' })
  const id = await eve.save('A draft')
  await eve.ask('image:edit', { id, description: 'With somebody who is not named' })
  const hers = await eve.open(`/images/${id}`)
  const his = await finn.open(`/images/${id}`)
  const wall = await finn.open('/')
  await expect(his.getByRole('heading', { name: 'A draft' })).toBeVisible()
  await expect(story(wall, 'A draft')).toBeVisible()
  await expect(his.getByRole('button', { name: /^(Edit|Take back)$/ })).toHaveCount(0)

  await test.step('what is wrong is said where it is, and nothing typed is lost', async () => {
    await hers.getByRole('button', { name: 'Edit' }).click()
    await hers.getByLabel('Title').fill('A finished thing')
    await hers.getByLabel('What can be seen').fill('A plain coloured field')
    await hers.getByLabel('The page it came from').fill('not an address')
    await hers.getByRole('button', { name: 'Save changes' }).click()

    await expect(hers.getByLabel('The page it came from')).toHaveAttribute('aria-invalid', 'true')
    await expect(hers.getByLabel('The page it came from')).toBeFocused()
    await expect(hers.getByLabel('Title')).toHaveValue('A finished thing')
    await hers.keyboard.press('Escape')
    await eve.ask('image:edit', { id, title: 'From another device' })
    await expect(hers.getByRole('heading', { name: 'From another device' })).toBeVisible()
    await hers.getByRole('button', { name: 'Edit' }).click()
    await expect(hers.getByLabel('Title')).toHaveValue('A finished thing')
  })

  await test.step('what is saved is seen at once, on walls and pages', async () => {
    await hers.getByLabel('The page it came from').fill('https://example.org/found')
    await hers.getByLabel('Description').fill('With @finn, who is not me@finn.example')
    await hers.getByRole('button', { name: 'Save changes' }).click()

    await expect(hers.getByRole('dialog')).toBeHidden()
    await expect(hers.getByRole('heading', { name: 'A finished thing' })).toBeVisible()
    await expect(his.getByRole('heading', { name: 'A finished thing' })).toBeVisible()
    await expect(his.getByRole('img', { name: 'A plain coloured field' })).toBeVisible()
    await expect(his.getByRole('link', { name: /example\.org/ })).toHaveAttribute('href', 'https://example.org/found')
    await expect(his.locator('.description')).toHaveText('With @finn, who is not me@finn.example')
    await expect(his.locator('.description').getByRole('link')).toHaveText(['@finn'])
    await expect(his.getByRole('link', { name: '@finn' })).toHaveAttribute('href', '/people/finn')
    await expect(story(wall, 'A finished thing')).toBeVisible()
    expect(await shiftsOf(wall)).toEqual([])
  })

  await test.step('it is taken back after one question, which may be declined', async () => {
    await his.getByRole('button', { name: /^Like/ }).click()
    await expect(hers.getByText('Liked by Finn')).toBeVisible()
    await expect(his.getByText('Liked by you')).toBeVisible()
    await hers.getByRole('button', { name: 'Take back', exact: true }).click()
    await hers.getByRole('button', { name: 'Keep it' }).click()
    await expect(hers.getByRole('heading', { name: 'A finished thing' })).toBeVisible()

    await hers.getByRole('button', { name: 'Take back', exact: true }).click()
    await hers.getByRole('button', { name: 'Take it back' }).click()

    await expect(hers.getByRole('heading', { name: 'You have taken it back' })).toBeVisible()
    await expect(his.getByRole('heading', { name: 'This image was taken back' })).toBeVisible()
    await expect(wall.getByText('Taken back')).toBeVisible()
    expect([await shiftsOf(his), await shiftsOf(wall)]).toEqual([[], []])
  })
})

test('what I save elsewhere waits in my pill, and what I hold back is marked until everybody may see it', async ({
  browser,
}) => {
  const gil = await cluster.arrive(browser, 'Gil', 0)
  const hana = await cluster.arrive(browser, 'Hana', 1)
  const desk = await (await cluster.again(browser, 'Gil', 1)).open('/images')
  const hers = await hana.open('/images')
  await expect(desk.getByRole('heading', { name: 'Everything' })).toBeVisible()
  await expect(hers.getByRole('heading', { name: 'Everything' })).toBeVisible()
  await expect(desk.getByText('Loading…')).toHaveCount(0)
  await expect(hers.getByText('Loading…')).toHaveCount(0)

  await gil.ask('account:edit', { saveDelay: 60 })
  const id = await gil.save('Not yet')

  await desk.getByRole('button', { name: 'Gil, 1 new' }).click()
  await expect(story(desk, 'Not yet').getByText(/Only you, for \d+ s/)).toBeVisible()
  await expect(hers.getByRole('button', { name: /, \d+ new$/ })).toHaveCount(0)

  await gil.ask('image:release', { id })

  await expect(desk.getByText(/Only you/)).toHaveCount(0)
  await expect(story(desk, 'Not yet')).toBeVisible()
  await expect(hers.getByRole('button', { name: 'Gil, 1 new' })).toBeVisible()
})

for (const [name, others, lost] of [
  ['Kim', 'Leo', false],
  ['Mia', 'Ned', true],
] as const) {
  test(`what was saved and taken back while the connection was lost is known when it is back${lost ? ', also when nothing can tell it any more' : ''}`, async ({
    browser,
  }) => {
    const owner = await cluster.arrive(browser, name, 0)
    const reader = await cluster.arrive(browser, others, 1)
    await reader.ask('account:follow', { username: name.toLowerCase() })
    const first = await owner.save('Before')
    await owner.save('Still there')
    const home = await reader.open('/')
    await expect(story(home, `${name} saved 2 images`)).toBeVisible()
    const before = await boxes(tiles(home))

    await cluster.nodes[1]!.kill()
    await expect(home.getByText(/Connection lost/)).toBeVisible()
    await owner.save('Meanwhile')
    await owner.save('Meanwhile too')
    await owner.ask('image:remove', { id: first })
    if (lost) await forgetEvents()
    await cluster.restart(1)
    await home.evaluate(() => dispatchEvent(new Event('online')))

    await expect(home.getByRole('status').filter({ hasText: 'Connected again.' })).toBeAttached()
    await expect(story(home, `${name} saved 3 images`)).toBeVisible()
    await expect(home.getByRole('link', { name: 'Before' })).toHaveCount(0)
    await expect(home.getByRole('button', { name: /, \d+ new$/ })).toHaveCount(0)
    expect(await boxes(tiles(home))).toEqual(before)
  })
}

/** As if the days for which events are kept were over. */
const forgetEvents = () =>
  ask(
    cluster.database.url,
    `with old as (delete from event returning xid, id)
     update event_epoch set (pruned_xid, pruned_id) = (select xid, id from old order by xid desc, id desc limit 1)`,
  )

test('a picture that moves stands still for people who prefer reduced motion', async ({ browser }) => {
  const ivo = await cluster.arrive(browser, 'Ivar', 0, { reducedMotion: 'no-preference' })
  const jo = await cluster.arrive(browser, 'Jola', 1, { reducedMotion: 'reduce' })
  const frames = await Promise.all([smallPicture(300, 200), smallPicture(300, 200), smallPicture(300, 200)])
  const moving = await sharp(frames, { join: { animated: true } })
    .gif({ delay: [100, 100, 100] })
    .toBuffer()
  const id = await ivo.save('It moves', moving)

  const [lively, calm] = await Promise.all([ivo.open(`/images/${id}`), jo.open(`/images/${id}`)])
  const framesOf = async (page: Page) => {
    const image = page.getByRole('img', { name: 'It moves' })
    await expect.poll(() => image.evaluate((shown: HTMLImageElement) => shown.currentSrc)).not.toBe('')
    const address = await image.evaluate((shown: HTMLImageElement) => shown.currentSrc)
    const bytes = await (await page.request.get(address)).body()
    return (await sharp(bytes).metadata()).pages ?? 1
  }

  expect(await framesOf(lively)).toBe(3)
  expect(await framesOf(calm)).toBe(1)
})
