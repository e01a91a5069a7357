// Every SQL statement about how people want to be told.
import { sql, type Kysely, type Transaction } from 'kysely'
import type { Database } from '../database/tables.ts'
import type { DigestInterval, PreferenceView } from '../protocol.ts'

type Db = Kysely<Database>
type Trx = Transaction<Database>

/** Only those that have been set. */
export async function listPreferences(db: Db, accountId: string): Promise<PreferenceView[]> {
  const { rows } = await sql<PreferenceView>`
    select kind, app, digest, push from notification_preference where account_id = ${accountId}`.execute(db)
  return rows
}

export async function upsertPreference(
  trx: Trx,
  accountId: string,
  { kind, app, digest, push }: PreferenceView,
): Promise<void> {
  await sql`
    insert into notification_preference (account_id, kind, app, digest, push)
    values (${accountId}, ${kind}, ${app}, ${digest}, ${push})
    on conflict (account_id, kind) do update set app = excluded.app, digest = excluded.digest, push = excluded.push`.execute(
    trx,
  )
}

export async function findDigest(db: Db, accountId: string): Promise<DigestInterval> {
  const { rows } = await sql<{ digest: DigestInterval }>`
    select digest from notification_state where account_id = ${accountId}`.execute(db)
  return rows[0]?.digest ?? 'weekly'
}

/** The first one tells what comes from now on. */
export async function updateDigest(trx: Trx, accountId: string, digest: DigestInterval): Promise<void> {
  await sql`
    insert into notification_state (account_id, digest) values (${accountId}, ${digest})
    on conflict (account_id) do update set digest = excluded.digest, digest_at = now(),
      digest_position = case when notification_state.digest = 'off' then notification_state.version
        else notification_state.digest_position end`.execute(trx)
}
