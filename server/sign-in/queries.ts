// Every SQL statement about signing in.
import { sql, type Kysely } from 'kysely'
import type { Database } from '../database/tables.ts'

type Db = Kysely<Database>

export interface Login {
  id: string
  /** Null for whoever comes by a provider or a passkey alone. */
  passwordHash: string | null
  /** Counts its passwords: what was proved with one is worth nothing once there is another. */
  passwordEpoch: number
}

/** By username or e-mail; a username has no @. */
export async function findLogin(db: Db, login: string): Promise<Login | undefined> {
  const column = login.includes('@') ? sql`email` : sql`username`
  const { rows } = await sql<Login>`
    select id, password_hash, password_epoch from account where lower(${column}) = lower(${login})`.execute(db)
  return rows[0]
}

export async function findPasswordHash(db: Db, accountId: string): Promise<string | null> {
  const { rows } = await sql<{ passwordHash: string | null }>`
    select password_hash from account where id = ${accountId}`.execute(db)
  return rows[0]?.passwordHash ?? null
}

/** The same password, hashed anew; not when it has been changed meanwhile. */
export async function replaceHash(db: Db, accountId: string, before: string, passwordHash: string): Promise<void> {
  await sql`
    update account set password_hash = ${passwordHash}
    where id = ${accountId} and password_hash = ${before}`.execute(db)
}

export interface Admission {
  suspended: boolean
  suspendedFor: string | null
  /** Its owner wants it gone, and can still come back. */
  leaving: boolean
}

export async function findAdmission(db: Db, accountId: string): Promise<Admission | undefined> {
  const { rows } = await sql<Admission>`
    select suspended_at is not null as suspended, suspended_for, delete_at is not null as leaving
    from account where id = ${accountId} and (delete_at is null or delete_at > now())`.execute(db)
  return rows[0]
}
