// The tools that break things in other tests must themselves be trusted.
import { connect, createServer } from 'node:net'
import type { AddressInfo, Server, Socket } from 'node:net'
import { once } from 'node:events'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startTcpProxy } from '../support/tcp-proxy.ts'
import type { TcpProxy } from '../support/tcp-proxy.ts'

let echo: Server
let proxy: TcpProxy

beforeEach(async () => {
  echo = createServer(socket => void socket.on('error', () => {}).pipe(socket)).listen(0, '127.0.0.1')
  await once(echo, 'listening')
  proxy = await startTcpProxy({ port: (echo.address() as AddressInfo).port })
})

afterEach(async () => {
  await proxy.close()
  echo.close()
})

async function dial(): Promise<Socket> {
  const socket = connect({ port: proxy.port, host: '127.0.0.1' }).setEncoding('utf8')
  await once(socket, 'connect')
  return socket
}

async function say(socket: Socket, word: string): Promise<string> {
  socket.write(word)
  const [answer] = (await once(socket, 'data')) as [string]
  return answer
}

test('what is sent through the proxy comes back unchanged', async () => {
  const socket = await dial()
  expect(await say(socket, 'hello')).toBe('hello')
  socket.destroy()
})

test('latency delays each way and keeps the order', async () => {
  proxy.setLatency(60)
  const socket = await dial()
  const began = performance.now()
  expect(await say(socket, 'late')).toBe('late')
  expect(performance.now() - began).toBeGreaterThanOrEqual(110)
  socket.destroy()
})

test('a cut resets the connections that are open, and lets new ones in', async () => {
  const socket = await dial()
  await say(socket, 'before')
  const failed = once(socket, 'error')
  proxy.cut()
  expect(((await failed) as [NodeJS.ErrnoException])[0].code).toBe('ECONNRESET')

  const again = await dial()
  expect(await say(again, 'after')).toBe('after')
  again.destroy()
})

test('a blackhole holds everything back until it is released', async () => {
  const socket = await dial()
  await say(socket, 'before')
  proxy.blackhole()
  let heard = ''
  socket.on('data', (text: string) => (heard += text))
  socket.write('held')
  const other = await startTcpProxy({ port: (echo.address() as AddressInfo).port })
  const beside = connect({ port: other.port, host: '127.0.0.1' }).setEncoding('utf8')
  await say(beside, 'a round trip that begins later')
  expect(heard).toBe('')

  const data = once(socket, 'data')
  proxy.release()
  await data
  expect(heard).toBe('held')
  beside.destroy()
  socket.destroy()
  await other.close()
})

test('a stopped proxy refuses, and listens on the same port when it resumes', async () => {
  const { port } = proxy
  await proxy.stop()
  await expect(dial()).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  await proxy.resume()
  expect(proxy.port).toBe(port)
  const socket = await dial()
  expect(await say(socket, 'back')).toBe('back')
  socket.destroy()
})
