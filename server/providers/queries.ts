// Every SQL statement about identities at providers, and about who is on the way to and from them.
import { sql, type Kysely, type Transaction } from 'kysely'
import type { Database } from '../database/tables.ts'
import { time } from '../database/views.ts'
import type { IdentityView } from '../protocol-providers.ts'

type Db = Kysely<Database>
type Trx = Transaction<Database>

export type Purpose = 'sign-in' | 'link' | 'confirm'

export interface Attempt {
  stateHash: Buffer
  browserHash: Buffer
  provider: string
  purpose: Purpose
  nonce: string
  codeVerifier: string
  /** Of whoever links or confirms. */
  sessionId: string | null
  /** The code that a newcomer has brought. */
  invitation: string | null
  thenPath: string
}

export async function insertAttempt(db: Db, attempt: Attempt, minutes: number): Promise<void> {
  await db
    .insertInto('providerAttempt')
    .values({ ...attempt, expiresAt: inMinutes(minutes) })
    .execute()
}

/** Only once, and only for the browser and the provider that it was begun with. */
export async function takeAttempt(
  db: Db,
  key: Pick<Attempt, 'stateHash' | 'browserHash' | 'provider'>,
): Promise<(Attempt & { beganAt: Date }) | undefined> {
  const { rows } = await sql<Attempt & { beganAt: Date }>`
    delete from provider_attempt where state_hash = ${key.stateHash} and browser_hash = ${key.browserHash}
      and provider = ${key.provider} and expires_at > now()
    returning *`.execute(db)
  return rows[0]
}

/** What a provider says about somebody, as far as it can be used. */
export interface Profile {
  email: string | null
  /** Whether the provider has verified that the e-mail is theirs: only then does it count for anything. */
  emailVerified: boolean
  name: string | null
  username: string | null
  /** The address of a photo. */
  picture: string | null
}

export interface Arrival {
  browserHash: Buffer
  provider: string
  issuer: string
  subject: string
  profile: Profile
  /** Of the account to which it may be linked. */
  accountId: string | null
  thenPath: string
}

export async function keepArrival(db: Db, arrival: Arrival, minutes: number): Promise<void> {
  const row = { ...arrival, profile: JSON.stringify(arrival.profile), expiresAt: inMinutes(minutes) }
  await db
    .insertInto('providerArrival')
    .values(row)
    .onConflict(conflict => conflict.column('browserHash').doUpdateSet(row))
    .execute()
}

export async function findArrival(db: Db, browserHash: Buffer): Promise<Arrival | undefined> {
  const { rows } = await sql<Arrival>`
    select * from provider_arrival where browser_hash = ${browserHash} and expires_at > now()`.execute(db)
  return rows[0]
}

/** @returns false when somebody else was quicker to use it */
export async function deleteArrival(db: Db, browserHash: Buffer): Promise<boolean> {
  const { numAffectedRows } = await sql`
    delete from provider_arrival where browser_hash = ${browserHash} and expires_at > now()`.execute(db)
  return numAffectedRows === 1n
}

export async function deleteExpired(db: Db): Promise<void> {
  await sql`delete from provider_attempt where expires_at < now()`.execute(db)
  await sql`delete from provider_arrival where expires_at < now()`.execute(db)
}

const inMinutes = (minutes: number) => sql<Date>`now() + make_interval(mins => ${minutes}::int)`

export interface NewIdentity {
  accountId: string
  issuer: string
  subject: string
  provider: string
  label: string
}

/** @returns whose it is now: another account's when it was linked before */
export async function insertIdentity(trx: Trx, identity: NewIdentity): Promise<{ accountId: string; isNew: boolean }> {
  const { rows } = await sql<{ accountId: string; isNew: boolean }>`
    insert into identity (account_id, issuer, subject, provider, label)
    values (${identity.accountId}, ${identity.issuer}, ${identity.subject}, ${identity.provider}, ${identity.label})
    on conflict (issuer, subject) do update set last_used_at = identity.last_used_at
    returning account_id, xmax = 0 as is_new`.execute(trx)
  return rows[0]!
}

export async function findIdentity(
  db: Db,
  { issuer, subject }: { issuer: string; subject: string },
): Promise<{ id: string; accountId: string } | undefined> {
  const { rows } = await sql<{ id: string; accountId: string }>`
    select id, account_id from identity where issuer = ${issuer} and subject = ${subject}`.execute(db)
  return rows[0]
}

export async function touchIdentity(db: Db, id: string, provider: string): Promise<void> {
  await sql`update identity set last_used_at = now(), provider = ${provider} where id = ${id}`.execute(db)
}

/** In the order in which they were linked; `provider` is still the name in the configuration. */
export async function listIdentityRows(db: Db, accountId: string): Promise<IdentityView[]> {
  const { rows } = await sql<{ view: IdentityView }>`
    select json_build_object('id', id::text, 'provider', provider, 'label', label,
      'linkedAt', ${sql.raw(time('linked_at'))}, 'lastUsedAt', ${sql.raw(time('last_used_at'))}) as view
    from identity where account_id = ${accountId} order by id`.execute(db)
  return rows.map(row => row.view)
}

/** @returns the name of the provider; undefined when it is not the account's */
export async function deleteIdentity(trx: Trx, accountId: string, id: string): Promise<string | undefined> {
  const { rows } = await sql<{ provider: string }>`
    delete from identity where id = ${id} and account_id = ${accountId} returning provider`.execute(trx)
  return rows[0]?.provider
}

/** The e-mail of an account, until the end of the transaction for us alone: nobody else removes a way in meanwhile. */
export async function lockAccount(trx: Trx, accountId: string): Promise<{ email: string } | undefined> {
  const { rows } = await sql<{ email: string }>`
    select email from account where id = ${accountId} for update`.execute(trx)
  return rows[0]
}

/** Whether somebody can still sign in: by a password, a passkey, or one of the providers that are configured. */
export async function hasWayIn(trx: Trx, accountId: string, providers: string[]): Promise<boolean> {
  const { rows } = await sql<{ has: boolean }>`
    select password_hash is not null
      or exists (select from passkey where passkey.account_id = account.id)
      or exists (select from identity where identity.account_id = account.id and provider = any(${providers}::text[])) as has
    from account where id = ${accountId}`.execute(trx)
  return rows[0]!.has
}

export async function findAccountByEmail(
  db: Db,
  email: string,
): Promise<{ id: string; confirmed: boolean; active: boolean } | undefined> {
  const { rows } = await sql<{ id: string; confirmed: boolean; active: boolean }>`
    select id, email_confirmed_at is not null as confirmed, active from account
    where lower(email) = lower(${email})`.execute(db)
  return rows[0]
}
