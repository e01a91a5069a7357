// How soon what happens can be seen: counted in frames, not in milliseconds.
import { expect, type Page, type WebSocketRoute } from '@playwright/test'
import { goLive } from './support/live.ts'
import { openStage, type Stage } from './support/stage.ts'
import { test } from './support/test.ts'

let stage: Stage
test.beforeAll(async () => {
  stage = await openStage()
})
test.afterAll(() => stage.close())

declare global {
  interface Window {
    /** For each event, the number of likes that stood in the tile when the frame after its arrival had been drawn. */
    drawn: string[]
  }
}

/** In the browser, before anything of the page. Playwright makes a MessageEvent of each frame that we send: in the task in which it is heard. */
function watchFrames(): void {
  const Original = MessageEvent
  window.drawn = []
  /** The first in the order of the document, through every shadow root. */
  const find = (name: string, root: ParentNode): Element | undefined => {
    for (const element of root.querySelectorAll('*')) {
      const found = element.localName === name ? element : element.shadowRoot && find(name, element.shadowRoot)
      if (found) return found
    }
    return undefined
  }
  const likes = () => find('like-button', document)?.shadowRoot?.textContent ?? ''
  window.MessageEvent = class extends Original<unknown> {
    constructor(type: string, init?: MessageEventInit) {
      super(type, init)
      if (!String(init?.data).includes('image:changed')) return
      requestAnimationFrame(() => setTimeout(() => window.drawn.push(likes().trim())))
    }
  } as typeof MessageEvent
}

async function openWall(page: Page): Promise<{ tell(likes: number): void }> {
  let socket: WebSocketRoute | undefined
  await page.routeWebSocket(/socket\.io/, route => {
    socket = route
    route.connectToServer()
  })
  await page.addInitScript(watchFrames)
  await goLive(page, '/images')
  const href = await page.locator('image-tile a.main').first().getAttribute('href')
  const id = href?.split('/')[2]
  return { tell: likes => socket!.send(`42["image:changed",${JSON.stringify({ id, likes })}]`) }
}

test('an event is in the very frame that follows it, and of a thousand in a second the last one counts, while keys are answered', async ({
  browser,
}) => {
  const ada = await stage.arrive(browser, 'Ada')
  for (const [index, title] of ['A mill', 'A weir', 'A barn'].entries()) await ada.save(title, index * 90)
  const page = await ada.context.newPage()
  const { tell } = await openWall(page)

  for (let likes = 101; likes <= 130; likes++) {
    tell(likes)
    await page.waitForFunction(count => window.drawn.length === count, likes - 100)
  }
  expect(await page.evaluate(() => window.drawn)).toEqual(Array.from({ length: 30 }, (_, n) => String(101 + n)))

  for (let n = 1; n <= 1_000; n++) {
    tell(1_000 + n)
    if (n % 10 === 0) await page.waitForTimeout(10)
    if (n === 300) await page.keyboard.press('j')
  }
  await expect(page.locator('image-tile').first().getByRole('link').first()).toBeFocused()
  await page.waitForFunction(() => window.drawn.length === 1_030)
  await expect(page.getByRole('button', { name: /Like “A barn”/ })).toContainText('2k')
})
