// What the tests of pictures share: a media of their own in a folder of its own, servers, and samples made on the spot.
import { createServer } from 'node:http'
import type { RequestListener } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { createServer as createTcpServer } from 'node:net'
import type { AddressInfo, Server, Socket } from 'node:net'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pino } from 'pino'
import sharp from 'sharp'
import type { Create } from 'sharp'
import { onTestFinished } from 'vitest'
import { readConfig } from '../../server/config.ts'
import type { Config } from '../../server/config.ts'
import { createMedia } from '../../server/media/media.ts'
import type { Media, MediaOptions, Picture } from '../../server/media/media.ts'
import { selfSigned } from '../support/certificate.ts'

export const silent = pino({ level: 'silent' })

export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'bowerbird-media-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** Ends with the test. */
export async function startMedia(changed: Partial<Config> = {}, options: MediaOptions = {}) {
  const dataDir = await temporaryFolder()
  const config = { ...readConfig({ PUBLIC_URL: 'https://bower.example.org' }), dataDir, ...changed }
  const media = createMedia(config, silent, options)
  onTestFinished(media.close)
  return { media, dataDir }
}

export async function develop(media: Media, bytes: Uint8Array): Promise<Picture> {
  return media.develop(await media.receive(Readable.from([bytes])))
}

/** The bytes of one source of a picture, as a browser would get them. */
export async function sourceBytes(media: Media, url: string): Promise<Buffer> {
  const file = await media.store.open(url.slice(url.lastIndexOf('/') + 1))
  if (!file) throw new Error(`${url} is not stored`)
  return Buffer.concat(await file.stream.toArray())
}

async function listening(server: Server, host: string, port = 0): Promise<number> {
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve))
  return (server.address() as AddressInfo).port
}

function closeWithTest(server: Server): void {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket.on('error', () => {}))
    socket.on('close', () => sockets.delete(socket))
  })
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
}

/** A web server on this machine; ends with the test. */
export async function startWeb(listener: RequestListener): Promise<{ port: number; connections: () => number }> {
  let connections = 0
  const server = createServer(listener).on('connection', () => connections++)
  closeWithTest(server)
  return { port: await listening(server, '127.0.0.1'), connections: () => connections }
}

/** The same over TLS, with a certificate that nobody vouches for. */
export async function startSelfSigned(name: string, listener: RequestListener): Promise<number> {
  const server = createTlsServer(await selfSigned(`DNS:${name}`), listener)
  closeWithTest(server)
  return listening(server, '127.0.0.1')
}

/** A server that answers every connection as the test likes, HTTP or not. */
export async function startRaw(serve: (socket: Socket) => void): Promise<number> {
  const server = createTcpServer(serve)
  closeWithTest(server)
  return listening(server, '127.0.0.1')
}

/** One port on both loopback addresses that nothing may ever connect to. */
export async function startCanary(): Promise<{ port: number; hits: () => number }> {
  let hits = 0
  const serve = (socket: Socket) => {
    hits++
    socket.end('HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\nSECRET')
  }
  const four = createTcpServer(serve)
  const six = createTcpServer(serve)
  closeWithTest(four)
  closeWithTest(six)
  const port = await listening(four, '127.0.0.1')
  // A machine without IPv6 has one canary less.
  await listening(six, '::1', port).catch(error => {
    if (error.code !== 'EADDRNOTAVAIL' && error.code !== 'EAFNOSUPPORT') throw error
  })
  return { port, hits: () => hits }
}

/** A picture with something to see in it. */
export function photo(width: number, height: number) {
  const pixels = Buffer.alloc(width * height * 3)
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      pixels[i++] = 120 + 90 * Math.sin(x / 40) * Math.cos(y / 25)
      pixels[i++] = (x * y) >> 9
      pixels[i++] = (y * 255) / height
    }
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } })
}

/** One colour, any size. */
export function plain(
  width: number,
  height: number,
  background: Create['background'] = '#c04020',
  channels: 3 | 4 = 3,
) {
  return sharp({ create: { width, height, channels, background }, limitInputPixels: false })
}

/** Frames of changing colour below each other, as sharp wants a film. */
export function film(width: number, height: number, frames: number) {
  const pixels = Buffer.alloc(width * height * frames * 3)
  for (let frame = 0; frame < frames; frame++) {
    const [start, end] = [frame * width * height * 3, (frame + 1) * width * height * 3]
    for (let i = start; i < end; i += 3) pixels[i + (frame % 3)] = 255 - (frame % 200)
  }
  return sharp(pixels, {
    raw: { width, height: height * frames, channels: 3, pageHeight: height },
    limitInputPixels: false,
  })
}
