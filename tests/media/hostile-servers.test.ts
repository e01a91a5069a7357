import { readdir } from 'node:fs/promises'
import type { Socket } from 'node:net'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import type { Media } from '../../server/media/media.ts'
import { startMedia, startRaw } from './support.ts'

const short = { connect: 300, headers: 300, idle: 300, total: 900 }

const answer = (...lines: string[]) => ['HTTP/1.1 200 OK', ...lines, '', ''].join('\r\n')

/** Keeps writing until the other side has had enough. */
function forever(socket: Socket, piece: string | Buffer, milliseconds = 0) {
  const write = () => {
    if (socket.destroyed) return
    if (milliseconds > 0) setTimeout(write, milliseconds)
    if (socket.write(piece) && milliseconds === 0) setImmediate(write)
    else if (milliseconds === 0) socket.once('drain', write)
  }
  write()
}

const ways: { way: string; visit: (media: Media, url: string) => Promise<unknown>; message: string }[] = [
  {
    way: 'for a picture',
    visit: (media: Media, url: string) => media.fetch(url),
    message: 'No picture could be fetched from that address. Check it, or save the picture and upload it.',
  },
  {
    way: 'for a page',
    visit: (media: Media, url: string) => media.readPage(url),
    message: 'That address could not be read. Check it, or save the picture and upload it.',
  },
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

const zeros = Buffer.alloc(5_000_000)

const unreachable: [string, (socket: Socket) => void][] = [
  [
    'a gzip bomb',
    socket => socket.end(Buffer.concat([Buffer.from(answer('content-encoding: gzip')), gzipSync(zeros)])),
  ],
  [
    'a brotli bomb',
    socket => socket.end(Buffer.concat([Buffer.from(answer('Content-Encoding: BR')), brotliCompressSync(zeros)])),
  ],
  ['two encodings', socket => socket.end(answer('content-encoding: identity, gzip'))],
  [
    'one byte now and then',
    socket => (socket.write(answer('transfer-encoding: chunked')), forever(socket, '1\r\na\r\n', 50)),
  ],
  ['headers, one byte now and then', socket => forever(socket, 'x', 50)],
  ['headers without end', socket => (socket.write('HTTP/1.1 200 OK\r\n'), forever(socket, 'a: b\r\n'))],
  ['no answer', () => {}],
  ['a body that stops half-way and stays', socket => socket.write(answer('content-length: 100') + 'half')],
  ['a body that ends before its length', socket => socket.end(answer('content-length: 100') + 'half')],
  ['a chunked body that breaks off', socket => socket.end(answer('transfer-encoding: chunked') + '5\r\nhalf')],
  ['a connection that is reset', socket => socket.resetAndDestroy()],
  ['a header of 2 MB', socket => socket.end(answer(`a: ${'b'.repeat(2_000_000)}`, 'content-length: 4') + 'four')],
  ['a chunk of 2^64 bytes', socket => socket.write(answer('transfer-encoding: chunked') + 'FFFFFFFFFFFFFFFF\r\nabc')],
  ['a length twice', socket => socket.end(answer('content-length: 3', 'content-length: 4') + 'abcd')],
  ['a flood of early hints', socket => forever(socket, 'HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n', 5)],
  ['no content', socket => socket.end('HTTP/1.1 204 No Content\r\n\r\n')],
  ['not found', socket => socket.end('HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n')],
  ['a redirect to nowhere', socket => socket.end('HTTP/1.1 302 Found\r\ncontent-length: 0\r\n\r\n')],
  [
    'a change of protocol',
    socket => socket.write('HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n'),
  ],
  ['no HTTP', socket => socket.end('+PONG\r\n')],
]

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
  // A timer may be late on a machine that has much to do.
  expect(media.visits().longest).toBeLessThan(20_000 + 1_000)
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
