import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { expect, test } from 'vitest'
import { freePort } from '../support/free-port.ts'

/** A port of nobody's, and what a call would come to that is led to it first. */
async function ledTo(port: number): Promise<number> {
  const ports = [port]
  let other = await freePort()
  return (await freePort(() => ports.pop() ?? ++other)) === port ? port : 0
}

test('a port that was given is not given again, though nothing listens on it yet', async () => {
  expect(await ledTo(await freePort())).toBe(0)
})

test('a port that another process was given is not given again before it has ended', async () => {
  const elsewhere = createSocket('udp4')
  const bound = once(elsewhere, 'listening')
  elsewhere.bind({ port: 0, address: '127.0.0.1', exclusive: true })
  await bound
  const { port } = elsewhere.address()
  expect(await ledTo(port)).toBe(0)
  elsewhere.close()
  await once(elsewhere, 'close')
  expect(await ledTo(port)).toBe(port)
})

test.each(['127.0.0.1', '127.0.0.2', '0.0.0.0'])(
  'a port is not given on which somebody listens at %s',
  async address => {
    const server = createServer().listen(0, address)
    await once(server, 'listening')
    const at = server.address()
    expect(await ledTo(typeof at === 'object' && at ? at.port : 0)).toBe(0)
    server.close()
  },
)
