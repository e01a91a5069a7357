// Every SQL statement about activity.
import { sql, type Kysely, type RawBuilder, type Transaction } from 'kysely'
import type { Position } from '../channels/cursor.ts'
import { top } from '../database/page.ts'
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
const heardBy = (viewerId: string | null) =>
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
    select activity.id::text, activity.xid::text, ${activityView} as view, ${heardBy(viewerId)} as visible
    from (
      select * from activity
      where activity.id < ${before}::bigint and activity.actor_id is distinct from ${viewerId}::bigint
      order by activity.id desc limit ${sql.lit(limit)}
    ) as activity ${activityJoins}
    order by activity.id desc`.execute(db)
  return rows
}

/** One person's, newest first; also of one whom the viewer has muted. */
export async function listActivityBy(
  db: Db,
  { actorId, viewerId, before, limit }: PageOf & { actorId: string; viewerId: string | null },
): Promise<ActivityRow[]> {
  const { rows } = await sql<ActivityRow>`
    select activity.id::text, activity.xid::text, ${activityView} as view, (${visibleTo(viewerId)}) as visible
    from (
      select * from activity
      where activity.actor_id = ${actorId}::bigint and activity.id < ${before}::bigint
      order by activity.id desc limit ${sql.lit(limit)}
    ) as activity ${activityJoins}
    order by activity.id desc`.execute(db)
  return rows
}

interface FollowedPage extends PageOf {
  viewerId: string
  /** How many people the viewer follows. */
  following: number
}

/** From so many followed on, the newest activities are as a rule theirs: for the first page, and for one further down. */
const manyOnTop = 1_000
const manyBelow = 100
/** So many activities of everybody are looked at for theirs, before the followed are asked one by one. */
const mostWalked = 2_000

/** Of the people whom the viewer follows, newest first. It costs the same however much activity there is. */
export async function listFollowedActivity(db: Db, page: FollowedPage): Promise<ActivityRow[]> {
  const onTop = page.before === top
  if (page.following >= (onTop ? manyOnTop : manyBelow)) {
    const rows = await walkFollowedActivity(db, page)
    if (rows.length === page.limit) return rows
  }
  return onTop ? listNewestFollowed(db, page) : listEarlierFollowed(db, page)
}

/** The followed among the newest activities of everybody; fewer than the limit when they were not among these. */
async function walkFollowedActivity(db: Db, { viewerId, before, limit }: FollowedPage): Promise<ActivityRow[]> {
  return selectActivity(
    db,
    viewerId,
    sql`
    select walked.id from (
      select id, actor_id from activity where id < ${before}::bigint order by id desc limit ${sql.lit(mostWalked)}
    ) as walked
    where exists (select from follow where follower_id = ${viewerId} and followed_id = walked.actor_id offset 0)
    order by walked.id desc limit ${sql.lit(limit)}`,
  )
}

/**
 * A first page of n comes from the n followed who did something last. The array keeps PostgreSQL to one lookup for each of the
 * followed: its guess of how many there are would have it read everybody's pulse.
 */
async function listNewestFollowed(db: Db, { viewerId, limit }: FollowedPage): Promise<ActivityRow[]> {
  const many = sql.lit(limit)
  return selectActivity(
    db,
    viewerId,
    sql`
    select own.id from (
      select account_id from account_pulse
      where account_id = any(array(select followed_id from follow where follower_id = ${viewerId}))
      order by last_activity_id desc limit ${many}
    ) as people cross join lateral (
      select id from activity where actor_id = people.account_id order by id desc limit ${many}
    ) as own
    order by own.id desc limit ${many}`,
  )
}

/**
 * A page of n comes from the n who did something last before the cursor: of those who have been quiet since, their pulse says
 * when; only the others are looked up.
 */
async function listEarlierFollowed(db: Db, { viewerId, before, limit }: FollowedPage): Promise<ActivityRow[]> {
  const many = sql.lit(limit)
  return selectActivity(
    db,
    viewerId,
    sql`
    with pulse as materialized (
      select account_id, last_activity_id as last_id from account_pulse
      where account_id = any(array(select followed_id from follow where follower_id = ${viewerId}))
    ), quiet as (
      select account_id, last_id from pulse where last_id < ${before}::bigint order by last_id desc limit ${many}
    ), lively as (
      select pulse.account_id, earlier.id as last_id from pulse cross join lateral (
        select id from activity where actor_id = pulse.account_id and id < ${before}::bigint order by id desc limit 1
      ) as earlier
      where pulse.last_id >= ${before}::bigint order by earlier.id desc limit ${many}
    )
    select own.id from (
      select account_id from (select * from quiet union all select * from lively) as people order by last_id desc limit ${many}
    ) as people cross join lateral (
      select id from activity where actor_id = people.account_id and id < ${before}::bigint order by id desc limit ${many}
    ) as own
    order by own.id desc limit ${many}`,
  )
}

/** The views of the few that were chosen: until then only their numbers, which the indexes hold. */
async function selectActivity(db: Db, viewerId: string, ids: RawBuilder<unknown>): Promise<ActivityRow[]> {
  const { rows } = await sql<ActivityRow>`
    with chosen as materialized (${ids})
    select activity.id::text, activity.xid::text, ${activityView} as view, ${heardBy(viewerId)} as visible
    from chosen join activity on activity.id = chosen.id ${activityJoins}
    order by activity.id desc`.execute(db)
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
