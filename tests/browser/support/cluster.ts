// Two nodes over one database, and people in browsers on either.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from '@playwright/test'
import sharp from 'sharp'
import { ask, createDatabase, type TestDatabase } from '../../support/database.ts'
import { startNode, type NodeProcess } from '../../support/node-process.ts'
import { goLive } from './live.ts'
import { watchShifts } from './shifts.ts'

const password = 'correct horse battery'

export interface Cluster {
  database: TestDatabase
  nodes: NodeProcess[]
  /** Of the node, without a slash at the end. */
  addressOf(node: number): string
  /** Starts again a node that was killed, under the same address. */
  restart(node: number): Promise<void>
  arrive(browser: Browser, name: string, node: number, options?: BrowserContextOptions): Promise<Person>
  /** The same person on another device. */
  again(browser: Browser, name: string, node: number, options?: BrowserContextOptions): Promise<Person>
  close(): Promise<void>
}

export interface Person {
  username: string
  context: BrowserContext
  /** A window that counts what shifts without having been asked to. */
  open(path: string): Promise<Page>
  ask(event: string, input: object): Promise<void>
  /** Resolves to the id. */
  save(title: string, file?: Buffer): Promise<string>
}

/**
 * @param more variables for the nodes
 * @param worker whether browsers have the service worker as well, which keeps the interface at the first visit: only where it matters
 */
export async function startCluster(
  more: Record<string, string> = {},
  { worker = false }: { worker?: boolean } = {},
): Promise<Cluster> {
  const folder = await mkdtemp(join(tmpdir(), 'bowerbird-browser-'))
  const database = await createDatabase()
  const environment = (port?: number) => ({
    DATABASE_URL: database.url,
    REDIS_URL: process.env.TEST_REDIS_URL!,
    DATA_DIR: folder,
    LOG_LEVEL: 'warn',
    ALLOWED_HOSTS: 'localhost,127.0.0.1',
    ...more,
    ...(port && { PORT: String(port) }),
  })
  const nodes = await Promise.all([0, 1].map(() => startNode(environment())))
  const addressOf = (node: number) => `http://localhost:${nodes[node]!.port}`
  const newContext = (browser: Browser, node: number, options: BrowserContextOptions = {}) => {
    const baseURL = addressOf(node)
    const viewport = { width: 1280, height: 900 }
    const serviceWorkers = worker ? 'allow' : 'block'
    return browser.newContext({ baseURL, viewport, serviceWorkers, extraHTTPHeaders: { origin: baseURL }, ...options })
  }
  return {
    database,
    nodes,
    addressOf,
    async restart(node) {
      nodes[node] = await startNode(environment(nodes[node]!.port))
    },
    async arrive(browser, name, node, options) {
      const context = await newContext(browser, node, options)
      const username = name.toLowerCase()
      const data = { username, name, email: `${username}@example.org`, password }
      await expect(await context.request.post('/api/accounts', { data })).toBeOK()
      return personIn(context, name.toLowerCase())
    },
    async again(browser, name, node, options) {
      const context = await newContext(browser, node, options)
      const data = { login: name.toLowerCase(), password }
      await expect(await context.request.post('/api/session', { data })).toBeOK()
      return personIn(context, name.toLowerCase())
    },
    async close() {
      await Promise.all(nodes.map(node => node.terminate()))
      await database.drop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function personIn(context: BrowserContext, username: string): Person {
  return {
    username,
    context,
    async open(path) {
      const page = await context.newPage()
      await page.addInitScript(watchShifts)
      await goLive(page, path)
      return page
    },
    async ask(event, input) {
      const answer = await context.request.post(`/api/${event.replace(':', '/')}`, { data: input })
      expect(answer.ok(), await answer.text()).toBe(true)
    },
    async save(title, file) {
      const buffer = file ?? (await smallPicture())
      const answer = await context.request.post('/api/images', {
        multipart: { title, file: { name: 'x', mimeType: 'application/octet-stream', buffer } },
      })
      expect(answer.ok(), await answer.text()).toBe(true)
      return ((await answer.json()) as { image: { id: string } }).image.id
    },
  }
}

let pictures = 0

/** Small, and like no other. */
export function smallPicture(width = 90, height = 60): Promise<Buffer> {
  const number = ++pictures
  const background = { r: (number * 37) % 256, g: (number * 91) % 256, b: number % 256 }
  return sharp({ create: { width, height, channels: 3, background } })
    .png()
    .toBuffer()
}

/** As if somebody had saved so many: in the database alone, for their bytes are those of a few. */
export async function fill({ database }: Cluster, person: Person, many: number): Promise<void> {
  for (const height of [60, 90, 130, 170, 45]) await person.save(`${height} tall`, await smallPicture(90, height))
  await ask(
    database.url,
    `with made as (
      insert into picture (hash, perceptual_hash, bytes, width, height, animated, placeholder, color, sources)
      select md5('wall' || clock_timestamp() || n), perceptual_hash, bytes, width, height, false, placeholder, color, sources
      from generate_series(1, ${many}) as n
      join (select *, row_number() over (order by id) as number from picture) as kept on kept.number = 1 + n * 7 % 5
      returning id
    )
    insert into image (account_id, picture_id, slug, title)
    select account.id, made.id, 'number', 'Number ' || row_number() over (order by made.id)
    from made, account where username = '${person.username}'`,
  )
}
