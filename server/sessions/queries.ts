// Every SQL statement about sessions.
import { sql, type Kysely, type Transaction } from 'kysely'
import type { Database } from '../database/tables.ts'
import type { Standing } from '../policy/standing.ts'

type Db = Kysely<Database>

export interface NewSession {
  tokenHash: Buffer
  accountId: string
  userAgent: string
  days: number
}

/** Bound to the password as it is now. */
export async function insertSession(db: Db, session: NewSession): Promise<{ id: string; expiresAt: Date }> {
  const { rows } = await sql<{ id: string; expiresAt: Date }>`
    insert into session (token_hash, account_id, password_epoch, user_agent, expires_at)
    select ${session.tokenHash}, id, password_epoch, ${session.userAgent}, now() + make_interval(days => ${session.days}::int)
    from account where id = ${session.accountId}
    returning id, expires_at`.execute(db)
  return rows[0]!
}

/** A session holds while its account is active, its password is the one it began with, and both its times have not run out. */
const holds = sql`
  session.expires_at > now() and session.last_used_at > now() - interval '30 days'
  and account.active and account.password_epoch = session.password_epoch`

export interface HoldingSession {
  sessionId: string
  accountId: string
  /** Whether its last use is worth writing down again. */
  stale: boolean
}

export async function findSessionByToken(db: Db, tokenHash: Buffer): Promise<HoldingSession | undefined> {
  const { rows } = await sql<HoldingSession>`
    select session.id as session_id, session.account_id, session.last_used_at < now() - interval '1 hour' as stale
    from session join account on account.id = session.account_id
    where session.token_hash = ${tokenHash} and ${holds}`.execute(db)
  return rows[0]
}

/** For so long a proof that it is them counts as recent. */
const recent = sql`session.signed_in_at > now() - interval '15 minutes'`

export async function findStandingOf(db: Db, id: string): Promise<Standing | undefined> {
  const { rows } = await sql<Standing>`
    select account.role, ${recent} as recent from session join account on account.id = session.account_id
    where session.id = ${id} and ${holds}`.execute(db)
  return rows[0]
}

export async function listHoldingSessions(db: Db, ids: string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select session.id from session join account on account.id = session.account_id
    where session.id = any(${ids}::bigint[]) and ${holds}`.execute(db)
  return rows.map(row => row.id)
}

export async function touchSession(db: Db, id: string): Promise<void> {
  await sql`update session set last_used_at = now() where id = ${id}`.execute(db)
}

export async function deleteSession(trx: Transaction<Database>, id: string): Promise<void> {
  await sql`delete from session where id = ${id}`.execute(trx)
}

/** @returns how many went */
export async function deleteExpiredSessions(db: Db): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from session where expires_at < now() or last_used_at < now() - interval '30 days'`.execute(db)
  return Number(numAffectedRows ?? 0)
}
