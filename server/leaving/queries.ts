// Every SQL statement about the end of an account.
import { sql, type Kysely, type Transaction } from 'kysely'
import type { Position } from '../channels/cursor.ts'
import { followersOf, tabsOf, visitorsOf } from '../channels/groups.ts'
import type { Database } from '../database/tables.ts'

type Db = Kysely<Database>
type Trx = Transaction<Database>

export interface Leaver {
  email: string
  deleteAt: Date | null
  /** Nobody else could run the instance. */
  last: boolean
}

/** Until the transaction ends nobody else stops being an administrator. */
export async function lockLeaver(trx: Trx, accountId: string): Promise<Leaver | undefined> {
  await sql`select id from account where role = 'administrator' or id = ${accountId} order by id for update`.execute(
    trx,
  )
  const { rows } = await sql<Leaver>`
    select email, delete_at, role = 'administrator' and not exists (
      select from account as other where other.role = 'administrator' and other.active and other.id <> account.id
    ) as last
    from account where id = ${accountId}`.execute(trx)
  return rows[0]
}

export async function markLeaving(trx: Trx, accountId: string, days: number): Promise<Date> {
  const { rows } = await sql<{ deleteAt: Date }>`
    update account set delete_at = now() + make_interval(days => ${days}::int), restored_at = null
    where id = ${accountId} returning delete_at`.execute(trx)
  return rows[0]!.deleteAt
}

/** @returns the e-mail; undefined when it was not leaving, or its time is over */
export async function markRestored(trx: Trx, accountId: string): Promise<string | undefined> {
  const { rows } = await sql<{ email: string }>`
    update account set delete_at = null, restored_at = now()
    where id = ${accountId} and delete_at > now() returning email`.execute(trx)
  return rows[0]?.email
}

/** Whose time is over; at most a hundred. */
export async function listOverdue(db: Db): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from account where delete_at <= now() order by delete_at limit 100`.execute(db)
  return rows.map(row => row.id)
}

export interface Going {
  id: string
  username: string
  email: string
}

export async function findGoing(db: Db, accountId: string): Promise<Going | undefined> {
  const { rows } = await sql<Going>`
    select id, username, email from account where id = ${accountId} and delete_at <= now()`.execute(db)
  return rows[0]
}

export async function listImageIds(db: Db, accountId: string, most: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from image where account_id = ${accountId} order by id limit ${sql.lit(most)}`.execute(db)
  return rows.map(row => row.id)
}

export async function listLikedIds(db: Db, accountId: string, most: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select image_id as id from image_like where account_id = ${accountId} limit ${sql.lit(most)}`.execute(db)
  return rows.map(row => row.id)
}

/** @returns the images with the likes that are left, and whose they are */
export async function deleteLikes(
  trx: Trx,
  accountId: string,
  imageIds: string[],
): Promise<{ id: string; likes: number; owner: string }[]> {
  const { rows } = await sql<{ id: string; likes: number; owner: string }>`
    with gone as (
      delete from image_like where account_id = ${accountId} and image_id = any(${imageIds}::bigint[]) returning image_id
    )
    update image set likes = likes - 1 from gone where image.id = gone.image_id
    returning image.id, image.likes, image.account_id as owner`.execute(trx)
  return rows
}

/** Who follows the account, and whom it follows. */
export async function listFollows(
  db: Db,
  accountId: string,
  most: number,
): Promise<{ followers: string[]; followed: string[] }> {
  const { rows } = await sql<{ followerId: string; followedId: string }>`
    (select follower_id, followed_id from follow where followed_id = ${accountId} limit ${sql.lit(most)})
    union all
    (select follower_id, followed_id from follow where follower_id = ${accountId} limit ${sql.lit(most)})`.execute(db)
  return {
    followers: rows.filter(row => row.followedId === accountId).map(row => row.followerId),
    followed: rows.filter(row => row.followerId === accountId).map(row => row.followedId),
  }
}

export interface Counted {
  id: string
  username: string
  followers: number
  following: number
}

/** @returns the others, with their counts as they are now */
export async function deleteFollows(
  trx: Trx,
  accountId: string,
  { followers, followed }: { followers: string[]; followed: string[] },
): Promise<Counted[]> {
  const { rows } = await sql<Counted>`
    with gone as (
      delete from follow where (followed_id = ${accountId} and follower_id = any(${followers}::bigint[]))
        or (follower_id = ${accountId} and followed_id = any(${followed}::bigint[]))
      returning follower_id, followed_id
    ), changed as (
      select id, count(*) filter (where follows) as following, count(*) filter (where not follows) as followers from (
        select follower_id as id, true as follows from gone union all select followed_id, false from gone
      ) as ends group by id
    )
    update account set followers = account.followers - changed.followers, following = account.following - changed.following
    from changed where account.id = changed.id
    returning account.id, account.username, account.followers, account.following`.execute(trx)
  return rows.filter(row => row.id !== accountId)
}

/** What the account did, and what was done to it; the pulse of the others goes back to what they did before. @returns how many */
export async function deleteActivity(trx: Trx, accountId: string, most: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    with chosen as (
      (select id, actor_id from activity where actor_id = ${accountId} limit ${sql.lit(most)})
      union
      (select id, actor_id from activity where account_id = ${accountId} limit ${sql.lit(most)})
    ), gone as (delete from activity using chosen where activity.id = chosen.id returning activity.id),
    calmed as (
      update account_pulse set last_activity_id = coalesce((
        select id from activity where actor_id = account_pulse.account_id and id not in (select id from chosen)
        order by id desc limit 1), 0)
      from chosen where chosen.actor_id = account_pulse.account_id and chosen.id = account_pulse.last_activity_id
    )
    select count(*)::int as count from gone`.execute(trx)
  return rows[0]!.count
}

/**
 * What the log tells of somebody: events about them, for them, or that name them. That their images are gone, and how many likes
 * others have left, names nobody, and stays.
 * @returns the places, at most 5,000
 */
export async function deleteEventsOf(trx: Trx, { id, username }: Going): Promise<Position[]> {
  const groups = [tabsOf(id), visitorsOf(id), followersOf(id)]
  // As JSON.stringify writes it.
  const named = `"username":${JSON.stringify(username)}`
  const { rows } = await sql<Position>`
    delete from event using (
      select xid, id from event
      where (subjects @> array[${id}::bigint] or groups && ${groups}::text[] or strpos(payload::text, ${named}) > 0)
        and name not in ('image:removed', 'image:changed') and name not like 'group:%' and name not like 'log:%'
      limit 5000
    ) as gone
    where event.xid = gone.xid and event.id = gone.id
    returning event.xid::text as xid, event.id::text as id`.execute(trx)
  return rows
}

/** The row itself, and with it all that refers to it; and what others have kept of the person without doing so. */
export async function deleteAccount(trx: Trx, { id, email }: Going): Promise<boolean> {
  await sql`delete from activity_recent where verb = 'followed' and target_id = ${id}`.execute(trx)
  // What they had reported stays reported, but not in their words.
  await sql`update report set words = '' where reporter_id = ${id}`.execute(trx)
  // Without its e-mail an invitation would be for anybody.
  await sql`
    update invitation set email = null, revoked_at = coalesce(revoked_at, now())
    where lower(email) = lower(${email})`.execute(trx)
  const { numAffectedRows } = await sql`delete from account where id = ${id} and delete_at <= now()`.execute(trx)
  return numAffectedRows === 1n
}
