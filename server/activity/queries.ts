// Every SQL statement about activity.
import { sql, type Kysely, type Transaction } from 'kysely'
import type { Position } from '../channels/cursor.ts'
import type { Range } from '../database/page.ts'
import { outwards, within } from '../database/range.ts'
import type { Database } from '../database/tables.ts'
import { activityJoins, activityView } from '../database/views.ts'
import { accountMuted, contentVisible } from '../policy/visible.ts'
import type { ActivityView, Verb } from '../views.ts'

type Db = Kysely<Database>

export interface NewActivity {
  actorId: string
  verb: Verb
  imageId?: string
  accountId?: string
}

export interface ActivityRow {
  id: string
  xid: string
  view: Omit<ActivityView, 'cursor'>
  /** Whether the viewer may see who did it and to whom, and wants to. */
  visible: boolean
}

/** Of `activity` with `activityJoins`. */
const visibleTo = (viewerId: string | null) => sql<boolean>`${contentVisible(viewerId, 'actor')}
  and (target.id is null or ${contentVisible(viewerId, 'target')})
  and (owner.id is null or ${contentVisible(viewerId, 'owner')})`
export const heardBy = (viewerId: string | null) =>
  sql<boolean>`(${visibleTo(viewerId)} and not ${accountMuted(viewerId, 'actor')})`

interface NewActivityRow extends Omit<ActivityRow, 'visible'> {
  /** Who has the image, or is followed. */
  targetId: string | null
}

/**
 * Records an activity; undefined when the same person did the same to the same target within 60 seconds. Of two at once the
 * second waits for the first at the key of activity_recent, and then finds that it came too soon.
 */
export async function insertActivity(
  trx: Transaction<Database>,
  { actorId, verb, imageId, accountId }: NewActivity,
): Promise<NewActivityRow | undefined> {
  const { rows } = await sql<NewActivityRow>`
    with recent as (
      insert into activity_recent (actor_id, verb, target_id, at)
      values (${actorId}, ${verb}, ${imageId ?? accountId ?? '0'}, now())
      on conflict (actor_id, verb, target_id) do update set at = excluded.at
        where activity_recent.at <= excluded.at - interval '60 seconds'
      returning actor_id
    ), activity as (
      insert into activity (actor_id, verb, image_id, account_id)
      select actor_id, ${verb}, ${imageId ?? null}::bigint, ${accountId ?? null}::bigint from recent
      returning *
    ), pulse as (
      insert into account_pulse (account_id, last_activity_id) select actor_id, id from activity
      on conflict (account_id) do update set last_activity_id = greatest(account_pulse.last_activity_id, excluded.last_activity_id)
    )
    select activity.id::text, activity.xid::text, ${activityView} as view, coalesce(owner.id, target.id)::text as target_id
    from activity ${activityJoins}`.execute(trx)
  return rows[0]
}

/** How many people an account follows. */
export async function countFollowed(db: Db, accountId: string): Promise<number> {
  const { rows } = await sql<{
    following: number
  }>`select following from account where id = ${accountId}`.execute(db)
  return rows[0]?.following ?? 0
}

export interface PageOf extends Range {
  limit: number
}

/** Everybody's but the viewer's, from the cursor away. */
export async function listEverybodysActivity(
  db: Db,
  { viewerId, limit, ...range }: PageOf & { viewerId: string | null },
): Promise<ActivityRow[]> {
  const { rows } = await sql<ActivityRow>`
    select activity.id::text, activity.xid::text, ${activityView} as view, ${heardBy(viewerId)} as visible
    from (
      select * from activity
      where ${within(range, 'activity.id')} and activity.actor_id is distinct from ${viewerId}::bigint
      order by ${outwards(range, 'activity.id')} limit ${sql.lit(limit)}
    ) as activity ${activityJoins}
    order by ${outwards(range, 'activity.id')}`.execute(db)
  return rows
}

/** One person's, from the cursor away; also of one whom the viewer has muted. */
export async function listActivityBy(
  db: Db,
  { actorId, viewerId, limit, ...range }: PageOf & { actorId: string; viewerId: string | null },
): Promise<ActivityRow[]> {
  const { rows } = await sql<ActivityRow>`
    select activity.id::text, activity.xid::text, ${activityView} as view, (${visibleTo(viewerId)}) as visible
    from (
      select * from activity
      where activity.actor_id = ${actorId}::bigint and ${within(range, 'activity.id')}
      order by ${outwards(range, 'activity.id')} limit ${sql.lit(limit)}
    ) as activity ${activityJoins}
    order by ${outwards(range, 'activity.id')}`.execute(db)
  return rows
}

/** Whatever was told of an image, in the log too; the pulse of whoever did it goes back to what they did before. */
export async function deleteActivityOf(trx: Transaction<Database>, imageId: string): Promise<Position[]> {
  const { rows } = await sql<Position>`
    with gone as (delete from activity where image_id = ${imageId} returning id, xid, actor_id),
    untold as (delete from event using gone where event.xid = gone.xid and event.id = gone.id),
    calmed as (
    update account_pulse set last_activity_id = coalesce((
      select id from activity
      where actor_id = account_pulse.account_id and image_id is distinct from ${imageId}::bigint
      order by id desc limit 1), 0)
    from gone where gone.actor_id = account_pulse.account_id and gone.id = account_pulse.last_activity_id)
    select xid::text, id::text from gone`.execute(trx)
  return rows
}

/** @returns how many went */
export async function deleteOldRecent(db: Db): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from activity_recent where at < now() - interval '1 hour'`.execute(db)
  return Number(numAffectedRows ?? 0)
}
