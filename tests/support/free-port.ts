import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'

/**
 * A loopback port on which nothing listens now, and which no connection and no other listener is given by chance before it is used:
 * below those that systems hand out, above those that browsers refuse.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(20_000, 32_000)
    if (await isFree(port)) return port
  }
}

function isFree(port: number): Promise<boolean> {
  const { promise, resolve, reject } = Promise.withResolvers<boolean>()
  const server = createServer()
  server.on('error', (error: NodeJS.ErrnoException) => (error.code === 'EADDRINUSE' ? resolve(false) : reject(error)))
  server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  return promise
}
