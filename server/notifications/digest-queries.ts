// Every SQL statement about digests.
import { sql, type Kysely, type Transaction } from 'kysely'
import type { Database } from '../database/tables.ts'
import type { NotificationView } from '../protocol.ts'
import { isOn, isShown, shownTo, shownView } from './shown-queries.ts'

type Db = Kysely<Database>
type Trx = Transaction<Database>

/** Whether there has been none since the last eight in the morning, or the last of a Monday, where the person lives. */
const isDue = (now: Date) => sql`
  account.active and account.email_confirmed_at is not null and state.digest <> 'off'
  and state.digest_at < (
    date_trunc(case state.digest when 'daily' then 'day' else 'week' end,
      ${now}::timestamptz at time zone coalesce(account.time_zone, 'UTC') - interval '8 hours') + interval '8 hours'
  ) at time zone coalesce(account.time_zone, 'UTC')`

/** In the order of their ids. */
export async function listDueDigests(
  db: Db,
  now: Date,
  after: string,
  limit: number,
): Promise<{ accountId: string }[]> {
  const { rows } = await sql<{ accountId: string }>`
    select state.account_id::text from notification_state as state join account on account.id = state.account_id
    where state.account_id > ${after}::bigint and ${isDue(now)}
    order by state.account_id limit ${sql.lit(limit)}`.execute(db)
  return rows
}

export interface DigestOf {
  email: string
  name: string
  digest: 'daily' | 'weekly'
  /** What stands above this position was in none. */
  after: string
}

/** It is ours to send; undefined when another node was quicker. */
export async function claimDigest(trx: Trx, accountId: string, now: Date): Promise<DigestOf | undefined> {
  const { rows } = await sql<DigestOf>`
    with old as (select account_id, digest_position from notification_state where account_id = ${accountId} for update)
    update notification_state as state set digest_at = ${now}::timestamptz, digest_position = state.version
    from account, old
    where state.account_id = ${accountId} and account.id = state.account_id and ${isDue(now)}
    returning account.email, account.name, state.digest, old.digest_position::text as after`.execute(trx)
  return rows[0]
}

/** What is unread, those last changed first. */
export async function listForDigest(
  db: Db,
  accountId: string,
  after: string,
  limit: number,
): Promise<{ notifications: NotificationView[]; count: number }> {
  const { rows } = await sql<{ view: NotificationView; count: number }>`
    select ${shownView} as view, count(*) over ()::int as count from notification ${shownTo(accountId)}
    where notification.account_id = ${accountId} and notification.read_at is null and notification.position > ${after}::bigint
      and ${isShown} and ${isOn('digest', sql`notification.account_id`, sql`notification.kind`)}
    order by notification.position desc limit ${sql.lit(limit)}`.execute(db)
  return { notifications: rows.map(row => row.view), count: rows[0]?.count ?? 0 }
}

/** What is not shown in the app has been told by this mail alone. */
export async function readHidden(trx: Trx, accountId: string): Promise<void> {
  await sql`
    update notification set read_at = now()
    where account_id = ${accountId} and read_at is null and not ${isOn('app', sql`account_id`, sql`kind`)}
      and ${isOn('digest', sql`account_id`, sql`kind`)}`.execute(trx)
}
