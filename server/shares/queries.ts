// Every SQL statement about mails with images: who sends them, and who wants none.
import { sql, type Kysely } from 'kysely'
import type { Database } from '../database/tables.ts'

type Db = Kysely<Database>

export interface Sender {
  name: string
  username: string
  email: string
  /** Whether somebody who reads its mail has said that it is theirs. */
  confirmed: boolean
}

/** Undefined for somebody who is suspended, or about to leave. */
export async function findSender(db: Db, accountId: string): Promise<Sender | undefined> {
  const { rows } = await sql<Sender>`
    select name, username, email, email_confirmed_at is not null as confirmed
    from account where id = ${accountId} and active`.execute(db)
  return rows[0]
}

export async function isRefused(db: Db, addressHash: Uint8Array): Promise<boolean> {
  const { rows } = await sql`select from share_refusal where address_hash = ${addressHash}`.execute(db)
  return rows.length > 0
}

export async function insertRefusal(db: Db, addressHash: Uint8Array): Promise<void> {
  await sql`insert into share_refusal (address_hash) values (${addressHash}) on conflict do nothing`.execute(db)
}

export async function deleteRefusal(db: Db, addressHash: Uint8Array): Promise<void> {
  await sql`delete from share_refusal where address_hash = ${addressHash}`.execute(db)
}
