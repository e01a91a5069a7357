// The Socket.IO side of a node: who may connect, which groups they are in, what they are answered, when they are closed.
import type { Server as HttpServer } from 'node:http'
import { msg } from '@lit/localize'
import { Server, type Socket } from 'socket.io'
import type { Config } from '../config.ts'
import type { Context } from '../context.ts'
import { AppError, toErrorView } from '../errors.ts'
import { isOwnHandshake } from '../http/origin.ts'
import { isAllowedHost } from '../http/hosts.ts'
import { metrics } from '../http/metrics.ts'
import { inLanguage } from '../language/language.ts'
import type { Audience } from '../policy/audience.ts'
import { mayRead, type Identity, type Standing } from '../policy/standing.ts'
import type { Spoken } from '../protocol-own.ts'
import type { ResyncReason } from '../protocol.ts'
import { catchUp } from './catch-up.ts'
import { callerOf } from './caller.ts'
import { answerRequest, type Consumers } from './consumers.ts'
import type { Eyes } from './eyes.ts'
import { byteBudget, createSender, drained, sendPacket, terminate, viewerOf, waitingBytes } from './delivery.ts'
import { takeToken, type Bucket } from './flood.ts'
import { createHandshake } from './handshake.ts'
import { everybody, everyTab, socketsOf, tabsOf } from './groups.ts'
import type { Tail } from './tail.ts'

/** What the kernel asks of the sessions and access tokens: it knows no feature. */
export interface Sessions {
  /** Undefined when the token is of no session, and no access token, that holds. */
  find(token: string): Promise<Identity | undefined>
  /** Who it is at this moment; undefined when it holds no longer. */
  look(identity: Identity): Promise<Standing | undefined>
  /** Of these sessions and tokens, those that still hold, each with its `provedAt` as it is now. */
  listValid(sessionIds: string[]): Promise<Map<string, string | null>>
  /** The groups of a person that outlast a connection: their own, and those of the people they follow. */
  listGroups(identity: Identity): Promise<Set<string>>
}

export interface SocketData extends Partial<Omit<Identity, 'language'>> {
  bucket: Bucket
  /** In which it is answered. */
  language: Spoken
  /** How its numbers and dates are written, where that is not simply as the language has it. */
  format?: string | undefined
  /** Of a visitor, as who they count that look. */
  visitor?: Eyes
  /** A program that says so. */
  bot?: true
  /** Where the tail was when the session was looked up. */
  since: string
  /** Of the groups it has joined, those that somebody else has a say in: whose they are. */
  watched?: Map<string, string>
  /** Until the client has been sent what it missed. */
  welcoming: Promise<void> | undefined
}

export type ClientSocket = Socket<Record<string, never>, Record<string, never>, Record<string, never>, SocketData>

const sweepEvery = 1_000
const revalidateEvery = 20_000

export function createServer(http: HttpServer, config: Config): Server {
  return new Server(http, {
    transports: config.polling ? ['polling', 'websocket'] : ['websocket'],
    serveClient: false,
    maxHttpBufferSize: 64 * 1024,
    perMessageDeflate: false,
    connectTimeout: 5_000,
    pingInterval: 15_000,
    pingTimeout: 10_000,
    // `cors.origin` would not hold for websockets: this does, for every transport.
    allowRequest(request, decide) {
      const fine = isAllowedHost(config, request.headers.host) && isOwnHandshake(config, request.headers)
      decide(fine ? null : 'origin not allowed', fine)
    },
  })
}

export interface SocketsOptions {
  ctx: Context
  io: Server
  tail: Tail
  audience: Audience
  consumers: Consumers
}

const hasItsSocket = () => new AppError('invalid', msg('This connection has its socket already.'))
const tooFast = () => new AppError('too_many', msg('That is too fast. Wait a moment.'))

