// Every SQL statement about mailed links, changes of the e-mail, and passwords.
import { sql, type Kysely, type Transaction } from 'kysely'
import type { Database } from '../database/tables.ts'

type Db = Kysely<Database>
type Trx = Transaction<Database>

export type Purpose = 'confirm-email' | 'change-at-old' | 'change-at-new' | 'reset-password'

export interface LinkRow {
  accountId: string
  purpose: Purpose
  /** Where it was sent; '' for a link that was handed over. */
  email: string
}

/** Takes the place of the account's last link of this purpose. */
export async function insertLink(
  db: Db,
  { tokenHash, minutes, accountId, purpose, email }: LinkRow & { tokenHash: Buffer; minutes: number },
): Promise<void> {
  await sql`
    insert into mailed_link (token_hash, account_id, purpose, email, expires_at)
    values (${tokenHash}, ${accountId}, ${purpose}, ${email}, now() + make_interval(mins => ${minutes}::int))
    on conflict (account_id, purpose) do update
    set token_hash = excluded.token_hash, email = excluded.email, expires_at = excluded.expires_at`.execute(db)
}

export async function findLink(db: Db, tokenHash: Buffer): Promise<LinkRow | undefined> {
  const { rows } = await sql<LinkRow>`
    select account_id, purpose, email from mailed_link
    where token_hash = ${tokenHash} and expires_at > now()`.execute(db)
  return rows[0]
}

/** Whoever is first takes it; nobody else can. */
export async function takeLink(trx: Trx, tokenHash: Buffer): Promise<LinkRow | undefined> {
  const { rows } = await sql<LinkRow>`
    delete from mailed_link where token_hash = ${tokenHash} and expires_at > now()
    returning account_id, purpose, email`.execute(trx)
  return rows[0]
}

export async function deleteLinks(trx: Trx, accountId: string, purposes: Purpose[]): Promise<void> {
  await sql`delete from mailed_link where account_id = ${accountId} and purpose = any(${purposes}::text[])`.execute(trx)
}

export async function deleteExpiredLinks(db: Db): Promise<void> {
  await sql`delete from mailed_link where expires_at < now()`.execute(db)
  await sql`delete from email_change where expires_at < now()`.execute(db)
}

export interface Holder {
  id: string
  username: string
  name: string
  email: string
  emailConfirmed: boolean
  passwordHash: string | null
  suspended: boolean
}

const holder = sql`id, username, name, email, email_confirmed_at is not null as email_confirmed, password_hash,
  suspended_at is not null as suspended`

export async function findHolder(db: Db, accountId: string): Promise<Holder | undefined> {
  const { rows } = await sql<Holder>`select ${holder} from account where id = ${accountId}`.execute(db)
  return rows[0]
}

/** By username or e-mail; a username has no @. */
export async function findHolderByLogin(db: Db, login: string): Promise<Holder | undefined> {
  const column = login.includes('@') ? sql`email` : sql`username`
  const { rows } = await sql<Holder>`
    select ${holder} from account where lower(${column}) = lower(${login})`.execute(db)
  return rows[0]
}

export async function isEmailTaken(db: Db, email: string): Promise<boolean> {
  const { rows } = await sql`select from account where lower(email) = lower(${email})`.execute(db)
  return rows.length > 0
}

export async function confirmEmail(trx: Trx, accountId: string, email: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update account set email_confirmed_at = now()
    where id = ${accountId} and lower(email) = lower(${email}) and email_confirmed_at is null`.execute(trx)
  return numAffectedRows === 1n
}

export interface NewEmailChange {
  accountId: string
  email: string
  /** Nobody at the old address has to. */
  oldAgreed: boolean
  minutes: number
}

/** Takes the place of the one before. */
export async function insertEmailChange(
  trx: Trx,
  { accountId, email, oldAgreed, minutes }: NewEmailChange,
): Promise<void> {
  await sql`
    insert into email_change (account_id, email, old_agreed, expires_at)
    values (${accountId}, ${email}, ${oldAgreed}, now() + make_interval(mins => ${minutes}::int))
    on conflict (account_id) do update set email = excluded.email, old_agreed = excluded.old_agreed,
      new_agreed = false, expires_at = excluded.expires_at`.execute(trx)
}

/** The address that is to be the new one; undefined when none is. */
export async function findEmailChange(db: Db, accountId: string): Promise<string | undefined> {
  const { rows } = await sql<{ email: string }>`
    select email from email_change where account_id = ${accountId} and expires_at > now()`.execute(db)
  return rows[0]?.email
}

/** One of both has agreed. @returns undefined when no change is under way */
export async function agreeToChange(
  trx: Trx,
  accountId: string,
  end: 'old' | 'new',
): Promise<{ email: string; agreed: boolean } | undefined> {
  const { rows } = await sql<{ email: string; agreed: boolean }>`
    update email_change set old_agreed = old_agreed or ${end === 'old'}, new_agreed = new_agreed or ${end === 'new'}
    where account_id = ${accountId} and expires_at > now()
    returning email, old_agreed and new_agreed as agreed`.execute(trx)
  return rows[0]
}

export async function deleteEmailChange(trx: Trx, accountId: string): Promise<boolean> {
  const { numAffectedRows } = await sql`delete from email_change where account_id = ${accountId}`.execute(trx)
  return numAffectedRows === 1n
}

/** @throws 23505 when somebody else has it by now */
export async function updateEmail(trx: Trx, accountId: string, email: string): Promise<void> {
  await sql`update account set email = ${email}, email_confirmed_at = now() where id = ${accountId}`.execute(trx)
}

/** What lets somebody in without the password. The second factor stays: it lets nobody in by itself. */
export async function deleteOtherWays(trx: Trx, accountId: string): Promise<void> {
  await trx.deleteFrom('passkey').where('accountId', '=', accountId).execute()
  await trx.deleteFrom('identity').where('accountId', '=', accountId).execute()
  await trx.deleteFrom('accessToken').where('accountId', '=', accountId).execute()
}

/** Locks the account until the end of the transaction. */
export async function isPasswordStill(trx: Trx, accountId: string, passwordHash: string | null): Promise<boolean> {
  const { rows } = await sql`
    select from account where id = ${accountId} and password_hash is not distinct from ${passwordHash} for update`.execute(
    trx,
  )
  return rows.length > 0
}

/** Ends what was begun with the one before; the session goes on, where one is given. */
export async function updatePassword(
  trx: Trx,
  accountId: string,
  passwordHash: string,
  sessionId: string | null,
): Promise<void> {
  await sql`
    update account set password_hash = ${passwordHash}, password_epoch = password_epoch + 1
    where id = ${accountId}`.execute(trx)
  await sql`
    update session set password_epoch = account.password_epoch from account
    where account.id = session.account_id and session.account_id = ${accountId} and session.id = ${sessionId}`.execute(
    trx,
  )
}
