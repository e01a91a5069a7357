// One node, another site, and people with names that never change.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, type BrowserContext, expect, type Page } from '@playwright/test'
import { startNode } from '../../support/node-process.ts'
import { wide } from './baselines.ts'
import { openElsewhere, paint, type Elsewhere } from './elsewhere.ts'
import { isLive } from './live.ts'

export const password = 'correct horse battery'

export interface Stage {
  /** http://localhost:port, without a slash at the end. */
  address: string
  elsewhere: Elsewhere
  /** A window of nobody, whose clock stands still. */
  openWindow(browser: Browser): Promise<Page>
  arrive(browser: Browser, name: string): Promise<Person>
  close(): Promise<void>
}

export interface Person {
  context: BrowserContext
  /** Waits until it is live; its clock stands still. */
  open(path: string): Promise<Page>
  ask(event: string, input: object): Promise<void>
  /** Saves the picture of this hue, and resolves to the image's id. */
  save(title: string, hue: number, size?: [width: number, height: number]): Promise<string>
}

/**
 * @param environment more variables for the node
 * @param worker whether browsers have the service worker as well, which keeps the interface at the first visit: only where it matters
 */
export async function openStage(
  environment: Record<string, string> = {},
  { worker = false }: { worker?: boolean } = {},
): Promise<Stage> {
  const [folder, elsewhere] = await Promise.all([mkdtemp(join(tmpdir(), 'bowerbird-steps-')), openElsewhere()])
  const node = await startNode(
    {
      DATA_DIR: folder,
      LOG_LEVEL: 'warn',
      ALLOWED_HOSTS: 'localhost,127.0.0.1',
      FETCH_ALLOW: elsewhere.host,
      ...environment,
    },
    { patience: 90_000 },
  )
  const address = `http://localhost:${node.port}`
  const newContext = (browser: Browser) =>
    browser.newContext({
      baseURL: address,
      viewport: wide,
      colorScheme: 'light',
      locale: 'en-GB',
      timezoneId: 'UTC',
      serviceWorkers: worker ? 'allow' : 'block',
    })
  return {
    address,
    elsewhere,
    async openWindow(browser) {
      return stopClock(await (await newContext(browser)).newPage())
    },
    async arrive(browser, name) {
      const context = await newContext(browser)
      const username = name.toLowerCase()
      const data = { username, name, email: `${username}@example.org`, password }
      await expect(await context.request.post('/api/accounts', { data, headers: { origin: address } })).toBeOK()
      return personIn(context, address)
    },
    async close() {
      await Promise.all([node.terminate(), elsewhere.close()])
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function personIn(context: BrowserContext, address: string): Person {
  const headers = { origin: address }
  return {
    context,
    async open(path) {
      const page = await stopClock(await context.newPage())
      await page.goto(path)
      await isLive(page)
      return page
    },
    async ask(event, input) {
      const answer = await context.request.post(`/api/${event.replace(':', '/')}`, { data: input, headers })
      expect(answer.ok(), await answer.text()).toBe(true)
    },
    async save(title, hue, size = [900, 640]) {
      const file = { name: 'x.jpg', mimeType: 'image/jpeg', buffer: await paint(hue, ...size) }
      const answer = await context.request.post('/api/images', { multipart: { title, file }, headers })
      expect(answer.ok(), await answer.text()).toBe(true)
      return ((await answer.json()) as { image: { id: string } }).image.id
    },
  }
}

/** What counts down stays where it is; timers and sockets go on. */
async function stopClock(page: Page): Promise<Page> {
  await page.clock.setFixedTime(Date.now())
  return page
}
