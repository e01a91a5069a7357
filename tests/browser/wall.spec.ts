// The wall: thousands of pictures that stay where they are, few of them in the page, and the way back to each.
import { isDeepStrictEqual } from 'node:util'
import { expect, type Page, type WebSocketRoute } from '@playwright/test'
import { type Cluster, fill, startCluster } from './support/cluster.ts'
import { goLive, isLive } from './support/live.ts'
import { placeIn } from './support/place.ts'
import { test } from './support/test.ts'

const MANY = 2_000
let cluster: Cluster

test.beforeAll(async () => {
  cluster = await startCluster()
})
test.afterAll(() => cluster.close())

const tiles = (page: Page) => page.locator('masonry-wall li')
/** The titles that can be seen, with where they stand. */
const seen = (page: Page): Promise<Record<string, string>> =>
  tiles(page).evaluateAll(found =>
    Object.fromEntries(
      found
        .map(tile => [tile.getAttribute('data-key'), tile.getBoundingClientRect()] as const)
        .filter(([, { bottom, top }]) => bottom > 64 && top < innerHeight)
        .map(([key, { left, top }]) => [key, `${Math.round(left)} ${Math.round(top)}`]),
    ),
  )

/** Turns the wheel until what is seen is what was sought. */
async function wheel(page: Page, by: number, found: (places: Record<string, string>) => boolean): Promise<void> {
  for (let turns = 0; turns < 80 && !found(await seen(page)); turns++) {
    await page.mouse.wheel(0, by)
    await page.evaluate(() => new Promise(requestAnimationFrame))
  }
  expect(found(await seen(page))).toBe(true)
}

/**
 * Keeps from a page, when it is asked to, what the server tells it.
 * @param change what the page asks, on its way to the server
 */
async function holdAnswers(page: Page, change = (question: string) => question) {
  let socket: WebSocketRoute | undefined
  let held: string[] | undefined
  const say = (message: string) => socket!.send(message)
  await page.routeWebSocket(/socket\.io/, route => {
    socket = route
    const server = route.connectToServer()
    route.onMessage(message => server.send(change(String(message))))
    server.onMessage(message => {
      if (held) held.push(String(message))
      else route.send(message)
    })
  })
  return {
    /** At once, before what is held. */
    say,
    hold() {
      const messages: string[] = []
      held = messages
      const go = () => {
        held = undefined
        for (const message of messages) say(message)
      }
      return { held: messages, go }
    },
  }
}

/** Where tiles stand, measured from the first of them. */
function fromFirst(places: Record<string, string>, keys: string[]): number[][] {
  const points = keys.map(key => places[key]!.split(' ').map(Number))
  return points.map(([left, top]) => [left! - points[0]![0]!, top! - points[0]![1]!])
}

