import { fork } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import type { Socket } from 'node:net'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { startRaw } from './support.ts'
import type { Order, Report } from './support-visitor.ts'

const limits = { connect: 1_000, headers: 400, idle: 400, total: 1_500 }
const most = 32 * 1024 * 1024

const begin = (...lines: string[]) => ['HTTP/1.1 200 OK', ...lines, '', ''].join('\r\n')

function forever(socket: Socket, piece: string | Buffer) {
  const fill = () => {
    while (socket.writable && socket.write(piece));
  }
  socket.on('drain', fill)
  fill()
}

const bomb = gzipSync(Buffer.alloc(50_000_000))
const megabyte = Buffer.alloc(1024 * 1024, '<img src=a>')
const servers: Record<string, (socket: Socket) => void> = {
  '/page': socket => socket.end(begin() + '<title>Hello</title>'),
  // As large as an honest picture may be: what the buffers of a fresh process take for it is not the doing of the others.
  '/large': socket => socket.end(Buffer.concat([Buffer.from(begin()), Buffer.alloc(20_000_000)])),
  '/endless': socket => (socket.write(begin()), forever(socket, megabyte)),
  '/endless-chunks': socket => {
    socket.write(begin('transfer-encoding: chunked'))
    forever(socket, Buffer.concat([Buffer.from('100000\r\n'), megabyte, Buffer.from('\r\n')]))
  },
  '/tiny-chunks': socket => {
    socket.write(begin('transfer-encoding: chunked'))
    forever(socket, '1\r\na\r\n'.repeat(10_000))
  },
  '/endless-headers': socket => (socket.write('HTTP/1.1 200 OK\r\n'), forever(socket, 'a: b\r\n'.repeat(10_000))),
  '/giant-header': socket => (socket.write('HTTP/1.1 200 OK\r\na: '), forever(socket, megabyte)),
  '/hints': socket => forever(socket, 'HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n'.repeat(1_000)),
  '/bomb': socket => socket.end(Buffer.concat([Buffer.from(begin('content-encoding: gzip')), bomb])),
  '/trailers': socket => (
    socket.write(begin('transfer-encoding: chunked') + '0\r\n'),
    forever(socket, 'a: b\r\n'.repeat(10_000))
  ),
  '/giant-chunk-size': socket => socket.write(begin('transfer-encoding: chunked') + 'FFFFFFFFFFFFFFFF\r\nabc'),
  '/reset': socket => (socket.write(begin('content-length: 5000') + 'half'), socket.resetAndDestroy()),
}

/** The kernel tells how much memory was used at most, on Linux alone. */
const isMeasurable = (() => {
  try {
    accessSync('/proc/self/clear_refs', constants.W_OK)
    return true
  } catch {
    return false
  }
})()

test.skipIf(!isMeasurable).each([
  ['by the functions behind the entries', 'support-visitor.ts', 1_000],
  // A whole node at work: beside the second to tidy up, a timer may be late.
  ['by any entry of the whole product', 'support-entry-visitor.ts', 2_000],
])('no server makes the process grow by 32 MB, hold a slot too long, or end, %s', async (_, visitor, late) => {
  const port = await startRaw(socket =>
    socket.once('data', data => servers[/^GET (\S+)/.exec(String(data))?.[1] ?? '']?.(socket)),
  )
  const urls = Object.keys(servers).map(path => `http://127.0.0.1:${port}${path}`)
  const [honest, hostile] = [urls.slice(0, 2), urls.slice(2)]
  const child = fork(join(import.meta.dirname, visitor), {
    execArgv: ['--expose-gc'],
    serialization: 'advanced',
    env: { ...process.env, TEST_MODE: 'embedded' },
  })
  const ended = new Promise(resolve => child.once('exit', (code, signal) => resolve(signal ?? code)))
  const reported = new Promise<Report[]>(resolve => child.once('message', reports => resolve(reports as Report[])))
  child.send({ honest, hostile, allow: [`127.0.0.1:${port}`], limits } satisfies Order)

  const reports = await Promise.race([
    reported,
    ended.then(how => Promise.reject(new Error(`it ended with ${String(how)}`))),
  ])
  expect(new Set(reports.map(({ url }) => url))).toEqual(new Set(hostile))
  for (const { url, way, outcome, growth, longest } of reports) {
    const what = `${way} ${new URL(url).pathname}: ${outcome}`
    expect.soft(growth, what).toBeLessThan(most)
    expect.soft(longest, what).toBeLessThan(limits.total + late)
  }
  expect(await ended).toBe(0)
})
