// An image over the wall it was opened from: the wall stays where it was, goes on, and is where one comes back to.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Browser, type BrowserContextOptions, type Page } from '@playwright/test'
import sharp from 'sharp'
import { startNode, type NodeProcess } from '../support/node-process.ts'
import { isLive } from './support/live.ts'
import { watchShifts } from './support/shifts.ts'
import { test } from './support/test.ts'

let folder: string
let node: NodeProcess
let address: string
const headers = () => ({ origin: address })
const password = 'correct horse battery'

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bowerbird-lightbox-'))
  node = await startNode({ DATA_DIR: folder, LOG_LEVEL: 'warn', ALLOWED_HOSTS: 'localhost,127.0.0.1' })
  address = `http://localhost:${node.port}`
})
test.afterAll(async () => {
  await node.terminate()
  await rm(folder, { recursive: true, force: true })
})

declare global {
  interface Window {
    /** The page below has been taken out, or put in. */
    disturbed: number
  }
}

async function arrive(browser: Browser, name: string, options: BrowserContextOptions = {}) {
  const context = await browser.newContext({
    baseURL: address,
    viewport: { width: 1280, height: 800 },
    serviceWorkers: 'block',
    ...options,
  })
  const account = { username: name.toLowerCase(), name, email: `${name}@example.org`, password }
  await expect(await context.request.post('/api/accounts', { data: account, headers: headers() })).toBeOK()
  return {
    context,
    async ask(event: string, input: object) {
      const answer = await context.request.post(`/api/${event.replace(':', '/')}`, { data: input, headers: headers() })
      expect(answer.ok(), await answer.text()).toBe(true)
    },
    /** Resolves to the id. */
    async save(title: string, width = 600, height = 400) {
      const buffer = await sharp({ create: { width, height, channels: 3, background: `hsl(${width % 360} 40% 60%)` } })
        .composite([{ input: Buffer.from(`<svg width="90" height="90"><text y="60">${title}</text></svg>`) }])
        .jpeg()
        .toBuffer()
      const multipart = {
        title,
        pageUrl: 'https://example.org/journal/bowers',
        file: { name: 'x.jpg', mimeType: 'image/jpeg', buffer },
      }
      const answer = await context.request.post('/api/images', { multipart, headers: headers() })
      expect(answer.ok(), await answer.text()).toBe(true)
      return ((await answer.json()) as { image: { id: string } }).image.id
    },
    async open(path: string): Promise<Page> {
      const page = await context.newPage()
      await page.addInitScript(watchShifts)
      await page.goto(path)
      await isLive(page)
      return page
    },
  }
}

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }

/** Fingers that the browser takes for those of a person. */
async function fingersOn(page: Page) {
  const session = await page.context().newCDPSession(page)
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...points: [number, number][]) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints: points.map(([x, y], id) => ({ x, y, id })) })
  const swipe = async (from: [number, number], to: [number, number]) => {
    await touch('touchStart', from)
    for (let part = 1; part <= 8; part++)
      await touch('touchMove', [from[0] + ((to[0] - from[0]) * part) / 8, from[1] + ((to[1] - from[1]) * part) / 8])
    await touch('touchEnd')
  }
  return { touch, swipe }
}

const box = (page: Page) => page.locator('image-lightbox')
const heading = (page: Page, title: string) => box(page).getByRole('heading', { name: title, exact: true })
const boxesOf = (page: Page) =>
  page.locator('image-tile').evaluateAll(all => all.map(one => JSON.stringify(one.getBoundingClientRect())))
const scale = (page: Page) => page.locator('image-stage output').innerText()
const frame = (page: Page) => page.locator('image-stage picture-frame')

