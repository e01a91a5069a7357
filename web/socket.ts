// The one typed socket: requests with an answer, broadcasts by name, and a connection that heals itself without a gap. Its library is loaded
// once the first page is shown, where that came with the HTML: until then nobody asks anything.
import type { Socket } from 'socket.io-client'
import type { Answer, Broadcasts, Data, Handshake, Input, RequestName } from '../server/protocol.ts'
import type { Cursor } from '../server/views.ts'
import { AnswerError, isError, unreachable } from './answer-error.ts'
import { backoff } from './backoff.ts'
import { confirmed } from './confirmed.ts'
import { firstSession, forgetFirst, goOnFromFirst, takeFirst } from './first-screen.ts'
import { locale } from './locale.ts'
import { Value } from './observe.ts'
import { once } from './once.ts'

/** `live`: what was missed has arrived, and what happens arrives as it happens. `retryAt` is a time in milliseconds. */
export type Connection = { state: 'connecting' } | { state: 'live' } | { state: 'offline'; retryAt: number }

export const connection = new Value<Connection>({ state: 'connecting' })
/** What else is to be said of a connection that is away; '' for nothing. */
export const away = new Value('')

const ANSWER_WITHIN = 15_000
/** The server fetches something of somebody else before it answers the first; nobody waits for the others, which are shown as done. */
const slow: Partial<Record<RequestName, number>> = {
  'image:bookmark': 60_000,
  'account:photo': 60_000,
  'page:read': 60_000,
  'image:like': 60_000,
  'image:unlike': 60_000,
  'account:follow': 60_000,
  'account:unfollow': 60_000,
}

type Ask = <Name extends RequestName>(
  name: Name,
  input: Input<Name>,
  send: () => Promise<Data<Name>>,
) => Promise<Data<Name>>

/** What stands between a question and the server, once its code is here. */
let through: Promise<Ask> | undefined
/** What was asked before. */
const early: [RequestName, object, Promise<unknown>][] = []
const MOST_EARLY = 50

/** What has been asked and not been answered. */
const underWay = new Set<Promise<unknown>>()

let cursor: Cursor | undefined
/** Of the first connection, until it has caught up. */
let first: Handshake | undefined
/** In which language the node answers this connection. */
let told: string | undefined
let nothingMissed = false
let attempt = 0
let retry: ReturnType<typeof setTimeout> | undefined
let whenEnded: () => Promise<void> = () => Promise.resolve()
let whoIsShown: () => string | undefined = () => undefined
/** How many other people have been here before. */
let before = 0

const listeners = new Map<string, Set<(payload: never) => void>>()
const opened = Promise.withResolvers<Socket>()
let socket: Socket | undefined

// Who am I has to be asked: the library comes in the same time.
if (!firstSession) import('socket.io-client').catch(() => undefined)

async function open(): Promise<void> {
  if (socket) return void socket.connect()
  try {
    const { io } = await import('socket.io-client')
    socket ??= create(io)
    opened.resolve(socket.connect())
  } catch {
    connectLater()
  }
}

function create(io: (typeof import('socket.io-client'))['io']): Socket {
  const socket = io({
    transports: ['websocket'],
    autoConnect: false,
    // Its own back-off knows neither full jitter nor the sign-in.
    reconnection: false,
    auth: give => {
      told = locale.spoken
      give({ ...(first ?? (cursor ? { cursor } : {})), as: whoIsShown(), language: told } satisfies Handshake)
    },
  })
  socket.onAny((event: keyof Broadcasts, payload?: { cursor?: Cursor }) => {
    if (payload?.cursor) cursor = payload.cursor
    // Part of what came after the HTML may have been heard already: another connection goes on from there.
    if (first && event !== 'live:caught-up' && payload?.cursor) first = { ...first, cursor: payload.cursor }
    if (event === 'live:resync') first = undefined
    if (event === 'live:caught-up') {
      nothingMissed = first?.everybody === true
      first = undefined
      attempt = 0
      connection.set({ state: 'live' })
      // Another one has been chosen while this connection began.
      if (locale.spoken !== told) reconnect()
    }
    for (const listener of Array.from(listeners.get(event) ?? [])) listener(payload as never)
  })
  socket.on('connect_error', (error: Error & { data?: { code?: string } }) =>
    error.data?.code === 'unauthenticated' ? lookAtFirst(socket) : connectLater(),
  )
  socket.on('disconnect', reason => {
    if (reason === 'io client disconnect') return
    if (reason === 'io server disconnect') lookAtFirst(socket)
    else connectLater()
  })
  return socket
}

/** The server has ended it on purpose: most likely the session is over, or another's. Whoever knows about sessions looks first. */
function lookAtFirst(socket: Socket): void {
  void whenEnded().finally(() => !socket.active && connectLater())
}

