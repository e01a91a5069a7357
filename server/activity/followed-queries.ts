// Every SQL statement about the activity of the people one follows.
import { sql, type Kysely, type RawBuilder } from 'kysely'
import { top, type Range } from '../database/page.ts'
import { outwards, within } from '../database/range.ts'
import type { Database } from '../database/tables.ts'
import { activityJoins, activityView } from '../database/views.ts'
import { heardBy, type ActivityRow, type PageOf } from './queries.ts'

type Db = Kysely<Database>

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

/** Of the people whom the viewer follows, from the cursor away. It costs the same however much activity there is. */
export async function listFollowedActivity(db: Db, page: FollowedPage): Promise<ActivityRow[]> {
  const onTop = page.from === top
  if (page.following >= (onTop ? manyOnTop : manyBelow)) {
    const rows = await walkFollowedActivity(db, page)
    if (rows.length === page.limit) return rows
  }
  if (page.towards === 'newer') return listLaterFollowed(db, page)
  return onTop ? listNewestFollowed(db, page) : listEarlierFollowed(db, page)
}

/** The followed among the nearest activities of everybody; fewer than the limit when they were not among these. */
async function walkFollowedActivity(db: Db, { viewerId, limit, ...range }: FollowedPage): Promise<ActivityRow[]> {
  return selectActivity(
    db,
    viewerId,
    range,
    sql`
    select walked.id from (
      select id, actor_id from activity where ${within(range, 'id')}
      order by ${outwards(range, 'id')} limit ${sql.lit(mostWalked)}
    ) as walked
    where exists (select from follow where follower_id = ${viewerId} and followed_id = walked.actor_id offset 0)
    order by ${outwards(range, 'walked.id')} limit ${sql.lit(limit)}`,
  )
}

/** Only those who have done something since the cursor are looked up: their pulse says so. */
async function listLaterFollowed(db: Db, { viewerId, limit, ...range }: FollowedPage): Promise<ActivityRow[]> {
  const many = sql.lit(limit)
  return selectActivity(
    db,
    viewerId,
    range,
    sql`
    select own.id from (
      select account_id from account_pulse
      where account_id = any(array(select followed_id from follow where follower_id = ${viewerId}))
        and last_activity_id > ${range.from}::bigint
    ) as people cross join lateral (
      select id from activity where actor_id = people.account_id and id > ${range.from}::bigint order by id limit ${many}
    ) as own
    order by own.id limit ${many}`,
  )
}

/**
 * A first page of n comes from the n followed who did something last. The array keeps PostgreSQL to one lookup for each of the
 * followed: its guess of how many there are would have it read everybody's pulse.
 */
async function listNewestFollowed(db: Db, { viewerId, limit, ...range }: FollowedPage): Promise<ActivityRow[]> {
  const many = sql.lit(limit)
  return selectActivity(
    db,
    viewerId,
    range,
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
async function listEarlierFollowed(db: Db, { viewerId, limit, ...range }: FollowedPage): Promise<ActivityRow[]> {
  const many = sql.lit(limit)
  return selectActivity(
    db,
    viewerId,
    range,
    sql`
    with pulse as materialized (
      select account_id, last_activity_id as last_id from account_pulse
      where account_id = any(array(select followed_id from follow where follower_id = ${viewerId}))
    ), quiet as (
      select account_id, last_id from pulse where last_id < ${range.from}::bigint order by last_id desc limit ${many}
    ), lively as (
      select pulse.account_id, earlier.id as last_id from pulse cross join lateral (
        select id from activity where actor_id = pulse.account_id and id < ${range.from}::bigint order by id desc limit 1
      ) as earlier
      where pulse.last_id >= ${range.from}::bigint order by earlier.id desc limit ${many}
    )
    select own.id from (
      select account_id from (select * from quiet union all select * from lively) as people order by last_id desc limit ${many}
    ) as people cross join lateral (
      select id from activity where actor_id = people.account_id and id < ${range.from}::bigint order by id desc limit ${many}
    ) as own
    order by own.id desc limit ${many}`,
  )
}

/** The views of the few that were chosen: until then only their numbers, which the indexes hold. */
async function selectActivity(
  db: Db,
  viewerId: string,
  range: Range,
  ids: RawBuilder<unknown>,
): Promise<ActivityRow[]> {
  const { rows } = await sql<ActivityRow>`
    with chosen as materialized (${ids})
    select activity.id::text, activity.xid::text, ${activityView} as view, ${heardBy(viewerId)} as visible
    from chosen join activity on activity.id = chosen.id ${activityJoins}
    order by ${outwards(range, 'activity.id')}`.execute(db)
  return rows
}
