// Who a socket is of, and in which language it is answered: looked up once, before it is let in.
import { msg } from '@lit/localize'
import type { Server } from 'socket.io'
import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import { bearerToken, sessionCookie } from '../http/cookies.ts'
import { badToken, requireSame } from '../http/identity.ts'
import { formatOfBrowser, languageOfBrowser, languageOfPage } from '../http/language.ts'
import { spokenFor } from '../language/spoken.ts'
import type { Spoken } from '../protocol-own.ts'
import { isBot } from './eyes.ts'
import { createBucket } from './flood.ts'
import { socketsOf, tabsOf } from './groups.ts'
import type { ClientSocket } from './sockets.ts'
import type { Tail } from './tail.ts'

/** Connections of one person to one node. */
const mostPerAccount = 100

export function createHandshake({ ctx, io, tail }: { ctx: Context; io: Server; tail: Tail }) {
  const { sessions } = ctx
  /** Writes down who it is. @throws {AppError} when it may not come in */
  async function identify(socket: ClientSocket): Promise<void> {
    socket.data.bucket = createBucket()
    socket.data.since = tail.cursor
    socket.data.language = languageOf(socket)
    socket.data.format = formatOfBrowser(socket.request.headers, socket.data.language)
    const given: unknown = socket.handshake.auth.token ?? bearerToken(socket.request.headers)
    const token = given ?? sessionCookie(ctx.config, socket.request.headers)
    const identity = typeof token === 'string' && token ? await sessions.find(token) : undefined
    // A cookie that no longer holds makes a visitor; a token that does not is a client's mistake.
    if (given !== undefined && !identity) throw new AppError('unauthenticated', badToken())
    if (given === undefined) requireSame(socket.handshake.auth.as, identity)
    const { headers } = socket.request
    if (isBot(headers)) socket.data.bot = true
    else if (!identity) socket.data.visitor = await ctx.visitorOf(headers, socket.handshake.address)
    if (!identity) return
    const { rooms } = io.of('/').adapter
    const { accountId, sessionId } = identity
    const connected = [tabsOf(accountId), socketsOf(sessionId)].map(group => rooms.get(group)?.size ?? 0)
    if (Math.max(...connected) >= mostPerAccount)
      throw new AppError('too_many', msg('You have too many connections. Close some windows.'))
    const { username: _known, language, ...stays } = identity
    const [page, own] = [languageOfPage(socket.handshake.auth.language), spokenFor(language)]
    const fits = own && (!page || page === own)
    Object.assign(socket.data, stays, fits && { language: own, ...(language && { format: language }) })
  }

  /** As its page says, or its browser; an account's own choice goes before the browser's. */
  function languageOf({ handshake, request }: ClientSocket): Spoken {
    return languageOfPage(handshake.auth.language) ?? languageOfBrowser(ctx.config, request.headers)
  }

  return { identify, languageOf }
}
