// Serves the sites with their real headers, and their pictures from two origins.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { pictureAt } from './pictures.ts'
import type { Site } from './site.ts'

export interface Sites {
  home: string
  cdn: string
  addressOf(site: Site): string
  /** The paths that were asked for since the last call. */
  requested(): string[]
  close(): Promise<void>
}

export async function serveSites(sites: Site[]): Promise<Sites> {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    void answer(request, response).catch(error => response.destroy(error as Error))
  })
  server.listen(0)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const home = `http://127.0.0.1:${port}`
  const cdn = `http://localhost:${port}`
  const addressOf = ({ name }: Site) => `${home}/${name.replaceAll(' ', '-')}/`

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', home)
    const slow = Number(url.searchParams.get('slow') ?? 0)
    if (slow) await delay(slow)
    const picture = await pictureAt(url.pathname)
    if (picture) return void response.writeHead(200, { 'content-type': picture.type }).end(picture.bytes)
    // Where the bookmarklet goes: the window of ours, as far as these tests need it.
    if (url.pathname === '/images/new')
      return void response.writeHead(200, { 'content-type': 'text/html' }).end('<p>Saving')
    const site = sites.find(one => url.pathname.startsWith(new URL(addressOf(one)).pathname))
    const inner = site && url.pathname.slice(new URL(addressOf(site)).pathname.length)
    const html = inner ? site.inner?.[inner]?.(home, cdn) : await site?.html(home, cdn)
    if (html === undefined || !site) return void response.writeHead(404).end()
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...(!inner && site.headers) }).end(html)
  }

  return {
    home,
    cdn,
    addressOf,
    requested: () => asked.splice(0),
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
