// Every SQL statement that reads what a person is shown of their notifications.
import { sql, type Kysely, type RawBuilder } from 'kysely'
import type { Database } from '../database/tables.ts'
import { accountRef, imageView, time } from '../database/views.ts'
import { accountMuted, accountVisible, contentVisible } from '../policy/visible.ts'
import type { NotificationView } from '../protocol.ts'

type Db = Kysely<Database>

/** Up to here people are counted one by one, without those who may not be seen; above it the kept count will do. */
const mostCounted = 100
/** Nobody counts on: the interface says "99+". */
const mostUnread = 100

/** Whether the viewer may know what the account `account` did, and wants to. */
export const mayHear = (viewerId: string, kind: RawBuilder<string>) => sql`(
  ${accountVisible(viewerId, 'account')} and not ${accountMuted(viewerId, 'account')}
  and (${kind} not in ('saved', 'mentioned') or ${contentVisible(viewerId, 'account')}))`

/** Whether a kind is to be told in this way: on, unless it was switched off. */
export const isOn = (way: 'app' | 'digest' | 'push', accountId: RawBuilder<unknown>, kind: RawBuilder<unknown>) => sql`
  not exists (select from notification_preference as preference
    where preference.account_id = ${accountId} and preference.kind = ${kind} and not preference.${sql.ref(way)})`

/** The newest first, so that one of ten thousand is found at once: an `exists` would be planned as if all of them were to be read. */
const hasActor = (viewerId: string) => sql`(
  select true from notification_actor join account on account.id = notification_actor.actor_id
  where notification_actor.notification_id = notification.id and ${mayHear(viewerId, sql`notification.kind`)}
  order by notification_actor.id desc limit 1) is not null`

const imageOf = (viewerId: string) => sql`
  from image join picture on picture.id = image.picture_id join account on account.id = image.account_id
  where image.id = notification.image_id and image.held_until is null and ${contentVisible(viewerId, 'account')}`

const isThere = (viewerId: string) => sql`
  (notification.image_id is null or exists (select ${imageOf(viewerId)})) and ${hasActor(viewerId)}`

/**
 * To be joined to `notification`: what its owner may know of it, each thing looked up once. As `heard` the people in it: how many (at most
 * 100, or 3 of more than that), and the three newest; as `seen` its image.
 */
export const shownTo = (viewerId: string) => sql`
  cross join lateral (
    select count(*) as many, json_agg(actor.view order by actor.id desc) filter (where actor.view is not null) as actors,
      coalesce(array_agg(actor.account_id::text) filter (where actor.view is not null), '{}') as actor_ids
    from (
      select notification_actor.id, account.id as account_id,
        case when row_number() over (order by notification_actor.id desc) <= 3 then ${accountRef} end as view
      from notification_actor join account on account.id = notification_actor.actor_id
      where notification_actor.notification_id = notification.id and ${mayHear(viewerId, sql`notification.kind`)}
      order by notification_actor.id desc
      limit case when notification.actors > ${sql.lit(mostCounted)} then 3 else ${sql.lit(mostCounted)} end
    ) as actor
  ) as heard
  left join lateral (select ${imageView} as view ${imageOf(viewerId)}) as seen on true`

/** Whether there is anything left to be shown, where `shownTo` is joined. */
export const isShown = sql`(notification.image_id is null or seen.view is not null) and heard.many > 0`

/** Where `shownTo` is joined. */
export const shownView = sql<NotificationView>`json_build_object(
  'id', notification.id::text, 'position', notification.position::text, 'kind', notification.kind, 'actors', heard.actors,
  'count', case when notification.actors > ${sql.lit(mostCounted)} then notification.actors else heard.many end,
  'image', seen.view, 'at', ${sql.raw(time('notification.at'))}, 'read', notification.read_at is not null)`

export interface Shown {
  view: NotificationView
  /** Of those whom it names. */
  actorIds: string[]
  /** As `countUnread`. */
  unread: number
}

/** As its owner may see it now; undefined when there is nothing left to see, or this kind is not shown. */
export async function findNotification(db: Db, accountId: string, id: string): Promise<Shown | undefined> {
  const { rows } = await sql<Shown>`
    select ${shownView} as view, heard.actor_ids,
      (select count(*)::int from (${unreadRows(accountId)}) as unread) as unread
    from notification ${shownTo(accountId)}
    where notification.id = ${id} and notification.account_id = ${accountId} and ${isShown}
      and ${isOn('app', sql`notification.account_id`, sql`notification.kind`)}`.execute(db)
  return rows[0]
}

/** Unread, of a kind of which its owner wants to be called. */
export async function findPushed(db: Db, accountId: string, id: string): Promise<NotificationView | undefined> {
  const { rows } = await sql<{ view: NotificationView }>`
    select ${shownView} as view from notification ${shownTo(accountId)}
    where notification.id = ${id} and notification.account_id = ${accountId} and notification.read_at is null
      and ${isShown} and ${isOn('push', sql`notification.account_id`, sql`notification.kind`)}`.execute(db)
  return rows[0]?.view
}

/** At most 100. */
export async function countUnread(db: Db, accountId: string): Promise<number> {
  const { rows } = await sql<{ unread: number }>`
    select count(*)::int as unread from (${unreadRows(accountId)}) as unread`.execute(db)
  return rows[0]!.unread
}

const unreadRows = (accountId: string) => sql`
  select from notification
  where notification.account_id = ${accountId} and notification.read_at is null and ${isThere(accountId)}
    and ${isOn('app', sql`notification.account_id`, sql`notification.kind`)}
  order by notification.position desc limit ${sql.lit(mostUnread)}`

/** Those last changed first, by position; with the count of the unread at the same moment. */
export async function listNotificationRows(
  db: Db,
  { accountId, before, limit }: { accountId: string; before: string; limit: number },
): Promise<{ rows: { id: string; view: NotificationView }[]; unread: number; version: string }> {
  const { rows } = await sql<{ rows: { id: string; view: NotificationView }[]; unread: number; version: string }>`
    select coalesce((
      select json_agg(json_build_object('id', listed.position::text, 'view', listed.view) order by listed.position desc)
      from (
        select notification.position, ${shownView} as view from notification ${shownTo(accountId)}
        where notification.account_id = ${accountId} and notification.position < ${before}::bigint
          and ${isShown} and ${isOn('app', sql`notification.account_id`, sql`notification.kind`)}
        order by notification.position desc limit ${sql.lit(limit)}
      ) as listed), '[]') as rows,
      (select count(*)::int from (${unreadRows(accountId)}) as unread) as unread,
      coalesce((select version from notification_state where account_id = ${accountId}), 0)::text as version`.execute(
    db,
  )
  return rows[0]!
}
