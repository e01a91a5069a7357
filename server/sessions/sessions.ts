// Sessions: who is signed in, on which device, until when.
import { createHash, randomBytes } from 'node:crypto'
import { change } from '../channels/change.ts'
import { recordEvents } from '../channels/event-log.ts'
import { groupClosed, socketsOf } from '../channels/groups.ts'
import type { Context } from '../context.ts'
import type { Identity, Standing } from '../policy/standing.ts'
import {
  deleteExpiredSessions,
  deleteSession,
  findSessionByToken,
  findStandingOf,
  insertSession,
  listHoldingSessions,
  touchSession,
} from './queries.ts'

/** Days after which a session ends, however often it is used; unused, it ends after 30. */
const longestDays = 90

const hashToken = (token: string) => createHash('sha256').update(token).digest()

/** Begins a session. The token is given out once: only its hash is kept. */
export async function startSession(
  ctx: Context,
  accountId: string,
  userAgent: string,
): Promise<{ token: string; expiresAt: Date }> {
  const token = randomBytes(32).toString('base64url')
  const { expiresAt } = await insertSession(ctx.db, {
    tokenHash: hashToken(token),
    accountId,
    userAgent: userAgent.slice(0, 300),
    days: longestDays,
  })
  return { token, expiresAt }
}

/** Undefined when no session that holds has this token. */
export async function findSession(ctx: Context, token: string): Promise<Identity | undefined> {
  if (token.length > 200) return undefined
  const session = await findSessionByToken(ctx.db, hashToken(token))
  if (!session) return undefined
  const { sessionId, accountId, stale } = session
  if (stale) await touchSession(ctx.db, sessionId)
  return { sessionId, accountId, scopes: null }
}

/** Who it is at this moment; undefined when the session holds no longer. */
export async function findStanding(ctx: Context, sessionId: string): Promise<Standing | undefined> {
  return findStandingOf(ctx.db, sessionId)
}

/** Of these sessions, those that still hold. */
export async function listValidSessions(ctx: Context, ids: string[]): Promise<Set<string>> {
  return new Set(await listHoldingSessions(ctx.db, ids))
}

/** Ends a session and closes its sockets on every node. */
export async function endSession(ctx: Context, sessionId: string): Promise<void> {
  await change(ctx, async trx => {
    await deleteSession(trx, sessionId)
    await recordEvents(trx, [groupClosed(socketsOf(sessionId))])
  })
}

/** @returns how many went */
export async function dropExpiredSessions(ctx: Context): Promise<number> {
  return deleteExpiredSessions(ctx.db)
}