/** Accepts connections. @returns what ends the sweeps */
export function acceptSockets({ ctx, io, tail, audience, consumers }: SocketsOptions): () => void {
  const { sessions } = ctx
  const { identify, languageOf } = createHandshake({ ctx, io, tail })
  const greeted = new WeakSet<object>()
  io.use((socket: ClientSocket, next) => {
    // Socket.IO would make a socket of each CONNECT that comes before the first is answered.
    if (greeted.has(socket.conn)) return refuse(inLanguage(languageOf(socket), hasItsSocket))
    greeted.add(socket.conn)
    void inLanguage(languageOf(socket), () => identify(socket)).then(() => next(), refuse)
    function refuse(error: unknown) {
      const view = inLanguage(languageOf(socket), () => toErrorView(error))
      if (view.code === 'internal') ctx.log.error({ error }, 'a handshake failed')
      next(Object.assign(new Error(view.message), { data: view }))
    }
  })

  io.on('connection', (socket: ClientSocket) => {
    metrics.connections.inc()
    socket.onAny(onRequest)
    socket.data.welcoming = welcome(socket).then(
      () => void (socket.data.welcoming = undefined),
      (error: unknown) => {
        ctx.log.warn({ error }, 'a client could not be brought up to date')
        // It comes again by itself, with the same cursor.
        terminate(socket)
      },
    )
  })

  async function welcome(socket: ClientSocket): Promise<void> {
    const identity = identityOf(socket)
    const { cursor, everybody: hears } = socket.handshake.auth
    // Without a cursor there is nothing that it would be the rest of.
    const open =
      hears === true && Boolean(cursor) && (!identity || mayRead(identity)) ? [everyTab, everybody] : [everyTab]
    await catchUp({
      db: ctx.db,
      tail,
      audience,
      viewer: viewerOf(socket),
      cursor: cursor as unknown,
      listGroups: async () => new Set([...(mayRead(identity) ? await sessions.listGroups(identity) : []), ...open]),
      send: packet => sendPacket(socket, packet),
      drained: () => drained(socket),
      arrive(reason) {
        // Whoever left meanwhile would stay in the groups for ever.
        if (!socket.connected) return
        const ended = identity && endedSince(socket.data.since, identity.sessionId)
        if (ended) return void socket.disconnect(true)
        if (ended === undefined && identity) return terminate(socket)
        void socket.join(open)
        if (identity) void socket.join(socketsOf(identity.sessionId))
        if (mayRead(identity)) void socket.join(tabsOf(identity.accountId))
        if (reason) emit(socket, 'live:resync', { reason })
        emit(socket, 'live:caught-up', { cursor: tail.cursor })
        forgetHandshake(socket)
      },
    })
  }

  /** A sign-out between the handshake and the joining of the groups found no socket to close. Undefined: nobody can tell. */
  function endedSince(cursor: string, sessionId: string): boolean | undefined {
    const group = socketsOf(sessionId)
    return tail.ring.after(cursor)?.some(event => event.name === 'group:closed' && event.groups.includes(group))
  }

  // One function for all sockets, not a closure for each event of each: it is the larger part of an idle socket's memory.
  function onRequest(this: ClientSocket, name: string, ...given: unknown[]): void {
    // A request without input has its acknowledgement first.
    const acknowledge = given.findLast(part => typeof part === 'function')
    const input = typeof given[0] === 'function' ? undefined : given[0]
    const reply = typeof acknowledge === 'function' ? (acknowledge as (answer: unknown) => void) : () => {}
    const { bucket, language, format } = this.data
    const verdict = takeToken(bucket)
    if (verdict === 'pass') {
      // A watch that begins during the replay would bring what comes after it, and a cursor that skips the rest.
      const answer = () =>
        inLanguage(language, () => answerRequest(ctx, consumers, callerOf(this, tail), name, input), format)
      const { welcoming } = this.data
      void (welcoming ? welcoming.then(answer) : answer()).then(reply)
    } else if (verdict === 'refuse') {
      reply({ error: inLanguage(language, () => toErrorView(tooFast())) })
    } else terminate(this)
  }

  const sweep = setInterval(() => {
    for (const socket of io.of('/').sockets.values()) if (waitingBytes(socket) > byteBudget) terminate(socket)
  }, sweepEvery)

  // Ends what a missed event, an expiry or a change by hand has left open.
  const revalidate = setInterval(() => {
    const bySession = Map.groupBy(io.of('/').sockets.values(), socket => (socket as ClientSocket).data.sessionId)
    const ids = [...bySession.keys()].filter(id => id !== undefined)
    if (ids.length === 0) return
    sessions.listValid(ids).then(
      valid => {
        for (const id of ids) {
          // Who came in before its person proved again who they are comes in anew, with the cookie that they were given then, or not.
          const outdated = ({ data }: ClientSocket) => valid.get(id) !== data.provedAt
          for (const socket of bySession.get(id)!) if (outdated(socket as ClientSocket)) socket.disconnect(true)
        }
      },
      (error: unknown) => ctx.log.warn({ error: (error as Error).message }, 'sessions could not be checked'),
    )
  }, revalidateEvery)

  // A quiet client keeps a young cursor, so that an hour without news is not a gap.
  let advanced = tail.cursor
  const advance = setInterval(() => {
    if (tail.cursor === advanced) return
    advanced = tail.cursor
    // Not to whoever is still being sent what it missed: it would begin behind it the next time.
    const send = createSender(packetOf('live:advanced', { cursor: advanced }))
    for (const socket of io.of('/').sockets.values()) if (!(socket as ClientSocket).data.welcoming) send(socket)
  }, 30_000)

  return () => [sweep, revalidate, advance].forEach(timer => clearInterval(timer))
}

function identityOf({ data }: ClientSocket): Identity | undefined {
  const { accountId, sessionId, scopes = null, provedAt = null } = data
  return accountId && sessionId ? { accountId, sessionId, scopes, provedAt } : undefined
}

function emit(socket: ClientSocket, name: 'live:resync', payload: { reason: ResyncReason }): void
function emit(socket: ClientSocket, name: 'live:caught-up', payload: { cursor: string }): void
function emit(socket: ClientSocket, name: string, payload: object): void {
  sendPacket(socket, packetOf(name, payload))
}

const packetOf = (name: string, payload: object) => `2${JSON.stringify([name, payload])}`

/** The request and its headers are several kilobytes that nothing needs after the handshake. */
function forgetHandshake(socket: ClientSocket): void {
  ;(socket.conn as { request: unknown }).request = null
  Object.assign(socket.handshake, { headers: {}, auth: {}, query: {}, url: '' })
}
