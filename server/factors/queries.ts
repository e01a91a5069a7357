// Every SQL statement about second factors.
import { sql, type Kysely, type Transaction } from 'kysely'
import type { Database } from '../database/tables.ts'

type Db = Kysely<Database>
type Trx = Transaction<Database>

export interface TwoFactor {
  secret: Uint8Array
  enabledAt: Date | null
}

export async function findTwoFactor(db: Db, accountId: string): Promise<TwoFactor | undefined> {
  return db
    .selectFrom('twoFactor')
    .select(['secret', 'enabledAt'])
    .where('accountId', '=', accountId)
    .executeTakeFirst()
}

/** A secret that is not in use yet takes the place of the one before. @returns false when one is in use */
export async function insertSecret(db: Db, accountId: string, secret: Buffer): Promise<boolean> {
  const { rows } = await sql`
    insert into two_factor (account_id, secret) values (${accountId}, ${secret})
    on conflict (account_id) do update set secret = excluded.secret, last_step = 0 where two_factor.enabled_at is null
    returning true`.execute(db)
  return rows.length > 0
}

/** @returns false when a code of this half minute, or of a later one, has been taken already */
export async function takeStep(db: Db, accountId: string, step: number): Promise<boolean> {
  const { rows } = await sql`
    update two_factor set last_step = ${step} where account_id = ${accountId} and last_step < ${step}
    returning true`.execute(db)
  return rows.length > 0
}

export async function enableTwoFactor(trx: Trx, accountId: string): Promise<void> {
  await sql`update two_factor set enabled_at = now() where account_id = ${accountId}`.execute(trx)
}

/** @returns false when there was none in use */
export async function deleteTwoFactor(trx: Trx, accountId: string): Promise<boolean> {
  await sql`delete from recovery_code where account_id = ${accountId}`.execute(trx)
  await sql`delete from second_step where account_id = ${accountId}`.execute(trx)
  const { rows } = await sql<{ enabled: boolean }>`
    delete from two_factor where account_id = ${accountId} returning enabled_at is not null as enabled`.execute(trx)
  return rows[0]?.enabled ?? false
}

/** These instead of whatever there was. */
export async function replaceRecoveryCodes(trx: Trx, accountId: string, hashes: Buffer[]): Promise<void> {
  await sql`delete from recovery_code where account_id = ${accountId}`.execute(trx)
  await trx
    .insertInto('recoveryCode')
    .values(hashes.map(codeHash => ({ accountId, codeHash })))
    .execute()
}

/** @returns whether it was there: a code is good for once */
export async function deleteRecoveryCode(db: Db, accountId: string, codeHash: Buffer): Promise<boolean> {
  const { rows } = await sql`
    delete from recovery_code where account_id = ${accountId} and code_hash = ${codeHash} returning true`.execute(db)
  return rows.length > 0
}

export async function countRecoveryCodes(db: Db, accountId: string): Promise<number> {
  const { rows } = await sql<{ left: number }>`
    select count(*)::int as left from recovery_code where account_id = ${accountId}`.execute(db)
  return rows[0]!.left
}

export interface NewStep {
  accountId: string
  tokenHash: Buffer
  minutes: number
  /** Of the password that was given; absent for another way in. */
  passwordEpoch: number | undefined
}

/** @returns whether the account has a passkey, too */
export async function insertSecondStep(
  db: Db,
  { accountId, tokenHash, minutes, passwordEpoch }: NewStep,
): Promise<{ passkey: boolean; recovery: boolean }> {
  const { rows } = await sql<{ passkey: boolean; recovery: boolean }>`
    insert into second_step (token_hash, account_id, password_epoch, expires_at)
    select ${tokenHash}, id, coalesce(${passwordEpoch ?? null}::int, password_epoch), now() + make_interval(mins => ${minutes}::int)
    from account where id = ${accountId}
    returning exists (select from passkey where passkey.account_id = second_step.account_id) as passkey,
      exists (select from recovery_code where recovery_code.account_id = second_step.account_id) as recovery`.execute(
    db,
  )
  return rows[0]!
}

/** What has been proved already. */
export interface FirstStep {
  accountId: string
  passwordEpoch: number
}

/** Counts a try before it is made, so that many at once are not more than one after the other. Undefined when none is left. */
export async function takeTry(db: Db, tokenHash: Buffer, most: number): Promise<FirstStep | undefined> {
  const { rows } = await sql<FirstStep>`
    update second_step set wrong = wrong + 1 from account
    where token_hash = ${tokenHash} and wrong < ${most} and expires_at > now()
      and account.id = second_step.account_id and account.password_epoch = second_step.password_epoch
    returning second_step.account_id, second_step.password_epoch`.execute(db)
  return rows[0]
}

/** @returns false when another request has finished it */
export async function deleteSecondStep(db: Db, tokenHash: Buffer): Promise<boolean> {
  const { rows } = await sql`delete from second_step where token_hash = ${tokenHash} returning true`.execute(db)
  return rows.length > 0
}

/** @returns how many went */
export async function deleteExpiredSteps(db: Db): Promise<number> {
  const { numAffectedRows } = await sql`delete from second_step where expires_at < now()`.execute(db)
  return Number(numAffectedRows ?? 0)
}

export interface Owner {
  username: string
  name: string
  email: string | null
}

export async function findOwner(db: Db, accountId: string): Promise<Owner | undefined> {
  return db.selectFrom('account').select(['username', 'name', 'email']).where('id', '=', accountId).executeTakeFirst()
}

/** The key of this name; the one that is given when there is none yet. */
export async function findOrInsertKey(db: Db, name: string, key: Buffer): Promise<Uint8Array> {
  await sql`insert into instance_key (name, key) values (${name}, ${key}) on conflict do nothing`.execute(db)
  const { rows } = await sql<{ key: Uint8Array }>`select key from instance_key where name = ${name}`.execute(db)
  return rows[0]!.key
}