addEventListener('online', () => connectNow())
document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && connectNow())

/**
 * Asks the server and waits for its answer.
 * @throws {AnswerError} also when no answer came in time; what has not been done `once` may then be asked again.
 */
export function ask<Name extends RequestName>(name: Name, input: Input<Name>): Promise<Data<Name>> {
  const known = takeFirst(name, input)
  const send = () => (known ? Promise.resolve(known) : confirmed(() => askOnce(name, input)))
  const answer = through ? through.then(next => next(name, input, send)) : send()
  if (!through && early.length < MOST_EARLY) early.push([name, input, answer])
  const end = () => underWay.delete(answer)
  underWay.add(answer)
  answer.then(end, end)
  return answer
}

/** Resolves when whatever has been asked until now is answered, and whoever asked has made use of it. */
export async function allAnswered(): Promise<void> {
  await Promise.allSettled(underWay)
  await new Promise(resolve => setTimeout(resolve))
}

/** From now on every question goes through it. Returns what was asked until now. */
export function askThrough(next: Promise<Ask>): typeof early {
  through = next
  return early.splice(0)
}

/** As after a gap: whatever is shown looks whether it is still so. */
export function lookAgain(): void {
  const payload: Broadcasts['live:resync'] = { reason: 'gap' }
  for (const listener of Array.from(listeners.get('live:resync') ?? [])) listener(payload as never)
}

async function askOnce<Name extends RequestName>(name: Name, input: Input<Name>): Promise<Data<Name>> {
  const within = slow[name] ?? ANSWER_WITHIN
  const deadline = Date.now() + within
  const asked = before
  for (;;) {
    const answer = await emit<Data<Name>>(name, input, deadline - Date.now())
    if (isError(answer)) throw new AnswerError(answer.error)
    if (answer !== 'lost') return answer.data
    // Asked on a connection that has died. Nearly all verbs may be repeated: wait for the next connection, within the time.
    if (once.has(name) || asked !== before || Date.now() >= deadline) throw unreachable()
  }
}

function emit<Result>(name: RequestName, input: object, within: number): Promise<Answer<Result> | 'lost'> {
  const deadline = Date.now() + within
  return new Promise(resolve => {
    const timer = setTimeout(() => resolve('lost'), within)
    void opened.promise.then(socket => {
      clearTimeout(timer)
      // Nobody waits for it any more.
      if (Date.now() >= deadline) return resolve('lost')
      socket.timeout(deadline - Date.now()).emit(name, input, (error: Error | null, answer: Answer<Result>) => {
        resolve(error ? 'lost' : answer)
      })
    })
  })
}

/** Returns the undo. */
export function on<Name extends keyof Broadcasts>(
  name: Name,
  listener: (payload: Broadcasts[Name]) => void,
): () => void {
  const all = listeners.get(name) ?? new Set()
  listeners.set(name, all.add(listener))
  return () => all.delete(listener)
}

/** Who is shown: a username, '' for a visitor, undefined while nobody knows. The server talks to nobody else. */
export function shownAs(who: () => string | undefined): void {
  whoIsShown = who
}

/** What to do when the server itself ends the connection; the socket reconnects after it. */
export function onEnded(listener: () => Promise<void>): void {
  whenEnded = listener
}

export function connect(): void {
  const { cursor: from, ...more } = goOnFromFirst()
  if (from) first = { cursor: from, ...more }
  void open()
}

/** Whether what everybody did until the last `live:caught-up` has been told too: as a rule it is not, and is looked for. */
export function heardEverybody(): boolean {
  return nothingMissed
}

/** Leaves and comes back as whoever the cookie says now; what the one before has seen no longer matters. */
export function reconnectAsSomeoneElse(): void {
  cursor = first = undefined
  before++
  forgetFirst()
  // What the one before has asked and not sent yet.
  if (socket) socket.sendBuffer = []
  early.length = 0
  attempt = 0
  clearTimeout(retry)
  connection.set({ state: 'connecting' })
  socket?.disconnect().connect()
}

/** The same, as the one who it was: with the cookie that a proof has brought. Nothing is missed, and what is asked meanwhile waits. */
export function reconnect(): void {
  if (connection.get().state !== 'live') return
  connection.set({ state: 'connecting' })
  socket?.disconnect().connect()
}

/** Does not wait for the back-off. */
export function connectNow(): void {
  if (connection.get().state !== 'offline') return
  clearTimeout(retry)
  void open()
}

function connectLater(): void {
  clearTimeout(retry)
  const wait = backoff(attempt++)
  connection.set({ state: 'offline', retryAt: Date.now() + wait })
  retry = setTimeout(() => void open(), wait)
}
