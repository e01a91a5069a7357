// Every SQL statement about accounts.
import { sql, type Kysely, type Transaction } from 'kysely'
import type { Database } from '../database/tables.ts'
import { time, accountView, accountViewFor } from '../database/views.ts'
import { accountReachable, accountVisible, contentVisible } from '../policy/visible.ts'
import type { AccountSeenView, AccountView, OwnAccountView } from '../views.ts'

type Db = Kysely<Database>

export interface NewAccount {
  username: string
  email: string
  name: string
  /** Null for whoever comes by a provider or a passkey alone. */
  passwordHash: string | null
  /** When a provider vouches for the e-mail. */
  emailConfirmedAt?: Date
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

export async function findOwnView(db: Db, id: string): Promise<OwnAccountView | undefined> {
  const { rows } = await sql<{ view: AccountView } & Omit<OwnAccountView, keyof AccountView>>`
    select ${accountView} as view, role, email, save_delay, to_char(born_on, 'YYYY-MM-DD') as born_on, language, time_zone,
      case when restored_at > now() - interval '5 minutes' then ${sql.raw(time('restored_at'))} end as restored_at,
      email_confirmed_at is not null as email_confirmed, (select email_change.email from email_change
        where email_change.account_id = account.id and email_change.expires_at > now()) as new_email, password_hash is not null as has_password
    from account where id = ${id}`.execute(db)
  if (!rows[0]) return undefined
  const { view, ...own } = rows[0]
  return { ...view, ...own }
}

/** @returns the username */
export async function updateAccount(
  trx: Transaction<Database>,
  id: string,
  changes: Partial<
    Pick<OwnAccountView, 'saveDelay' | 'name' | 'bio' | 'site' | 'private' | 'bornOn' | 'language' | 'timeZone'>
  >,
): Promise<{ username: string }> {
  return trx.updateTable('account').set(changes).where('id', '=', id).returning('username').executeTakeFirstOrThrow()
}

export interface AccountFound {
  id: string
  view: AccountSeenView
  /** Whether the viewer may see what it shows. */
  shown: boolean
}

/** Also whom the viewer has blocked. */
export async function findAccount(db: Db, name: string, viewerId: string | null): Promise<AccountFound | undefined> {
  const { rows } = await sql<AccountFound>`
    select id, ${accountViewFor(viewerId)} as view, ${contentVisible(viewerId)} as shown from account
    where lower(username) = lower(${name}) and ${accountReachable(viewerId)}`.execute(db)
  return rows[0]
}

/** Newest first. */
export async function listAccountRows(
  db: Db,
  { before, limit, viewerId }: { before: string; limit: number; viewerId: string | null },
): Promise<{ id: string; view: AccountSeenView }[]> {
  const { rows } = await sql<{ id: string; view: AccountSeenView }>`
    select id, ${accountViewFor(viewerId)} as view from account
    where id < ${before}::bigint and ${accountVisible(viewerId)} order by id desc limit ${sql.lit(limit)}`.execute(db)
  return rows
}

/** Whoever it is, seen or not. */
export async function findIdentifier(db: Db, name: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select id from account where lower(username) = lower(${name})`.execute(db)
  return rows[0]?.id
}

export async function findUsername(db: Db, id: string): Promise<string | undefined> {
  const row = await db.selectFrom('account').select('username').where('id', '=', id).executeTakeFirst()
  return row?.username
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
