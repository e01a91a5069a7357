// Every SQL statement that changes notifications.
import { sql, type Kysely, type RawBuilder, type Transaction } from 'kysely'
import type { Database } from '../database/tables.ts'
import type { NotificationKind } from '../protocol.ts'
import { isOn, mayHear } from './shown-queries.ts'

type Db = Kysely<Database>
type Trx = Transaction<Database>

export interface NewNotification {
  kind: NotificationKind
  /** Who is told. */
  accountId: string
  /** Who did it. */
  actorId: string
  /** Of `liked` and `saved` the one of whoever is told; of `mentioned` the one whose words name them. */
  imageId?: string
}

/** Whose notifications have changed. `version` rises with each change of one person's. */
export interface Touched {
  accountId: string
  version: string
}

/**
 * Puts somebody into the open group of its kind, or begins one. Undefined when they were told already, or are not to be told.
 * `push`: it is a new group, and there is a browser to be called.
 */
export async function insertActor(
  trx: Trx,
  { kind, accountId, actorId, imageId = '0' }: NewNotification,
): Promise<(Touched & { id: string; push: boolean }) | undefined> {
  const { rows } = await sql<Touched & { id: string; push: boolean }>`
    with recipient as (
      select me.id from account as me, account
      where me.id = ${accountId} and account.id = ${actorId} and me.id <> account.id and me.active
        and ${mayHear(accountId, sql`${kind}::text`)}
        and not exists (
          select from notification_actor as told
          where told.account_id = ${accountId} and told.kind = ${kind} and told.image_id = ${imageId} and told.actor_id = ${actorId})
    ), locked as (
      insert into notification_state (account_id) select id from recipient
      on conflict (account_id) do update set version = nextval('notification_position')
      returning account_id, version
    ), grown as (
      insert into notification (account_id, kind, image_id, position, actors)
      select account_id, ${kind}, nullif(${imageId}::bigint, 0), version, 1 from locked
      on conflict (account_id, kind, coalesce(image_id, 0)) where read_at is null
      do update set actors = notification.actors + 1, position = excluded.position, at = excluded.at
      returning id, account_id, position, actors
    ), member as (
      insert into notification_actor (notification_id, account_id, kind, image_id, actor_id)
      select id, account_id, ${kind}, ${imageId}, ${actorId} from grown
      on conflict do nothing
    )
    select id::text, account_id::text, position::text as version,
      actors = 1 and exists (select from push_subscription where push_subscription.account_id = grown.account_id)
        and ${isOn('push', sql`grown.account_id`, sql`${kind}::text`)} as push
    from grown`.execute(trx)
  return rows[0]
}

/** Who was told this of an image. */
export async function listTold(
  db: Db,
  { kind, actorId, imageId }: Required<Omit<NewNotification, 'accountId'>>,
): Promise<string[]> {
  const { rows } = await sql<{ accountId: string }>`
    select account_id::text from notification_actor
    where actor_id = ${actorId} and kind = ${kind} and image_id = ${imageId} order by account_id`.execute(db)
  return rows.map(row => row.accountId)
}

/** Takes somebody out of a group that is unread, or of any. Undefined when they were in none. */
export async function deleteActor(
  trx: Trx,
  { kind, accountId, actorId, imageId = '0' }: NewNotification,
  evenRead: boolean,
): Promise<(Touched & { id: string }) | undefined> {
  const { rows } = await sql<Touched & { id: string }>`
    with told as (
      select notification_id from notification_actor as told join notification on notification.id = told.notification_id
      where told.account_id = ${accountId} and told.kind = ${kind} and told.image_id = ${imageId}
        and told.actor_id = ${actorId} and (${evenRead} or notification.read_at is null)
    ), locked as (
      update notification_state set version = nextval('notification_position')
      where account_id = ${accountId} and exists (select from told)
      returning account_id, version
    ), gone as (
      delete from notification_actor where actor_id = ${actorId} and notification_id = (select notification_id from told)
        and exists (select from locked)
      returning notification_id
    )
    select gone.notification_id::text as id, locked.account_id::text, locked.version::text from gone, locked`.execute(
    trx,
  )
  return rows[0]
}

export async function deleteActorsBetween(trx: Trx, oneId: string, otherId: string): Promise<Touched[]> {
  const { rows } = await sql<Touched>`
    with locked as (${lockStates(sql`array[${oneId}, ${otherId}]::bigint[]`)}), gone as (
      delete from notification_actor using locked
      where notification_actor.account_id = locked.account_id
        and ((notification_actor.account_id = ${oneId} and notification_actor.actor_id = ${otherId})
          or (notification_actor.account_id = ${otherId} and notification_actor.actor_id = ${oneId}))
      returning notification_actor.account_id
    )
    select account_id::text, version::text from locked where account_id in (select account_id from gone)`.execute(trx)
  return rows
}

export async function deleteOfImage(trx: Trx, imageId: string): Promise<Touched[]> {
  const { rows } = await sql<Touched>`
    with locked as (${lockStates(sql`array(select account_id from notification where image_id = ${imageId})`)}), gone as (
      delete from notification where image_id = ${imageId} and exists (select from locked)
    )
    select account_id::text, version::text from locked`.execute(trx)
  return rows
}

/** Undefined for somebody who was never told anything. */
export async function touchState(trx: Trx, accountId: string): Promise<Touched | undefined> {
  const { rows } = await sql<Touched>`
    with locked as (${lockStates(sql`array[${accountId}]::bigint[]`)})
    select account_id::text, version::text from locked`.execute(trx)
  return rows[0]
}

/** In one order, so that two cannot wait for each other. */
const lockStates = (accountIds: RawBuilder<unknown>) => sql`
  update notification_state set version = nextval('notification_position')
  from (
    select account_id from notification_state where account_id = any(${accountIds}) order by account_id for update
  ) as theirs
  where theirs.account_id = notification_state.account_id
  returning notification_state.account_id, notification_state.version`

/** @returns whether any was unread */
export async function updateRead(
  trx: Trx,
  accountId: string,
  { ids = [], upTo = '0' }: { ids?: string[] | undefined; upTo?: string | undefined },
): Promise<{ version: string; changed: boolean }> {
  const locked = await sql<{ version: string }>`
    insert into notification_state (account_id) values (${accountId})
    on conflict (account_id) do update set version = nextval('notification_position') returning version::text`.execute(
    trx,
  )
  const { rows } = await sql`
    update notification set read_at = now()
    where account_id = ${accountId} and read_at is null and (id = any(${ids}::bigint[]) or position <= ${upTo}::bigint)
      and ${isOn('app', sql`account_id`, sql`kind`)}
    returning id`.execute(trx)
  return { version: locked.rows[0]!.version, changed: rows.length > 0 }
}

export async function deleteOld(db: Db): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from notification where id in (
      select id from notification where read_at < now() - interval '90 days' limit 10000)
      or id in (select id from notification where at < now() - interval '1 year' limit 10000)`.execute(db)
  return Number(numAffectedRows ?? 0)
}
