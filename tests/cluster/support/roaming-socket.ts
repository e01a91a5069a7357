// A socket that goes to whichever node takes it, and comes again at once when it is cut: the client of a cluster without nginx.
import { io, type Socket } from 'socket.io-client'
import type {
  Answer,
  ClientEvents,
  Data,
  Handshake,
  Input,
  RequestName,
  ServerEvents,
} from '../../../server/protocol.ts'
import type { Random } from './random.ts'

type ClientSocket = Socket<ServerEvents, ClientEvents>

interface Options {
  urls: readonly string[]
  random: Random
  /** Asked for anew at each handshake. */
  auth(): Handshake
  /** Every broadcast, in the order in which it comes. */
  hear?(name: string, payload: unknown): void
  /** Each new connection, before anything is heard on it. */
  connected?(): void
}

export interface RoamingSocket {
  /** Where it is, or is about to be. */
  url(): string
  /** Whether it has caught up on the connection that it has now. */
  isLive(): boolean
  /** The next time that it has caught up. */
  nextWelcome(): Promise<void>
  /** How often it has caught up. */
  welcomes(): number
  /** @throws {Error} when there is no answer: nobody knows whether it was done */
  ask<Name extends RequestName>(name: Name, input: Input<Name>): Promise<Answer<Data<Name>>>
  close(): void
}

/** Milliseconds until the next attempt, at most. */
const longestBackoff = 150

export function roam({ urls, random, auth, hear, connected }: Options): RoamingSocket {
  let url = random.pick(urls)
  let live = false
  let welcomes = 0
  let closed = false
  let waiting: (() => void)[] = []
  let socket = open()

  function open(): ClientSocket {
    const opened: ClientSocket = io(url, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      timeout: 5_000,
      auth: give => give(auth()),
    })
    opened.onAny((name: string, payload: unknown) => hear?.(name, payload))
    opened.on('connect', () => connected?.())
    opened.on('live:caught-up', () => {
      live = true
      welcomes++
      const told = waiting
      waiting = []
      for (const tell of told) tell()
    })
    opened.on('disconnect', moveOn)
    opened.on('connect_error', moveOn)
    return opened
  }

  function moveOn() {
    live = false
    socket.close()
    if (closed) return
    setTimeout(
      () => {
        if (closed) return
        url = random.pick(urls)
        socket = open()
      },
      random.whole(10, longestBackoff),
    )
  }

  return {
    url: () => url,
    isLive: () => live,
    nextWelcome: () => new Promise(resolve => waiting.push(resolve)),
    welcomes: () => welcomes,
    async ask(name, input) {
      if (!socket.connected) throw new Error('not connected')
      return (await socket.timeout(10_000).emitWithAck(name, ...([input] as never))) as never
    },
    close() {
      closed = true
      socket.close()
    },
  }
}
