import { once } from 'node:events'
import { readFile, readdir } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Media } from '../../server/media/media.ts'
import { sentences } from '../support/hostile.ts'
import { photo, startMedia, startRaw, startSelfSigned, startWeb } from './support.ts'

describe('a fetch', () => {
  let media: Media

  async function start(port: number) {
    const lookup = async () => [{ address: '127.0.0.1', family: 4 }]
    const started = await startMedia({ fetchAllow: [`pub.example:${port}`] }, { lookup })
    media = started.media
    return started
  }

  test('brings the bytes, their hash and their number', async () => {
    const bytes = await photo(300, 200).jpeg().toBuffer()
    const web = await startWeb((_, response) => response.end(bytes))
    await start(web.port)
    const incoming = await media.fetch(`http://pub.example:${web.port}/kitten`)
    expect(incoming).toMatchObject({ bytes: bytes.length, hash: expect.stringMatching(/^[0-9a-f]{64}$/) })
    expect(await media.develop(incoming)).toMatchObject({ width: 300, height: 200, hash: incoming.hash })
  })

  test('names Bowerbird and its address, asks for plain bytes, and sends nothing of the person', async () => {
    const web = await startWeb((request, response) => response.end(JSON.stringify(request.headers)))
    const { dataDir } = await start(web.port)
    const { path } = await media.fetch(`http://pub.example:${web.port}/`)
    expect(path.startsWith(join(dataDir, 'incoming'))).toBe(true)
    expect(JSON.parse(await readFile(path, 'utf8'))).toEqual({
      host: `pub.example:${web.port}`,
      connection: 'close',
      'user-agent': 'Bowerbird (+https://bower.example.org)',
      accept: expect.not.stringContaining('avif'),
      'accept-encoding': 'identity',
    })
  })

  test('uses no connection twice', async () => {
    const web = await startWeb((_, response) => response.end('picture'))
    await start(web.port)
    await media.fetch(`http://pub.example:${web.port}/`)
    await media.fetch(`http://pub.example:${web.port}/`)
    expect(web.connections()).toBe(2)
  })

  test('tells how far it has come, and of how much where the site says so', async () => {
    const bytes = await photo(900, 700).png().toBuffer()
    const web = await startWeb((request, response) => {
      if (request.url === '/announced') response.setHeader('content-length', bytes.length)
      response.write(bytes.subarray(0, 1_000))
      response.end(bytes.subarray(1_000))
    })
    await start(web.port)
    for (const [path, total] of [
      ['announced', bytes.length],
      ['unannounced', null],
    ] as const) {
      const told: [number, number | null][] = []
      const progress = (...now: [number, number | null]) => told.push(now)
      const incoming = await media.fetch(`http://pub.example:${web.port}/${path}`, { progress })
      expect(incoming.bytes).toBe(bytes.length)
      expect(told.length).toBeGreaterThan(1)
      expect(told.at(-1)).toEqual([bytes.length, total])
      expect(told.map(([received]) => received)).toEqual(told.map(([received]) => received).sort((a, b) => a - b))
    }
  })

  test('offers no HTTP/2, in which one connection could serve two hosts', async () => {
    const hello = Promise.withResolvers<Buffer>()
    const port = await startRaw(socket => socket.once('data', data => (hello.resolve(data), socket.destroy())))
    await start(port)
    await expect(media.fetch(`https://pub.example:${port}/`)).rejects.toMatchObject({ code: 'unreachable' })
    const sent = (await hello.promise).toString('latin1')
    expect(sent).toContain('\x08http/1.1')
    expect(sent).not.toContain('\x02h2')
  })

  test('takes nothing from a site whose certificate is signed by itself, and tells it as if the site were not there', async () => {
    let asked = 0
    const port = await startSelfSigned('pub.example', (_, response) => (asked++, response.end('picture')))
    const { dataDir } = await start(port)
    const refused = { code: 'unreachable', message: sentences.picture }
    await expect(media.fetch(`https://pub.example:${port}/`)).rejects.toMatchObject(refused)
    await expect(media.fetch('https://unheard-of.invalid/')).rejects.toMatchObject(refused)
    expect(asked).toBe(0)
    expect(await readdir(join(dataDir, 'incoming'))).toEqual([])
  })

  test('can be given up by its caller', async () => {
    const caller = new AbortController()
    const web = await startWeb(() => caller.abort(new Error('changed my mind')))
    const { dataDir } = await start(web.port)
    await expect(media.fetch(`http://pub.example:${web.port}/`, caller)).rejects.toThrow('changed my mind')
    expect(await readdir(join(dataDir, 'incoming'))).toEqual([])
  })

  test('goes to one host once at a time', async () => {
    let atOnce = 0
    let most = 0
    const web = await startWeb(async (_, response) => {
      most = Math.max(most, ++atOnce)
      response.write('pic')
      await once(response.end('ture'), 'finish')
      atOnce--
    })
    await start(web.port)
    await Promise.all([1, 2, 3, 4].map(() => media.fetch(`http://pub.example:${web.port}/`)))
    expect(most).toBe(1)
  })
  test.each([
    ['so many hosts as it is told', { atOnce: 2 }, 2],
    ['twelve hosts', {}, 12],
  ])('goes to %s at once, and to the others as they end', async (_what, fetchLimits, most) => {
    const names = Array.from({ length: most + 4 }, (_, index) => `h${index}.example`)
    const open: ServerResponse[] = []
    const web = await startWeb((_, response) => void open.push(response))
    const lookup = async () => [{ address: '127.0.0.1', family: 4 }]
    const { media } = await startMedia(
      { fetchAllow: names.map(name => `${name}:${web.port}`) },
      { lookup, fetchLimits },
    )
    const asked = names.map(name => media.fetch(`http://${name}:${web.port}/`))
    for (let left = names.length; left > 0; left--) {
      const running = Math.min(most, left)
      await expect
        .poll(() => ({ open: open.length, ...media.visits() }), { timeout: 10_000 })
        .toMatchObject({ open: running, running, waiting: left - running })
      open.shift()!.end('picture')
    }
    expect(await Promise.all(asked)).toHaveLength(names.length)
  })
})
