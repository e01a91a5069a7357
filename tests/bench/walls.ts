// A wall in a browser whose processor is four times slower: its frames while one scrolls and others do things, its memory over 20,000
// tiles, and how soon an event can be seen. Beside it the same pictures in plain HTML.
import { setTimeout as delay } from 'node:timers/promises'
import { chromium, type BrowserContext, type Page, type WebSocketRoute } from '@playwright/test'
import type pg from 'pg'
import sharp from 'sharp'
import config from '../../playwright.config.ts'
import { findHeadlessChromium } from '../support/tools.ts'
import { flag, numberFlag } from './flags.ts'
import { connectTo, insertImages, insertPeople, tokenOf } from './population.ts'
import { format, median, printTable, quantile, times } from './report.ts'
import { productFile, startServer, startServices } from './servers.ts'
import { heapOf, scroll, type Frames } from './walls-page.ts'

const images = numberFlag('images', 20_000)
/** However many have been scrolled through. */
const MOST_TILES = 400
/** Of the frames that the same pictures have in plain HTML. */
const LEAST_OF_BARE = 0.95
const seconds = numberFlag('seconds', 8)
const slower = numberFlag('slower', 4)
const people = 60
const shapes = [1.5, 0.66, 1, 1.33, 0.75, 0.8, 1.78, 0.56]

/** Real files, of which each is many images' picture. */
async function fill(client: pg.Client, url: string): Promise<void> {
  await insertPeople(client, people)
  for (const [index, shape] of shapes.entries()) {
    const [width, height] = [900, Math.round(900 / shape)]
    const noise = { type: 'gaussian' as const, mean: 60 + 20 * index, sigma: 25 }
    const file = await sharp({ create: { width, height, channels: 3, background: '#888', noise } })
      .jpeg()
      .toBuffer()
    const form = new FormData()
    form.set('title', `Shape ${index}`)
    form.set('file', new Blob([new Uint8Array(file)], { type: 'image/jpeg' }), 'x.jpg')
    const headers = { authorization: `Bearer ${tokenOf(1)}` }
    const answer = await fetch(`${url}/api/images`, { method: 'POST', headers, body: form })
    if (!answer.ok) throw new Error(await answer.text())
  }
  const real = await client.query<{ id: string }>('select id::text from picture order by id')
  await insertImages(client, images, people)
  await client.query(
    `update picture set sources = real.sources, width = real.width, height = real.height, placeholder = real.placeholder, color = real.color
     from picture as real where picture.id <> all($1::bigint[]) and real.id = ($1::bigint[])[1 + picture.id % ${shapes.length}]`,
    [real.rows.map(({ id }) => id)],
  )
  await client.query('vacuum analyze')
}

async function open(context: BrowserContext, address: string): Promise<Page> {
  const page = await context.newPage()
  const devtools = await context.newCDPSession(page)
  await page.goto(address)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: slower })
  return page
}

/** The same pictures as tall columns of plain HTML. */
async function openBare(context: BrowserContext, url: string, client: pg.Client): Promise<Page> {
  const { rows } = await client.query<{ url: string; width: number; height: number }>(
    `select sources->0->>'url' as url, width, height from image join picture on picture.id = picture_id order by image.id desc limit 400`,
  )
  const tile = (row: (typeof rows)[0]) =>
    `<li class="bare"><img loading="lazy" src="${row.url}" width="${row.width}" height="${row.height}"><p>A find of the day</p></li>`
  const style = 'ul{columns:4;gap:20px;list-style:none}li{break-inside:avoid}img{display:block;width:100%;height:auto}'
  const body = `<!doctype html><style>${style}</style><ul>${rows.map(tile).join('')}</ul>`
  const page = await context.newPage()
  await page.route(`${url}/bare`, route => route.fulfill({ contentType: 'text/html', body }))
  await page.goto(`${url}/bare`)
  await page.unrouteAll()
  const devtools = await context.newCDPSession(page)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: slower })
  return page
}

/** Ten likes a second of what stands first, each by somebody else, until it is ended. */
function happen(url: string, ids: string[]): () => Promise<number> {
  let [going, done] = [true, 0]
  const loop = (async () => {
    for (let n = 0; going; n++) {
      const body = JSON.stringify({ id: ids[n % ids.length] })
      const verb = Math.floor(n / ids.length / people) % 2 ? 'unlike' : 'like'
      const headers = {
        authorization: `Bearer ${tokenOf(2 + (Math.floor(n / ids.length) % (people - 2)))}`,
        'content-type': 'application/json',
      }
      void fetch(`${url}/api/image/${verb}`, { method: 'POST', headers, body }).then(answer => answer.ok && done++)
      await delay(100)
    }
  })()
  return async () => {
    going = false
    await loop
    return done
  }
}