test('an image opens over the wall, which stays where it is, goes on, and has the focus back', async ({ browser }) => {
  const ada = await arrive(browser, 'Ada')
  const bob = await arrive(browser, 'Bob')
  const ids: string[] = []
  for (let number = 1; number <= 14; number++)
    ids.push(await ada.save(`Find ${number}`, 500 + number * 13, 400 + ((number * 97) % 500)))
  const page = await bob.open('/images')
  await expect(page.getByRole('link', { name: 'Find 14' })).toBeVisible()
  await page.mouse.move(600, 400)
  await page.mouse.wheel(0, 330)
  await expect.poll(() => page.evaluate(() => scrollY)).toBe(330)
  await page.waitForLoadState('networkidle')
  await page.evaluate(() => {
    window.disturbed = 0
    const main = document.querySelector('app-shell')!.shadowRoot!.querySelector('main')!
    new MutationObserver(() => window.disturbed++).observe(main, { childList: true })
  })
  const before = await boxesOf(page)
  const stays = async () => {
    expect(await boxesOf(page)).toEqual(before)
    expect(await page.evaluate(() => [scrollY, window.disturbed, window.shiftedBy])).toEqual([330, 0, []])
  }
  const tile = page.getByRole('link', { name: 'Find 8', exact: true })

  await test.step('it has the address of the image, its title and the focus; the wall is out of reach', async () => {
    await tile.focus()
    await page.keyboard.press('Enter')
    await expect(heading(page, 'Find 8')).toBeFocused()
    await expect(page).toHaveURL(new RegExp(`/images/${ids[7]}/find-8$`))
    await expect(page).toHaveTitle('Find 8 · Bowerbird')
    await expect(page.locator('main#content')).toHaveJSProperty('inert', true)
    await stays()
  })

  await test.step('the wall below goes on being live, and so does the image', async () => {
    await ada.ask('image:like', { id: ids[8] })
    await ada.ask('image:like', { id: ids[7] })
    await expect(box(page).getByRole('button', { name: 'Like, 1 like' })).toBeVisible()
    await expect(box(page).getByText('Liked by Ada')).toBeVisible()
    await expect(page.locator('main like-button', { hasText: '1' }).first()).toBeAttached()
    await ada.save('Find 15')
    await expect(page.locator('main new-pill')).toContainText('1 new')
    await expect(page).toHaveTitle('Find 8 · Bowerbird')
    await stays()
    const words = await box(page).getByText('Liked by Ada').boundingBox()
    const face = box(page).locator('image-likers .faces account-photo').last()
    const hers = await face.boundingBox()
    await page.keyboard.press('l')
    await expect(box(page).getByRole('button', { name: 'Like, 2 likes' })).toHaveAttribute('aria-pressed', 'true')
    await expect(box(page).locator('image-likers .faces account-photo')).toHaveCount(2)
    expect(await box(page).getByText('Liked by you and Ada').boundingBox()).toMatchObject({ x: words!.x, y: words!.y })
    expect(await face.boundingBox()).toEqual(hers)
  })

  await test.step('the keys that mean the same everywhere mean it here', async () => {
    await page.keyboard.press('?')
    const help = page.getByRole('dialog', { name: 'Keyboard' })
    await expect(help).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(help).toBeHidden()
    await expect(heading(page, 'Find 8')).toBeVisible()
  })

  await test.step('Escape, back and a press beside the picture lead to the wall, and forward to the image', async () => {
    await page.keyboard.press('Escape')
    await expect(box(page)).toHaveCount(0)
    await expect(tile).toBeFocused()
    await expect(page).toHaveURL(`${address}/images`)
    await expect(page).toHaveTitle('Everything · Bowerbird')
    await stays()
    await page.goForward()
    await expect(heading(page, 'Find 8')).toBeVisible()
    await stays()
    await page.goBack()
    await expect(tile).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(heading(page, 'Find 8')).toBeFocused()
    await page.mouse.click(30, 770)
    await expect(tile).toBeFocused()
    await stays()
  })

  await test.step('next and previous take the place of its address; the last one is where one comes back to', async () => {
    await tile.click()
    await expect(heading(page, 'Find 8')).toBeFocused()
    const length = await page.evaluate(() => history.length)
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    await expect(heading(page, 'Find 5')).toBeFocused()
    await expect(page).toHaveURL(new RegExp(`/images/${ids[4]}/find-5$`))
    await expect(page.locator('image-page [role=status]').last()).toHaveText('Find 5')
    await box(page).getByRole('button', { name: 'Previous image' }).click()
    await expect(heading(page, 'Find 6')).toBeVisible()
    await expect(box(page).getByRole('button', { name: 'Previous image' })).toBeFocused()
    await page.keyboard.press('ArrowRight')
    await expect(heading(page, 'Find 5')).toBeVisible()
    expect(await page.evaluate(() => history.length)).toBe(length)
    await page.goBack()
    await expect(page.getByRole('link', { name: 'Find 5', exact: true })).toBeFocused()
    await expect(page.getByRole('link', { name: 'Find 5', exact: true })).toBeInViewport({ ratio: 1 })
    await expect(page).toHaveURL(`${address}/images`)
  })

  await test.step('a person opened from it is a page; back from there is the image over the wall again', async () => {
    const place = await page.evaluate(() => scrollY)
    await page.getByRole('link', { name: 'Find 5', exact: true }).press('Enter')
    await box(page).getByRole('link', { name: 'Ada' }).first().click()
    await expect(page.getByRole('heading', { name: 'Ada', exact: true })).toBeVisible()
    await expect(box(page)).toHaveCount(0)
    await page.goBack()
    await expect(heading(page, 'Find 5')).toBeVisible()
    await expect(page).toHaveTitle('Find 5 · Bowerbird')
    expect(await page.evaluate(() => scrollY)).toBe(place)
    await page.keyboard.press('Escape')
    await expect(page.getByRole('link', { name: 'Find 5', exact: true })).toBeFocused()
    expect(await page.evaluate(() => scrollY)).toBe(place)
  })

  await test.step('taken back while it is looked at, it says so, and leads on', async () => {
    await page.getByRole('link', { name: 'Find 5', exact: true }).press('Enter')
    await expect(heading(page, 'Find 5')).toBeFocused()
    await ada.ask('image:remove', { id: ids[4] })
    await expect(heading(page, 'This image was taken back')).toBeVisible()
    await box(page).getByRole('button', { name: 'Next image' }).click()
    await expect(heading(page, 'Find 4')).toBeFocused()
    await page.keyboard.press('ArrowLeft')
    await expect(heading(page, 'Find 6')).toBeVisible()
  })

  await test.step('read anew it is a page of its own, and the wall is behind it', async () => {
    await page.reload()
    await isLive(page)
    await expect(page.getByRole('heading', { name: 'Find 6' })).toBeVisible()
    await expect(box(page)).toHaveCount(0)
    await expect(page.getByRole('link', { name: 'Everything' }).first()).toBeVisible()
    await page.keyboard.press('ArrowRight')
    await expect(page.getByRole('heading', { name: 'Find 4', exact: true })).toBeVisible()
    await expect(page).toHaveURL(new RegExp(`/images/${ids[3]}/find-4$`))
    await page.getByRole('button', { name: 'Previous image' }).click()
    await expect(page.getByRole('heading', { name: 'Find 6' })).toBeVisible()
    await page.getByRole('button', { name: 'Next image' }).click()
    await expect(page.getByRole('heading', { name: 'Find 4', exact: true })).toBeVisible()
    await page.keyboard.press('ArrowLeft')
    await expect(page.getByRole('heading', { name: 'Find 6' })).toBeVisible()
    await expect(box(page)).toHaveCount(0)
    await page.goBack()
    await expect(page.locator('images-page').getByRole('link', { name: 'Find 14' })).toBeVisible()
    await page.goForward()
    await expect(heading(page, 'Find 6')).toBeVisible()
    await page.keyboard.press('/')
    await expect(page).toHaveURL(`${address}/search`)
    await page.goBack()
    await expect(heading(page, 'Find 6')).toBeVisible()
  })
})

