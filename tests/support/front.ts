// A whole installation behind nginx and TLS, as people reach it: by its name, over HTTPS.
import { readFileSync } from 'node:fs'
import { Agent as HttpsAgent } from 'node:https'
import type { LookupFunction } from 'node:net'
import { join } from 'node:path'
import { io } from 'socket.io-client'
import type { Socket } from 'socket.io-client'
import { Agent, fetch, FormData } from 'undici'
import type { Response } from 'undici'
import { parse } from 'yaml'
import type { Answer, ClientEvents, Data, Handshake, Input, RequestName, ServerEvents } from '../../server/protocol.ts'
import { freePort } from './free-port.ts'
import { startNginx } from './nginx.ts'
import type { Nginx } from './nginx.ts'

export interface FrontAddress {
  host: string
  httpPort: number
  httpsPort: number
  /** What PUBLIC_URL of the nodes must be. */
  publicUrl: string
}

export interface Visitor {
  /** Cookies are kept, and Origin is sent as a browser on our own page sends it. */
  call(method: string, path: string, body?: object | FormData, headers?: Record<string, string>): Promise<Response>
  cookie(): string
  /** A socket that has caught up. Rejects when it is refused. */
  open(options?: { origin?: string; cookie?: string; handshake?: Handshake }): Promise<FrontSocket>
}

export interface FrontSocket {
  socket: Socket<ServerEvents, ClientEvents>
  ask<Name extends RequestName>(name: Name, input: Input<Name>): Promise<Data<Name>>
}

export interface Front extends FrontAddress {
  nginx: Nginx
  visitor(): Visitor
  stop(): Promise<void>
}

/** Every name leads to this machine. */
export const toLoopback: LookupFunction = (_, { all }, done) =>
  all ? done(null, [{ address: '127.0.0.1', family: 4 }]) : done(null, '127.0.0.1', 4)

/** Known before nginx starts, because the nodes must know it. */
export async function chooseAddress(host = 'birds.example.test'): Promise<FrontAddress> {
  const [httpPort, httpsPort] = [await freePort(), await freePort()]
  return { host, httpPort, httpsPort, publicUrl: `https://${host}:${httpsPort}` }
}

/** What docker-compose.yml says of its nodes, said of these: in the very same words, but for the names, which nobody resolves here. */
function listNodes(ports: number[]): string {
  const text = readFileSync(join(import.meta.dirname, '../../docker-compose.yml'), 'utf8')
  const { services } = parse(text, { merge: true }) as {
    services: { nginx: { environment: { BOWERBIRD_NODES: string } } }
  }
  const lines = services.nginx.environment.BOWERBIRD_NODES.match(/server node-1:3000 resolve[^;]*;/g) ?? []
  return ports.flatMap(port => lines.map(line => line.replace('node-1:3000 resolve', `127.0.0.1:${port}`))).join(' ')
}

/** @param what the ports of the nodes, their DATA_DIR, and the folder of the built interface */
export async function startFront(
  address: FrontAddress,
  what: { nodes: number[]; data: string; web: string },
): Promise<Front> {
  const nginx = await startNginx({
    BOWERBIRD_HOST: address.host,
    BOWERBIRD_PUBLIC_URL: address.publicUrl,
    BOWERBIRD_HTTP_PORT: String(address.httpPort),
    BOWERBIRD_HTTPS_PORT: String(address.httpsPort),
    BOWERBIRD_NODES: listNodes(what.nodes),
    BOWERBIRD_DATA: what.data,
    BOWERBIRD_WEB: what.web,
  })
  const trust = { ca: nginx.certificate, lookup: toLoopback }
  // Not over HTTP/2: Node's client of it stands still once it has queued 10 MB that a server refuses to read.
  const dispatcher = new Agent({ connect: trust, allowH2: false })
  const agent = new HttpsAgent(trust)

  function visitor(): Visitor {
    const cookies = new Map<string, string>()
    const cookie = () => [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    return {
      cookie,
      async call(method, path, body, headers) {
        const isForm = body instanceof FormData
        const answer = await fetch(address.publicUrl + path, {
          method,
          dispatcher,
          redirect: 'manual',
          body: isForm || !body ? body : JSON.stringify(body),
          headers: {
            origin: address.publicUrl,
            cookie: cookie(),
            ...(body && !isForm && { 'content-type': 'application/json' }),
            ...headers,
          },
        })
        for (const line of answer.headers.getSetCookie()) {
          const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
          cookies.set(name, value)
        }
        return answer
      },
      open: options => openSocket({ cookie: cookie(), ...options }),
    }
  }

  async function openSocket({
    origin = address.publicUrl,
    cookie = '',
    handshake = {},
  }: { origin?: string; cookie?: string; handshake?: Handshake } = {}): Promise<FrontSocket> {
    const socket: FrontSocket['socket'] = io(address.publicUrl, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      auth: { ...handshake },
      extraHeaders: { origin, ...(cookie && { cookie }) },
      // Its types know the agent of browsers only; in Node this is handed to node:https.
      agent: agent as unknown as string,
    })
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    socket.on('connect_error', error => {
      socket.close()
      reject(error)
    })
    socket.on('live:caught-up', () => resolve())
    await promise
    return {
      socket,
      async ask(name, input) {
        const answer = (await socket.timeout(10_000).emitWithAck(name, ...([input] as never))) as Answer<unknown>
        if ('error' in answer) throw new Error(`${answer.error.code}: ${answer.error.message}`)
        return answer.data as never
      },
    }
  }

  return {
    ...address,
    nginx,
    visitor,
    async stop() {
      agent.destroy()
      await dispatcher.destroy()
      await nginx.stop()
    },
  }
}
