// Every SQL statement about accounts.
import { sql, type Kysely, type Transaction } from 'kysely'
import type { Database } from '../database/tables.ts'
import { accountView, accountViewFor } from '../database/views.ts'
import type { AccountView, OwnAccountView } from '../views.ts'

type Db = Kysely<Database>

export interface NewAccount {
  username: string
  email: string
  name: string
  passwordHash: string
}

/** Undefined when the username or the e-mail is taken. Whoever is here first runs the instance. */
export async function insertAccount(trx: Transaction<Database>, account: NewAccount): Promise<string | undefined> {
  const row = await trx
    .insertInto('account')
    .values({
      ...account,
      role: sql`case when exists (select from account) then 'person' else 'administrator' end`,
    })
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id
}

export async function listTaken(
  db: Db,
  username: string,
  email: string,
): Promise<{ username: boolean; email: boolean }> {
  const { rows } = await sql<{ username: boolean; email: boolean }>`
    select exists (select from account where lower(username) = lower(${username})) as username,
      exists (select from account where lower(email) = lower(${email})) as email`.execute(db)
  return rows[0]!
}

export interface Login {
  id: string
  /** Null for whoever comes by a provider or a passkey alone. */
  passwordHash: string | null
  active: boolean
}

/** By username or e-mail; a username has no @. */
export async function findLogin(db: Db, login: string): Promise<Login | undefined> {
  const { rows } = login.includes('@')
    ? await sql<Login>`select id, password_hash, active from account where lower(email) = lower(${login})`.execute(db)
    : await sql<Login>`select id, password_hash, active from account where lower(username) = lower(${login})`.execute(
        db,
      )
  return rows[0]
}

export async function findOwnView(db: Db, id: string): Promise<OwnAccountView | undefined> {
  const { rows } = await sql<{ view: AccountView; email: string; saveDelay: number }>`
    select ${accountView} as view, email, save_delay from account where id = ${id}`.execute(db)
  if (!rows[0]) return undefined
  const { view, email, saveDelay } = rows[0]
  return { ...view, email, saveDelay }
}

export async function updateAccount(
  trx: Transaction<Database>,
  id: string,
  changes: { saveDelay?: number },
): Promise<void> {
  await trx.updateTable('account').set(changes).where('id', '=', id).execute()
}

export type AccountSeen = AccountView & { followedByMe: boolean }

export async function findAccount(
  db: Db,
  name: string,
  viewerId: string | null,
): Promise<{ id: string; view: AccountSeen } | undefined> {
  const { rows } = await sql<{ id: string; view: AccountSeen }>`
    select id, ${accountViewFor(viewerId)} as view from account
    where lower(username) = lower(${name}) and active`.execute(db)
  return rows[0]
}

/** Newest first. */
export async function listAccountRows(
  db: Db,
  { before, limit, viewerId }: { before: string; limit: number; viewerId: string | null },
): Promise<{ id: string; view: AccountSeen }[]> {
  const { rows } = await sql<{ id: string; view: AccountSeen }>`
    select id, ${accountViewFor(viewerId)} as view from account
    where id < ${before}::bigint and active order by id desc limit ${sql.lit(limit)}`.execute(db)
  return rows
}

/** @returns the username; undefined when the account had this photo already */
export async function updatePhoto(
  trx: Transaction<Database>,
  id: string,
  photo: string | null,
): Promise<string | undefined> {
  const row = await trx
    .updateTable('account')
    .set({ photo })
    .where('id', '=', id)
    .where('photo', 'is distinct from', photo)
    .returning('username')
    .executeTakeFirst()
  return row?.username
}
