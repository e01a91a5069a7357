// Every SQL statement about blocks and mutes.
import { sql, type Kysely, type Transaction } from 'kysely'
import type { Database } from '../database/tables.ts'
import { accountRef } from '../database/views.ts'
import { accountVisible } from '../policy/visible.ts'
import type { AccountRef } from '../views.ts'

type Db = Kysely<Database>
type Trx = Transaction<Database>

/** @returns whether it was not there before */
export async function insertBlock(trx: Trx, blockerId: string, blockedId: string): Promise<boolean> {
  const { rows } = await sql`
    insert into block (blocker_id, blocked_id) values (${blockerId}, ${blockedId})
    on conflict (blocker_id, blocked_id) do nothing returning id`.execute(trx)
  return rows.length > 0
}

/** @returns whether it was there */
export async function deleteBlock(trx: Trx, blockerId: string, blockedId: string): Promise<boolean> {
  const { rows } = await sql`
    delete from block where blocker_id = ${blockerId} and blocked_id = ${blockedId} returning id`.execute(trx)
  return rows.length > 0
}

/** @returns whether it was not there before */
export async function insertMute(trx: Trx, muterId: string, mutedId: string): Promise<boolean> {
  const { rows } = await sql`
    insert into mute (muter_id, muted_id) values (${muterId}, ${mutedId})
    on conflict (muter_id, muted_id) do nothing returning id`.execute(trx)
  return rows.length > 0
}

/** @returns whether it was there */
export async function deleteMute(trx: Trx, muterId: string, mutedId: string): Promise<boolean> {
  const { rows } = await sql`
    delete from mute where muter_id = ${muterId} and muted_id = ${mutedId} returning id`.execute(trx)
  return rows.length > 0
}

export async function findUsername(db: Db, accountId: string): Promise<string> {
  const { rows } = await sql<{ username: string }>`select username from account where id = ${accountId}`.execute(db)
  return rows[0]!.username
}

/** One whom an account has blocked. */
export async function findBlockedId(db: Db, blockerId: string, username: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select account.id from account join block on block.blocked_id = account.id
    where lower(username) = lower(${username}) and block.blocker_id = ${blockerId} and account.active`.execute(db)
  return rows[0]?.id
}

/** Who has blocked an account. */
export async function listBlockerIds(db: Db, blockedId: string): Promise<string[]> {
  const { rows } = await sql<{
    id: string
  }>`select blocker_id as id from block where blocked_id = ${blockedId}`.execute(db)
  return rows.map(row => row.id)
}

interface PageOf {
  accountId: string
  before: string
  limit: number
}

/** Whom an account has blocked and who is still here, newest first. */
export async function listBlockedRows(
  db: Db,
  { accountId, before, limit }: PageOf,
): Promise<{ id: string; view: AccountRef }[]> {
  const { rows } = await sql<{ id: string; view: AccountRef }>`
    select block.id, ${accountRef} as view from block join account on account.id = block.blocked_id
    where block.blocker_id = ${accountId} and block.id < ${before}::bigint and account.active
    order by block.id desc limit ${sql.lit(limit)}`.execute(db)
  return rows
}

/** Whom an account has muted and who is still here for it, newest first. */
export async function listMutedRows(
  db: Db,
  { accountId, before, limit }: PageOf,
): Promise<{ id: string; view: AccountRef }[]> {
  const { rows } = await sql<{ id: string; view: AccountRef }>`
    select mute.id, ${accountRef} as view from mute join account on account.id = mute.muted_id
    where mute.muter_id = ${accountId} and mute.id < ${before}::bigint and ${accountVisible(accountId)}
    order by mute.id desc limit ${sql.lit(limit)}`.execute(db)
  return rows
}
