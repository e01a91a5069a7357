// Sessions: who is signed in, on which device, until when.
import { createHash, randomBytes } from 'node:crypto'
import { msg } from '@lit/localize'
import type { Context as HttpContext } from 'koa'
import type { Transaction } from 'kysely'
import { change } from '../channels/change.ts'
import { recordEvents } from '../channels/event-log.ts'
import { groupClosed, socketsOf, tabsOf } from '../channels/groups.ts'
import type { Context } from '../context.ts'
import type { Database } from '../database/tables.ts'
import { AppError } from '../errors.ts'
import { deviceToken, sessionCookie, setDeviceCookie, setSessionCookie } from '../http/cookies.ts'
import { currentLanguage } from '../language/language.ts'
import { closeTokens } from '../tokens/tokens.ts'
import type { Identity, Standing } from '../policy/standing.ts'
import type { SessionView } from '../views.ts'
import { countryOf } from './country.ts'
import { deviceOf, networkShown, placeOf } from './device.ts'
import {
  deleteDevicesOf,
  deleteExpiredDevices,
  deleteExpiredSessions,
  deleteSession,
  deleteSessionByToken,
  deleteSessionOf,
  deleteSessionsOf,
  findSessionByToken,
  findStandingOf,
  insertSession,
  listAccountsOfDevice,
  listHoldingSessions,
  listSessionsOf,
  rememberDevice,
  rememberLanguage,
  replaceToken,
  touchSession,
} from './queries.ts'

/** Days after which a session ends, however often it is used; unused, it ends after 30. */
const longestDays = 90
/** Days for which a browser is known after a sign-in there. */
const deviceDays = 365

const hashToken = (token: string) => createHash('sha256').update(token).digest()
const newToken = () => randomBytes(32).toString('base64url')

/**
 * Begins a session. The token is given out once: only its hash is kept.
 * @throws {AppError} `unauthenticated` when what was proved is worth nothing any more
 */
export async function startSession(
  ctx: Context,
  accountId: string,
  { userAgent, address, passwordEpoch }: { userAgent: string; address: string; passwordEpoch?: number | undefined },
): Promise<{ token: string; expiresAt: Date }> {
  const token = newToken()
  const begun = await insertSession(ctx.db, {
    tokenHash: hashToken(token),
    accountId,
    userAgent: userAgent.slice(0, 300),
    network: networkShown(address),
    days: longestDays,
    passwordEpoch,
  })
  if (!begun) throw new AppError('unauthenticated', msg('The account has changed meanwhile. Sign in again.'))
  await rememberLanguage(ctx.db, accountId, currentLanguage())
  return { token, expiresAt: begun.expiresAt }
}

/**
 * The end of every way in, whatever has proved who it is. It always begins a session of its own: one that was planted before is of no
 * use, and one that went on in this browser ends. The browser is known from now on.
 * @param passwordEpoch of the password that was given, which may have been changed since; absent for another way in
 */
export async function beginSession(
  ctx: Context,
  http: HttpContext,
  accountId: string,
  passwordEpoch?: number,
): Promise<void> {
  const { token, expiresAt } = await startSession(ctx, accountId, {
    userAgent: http.get('user-agent'),
    address: http.ip,
    passwordEpoch,
  })
  await endReplaced(ctx, http, accountId)
  setSessionCookie(http, ctx.config, token, expiresAt)
  await knowDevice(ctx, http, accountId)
}

/**
 * Whoever was signed in where a session begins is signed out, as if they had done it. Nobody could otherwise: the browser has their token no
 * longer, and would be called on their behalf while somebody else uses it.
 */
async function endReplaced(ctx: Context, http: HttpContext, accountId: string): Promise<void> {
  const token = sessionCookie(ctx.config, http.headers)
  if (!token || token.length > 200) return
  const ended = await change(ctx, async trx => {
    const session = await deleteSessionByToken(trx, hashToken(token))
    if (session) await recordEvents(trx, [groupClosed(socketsOf(session.id))])
    return session
  })
  // What the browser keeps of somebody else’s pages goes as well; one’s own may stay.
  if (ended && ended.accountId !== accountId) http.set('Clear-Site-Data', '"cache"')
}

/**
 * The person of a session has proved again that it is them: for 15 minutes they may do what wants a recent proof. The token is another
 * one from now on, and whoever has copied the old one is out: at once, and with sockets that are open already within 20 seconds, in
 * which they are not believed to have proved anything.
 * @throws {AppError} `unauthenticated` when the session has ended meanwhile
 */
export async function renewSession(ctx: Context, http: HttpContext, { accountId, sessionId }: Identity): Promise<void> {
  const token = newToken()
  const expiresAt = await replaceToken(ctx.db, sessionId, hashToken(token))
  if (!expiresAt) throw new AppError('unauthenticated', msg('You have been signed out. Sign in again.'))
  setSessionCookie(http, ctx.config, token, expiresAt)
  await knowDevice(ctx, http, accountId)
}

