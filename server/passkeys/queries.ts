// Every SQL statement about passkeys.
import { sql, type Kysely, type Transaction } from 'kysely'
import type { Database } from '../database/tables.ts'
import { time } from '../database/views.ts'
import type { PasskeyView } from '../views.ts'

type Db = Kysely<Database>
type Trx = Transaction<Database>

/** Minutes for which a challenge may be answered. */
const minutes = 5

/** @param accountId whose new passkey it is for; null for signing in */
export async function insertChallenge(db: Db, challenge: string, accountId: string | null): Promise<void> {
  await sql`
    insert into passkey_challenge (challenge, account_id, expires_at)
    values (${challenge}, ${accountId}, now() + make_interval(mins => ${sql.lit(minutes)}))`.execute(db)
}

/** It is answered once, whether or not the answer is right. @returns whether it was there, for the same account or for signing in */
export async function takeChallenge(db: Db, challenge: string, accountId: string | null): Promise<boolean> {
  const { rows } = await sql`
    delete from passkey_challenge
    where challenge = ${challenge} and account_id is not distinct from ${accountId}::bigint and expires_at > now()
    returning true`.execute(db)
  return rows.length > 0
}

/** @returns how many went */
export async function deleteExpiredChallenges(db: Db): Promise<number> {
  const { numAffectedRows } = await sql`delete from passkey_challenge where expires_at < now()`.execute(db)
  return Number(numAffectedRows ?? 0)
}

const view =
  sql.raw<PasskeyView>(`json_build_object('id', passkey.id::text, 'name', passkey.name, 'synced', passkey.synced,
  'createdAt', ${time('passkey.created_at')}, 'lastUsedAt', ${time('passkey.last_used_at')})`)

/** Oldest first. */
export async function listPasskeyViews(db: Db, accountId: string): Promise<PasskeyView[]> {
  const { rows } = await sql<{ view: PasskeyView }>`
    select ${view} as view from passkey where account_id = ${accountId} order by id`.execute(db)
  return rows.map(row => row.view)
}

export interface Credential {
  credentialId: Uint8Array
  transports: string[]
}

export async function listCredentials(db: Db, accountId: string): Promise<Credential[]> {
  return db.selectFrom('passkey').select(['credentialId', 'transports']).where('accountId', '=', accountId).execute()
}

export interface NewPasskey {
  accountId: string
  credentialId: Buffer
  publicKey: Buffer
  counter: number
  transports: string[]
  name: string
  synced: boolean
}

/** Undefined when the account has `most` of them, or this one is known already. */
export async function insertPasskey(trx: Trx, passkey: NewPasskey, most: number): Promise<PasskeyView | undefined> {
  // Two at once would both find room.
  await lockAccount(trx, passkey.accountId)
  const { accountId, credentialId, publicKey, counter, transports, name, synced } = passkey
  const { rows } = await sql<{ view: PasskeyView }>`
    insert into passkey (account_id, credential_id, public_key, counter, transports, name, synced)
    select ${accountId}::bigint, ${credentialId}::bytea, ${publicKey}::bytea, ${counter}::bigint, ${transports}::text[], ${name}, ${synced}
    where (select count(*) from passkey where account_id = ${accountId}) < ${most}
    on conflict do nothing returning ${view} as view`.execute(trx)
  return rows[0]?.view
}

export interface StoredPasskey {
  id: string
  accountId: string
  publicKey: Uint8Array
}

export async function findPasskey(db: Db, credentialId: Buffer): Promise<StoredPasskey | undefined> {
  return db
    .selectFrom('passkey')
    .select(['id', 'accountId', 'publicKey'])
    .where('credentialId', '=', credentialId)
    .executeTakeFirst()
}

/** @returns false when the authenticator has counted no further than the last time: there may be two of it */
export async function takeCount(db: Db, id: string, counter: number): Promise<boolean> {
  const { rows } = await sql`
    update passkey set counter = ${counter}, last_used_at = now()
    where id = ${id} and (counter < ${counter}::bigint or (counter = 0 and ${counter}::bigint = 0)) returning true`.execute(
    db,
  )
  return rows.length > 0
}

/** @returns the view; undefined when the account has no such passkey */
export async function updateName(trx: Trx, accountId: string, id: string, name: string) {
  const { rows } = await sql<{ view: PasskeyView }>`
    update passkey set name = ${name} where id = ${id} and account_id = ${accountId} returning ${view} as view`.execute(
    trx,
  )
  return rows[0]?.view
}

export interface OtherWays {
  password: boolean
  identities: number
  passkeys: number
}

/**
 * How else somebody gets in than by this passkey. Nobody takes one of them away until the transaction ends.
 * @param providers that are configured: an identity at another lets nobody in
 */
export async function countOtherWays(trx: Trx, accountId: string, id: string, providers: string[]): Promise<OtherWays> {
  await lockAccount(trx, accountId)
  const { rows } = await sql<OtherWays>`
    select password_hash is not null as password,
      (select count(*)::int from identity
        where identity.account_id = account.id and identity.provider = any(${providers}::text[])) as identities,
      (select count(*)::int from passkey where passkey.account_id = account.id and passkey.id <> ${id}) as passkeys
    from account where id = ${accountId}`.execute(trx)
  return rows[0]!
}

/** @returns its name; undefined when the account has no such passkey */
export async function deletePasskey(trx: Trx, accountId: string, id: string): Promise<string | undefined> {
  const { rows } = await sql<{ name: string }>`
    delete from passkey where id = ${id} and account_id = ${accountId} returning name`.execute(trx)
  return rows[0]?.name
}

export async function hasPasskey(trx: Trx, accountId: string, id: string): Promise<boolean> {
  const { rows } = await sql`select from passkey where id = ${id} and account_id = ${accountId}`.execute(trx)
  return rows.length > 0
}

export interface Owner {
  username: string
  name: string
  email: string | null
}

export async function findOwner(db: Db, accountId: string): Promise<Owner | undefined> {
  return db.selectFrom('account').select(['username', 'name', 'email']).where('id', '=', accountId).executeTakeFirst()
}

async function lockAccount(trx: Trx, accountId: string): Promise<void> {
  await sql`select from account where id = ${accountId} for update`.execute(trx)
}