test('one comes closer by key, wheel and double click, takes it along, and prints one sheet', async ({ browser }) => {
  const cy = await arrive(browser, 'Cyd', {
    viewport: { width: 1000, height: 800 },
    permissions: ['clipboard-read', 'clipboard-write'],
  })
  const id = await cy.save('A wide shore', 1_600, 900)
  const page = await cy.open('/images')
  await page.getByRole('link', { name: 'A wide shore' }).click()
  await expect(heading(page, 'A wide shore')).toBeFocused()
  const small = await frame(page)
    .locator('img')
    .evaluate((image: HTMLImageElement) => image.currentSrc)

  /** Once it lies still: what glides is measured where it begins. */
  const wide = async () => Math.round((await frame(page).boundingBox())!.width)
  const fitting = await wide()
  await page.keyboard.press('+')
  await expect.poll(() => scale(page)).toBe('150%')
  await expect
    .poll(() =>
      frame(page)
        .locator('img')
        .evaluate((image: HTMLImageElement) => image.currentSrc),
    )
    .not.toBe(small)
  const left = async () => (await frame(page).boundingBox())!.x
  const middle = await left()
  await page.keyboard.press('ArrowRight')
  await expect.poll(left).toBeLessThan(middle)
  await expect(heading(page, 'A wide shore')).toBeVisible()
  await page.keyboard.press('0')
  await expect.poll(() => scale(page)).toBe('100%')
  await expect.poll(wide).toBe(fitting)
  const { x, y, width, height } = (await frame(page).boundingBox())!

  await page.mouse.dblclick(x + width / 4, y + height / 4)
  await expect.poll(() => scale(page)).toBe('321%')
  await expect.poll(wide).toBe(1_440)
  const zoomed = (await frame(page).boundingBox())!
  await page.mouse.move(400, 400)
  await page.mouse.down()
  await page.mouse.move(300, 380, { steps: 4 })
  await page.mouse.up()
  await expect.poll(left).toBeCloseTo(zoomed.x - 100, 0)
  await page.mouse.move(400, 400)
  await page.mouse.down()
  await page.mouse.move(300, 400, { steps: 2 })
  await page.mouse.move(-9_000, 400)
  await page.mouse.up()
  const stage = (await page.locator('image-stage').boundingBox())!
  const edge = (await frame(page).boundingBox())!
  expect(edge.x + edge.width).toBeCloseTo(stage.x + stage.width, 0)
  await page.mouse.dblclick(400, 400)
  await expect.poll(() => scale(page)).toBe('100%')

  await page.keyboard.down('Control')
  await page.mouse.wheel(0, -60)
  await page.keyboard.up('Control')
  await expect.poll(() => scale(page)).toBe('165%')
  await page.keyboard.press('-')
  await page.keyboard.press('-')
  await expect.poll(() => scale(page)).toBe('100%')

  await test.step('copied and downloaded', async () => {
    await box(page).getByRole('button', { name: 'Copy the link' }).click()
    await expect(box(page).getByText('The link is copied.')).toBeVisible()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(`${address}/images/${id}/a-wide-shore`)
    await box(page).getByRole('button', { name: 'Copy the picture' }).click()
    await expect(box(page).getByText('The picture is copied.')).toBeVisible()
    expect(await page.evaluate(async () => (await navigator.clipboard.read())[0]!.types)).toContain('image/png')
    const coming = page.waitForEvent('download')
    await box(page).getByRole('link', { name: 'Download' }).click()
    const download = await coming
    expect(download.suggestedFilename()).toBe('a-wide-shore.webp')
    expect(await sharp(await download.path()).metadata()).toMatchObject({ width: 1_440 })
  })

  await test.step('printed over the wall, and as a page of its own', async () => {
    const sheets = async () => (await page.pdf({ format: 'A4' })).toString('latin1').match(/\/Type\s*\/Page\b/g)?.length
    for (const over of [true, false]) {
      await page.emulateMedia({ media: 'print' })
      const shown = over ? box(page) : page.locator('main')
      await expect(shown.getByRole('heading', { name: 'A wide shore' })).toBeVisible()
      await expect(shown.getByText('Found on')).toBeVisible()
      await expect(page.getByRole('button')).toHaveCount(0)
      await expect(page.locator('image-tile').first()).toBeHidden()
      await page.emulateMedia({ media: null })
      expect(await sheets()).toBe(1)
      if (over) await page.reload()
      await expect(page.locator('image-page').getByRole('heading', { name: 'A wide shore' })).toBeVisible()
    }
  })
})