test('two thousand tiles are scrolled through with few in the page, and one comes back to the very one', async ({
  browser,
}) => {
  test.setTimeout(120_000)
  const ada = await cluster.arrive(browser, 'Ada', 0)
  await fill(cluster, ada, MANY)
  const page = await ada.open('/images')
  await expect(page.locator('image-tile').first()).toBeVisible()

  // Down, as fast as it can be read.
  const most = await page.evaluate(async many => {
    const wall = () =>
      document
        .querySelector('app-shell')!
        .shadowRoot!.querySelector('images-page')!
        .shadowRoot!.querySelector('image-wall')!
        .shadowRoot!.querySelector('live-wall')!
        .shadowRoot!.querySelector('masonry-wall')!
    let most = 0
    for (let reached = 0; reached < many;) {
      scrollTo(0, document.documentElement.scrollHeight)
      await new Promise(requestAnimationFrame)
      const found = wall().shadowRoot!.querySelectorAll('li')
      most = Math.max(most, found.length)
      reached = Number(found[found.length - 1]?.getAttribute('aria-posinset') ?? 0)
    }
    return most
  }, MANY)
  expect(most).toBeLessThan(400)

  // Somewhere in the middle; what was put to sleep on the way down is awake when it is seen again.
  await page.evaluate(() => scrollTo(0, Math.round(document.documentElement.scrollHeight / 2)))
  await expect.poll(async () => Object.keys(await seen(page)).length).toBeGreaterThan(5)
  await expect.poll(() => page.locator('image-tile img').count()).toBeGreaterThan(8)
  const before = await seen(page)
  // It is written down within half a second.
  await expect
    .poll(async () => {
      const { key, offset } = await placeIn(page)
      return before[key]?.split(' ')[1] === String(Math.round(offset))
    })
    .toBe(true)

  await test.step('after a reload', async () => {
    await page.reload()
    await isLive(page)
    await expect.poll(() => seen(page)).toEqual(before)
    // And on in both directions from there: what was placed stays where it is, beside each other.
    const newest = Math.max(...Object.keys(before).map(Number))
    await page.mouse.move(640, 450)
    await wheel(page, -900, places => Math.max(...Object.keys(places).map(Number)) > newest + 60)
    await wheel(page, 300, places => Object.keys(places).filter(key => key in before).length > 4)
    const now = await seen(page)
    const shared = Object.keys(now).filter(key => key in before)
    expect(fromFirst(now, shared)).toEqual(fromFirst(before, shared))
  })

  await test.step('after a while on another page', async () => {
    const before = await seen(page)
    await page.getByRole('link', { name: 'People' }).first().click()
    await expect(page.getByRole('heading', { name: 'People', exact: true })).toBeVisible()
    await page.goBack()
    await expect.poll(() => seen(page)).toEqual(before)
  })

  expect(await page.evaluate(() => window.shiftedBy)).toEqual([])
})

test('what is read above while another page is shown moves neither of them', async ({ browser }) => {
  const gil = await cluster.arrive(browser, 'Gil', 0, { viewport: { width: 1280, height: 400 } })
  await fill(cluster, gil, 400)
  const page = await gil.context.newPage()
  const answers = await holdAnswers(page)
  await page.goto('/images')
  await isLive(page)
  await expect(page.getByRole('article').first()).toBeVisible()
  const topOf = (places: Record<string, string>) => Math.max(...Object.keys(places).map(Number))
  const newest = topOf(await seen(page))
  // What stands there while the wall is read has keys of its own.
  const isDeep = (places: Record<string, string>) => topOf(places) > 5 && topOf(places) < newest - 150
  await page.mouse.move(640, 200)
  await wheel(page, 900, isDeep)
  await expect.poll(async () => isDeep({ [(await placeIn(page)).key]: '' })).toBe(true)
  await page.reload()
  await isLive(page)
  await expect.poll(async () => isDeep(await seen(page))).toBe(true)

  const { held, go } = answers.hold()
  await wheel(page, -300, () => held.some(message => message.includes('"previous"')))
  let before = await seen(page)
  await expect
    .poll(async () => {
      const last = before
      before = await seen(page)
      return isDeepStrictEqual(before, last)
    })
    .toBe(true)
  await page.getByRole('link', { name: 'People' }).first().click()
  await expect(page.getByRole('heading', { name: 'People', exact: true })).toBeVisible()
  go()
  await expect(page.getByRole('link', { name: /^Gil/ }).first()).toBeVisible()
  expect(await page.evaluate(() => scrollY)).toBe(0)
  await page.goBack()
  await expect.poll(() => seen(page)).toEqual(before)
})

