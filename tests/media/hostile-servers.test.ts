import { readdir } from 'node:fs/promises'
import type { Socket } from 'node:net'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Media } from '../../server/media/media.ts'
import { answer, forever, sentences, unreachable } from '../support/hostile.ts'
import { startMedia, startRaw } from './support.ts'

const short = { connect: 300, headers: 300, idle: 300, total: 900 }

const ways: { way: string; visit: (media: Media, url: string) => Promise<unknown>; message: string }[] = [
  { way: 'for a picture', visit: (media, url) => media.fetch(url), message: sentences.picture },
  { way: 'for a page', visit: (media, url) => media.readPage(url), message: sentences.page },
]

async function visitFrom<Result>(
  visit: (media: Media, url: string) => Promise<Result>,
  serve: (socket: Socket) => void,
  limits = short,
) {
  const port = await startRaw(socket => socket.once('data', () => serve(socket)))
  const { media, dataDir } = await startMedia({ fetchAllow: [`127.0.0.1:${port}`] }, { fetchLimits: limits })
  const started = performance.now()
  const result = await visit(media, `http://127.0.0.1:${port}/kitten.png`).catch((error: unknown) => error)
  expect(media.visits()).toMatchObject({ running: 0, waiting: 0 })
  expect(media.visits().longest).toBeLessThan(limits.total + 1_000)
  return { media, result, took: performance.now() - started, left: await readdir(join(dataDir, 'incoming')) }
}

const fetchFrom = (serve: (socket: Socket) => void) =>
  visitFrom((media, url) => media.fetch(url), serve, { ...short, total: 10_000 })

describe.each(ways)(
  'a hostile server that is asked $way is left in time, with one sentence for all',
  ({ visit, message }) => {
    test.each(unreachable)('%s', async (_, serve) => {
      const { result, took, left } = await visitFrom(visit, serve)
      expect(result).toMatchObject({ code: 'unreachable', message })
      expect(took).toBeLessThan(short.total + 1_000)
      expect(left).toEqual([])
    })
  },
)

test('with the limits as they are shipped, a server that drips for ever holds its slot for 20 seconds at most', async () => {
  const port = await startRaw(socket =>
    socket.once('data', () => {
      socket.write(answer('transfer-encoding: chunked', 'content-type: image/png'))
      forever(socket, '1\r\na\r\n', 300)
    }),
  )
  const { media } = await startMedia({ fetchAllow: [`127.0.0.1:${port}`] })

  const refused = media.fetch(`http://127.0.0.1:${port}/kitten.png`)

  await expect(refused).rejects.toMatchObject({ code: 'unreachable' })
  expect(media.visits().running).toBe(0)
  expect(media.visits().longest).toBeLessThanOrEqual(20_000)
})

describe('a hostile server that is asked for a picture', () => {
  test('an announced body of 5 GB is not begun', async () => {
    const { result, left } = await fetchFrom(socket => socket.write(answer('content-length: 5000000000') + 'a'))
    expect(result).toMatchObject({ code: 'too_large', message: expect.stringContaining('20 MB') })
    expect(left).toEqual([])
  })

  test('an endless body is cut at 20 MB', async () => {
    const { result, left } = await fetchFrom(socket => {
      socket.write(answer())
      forever(socket, Buffer.alloc(1_000_000))
    })
    expect(result).toMatchObject({ code: 'too_large', message: expect.stringContaining('20 MB') })
    expect(left).toEqual([])
  })

  test('more than was announced is not taken', async () => {
    const { result } = await fetchFrom(socket =>
      socket.end(answer('content-length: 4') + 'fourHTTP/1.1 200 OK\r\n\r\n'),
    )
    expect(result).toMatchObject({ bytes: 4 })
  })

  test('a web page that calls itself a picture is told by its content', async () => {
    const page = '<!doctype html><title>Kitten</title>'
    const { media, result, left } = await fetchFrom(socket =>
      socket.end(answer('content-type: image/png', `content-length: ${page.length}`) + page),
    )
    expect(left).toHaveLength(1)
    await expect(media.develop(result as Awaited<ReturnType<typeof media.fetch>>)).rejects.toMatchObject({
      code: 'unsupported',
      message: 'That is a web page, not a picture.',
    })
  })
})