test('on a phone a finger scrolls the wall without opening anything, likes, and opens what is new', async ({
  browser,
}) => {
  const [fay, gus] = [await arrive(browser, 'Fay', phone), await arrive(browser, 'Gus')]
  for (let number = 1; number <= 8; number++) await gus.save(`Leaf ${number}`, 500 + number * 17, 900)
  const page = await fay.open('/people/gus')
  const { swipe } = await fingersOn(page)
  const { x, y } = (await page.getByRole('link', { name: 'Leaf 8' }).boundingBox())!
  const scrolled = () => page.evaluate(() => scrollY)

  await swipe([x + 40, y + 120], [x + 50, y - 280])
  await expect.poll(scrolled).toBeGreaterThan(200)
  const like = page.getByRole('button', { name: /^Like “Leaf 5”/ })
  await like.tap()
  await expect(like).toHaveAttribute('aria-pressed', 'true')
  await expect(like).toHaveAccessibleName('Like “Leaf 5”, 1 like')
  await expect(page).toHaveURL(`${address}/people/gus`)
  await expect(box(page)).toHaveCount(0)

  await gus.save('Leaf 9', 700, 900)
  await page.getByRole('button', { name: 'Gus, 1 new' }).tap()
  await page.getByRole('button', { name: '1 new above' }).tap()
  await expect(page.getByRole('link', { name: 'Leaf 9' })).toBeInViewport()
  await expect(page.locator('new-pill button')).toHaveCount(0)
  await expect.poll(scrolled).toBe(0)
  await expect(box(page)).toHaveCount(0)
})