test('whoever is hidden while their images are on the way stays hidden', async ({ browser }) => {
  const [hal, ivy] = [await cluster.arrive(browser, 'Hal', 0), await cluster.arrive(browser, 'Ivy', 1)]
  await hal.save('Hers to hide')
  await ivy.save('Here to stay')
  const page = await ivy.context.newPage()
  const answers = await holdAnswers(page)
  await page.goto('/people')
  await isLive(page)
  const { held, go } = answers.hold()
  await page.getByRole('link', { name: 'Everything' }).first().click()
  await expect.poll(() => held.some(message => message.includes('Hers to hide'))).toBe(true)
  answers.say(`42["account:hidden",{"username":"hal"}]`)
  go()
  await expect(page.getByRole('link', { name: 'Here to stay' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Hers to hide' })).toHaveCount(0)
})

test('a like and a follow show at once, and a refusal takes them back with a word', async ({ browser }) => {
  const [mia, ned] = [await cluster.arrive(browser, 'Mia', 0), await cluster.arrive(browser, 'Ned', 1)]
  await mia.save('Not for all')
  const page = await ned.context.newPage()
  // On its way each becomes a question about what there is not, so that it is the server who refuses.
  const answers = await holdAnswers(page, question =>
    question
      .replace(/(?<="image:like",{"id":")\d+/, '987654321')
      .replace(/(?<="account:follow",{"username":")mia/, 'nobody'),
  )
  await goLive(page, '/people/mia')
  await page.getByRole('link', { name: 'Not for all' }).focus()
  const like = page.getByRole('button', { name: /^Like “Not for all”/ })
  const follow = page.getByRole('button', { name: /^Follow(ing)? Mia$/ })
  const refused = (messages: string[]) => messages.some(message => message.includes('"error"'))

  await test.step('a like', async () => {
    const { held, go } = answers.hold()
    await page.keyboard.press('l')
    await expect(like).toHaveAttribute('aria-pressed', 'true')
    await expect(like).toHaveAccessibleName('Like “Not for all”, 1 like')
    await expect.poll(() => refused(held)).toBe(true)
    await expect(like).toHaveAttribute('aria-pressed', 'true')
    await expect(page.getByRole('alert')).toHaveCount(0)
    go()
    await expect(page.getByRole('alert').filter({ hasText: 'This image does not exist' })).toBeVisible()
    await expect(like).toHaveAttribute('aria-pressed', 'false')
    await expect(like).toHaveAccessibleName('Like “Not for all”, 0 likes')
    await expect(page.getByText('You like “Not for all”.')).toHaveCount(0)
  })

  await test.step('a follow', async () => {
    const { held, go } = answers.hold()
    await page.keyboard.press('f')
    await expect(follow).toHaveAttribute('aria-pressed', 'true')
    await expect(follow).toHaveAccessibleName('Following Mia')
    await expect.poll(() => refused(held)).toBe(true)
    await expect(follow).toHaveAttribute('aria-pressed', 'true')
    await expect(page.getByRole('alert').filter({ hasText: 'There is nobody with this username.' })).toHaveCount(0)
    go()
    await expect(page.getByRole('alert').filter({ hasText: 'There is nobody with this username.' })).toBeVisible()
    await expect(follow).toHaveAttribute('aria-pressed', 'false')
    await expect(follow).toHaveAccessibleName('Follow Mia')
    await expect(page.getByText('You follow Mia.')).toHaveCount(0)
  })
})

test('what is new opens above without moving anything, keys go from tile to tile, and more or fewer stand side by side', async ({
  browser,
}) => {
  const eve = await cluster.arrive(browser, 'Eve', 0)
  const fay = await cluster.arrive(browser, 'Fay', 1)
  await fill(cluster, eve, 60)
  const page = await fay.open('/people/eve')
  const wall = page.getByRole('list', { name: 'Images saved by Eve' })
  await expect(wall.getByRole('article').first()).toBeVisible()

  await test.step('further down, nothing that is seen moves', async () => {
    await page.evaluate(() => scrollTo(0, 2_400))
    await expect.poll(async () => Object.keys(await seen(page)).length).toBeGreaterThan(6)
    const before = await seen(page)
    await eve.save('The newest')
    await eve.save('And one more')
    await page.getByRole('button', { name: 'Eve, 2 new' }).click()
    const above = page.getByRole('button', { name: '2 new above' })
    await expect(above).toBeVisible()
    expect(await seen(page)).toEqual(before)
    // As whoever has nothing against motion: the gentle way leads to the very top.
    await page.emulateMedia({ reducedMotion: 'no-preference' })
    await above.click()
    await expect(page.getByRole('link', { name: 'And one more' })).toBeFocused()
    await expect(page.getByRole('link', { name: 'And one more' })).toBeInViewport()
    await expect(above).toHaveCount(0)
    await expect.poll(() => page.evaluate(() => scrollY)).toBe(0)
    await page.emulateMedia({ reducedMotion: 'reduce' })
  })

  await test.step('the keyboard alone', async () => {
    const link = (name: string) => wall.getByRole('link', { name, exact: true })
    await page.keyboard.press('j')
    await expect(link('The newest')).toBeFocused()
    await page.keyboard.press('k')
    await expect(link('And one more')).toBeFocused()
    await page.keyboard.press('ArrowDown')
    const below = await page.evaluate(() => {
      let focused = document.activeElement
      while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement
      return focused?.getBoundingClientRect().left
    })
    expect(below).toBe((await link('And one more').boundingBox())?.x)
    await page.keyboard.press('ArrowUp')
    await expect(link('And one more')).toBeFocused()
    await page.keyboard.press('l')
    await expect(wall.getByRole('button', { name: 'Like “And one more”, 1 like' })).toHaveAttribute(
      'aria-pressed',
      'true',
    )
    await page.keyboard.press('f')
    await expect(page.getByRole('button', { name: 'Following Eve' })).toHaveAttribute('aria-pressed', 'true')
    await page.keyboard.press('s')
    await expect(page.getByText('You follow Eve.')).toBeVisible()
    await expect(link('And one more')).toBeFocused()
    await expect
      .poll(async () => {
        const answer = await fay.context.request.post('/api/image/list', { data: { by: 'fay' } })
        return ((await answer.json()) as { data: { images: { title: string }[] } }).data.images.map(
          ({ title }) => title,
        )
      })
      .toEqual(['And one more'])
    await page.keyboard.press('f')
    const undo = page.locator('toast-stack').getByRole('button', { name: 'Undo' })
    await expect(undo).toBeVisible()
    await expect(link('And one more')).toBeFocused()
    await undo.click()
    await expect(page.getByRole('button', { name: 'Following Eve' })).toBeVisible()
    await link('And one more').focus()
    await page.keyboard.press('?')
    await expect(page.getByRole('dialog', { name: 'Keyboard' })).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(link('And one more')).toBeFocused()
  })

  await test.step('denser, around what is looked at; and so it stays', async () => {
    const columns = async () => new Set(Object.values(await seen(page)).map(place => place.split(' ')[0])).size
    const before = await columns()
    await page.getByRole('button', { name: 'Your account' }).click()
    await page.getByText('Dense', { exact: true }).click()
    await expect.poll(columns).toBeGreaterThan(before)
    await expect(wall.getByRole('link', { name: 'And one more' })).toBeInViewport()
    await page.getByLabel(/Let new ones flow in/).check()
    await page.keyboard.press('Escape')
    await page.reload()
    await isLive(page)
    await expect.poll(columns).toBeGreaterThan(before)
  })

  await test.step('at the top and at rest, new ones come by themselves, because that was asked for', async () => {
    await eve.save('By itself')
    await expect(wall.getByRole('link', { name: 'By itself' })).toBeInViewport({ timeout: 15_000 })
    await expect(page.getByRole('button', { name: /new$/ })).toHaveCount(0)
    await page.mouse.wheel(0, 1_500)
    await eve.save('Not while one reads')
    const pill = page.getByRole('button', { name: 'Eve, 1 new' })
    await expect(pill).toBeVisible()
    await expect(page.getByRole('status').filter({ hasText: 'Eve, 1 new' })).toHaveCount(1)

    // Quiet: it waits without calling.
    const look = () => pill.evaluate(button => getComputedStyle(button).backgroundColor)
    const loud = await look()
    await page.getByRole('button', { name: 'Your account' }).click()
    await page.getByLabel(/Quiet/).check()
    await expect.poll(look).not.toBe(loud)
    await expect(page.getByRole('status').filter({ hasText: 'Eve, 1 new' })).toHaveCount(0)
  })

  await test.step('whoever wants less motion is at the top at once, and what is said does not rise', async () => {
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Eve, 1 new' }).click()
    const above = page.getByRole('button', { name: '1 new above' })
    await expect(above).toBeVisible()
    const places = await above.evaluate((button: HTMLButtonElement) => {
      const before = scrollY
      button.click()
      return [before, scrollY]
    })
    expect(places).toEqual([expect.any(Number), 0])
    expect(places[0]).toBeGreaterThan(1_000)
    await expect(page.getByRole('link', { name: 'Not while one reads' })).toBeFocused()
    await page.keyboard.press('l')
    const notice = page.locator('toast-stack .notice', { hasText: 'You like “Not while one reads”.' })
    await expect(notice).toBeVisible()
    const rises = () => notice.evaluate(one => Number.parseFloat(getComputedStyle(one).animationDuration) * 1_000)
    expect(await rises()).toBeLessThanOrEqual(1)
    await page.emulateMedia({ reducedMotion: 'no-preference' })
    expect(await rises()).toBeGreaterThan(100)
  })
})

test('new ones come by themselves only once the hands rest, and never beneath a dialog', async ({ browser }) => {
  const [kim, leo] = [await cluster.arrive(browser, 'Kim', 0), await cluster.arrive(browser, 'Leo', 1)]
  await kim.save('There already')
  const page = await leo.context.newPage()
  await page.clock.install()
  await goLive(page, '/people/kim')
  const link = (name: string) => page.getByRole('link', { name, exact: true })
  const pill = page.locator('new-pill').getByRole('button', { name: 'Kim, 1 new' })
  /** Time passes until it is there: what changes under the mouse, the browser may take for a mouse that moves. */
  const comes = async (name: string) => {
    const passes = async () => {
      await page.clock.runFor(1_000)
      return link(name).count()
    }
    await expect.poll(passes, { intervals: [50] }).toBe(1)
    await expect(link(name)).toBeInViewport()
    await expect(pill).toHaveCount(0)
  }
  await expect(link('There already')).toBeVisible()
  await page.getByRole('button', { name: 'Your account' }).click()
  await page.getByLabel(/Let new ones flow in/).check()
  await page.keyboard.press('Escape')
  await page.clock.pauseAt(Date.now() + 1_000)

  await test.step('while the mouse moves now and then; the keyboard stays where it is', async () => {
    const before = await seen(page)
    await page.mouse.move(600, 500)
    await kim.save('While one looks')
    await expect(pill).toBeVisible()
    for (let moves = 1; moves <= 2; moves++) {
      await page.clock.runFor(2_500)
      await page.mouse.move(600 + moves, 500)
    }
    await expect(pill).toBeVisible()
    expect(await seen(page)).toEqual(before)
    await comes('While one looks')
    await expect(page.getByRole('button', { name: 'Your account' })).toBeFocused()
  })

  await test.step('and the next one, after a dialog', async () => {
    await page.keyboard.press('?')
    const help = page.getByRole('dialog', { name: 'Keyboard' })
    await expect(help).toBeVisible()
    const before = await seen(page)
    await kim.save('Beneath it')
    await expect(pill).toBeVisible()
    await page.clock.runFor(4_500)
    await expect(pill).toBeVisible()
    expect(await seen(page)).toEqual(before)
    await page.keyboard.press('Escape')
    await expect(help).toBeHidden()
    await comes('Beneath it')
  })
})
