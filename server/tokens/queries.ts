// Every SQL statement about access tokens.
import { sql, type Kysely, type Transaction } from 'kysely'
import type { Database } from '../database/tables.ts'
import { time } from '../database/views.ts'
import type { Scope } from '../policy/requests.ts'
import type { Standing } from '../policy/standing.ts'
import type { TokenView } from '../views.ts'

type Db = Kysely<Database>

export interface NewToken {
  accountId: string
  name: string
  tokenHash: Buffer
  scopes: Scope[]
  /** Null for one that does not end by itself. */
  days: number | null
}

const view = sql.raw<TokenView>(`json_build_object(
  'id', access_token.id::text, 'name', access_token.name, 'scopes', access_token.scopes,
  'createdAt', ${time('access_token.created_at')}, 'lastUsedAt', ${time('access_token.last_used_at')},
  'expiresAt', ${time('access_token.expires_at')})`)

/** Undefined when the person has `most` tokens already. */
export async function insertToken(
  trx: Transaction<Database>,
  { accountId, name, tokenHash, scopes, days }: NewToken,
  most: number,
): Promise<TokenView | undefined> {
  // Two at once would both find room.
  await sql`select from account where id = ${accountId} for update`.execute(trx)
  const { rows } = await sql<{ view: TokenView }>`
    insert into access_token (account_id, name, token_hash, scopes, expires_at)
    select ${accountId}, ${name}, ${tokenHash}, ${scopes}::text[], now() + make_interval(days => ${days}::int)
    where (select count(*) from access_token where account_id = ${accountId}) < ${most}
    returning ${view} as view`.execute(trx)
  return rows[0]?.view
}

/** Newest first; those that have ended too, until they are revoked. */
export async function listTokenViews(db: Db, accountId: string): Promise<TokenView[]> {
  const { rows } = await sql<{ view: TokenView }>`
    select ${view} as view from access_token where account_id = ${accountId} order by id desc`.execute(db)
  return rows.map(row => row.view)
}

/** @returns whether it was there */
export async function deleteToken(trx: Transaction<Database>, accountId: string, id: string): Promise<boolean> {
  const { rows } = await sql`
    delete from access_token where id = ${id}::bigint and account_id = ${accountId} returning id`.execute(trx)
  return rows.length > 0
}

export async function listTokenIds(db: Db, accountId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from access_token where account_id = ${accountId}`.execute(db)
  return rows.map(row => row.id)
}

/** A token holds while its account is active and its time has not run out. */
const holds = sql`(access_token.expires_at is null or access_token.expires_at > now()) and account.active`

export interface HoldingToken {
  id: string
  accountId: string
  scopes: Scope[]
  /** Whether its last use is worth writing down again. */
  stale: boolean
  /** What the account says. */
  language: string | null
}

export async function findTokenByHash(db: Db, tokenHash: Buffer): Promise<HoldingToken | undefined> {
  const { rows } = await sql<HoldingToken>`
    select access_token.id, access_token.account_id, access_token.scopes, account.language,
      coalesce(access_token.last_used_at < now() - interval '1 minute', true) as stale
    from access_token join account on account.id = access_token.account_id
    where access_token.token_hash = ${tokenHash} and ${holds}`.execute(db)
  return rows[0]
}

export async function findTokenStanding(db: Db, id: string): Promise<Standing | undefined> {
  const { rows } = await sql<Standing>`
    select account.role, false as recent from access_token join account on account.id = access_token.account_id
    where access_token.id = ${id}::bigint and ${holds}`.execute(db)
  return rows[0]
}

export async function listHoldingTokens(db: Db, ids: string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select access_token.id from access_token join account on account.id = access_token.account_id
    where access_token.id = any(${ids}::bigint[]) and ${holds}`.execute(db)
  return rows.map(row => row.id)
}

export async function touchToken(db: Db, id: string): Promise<void> {
  await sql`update access_token set last_used_at = now() where id = ${id}::bigint`.execute(db)
}

export async function findTokenMaker(db: Db, accountId: string): Promise<{ name: string; email: string }> {
  return db.selectFrom('account').select(['name', 'email']).where('id', '=', accountId).executeTakeFirstOrThrow()
}
