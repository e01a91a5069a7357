// The one typed socket: requests with an answer, broadcasts by name, and a connection that heals itself without a gap.
import { io } from 'socket.io-client'
import type { Answer, Broadcasts, Data, Handshake, Input, RequestName } from '../server/protocol.ts'
import type { Cursor } from '../server/views.ts'
import { AnswerError, isError, unreachable } from './answer-error.ts'
import { backoff } from './backoff.ts'
import { confirmed } from './confirmed.ts'
import { Value } from './observe.ts'

/** `live`: what was missed has arrived, and what happens arrives as it happens. `retryAt` is a time in milliseconds. */
export type Connection = { state: 'connecting' } | { state: 'live' } | { state: 'offline'; retryAt: number }

export const connection = new Value<Connection>({ state: 'connecting' })

const ANSWER_WITHIN = 15_000
/** The server fetches something of somebody else before it answers these. */
const slow: Partial<Record<RequestName, number>> = {
  'image:bookmark': 60_000,
  'account:photo': 60_000,
  'page:read': 60_000,
}
/** Asked twice, they would do it twice. */
const once: ReadonlySet<RequestName> = new Set(['image:bookmark', 'save:begin'])

let cursor: Cursor | undefined
let attempt = 0
let retry: ReturnType<typeof setTimeout> | undefined
let whenEnded: () => Promise<void> = () => Promise.resolve()

const socket = io({
  transports: ['websocket'],
  autoConnect: false,
  // Its own back-off knows neither full jitter nor the sign-in.
  reconnection: false,
  auth: give => give((cursor ? { cursor } : {}) satisfies Handshake),
})

socket.onAny((_event: string, payload?: { cursor?: Cursor }) => {
  if (payload?.cursor) cursor = payload.cursor
})
socket.on('live:caught-up', () => {
  attempt = 0
  connection.set({ state: 'live' })
})
socket.on('connect_error', () => connectLater())
socket.on('disconnect', reason => {
  if (reason === 'io client disconnect') return
  // The server has ended it on purpose: most likely the session is over. Whoever knows about sessions looks first.
  if (reason === 'io server disconnect') void whenEnded().finally(() => !socket.active && connectLater())
  else connectLater()
})
addEventListener('online', () => connectNow())
document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && connectNow())

/**
 * Asks the server and waits for its answer.
 * @throws {AnswerError} also when no answer came in time; what has not been done `once` may then be asked again.
 */
export function ask<Name extends RequestName>(name: Name, input: Input<Name>): Promise<Data<Name>> {
  return confirmed(() => askOnce(name, input))
}

async function askOnce<Name extends RequestName>(name: Name, input: Input<Name>): Promise<Data<Name>> {
  const within = slow[name] ?? ANSWER_WITHIN
  const deadline = Date.now() + within
  for (;;) {
    const answer = await emit<Data<Name>>(name, input, deadline - Date.now())
    if (isError(answer)) throw new AnswerError(answer.error)
    if (answer !== 'lost') return answer.data
    // Asked on a connection that has died. Nearly all verbs may be repeated: wait for the next connection, within the time.
    if (once.has(name) || Date.now() >= deadline) throw unreachable()
  }
}

function emit<Result>(name: RequestName, input: object, within: number): Promise<Answer<Result> | 'lost'> {
  return new Promise(resolve => {
    socket.timeout(Math.max(within, 1)).emit(name, input, (error: Error | null, answer: Answer<Result>) => {
      resolve(error ? 'lost' : answer)
    })
  })
}

/** Returns the undo. */
export function on<Name extends keyof Broadcasts>(
  name: Name,
  listener: (payload: Broadcasts[Name]) => void,
): () => void {
  const heard: (...args: never[]) => void = listener
  socket.on(name as string, heard as (payload: unknown) => void)
  return () => socket.off(name as string, heard as (payload: unknown) => void)
}

/** What to do when the server itself ends the connection; the socket reconnects after it. */
export function onEnded(listener: () => Promise<void>): void {
  whenEnded = listener
}

export function connect(): void {
  socket.connect()
}

/** Leaves and comes back as whoever the cookie says now; what the one before has seen no longer matters. */
export function reconnectAsSomeoneElse(): void {
  cursor = undefined
  attempt = 0
  clearTimeout(retry)
  connection.set({ state: 'connecting' })
  socket.disconnect().connect()
}

/** The same, as the one who it was: with the cookie that a proof has brought. Nothing is missed, and what is asked meanwhile waits. */
export function reconnect(): void {
  if (connection.get().state !== 'live') return
  connection.set({ state: 'connecting' })
  socket.disconnect().connect()
}

/** Does not wait for the back-off. */
export function connectNow(): void {
  if (connection.get().state !== 'offline') return
  clearTimeout(retry)
  socket.connect()
}

function connectLater(): void {
  clearTimeout(retry)
  const wait = backoff(attempt++)
  connection.set({ state: 'offline', retryAt: Date.now() + wait })
  retry = setTimeout(() => socket.connect(), wait)
}
