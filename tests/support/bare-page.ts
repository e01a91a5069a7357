// A page of ours as a bare document: the same HTML, style and pictures, and no code. What it costs is the browser's and the machine's.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'

export interface BarePage {
  address: string
  close(): void
}

/** @param agent the browser to which it is sent, as it calls itself */
export async function serveBare(address: string, path: string, agent: string): Promise<BarePage> {
  const html = (await (await fetch(address + path, { headers: { 'User-Agent': agent } })).text())
    .replace(/<script\b[^]*?<\/script>/g, '')
    .replace(/<link rel="(?:modulepreload|later|preload)"[^>]*>/g, '')
    // Where there is no code, the style lays the tiles by itself.
    .replaceAll('scripting:enabled', 'scripting:none')
    .replaceAll('scripting: enabled', 'scripting:none')
  const server = createServer((request, response) => {
    if (request.url === '/') {
      response.setHeaders(
        new Map([
          ['Content-Type', 'text/html; charset=utf-8'],
          ['Content-Encoding', 'gzip'],
        ]),
      )
      return void response.end(gzipSync(html))
    }
    fetch(address + request.url, { headers: { Accept: request.headers.accept ?? '*/*' } })
      .then(async answer => {
        response.writeHead(answer.status, { 'Content-Type': answer.headers.get('content-type') ?? '' })
        response.end(Buffer.from(await answer.arrayBuffer()))
      })
      .catch(() => response.writeHead(502).end())
  }).listen(0, '127.0.0.1')
  await new Promise(resolve => server.once('listening', resolve))
  return {
    address: `http://localhost:${(server.address() as AddressInfo).port}/`,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}