/** Milliseconds from each of some events at the socket to the frame that shows it; and the long tasks while 1,000 come in about a second. */
async function flood(context: BrowserContext, url: string) {
  const page = await context.newPage()
  let socket: WebSocketRoute | undefined
  await page.routeWebSocket(/socket\.io/, route => {
    socket = route
    route.connectToServer()
  })
  await page.addInitScript(() => {
    const Original = MessageEvent
    Object.assign(window, {
      arrived: 0,
      MessageEvent: class extends Original<unknown> {
        constructor(type: string, init?: MessageEventInit) {
          super(type, init)
          Object.assign(window, { arrived: performance.now() })
        }
      },
    })
  })
  await page.goto(`${url}/images`)
  const tile = page.locator('image-tile').first()
  await tile.getByRole('button', { name: /Like/ }).waitFor()
  await page.getByRole('img', { name: 'Live' }).waitFor({ state: 'attached' })
  const link = (await tile.locator('a.main').getAttribute('href')) ?? ''
  const id = link.split('/')[2]
  const devtools = await context.newCDPSession(page)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: slower })
  await delay(2_000)
  const tell = (likes: number) => socket!.send(`42["image:changed",${JSON.stringify({ id, likes })}]`)
  const shown: number[] = []
  for (let likes = 101; likes <= 130; likes++) {
    const seen = tile.evaluate(
      (element, likes) =>
        new Promise<number>(resolve => {
          const look = () => {
            const text = element.shadowRoot!.querySelector('like-button')?.shadowRoot?.textContent ?? ''
            const { arrived } = window as unknown as { arrived: number }
            // Called before the next frame is drawn.
            if (text.includes(String(likes))) resolve(Math.max(0, performance.now() - arrived))
            else requestAnimationFrame(look)
          }
          look()
        }),
      likes,
    )
    tell(likes)
    shown.push(await seen)
  }
  const watching = page.evaluate(
    () =>
      new Promise<number[]>(resolve => {
        const tasks: number[] = []
        new PerformanceObserver(list => tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
          type: 'longtask',
        })
        setTimeout(() => resolve(tasks), 2_000)
      }),
  )
  for (let n = 0; n < 1_000; n++) {
    tell(1_000 + n)
    if (n % 10 === 9) await delay(10)
  }
  const tasks = await watching
  await page.close()
  return { shown, tasks }
}

/** What a wall promises and this one missed, in sentences. */
const missed: string[] = []
const services = await startServices()
const stops: (() => Promise<unknown>)[] = [services.stop]
try {
  const product = await startServer(productFile, services.environment)
  stops.unshift(product.stop)
  const client = await connectTo(services.databaseUrl)
  stops.unshift(() => client.end())
  await fill(client, product.url)
  const { rows } = await client.query<{ id: string }>('select id::text from image order by id desc limit 8')
  const ids = rows.map(row => row.id)
  const args = config.use?.launchOptions?.args ?? []
  const browser = await chromium.launch({ executablePath: findHeadlessChromium(), args })
  stops.unshift(() => browser.close())
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, serviceWorkers: 'block' })

  const bare = await openBare(context, product.url, client)
  await delay(1_000)
  const plain = await scroll(bare, seconds * 1_000)
  await bare.close()
  const wall = await open(context, `${product.url}/images`)
  await wall.getByRole('img', { name: 'Live' }).waitFor({ state: 'attached' })
  await delay(2_000)
  const end = happen(product.url, ids)
  const live = await scroll(wall, seconds * 1_000)
  const happened = await end()
  const row = (name: string, frames: Frames) => [
    name,
    format(frames.perSecond),
    times(frames.perSecond / plain.perSecond),
    format(frames.slow),
    String(frames.longTasks),
    format(frames.longest),
  ]
  printTable(
    `Scrolling for ${seconds} s, the processor ${slower}× slower, ${happened} events meanwhile`,
    ['', 'frames a second', 'of bare', 'slowest 5 %, ms', 'tasks > 50 ms', 'longest, ms'],
    [row('bare: 400 pictures in plain HTML', plain), row('the wall', live)],
  )
  if (live.longTasks > 0)
    missed.push(
      `The wall had ${live.longTasks} tasks of more than 50 ms, and the bare page ${plain.longTasks}: the wall may have none.`,
    )
  const ofBare = live.perSecond / plain.perSecond
  if (!(ofBare >= LEAST_OF_BARE))
    missed.push(
      `The wall had ${times(ofBare)} the frames of the bare page: at least ${times(LEAST_OF_BARE)} are wanted.`,
    )

  const { shown, tasks } = await flood(context, product.url)
  printTable(
    `Events at the socket, the processor ${slower}× slower, ms`,
    ['', 'median', 'slowest 5 %', 'longest'],
    [
      [
        'from one to the frame that shows it',
        format(median(shown)),
        format(quantile(shown, 0.95)),
        format(Math.max(...shown)),
      ],
    ],
  )
  console.log(`Long tasks while 1,000 came: ${tasks.length}, the longest ${format(Math.max(0, ...tasks))} ms`)

  if (flag('without', '') !== 'thousands') {
    const devtools = await context.newCDPSession(wall)
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: 1 })
    const lines: string[][] = []
    const whole = images + shapes.length
    for (const [name, share] of [
      ['at the start', 0],
      ['in the middle', 0.5],
      ['at the end', 1],
    ] as const) {
      const read = () =>
        wall.evaluate(() =>
          Number(
            document
              .querySelector('app-shell')!
              .shadowRoot!.querySelector('images-page')!
              .shadowRoot!.querySelector('image-wall')!
              .shadowRoot!.querySelector('live-wall')!
              .shadowRoot!.querySelector('masonry-wall')!
              .shadowRoot!.querySelector('li')?.ariaSetSize ?? 0,
          ),
        )
      const frames = await scroll(wall, 500)
      let { tiles } = frames
      while ((await read()) < share * whole) tiles = Math.max(tiles, (await scroll(wall, 2_000, 900)).tiles)
      lines.push([
        name,
        String(await read()),
        format(await heapOf(devtools)),
        String(Math.max(tiles, (await scroll(wall, 2_000)).tiles)),
      ])
    }
    printTable(
      `Scrolled through ${whole.toLocaleString('en')} tiles`,
      ['', 'read so far', 'heap after collection, MB', 'tiles in the page, most'],
      lines,
    )
    const tiles = Math.max(...lines.map(line => Number(line.at(-1))))
    if (!(tiles < MOST_TILES)) missed.push(`There were ${tiles} tiles in the page: fewer than ${MOST_TILES} may be.`)
  }
  if (missed.length > 0) throw new Error(missed.join(' '))
} finally {
  for (const stop of stops) await stop().catch(error => console.error(error))
}
