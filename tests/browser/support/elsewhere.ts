// Another site, as pictures are found on one: a page, its pictures, and one that takes its time.
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import sharp from 'sharp'

export interface Elsewhere {
  /** http://localhost:port, without a slash at the end. */
  url: string
  /** For FETCH_ALLOW. */
  host: string
  /** From now on there is a picture at this path. */
  publish(path: string, picture: Buffer): void
  /** Lets go of everything that was asked for below /slow/ and /half/. */
  release(): void
  /** From now on what is below them takes its time again. */
  hold(): void
  close(): Promise<void>
}

/** `/picture/<hue>.jpg`, `/small.jpg`, `/slow/<hue>.jpg`, `/half/<hue>.jpg`, `/stuck` and `/page`; everything else is not found. */
export async function openElsewhere(): Promise<Elsewhere> {
  const held = new Set<() => void>()
  const published = new Map<string, Buffer>()
  let free = false
  const server = createServer((request, response) => {
    void answer(new URL(request.url ?? '/', 'http://elsewhere').pathname, response)
  })
  async function answer(path: string, response: ServerResponse): Promise<void> {
    const [, pace, hue] = /^\/(slow|half|picture)\/(\d+)\.jpg$/.exec(path) ?? []
    const released = () => new Promise<void>(resolve => (free ? resolve() : held.add(resolve)))
    if (pace === 'slow') await released()
    if (pace === 'half') {
      const bytes = await paint(Number(hue))
      const middle = bytes.length >> 1
      response.writeHead(200, { 'content-type': 'image/jpeg', 'content-length': bytes.length })
      response.write(bytes.subarray(0, middle))
      await released()
      return void response.end(bytes.subarray(middle))
    }
    if (hue) return send(response, 'image/jpeg', await paint(Number(hue)))
    // Answers when everything is over.
    if (path === '/stuck') return
    if (path === '/small.jpg') return send(response, 'image/jpeg', await paint(10, 120, 90))
    if (path === '/page') return send(response, 'text/html; charset=utf-8', page)
    const picture = published.get(path)
    if (picture) return send(response, 'image/jpeg', picture)
    response.writeHead(404).end()
  }
  server.listen(0, '127.0.0.1')
  await new Promise(resolve => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://localhost:${port}`,
    host: `localhost:${port}`,
    publish: (path, picture) => void published.set(path, picture),
    release() {
      free = true
      for (const go of held) go()
      held.clear()
    },
    hold: () => void (free = false),
    async close() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}

/** No two hues look alike to a perceptual hash: the shapes differ with them. */
export async function paint(hue: number, width = 900, height = 640): Promise<Buffer> {
  const spot = (n: number) => ((hue * 7919 * (n + 1)) % 997) / 997
  const circles = Array.from({ length: 9 }, (_, n) => {
    const [x, y, r] = [spot(n) * width, spot(n + 20) * height, (0.05 + spot(n + 40) * 0.2) * width]
    return `<circle cx="${x}" cy="${y}" r="${r}" fill="hsl(${hue + n * 25} 55% ${25 + spot(n + 60) * 60}%)"/>`
  })
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <rect width="100%" height="100%" fill="hsl(${hue} 45% 82%)"/>${circles.join('')}</svg>`
  return sharp(Buffer.from(svg)).jpeg({ quality: 85 }).toBuffer()
}

const page = `<!doctype html><html lang="en"><head><title>Seven hills</title></head><body><article><h1>Seven hills</h1>
  <p>What we saw on the way.</p>
  <img src="/picture/30.jpg" alt="A barn on the first hill" width="900" height="640">
  <img src="/picture/120.jpg" alt="">
  <img src="/gone.jpg" alt="Not there any more" width="800" height="600">
  <img src="/picture/260.jpg" alt="Night on the seventh hill">
  <img src="/small.jpg" alt="A small one">
  </article></body></html>`

function send(response: ServerResponse, type: string, body: Buffer | string): void {
  response.writeHead(200, { 'content-type': type }).end(body)
}
