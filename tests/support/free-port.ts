import { randomInt } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { createServer } from 'node:net'

/**
 * A port on which nothing listens now on any address, and which no connection and no other listener is given by chance before it is used:
 * below those that systems hand out, above those that browsers refuse. No other call gives it again, in whatever process, before the one
 * that made this one has ended.
 */
export async function freePort(choose = () => randomInt(20_000, 32_000)): Promise<number> {
  for (;;) {
    const port = choose()
    if (!(await claim(port))) continue
    if (await isFree(port)) return port
  }
}

/** Ports of UDP are others than those of TCP, nobody here uses them, and the system takes them back from a process that ends. */
async function claim(port: number): Promise<boolean> {
  const socket = createSocket('udp4')
  try {
    const bound = once(socket, 'listening')
    socket.bind({ port, address: '127.0.0.1', exclusive: true })
    await bound
    socket.unref()
    return true
  } catch (error) {
    socket.close()
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
    return false
  }
}

function isFree(port: number): Promise<boolean> {
  const { promise, resolve, reject } = Promise.withResolvers<boolean>()
  const server = createServer()
  server.on('error', (error: NodeJS.ErrnoException) => (error.code === 'EADDRINUSE' ? resolve(false) : reject(error)))
  server.listen(port, () => server.close(() => resolve(true)))
  return promise
}