test('on a phone a finger goes on, goes back, comes closer and throws it down', async ({ browser }) => {
  const eve = await arrive(browser, 'Eve', phone)
  await eve.save('Tall', 500, 900)
  await eve.save('Broad', 900, 500)
  // What hears fingers comes late: the image comes with it, so that the first finger is heard.
  await eve.context.route(/\/gestures-/, async route => {
    await new Promise(resolve => setTimeout(resolve, 1_500))
    await route.continue()
  })
  const page = await eve.open('/people/eve')
  await page.getByRole('link', { name: 'Broad' }).tap()
  await expect(heading(page, 'Broad')).toBeVisible()
  const { touch, swipe } = await fingersOn(page)

  await swipe([320, 300], [60, 310])
  await expect(heading(page, 'Tall')).toBeVisible()
  await swipe([320, 300], [60, 310])
  await swipe([60, 300], [320, 310])
  await expect(heading(page, 'Broad')).toBeVisible()

  await touch('touchStart', [150, 300], [250, 300])
  for (let part = 1; part <= 5; part++) await touch('touchMove', [150 - part * 10, 300], [250 + part * 10, 300])
  await touch('touchEnd')
  await expect.poll(() => scale(page)).toBe('200%')
  await swipe([200, 300], [200, 500])
  await expect(heading(page, 'Broad')).toBeVisible()
  const { x, y } = { x: 195, y: 320 }
  for (let tap = 0; tap < 2; tap++) await page.touchscreen.tap(x, y)
  await expect.poll(() => scale(page)).toBe('100%')

  await swipe([200, 500], [200, 200])
  await expect
    .poll(() =>
      box(page)
        .locator('dialog[open]')
        .evaluate(dialog => dialog.scrollTop),
    )
    .toBeGreaterThan(100)
  // What was thrown rolls on for a while.
  await expect
    .poll(() =>
      box(page)
        .locator('dialog[open]')
        .evaluate(async dialog => {
          dialog.scrollTo({ top: 0, behavior: 'instant' })
          for (let frame = 0; frame < 5; frame++) await new Promise(requestAnimationFrame)
          return dialog.scrollTop
        }),
    )
    .toBe(0)
  await swipe([200, 200], [200, 520])
  await expect(box(page)).toHaveCount(0)
  await expect(page.getByRole('link', { name: 'Broad' })).toBeFocused()
})
