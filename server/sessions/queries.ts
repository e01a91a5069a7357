// Every SQL statement about sessions.
import { sql, type Kysely, type Transaction } from 'kysely'
import type { Database } from '../database/tables.ts'
import type { Identity, Standing } from '../policy/standing.ts'
import type { Spoken } from '../protocol-own.ts'

type Db = Kysely<Database>

export interface NewSession {
  tokenHash: Buffer
  accountId: string
  userAgent: string
  network: string
  days: number
  /** Of the password that was given; absent for another way in. */
  passwordEpoch: number | undefined
}

/** Bound to the password as it is now. Undefined when it has been changed meanwhile, or the account may not be signed in to any more. */
export async function insertSession(db: Db, session: NewSession): Promise<{ id: string; expiresAt: Date } | undefined> {
  const { rows } = await sql<{ id: string; expiresAt: Date }>`
    insert into session (token_hash, account_id, password_epoch, user_agent, network, expires_at)
    select ${session.tokenHash}, id, password_epoch, ${session.userAgent}, ${session.network},
      now() + make_interval(days => ${session.days}::int)
    from account where id = ${session.accountId} and active
      and password_epoch = coalesce(${session.passwordEpoch ?? null}::int, password_epoch)
    -- Whoever is changing the password, or suspending the account, is waited for.
    for share
    returning id, expires_at`.execute(db)
  return rows[0]
}

/** A session holds while its account is active, its password is the one it began with, and both its times have not run out. */
const holds = sql`
  session.expires_at > now() and session.last_used_at > now() - interval '30 days'
  and account.active and account.password_epoch = session.password_epoch`

/** Exact, and the same text in whatever time zone it is asked. */
const provedAt = sql`extract(epoch from session.signed_in_at)::text`

/** In which language the person is here: they are written to in it, while they have chosen none. */
export async function rememberLanguage(db: Db, accountId: string, language: Spoken): Promise<void> {
  await sql`
    update account set last_language = ${language}
    where id = ${accountId} and last_language is distinct from ${language}`.execute(db)
}

export interface HoldingSession {
  sessionId: string
  accountId: string
  username: string
  /** What the account says. */
  language: string | null
  /** When its person last proved who they are. */
  provedAt: string
  /** Whether its last use is worth writing down again. */
  stale: boolean
}

export async function findSessionByToken(db: Db, tokenHash: Buffer): Promise<HoldingSession | undefined> {
  const { rows } = await sql<HoldingSession>`
    select
      session.id as session_id,
      session.account_id,
      account.username,
      account.language,
      ${provedAt} as proved_at,
      session.last_used_at < now() - interval '1 hour' as stale
    from session join account on account.id = session.account_id
    where session.token_hash = ${tokenHash} and ${holds}`.execute(db)
  return rows[0]
}

/** For so long a proof that it is them counts as recent. */
const recent = sql`session.signed_in_at > now() - interval '15 minutes'`

export async function findStandingOf(
  db: Db,
  identity: Pick<Identity, 'sessionId' | 'provedAt'>,
): Promise<Standing | undefined> {
  const { rows } = await sql<Standing>`
    select account.role, ${recent} and ${provedAt} = ${identity.provedAt} as recent
    from session join account on account.id = session.account_id
    where session.id = ${identity.sessionId} and ${holds}`.execute(db)
  return rows[0]
}

export async function listHoldingSessions(
  db: Db,
  ids: string[],
): Promise<Pick<HoldingSession, 'sessionId' | 'provedAt'>[]> {
  const { rows } = await sql<Pick<HoldingSession, 'sessionId' | 'provedAt'>>`
    select session.id as session_id, ${provedAt} as proved_at from session join account on account.id = session.account_id
    where session.id = any(${ids}::bigint[]) and ${holds}`.execute(db)
  return rows
}

export async function touchSession(db: Db, id: string): Promise<void> {
  await sql`update session set last_used_at = now() where id = ${id}`.execute(db)
}

export async function deleteSession(trx: Transaction<Database>, id: string): Promise<void> {
  await sql`delete from session where id = ${id}`.execute(trx)
}

/** @returns which it was, and whose; undefined when there is none */
export async function deleteSessionByToken(
  trx: Transaction<Database>,
  tokenHash: Buffer,
): Promise<{ id: string; accountId: string } | undefined> {
  const { rows } = await sql<{ id: string; accountId: string }>`
    delete from session where token_hash = ${tokenHash} returning id, account_id`.execute(trx)
  return rows[0]
}

/**
 * Gives a session another token: the person has proved again that it is them. It goes on with the password as it is now.
 * @returns when it ends; undefined when it does not hold
 */
export async function replaceToken(db: Db, id: string, tokenHash: Buffer): Promise<Date | undefined> {
  const { rows } = await sql<{ expiresAt: Date }>`
    update session set token_hash = ${tokenHash}, signed_in_at = now(), last_used_at = now(),
      password_epoch = account.password_epoch
    from account where account.id = session.account_id and account.active
      and session.id = ${id} and session.expires_at > now()
    returning session.expires_at`.execute(db)
  return rows[0]?.expiresAt
}

/** All sessions of an account, but one. @returns the ids of those that went */
export async function deleteSessionsOf(
  trx: Transaction<Database>,
  accountId: string,
  except: string | null,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    delete from session where account_id = ${accountId} and id is distinct from ${except}::bigint returning id`.execute(
    trx,
  )
  return rows.map(row => row.id)
}

/** @returns whether it was one of the account's */
export async function deleteSessionOf(trx: Transaction<Database>, accountId: string, id: string): Promise<boolean> {
  const { numAffectedRows } = await sql`delete from session where account_id = ${accountId} and id = ${id}`.execute(trx)
  return numAffectedRows === 1n
}

export interface SessionRow {
  id: string
  userAgent: string
  network: string
  createdAt: Date
  lastUsedAt: Date
}

/** Those that hold, last used first; at most 100. */
export async function listSessionsOf(db: Db, accountId: string): Promise<SessionRow[]> {
  const { rows } = await sql<SessionRow>`
    select session.id, session.user_agent, session.network, session.created_at, session.last_used_at
    from session join account on account.id = session.account_id
    where session.account_id = ${accountId} and ${holds}
    order by session.last_used_at desc, session.id desc limit 100`.execute(db)
  return rows
}

/** A browser is known for so many days after the last sign-in there. */
export async function rememberDevice(db: Db, tokenHash: Buffer, accountId: string, days: number): Promise<void> {
  await sql`
    insert into known_device (token_hash, account_id, expires_at)
    values (${tokenHash}, ${accountId}, now() + make_interval(days => ${days}::int))
    on conflict (token_hash, account_id) do update set expires_at = excluded.expires_at`.execute(db)
}

/** For the accounts that have signed in there: one browser may serve a household. */
export async function listAccountsOfDevice(db: Db, tokenHash: Buffer): Promise<string[]> {
  const { rows } = await sql<{ accountId: string }>`
    select account_id from known_device where token_hash = ${tokenHash} and expires_at > now()`.execute(db)
  return rows.map(row => row.accountId)
}

export async function deleteDevicesOf(db: Db, accountId: string): Promise<void> {
  await sql`delete from known_device where account_id = ${accountId}`.execute(db)
}

export async function deleteExpiredDevices(db: Db): Promise<void> {
  await sql`delete from known_device where expires_at < now()`.execute(db)
}

/** @returns how many went */
export async function deleteExpiredSessions(db: Db): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from session where expires_at < now() or last_used_at < now() - interval '30 days'`.execute(db)
  return Number(numAffectedRows ?? 0)
}
