// Every SQL statement about the browsers that are called.
import { sql, type Kysely } from 'kysely'
import type { Database } from '../database/tables.ts'

type Db = Kysely<Database>

export interface Subscription {
  endpoint: string
  p256dh: string
  auth: string
}

/** In place of whatever was at this address; the oldest make room. */
export async function insertSubscription(
  db: Db,
  {
    accountId,
    sessionId,
    most,
    endpoint,
    p256dh,
    auth,
  }: Subscription & { accountId: string; sessionId: string; most: number },
): Promise<void> {
  await sql`
    with old as (
      delete from push_subscription where id in (
        select id from push_subscription where account_id = ${accountId} and md5(endpoint) <> md5(${endpoint})
        order by id desc offset ${sql.lit(most - 1)})
    )
    insert into push_subscription (account_id, session_id, endpoint, p256dh, auth)
    values (${accountId}, ${sessionId}, ${endpoint}, ${p256dh}, ${auth})
    on conflict (md5(endpoint)) do update set account_id = excluded.account_id, session_id = excluded.session_id,
      p256dh = excluded.p256dh, auth = excluded.auth`.execute(db)
}

export async function deleteSubscription(db: Db, accountId: string, endpoint: string): Promise<void> {
  await sql`
    delete from push_subscription
    where account_id = ${accountId} and md5(endpoint) = md5(${endpoint})`.execute(db)
}

export async function listSubscriptions(db: Db, accountId: string): Promise<Subscription[]> {
  const { rows } = await sql<Subscription>`
    select subscription.endpoint, subscription.p256dh, subscription.auth
    from push_subscription as subscription
      join session on session.id = subscription.session_id and session.expires_at > now()
      join account on account.id = session.account_id and account.password_epoch = session.password_epoch and account.active
    where subscription.account_id = ${accountId}`.execute(db)
  return rows
}