/** From now on the browser is one in which the account has been signed in to. */
export async function knowDevice(ctx: Context, http: HttpContext, accountId: string): Promise<void> {
  const brought = deviceToken(ctx.config, http.headers)
  // Another person of the household stays known; a token that we did not give is not taken up.
  const known = brought && (await listAccountsOfDevice(ctx.db, hashToken(brought))).length > 0
  const token = known ? brought : newToken()
  await rememberDevice(ctx.db, hashToken(token), accountId, deviceDays)
  setDeviceCookie(http, ctx.config, token, deviceDays)
}

/** A name for the browser by which attempts to sign in to the account are counted apart; undefined where it never has. */
export async function findDevice(
  ctx: Context,
  token: string | undefined,
  accountId: string,
): Promise<string | undefined> {
  if (!token) return undefined
  const hash = hashToken(token)
  const known = (await listAccountsOfDevice(ctx.db, hash)).includes(accountId)
  return known ? hash.toString('base64url').slice(0, 22) : undefined
}

/** No browser is known for the account any more: one of them may not be its owner's. */
export async function forgetDevices(trx: Transaction<Database>, accountId: string): Promise<void> {
  await deleteDevicesOf(trx, accountId)
}

/** Undefined when no session that holds has this token. */
export async function findSession(ctx: Context, token: string): Promise<Identity | undefined> {
  if (token.length > 200) return undefined
  const session = await findSessionByToken(ctx.db, hashToken(token))
  if (!session) return undefined
  const { stale, ...identity } = session
  if (stale) {
    await touchSession(ctx.db, identity.sessionId)
    await rememberLanguage(ctx.db, identity.accountId, currentLanguage())
  }
  return { ...identity, scopes: null }
}

/** Who it is at this moment; undefined when the session holds no longer. */
export async function findStanding(ctx: Context, identity: Identity): Promise<Standing | undefined> {
  return findStandingOf(ctx.db, identity)
}

/** Of these sessions, those that still hold, and when each was last proved. */
export async function listValidSessions(ctx: Context, ids: string[]): Promise<Map<string, string>> {
  const rows = await listHoldingSessions(ctx.db, ids)
  return new Map(rows.map(({ sessionId, provedAt }) => [sessionId, provedAt]))
}

/** Where somebody is signed in, last used first. */
export async function listSessions(ctx: Context, { accountId, sessionId }: Identity): Promise<SessionView[]> {
  const rows = await listSessionsOf(ctx.db, accountId)
  return Promise.all(
    rows.map(async ({ id, userAgent, network, createdAt, lastUsedAt }) => ({
      id,
      device: deviceOf(userAgent),
      place: placeOf(network),
      country: await countryOf(network),
      beganAt: createdAt.toISOString(),
      lastUsedAt: lastUsedAt.toISOString(),
      current: id === sessionId,
    })),
  )
}

/** Ends a session and closes its sockets on every node. */
export async function endSession(ctx: Context, sessionId: string): Promise<void> {
  await change(ctx, async trx => {
    await deleteSession(trx, sessionId)
    await recordEvents(trx, [groupClosed(socketsOf(sessionId))])
  })
}

/** The same for one of a person's own. Idempotent. @throws {AppError} `conflict` for the one in which it is asked */
export async function endOwnSession(ctx: Context, { accountId, sessionId }: Identity, id: string): Promise<void> {
  if (id === sessionId) throw new AppError('conflict', msg('You are using this one. Sign out instead.'))
  await change(ctx, async trx => {
    if (await deleteSessionOf(trx, accountId, id)) await recordEvents(trx, [groupClosed(socketsOf(id))])
  })
}

/**
 * Signs an account out everywhere, or everywhere but in one session: on every node within a second of the commit. Without `except` the
 * sockets of its access tokens are closed too; whether they may come back is not decided here.
 * @returns how many sessions have ended
 */
export async function endSessions(
  trx: Transaction<Database>,
  accountId: string,
  { except = null }: { except?: string | null } = {},
): Promise<number> {
  const ended = await deleteSessionsOf(trx, accountId, except)
  const groups = [...ended.map(socketsOf), ...(except === null ? [tabsOf(accountId)] : [])]
  if (groups.length > 0) await recordEvents(trx, [groupClosed(...groups)])
  if (except === null) await closeTokens(trx, accountId)
  return ended.length
}

/** Ends all others of a person. @returns how many */
export function endOtherSessions(ctx: Context, { accountId, sessionId }: Identity): Promise<number> {
  return change(ctx, trx => endSessions(trx, accountId, { except: sessionId }))
}

/** @returns how many went */
export async function dropExpiredSessions(ctx: Context): Promise<number> {
  await deleteExpiredDevices(ctx.db)
  return deleteExpiredSessions(ctx.db)
}
