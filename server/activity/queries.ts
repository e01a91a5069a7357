// Every SQL statement about activity.
import { sql, type Kysely, type Transaction } from 'kysely'
import type { Database } from '../database/tables.ts'
import { activityJoins, activityView } from '../database/views.ts'
import type { ActivityView, Verb } from '../protocol.ts'

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
}

/**
 * Records an activity; undefined when the same person did the same to the same target within 60 seconds. Of two at once the
 * second waits for the first at the key of activity_recent, and then finds that it came too soon.
 */
export async function insertActivity(
  trx: Transaction<Database>,
  { actorId, verb, imageId, accountId }: NewActivity,
): Promise<ActivityRow | undefined> {
  const { rows } = await sql<ActivityRow>`
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
    select activity.id::text, activity.xid::text, ${activityView} as view from activity ${activityJoins}`.execute(trx)
  return rows[0]
}

export async function followsAnybody(db: Db, accountId: string): Promise<boolean> {
  const { rows } = await sql`select from follow where follower_id = ${accountId} limit 1`.execute(db)
  return rows.length > 0
}

interface PageOf {
  before: string
  limit: number
}

/** Everybody's but the viewer's, newest first. */
export async function listEverybodysActivity(
  db: Db,
  { viewerId, before, limit }: PageOf & { viewerId: string | null },
): Promise<ActivityRow[]> {
  const { rows } = await sql<ActivityRow>`
    select activity.id::text, activity.xid::text, ${activityView} as view
    from (
      select * from activity
      where activity.id < ${before}::bigint and activity.actor_id is distinct from ${viewerId}::bigint
      order by activity.id desc limit ${sql.lit(limit)}
    ) as activity ${activityJoins}
    order by activity.id desc`.execute(db)
  return rows
}

/**
 * Of the people whom the viewer follows, newest first. A page of n comes from the n who did something last before the cursor: of
 * those who have been quiet since, their pulse says when; only the others are looked up. So it costs the same however much
 * activity there is.
 */
export async function listFollowedActivity(
  db: Db,
  { viewerId, before, limit }: PageOf & { viewerId: string },
): Promise<ActivityRow[]> {
  const many = sql.lit(limit)
  const { rows } = await sql<ActivityRow>`
    with quiet as (
      select pulse.account_id, pulse.last_activity_id as last_id
      from follow join account_pulse as pulse on pulse.account_id = follow.followed_id
      where follow.follower_id = ${viewerId} and pulse.last_activity_id < ${before}::bigint
      order by pulse.last_activity_id desc limit ${many}
    ), lively as (
      select pulse.account_id, earlier.id as last_id
      from follow join account_pulse as pulse on pulse.account_id = follow.followed_id
      cross join lateral (
        select id from activity where actor_id = pulse.account_id and id < ${before}::bigint order by id desc limit 1
      ) as earlier
      where follow.follower_id = ${viewerId} and pulse.last_activity_id >= ${before}::bigint
      order by earlier.id desc limit ${many}
    ), newest as (
      select own.* from (
        select account_id from (select * from quiet union all select * from lively) as people order by last_id desc limit ${many}
      ) as people cross join lateral (
        select * from activity where actor_id = people.account_id and id < ${before}::bigint order by id desc limit ${many}
      ) as own
      order by own.id desc limit ${many}
    )
    select activity.id::text, activity.xid::text, ${activityView} as view
    from newest as activity ${activityJoins}
    order by activity.id desc`.execute(db)
  return rows
}

/** @returns how many went */
export async function deleteOldRecent(db: Db): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from activity_recent where at < now() - interval '1 hour'`.execute(db)
  return Number(numAffectedRows ?? 0)
}
