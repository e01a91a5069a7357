// A wire between two processes that can be slow, cut, deaf or gone.
import { connect, createServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'

export interface TcpProxy {
  readonly port: number
  /** The same address, by way of the proxy. */
  through(url: string): string
  connections(): number
  /** Milliseconds that every chunk waits, each way. */
  setLatency(milliseconds: number): void
  /** Resets every connection; new ones are accepted. */
  cut(): void
  /** Open connections stay open, and nothing passes any more; new ones are accepted and never answered. */
  blackhole(): void
  /** Ends a blackhole: what was held back passes now. */
  release(): void
  /** Resets every connection and refuses new ones. */
  stop(): Promise<void>
  /** Listens again, on the same port. */
  resume(): Promise<void>
  close(): Promise<void>
}

export async function startTcpProxy(target: string | { host?: string; port: number }): Promise<TcpProxy> {
  const { hostname, port: targetPort } =
    typeof target === 'string' ? new URL(target) : { hostname: target.host ?? '127.0.0.1', port: target.port }
  const sockets = new Set<Socket>()
  let latency = 0
  let deaf = false
  let port = 0

  const server = createServer({ allowHalfOpen: true, noDelay: true }, client => {
    const upstream = connect({ host: hostname, port: Number(targetPort), allowHalfOpen: true, noDelay: true })
    forward(client, upstream)
    forward(upstream, client)
  })

  function forward(from: Socket, to: Socket) {
    sockets.add(from)
    // One chain for each direction keeps the order when the latency changes between two chunks.
    let last = Promise.resolve()
    const after = (act: () => void) => {
      const due = latency ? delay(latency) : undefined
      last = last.then(() => due).then(act)
    }
    from.on('data', chunk => {
      after(() => {
        if (!to.destroyed && !to.write(chunk)) {
          from.pause()
          to.once('drain', () => deaf || from.resume())
        }
      })
    })
    from.on('end', () => after(() => to.end()))
    from.on('error', () => {})
    from.on('close', () => {
      sockets.delete(from)
      after(() => to.destroy())
    })
    if (deaf) from.pause()
  }

  const listen = async () => {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    server.once('error', reject).listen(port, '127.0.0.1', resolve)
    await promise
    port = (server.address() as AddressInfo).port
  }
  const cut = () => {
    for (const socket of sockets) socket.resetAndDestroy()
  }
  const stop = async () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    server.close(() => resolve())
    cut()
    await promise
  }
  const setDeaf = (value: boolean) => {
    deaf = value
    for (const socket of sockets) {
      if (value) socket.pause()
      else socket.resume()
    }
  }

  await listen()
  return {
    get port() {
      return port
    },
    through(url) {
      const changed = new URL(url)
      changed.hostname = '127.0.0.1'
      changed.port = String(port)
      return changed.href
    },
    connections: () => sockets.size / 2,
    setLatency: milliseconds => void (latency = milliseconds),
    cut,
    blackhole: () => setDeaf(true),
    release: () => setDeaf(false),
    stop,
    resume: listen,
    close: stop,
  }
}
