// Every SQL statement about who follows whom, and who asks to.
import { sql, type Kysely, type Transaction } from 'kysely'
import type { Database } from '../database/tables.ts'
import { accountRef, accountViewFor, relationView, time } from '../database/views.ts'
import { accountVisible, deedVisible } from '../policy/visible.ts'
import type { AccountSeenView, RelationView, RequestView } from '../views.ts'

type Db = Kysely<Database>
type Trx = Transaction<Database>

export interface Between {
  /** Whether the one follows the other. */
  follows: boolean
  /** Whether the other wants to be asked. */
  private: boolean
  /** Whether either has blocked the other. */
  blocked: boolean
  followers: number
}

/** Undefined when the other is not there any more. */
export async function findBetween(trx: Trx, followerId: string, followedId: string): Promise<Between | undefined> {
  const { rows } = await sql<Between>`
    select private, followers,
      exists (select from follow where follower_id = ${followerId}::bigint and followed_id = account.id) as follows,
      exists (
        select from block where (blocker_id = account.id and blocked_id = ${followerId}::bigint)
          or (blocker_id = ${followerId}::bigint and blocked_id = account.id)) as blocked
    from account where id = ${followedId}`.execute(trx)
  return rows[0]
}

/** What the other is to me now. */
export async function findRelation(
  db: Db,
  myId: string,
  otherId: string,
): Promise<{ username: string; relation: RelationView }> {
  const { rows } = await sql<{ username: string; relation: RelationView }>`
    select username, ${relationView(myId)} as relation from account where id = ${otherId}`.execute(db)
  return rows[0]!
}

/** @returns whether it was not there before */
export async function insertFollow(trx: Trx, followerId: string, followedId: string): Promise<boolean> {
  const { rows } = await sql`
    insert into follow (follower_id, followed_id) values (${followerId}, ${followedId})
    on conflict (follower_id, followed_id) do nothing returning follower_id`.execute(trx)
  return rows.length > 0
}

/** @returns whether it was there */
export async function deleteFollow(trx: Trx, followerId: string, followedId: string): Promise<boolean> {
  const { rows } = await sql`
    delete from follow where follower_id = ${followerId} and followed_id = ${followedId} returning follower_id`.execute(
    trx,
  )
  return rows.length > 0
}

export async function addFollower(
  trx: Trx,
  followedId: string,
  difference: 1 | -1,
): Promise<{ username: string; followers: number; private: boolean }> {
  const { rows } = await sql<{ username: string; followers: number; private: boolean }>`
    update account set followers = followers + ${difference}::int where id = ${followedId}
    returning username, followers, private`.execute(trx)
  return rows[0]!
}

export async function addFollowing(
  trx: Trx,
  followerId: string,
  difference: 1 | -1,
): Promise<{ username: string; following: number }> {
  const { rows } = await sql<{ username: string; following: number }>`
    update account set following = following + ${difference}::int where id = ${followerId}
    returning username, following`.execute(trx)
  return rows[0]!
}

export async function countFollowers(db: Db, accountId: string): Promise<number> {
  const { rows } = await sql<{ followers: number }>`select followers from account where id = ${accountId}`.execute(db)
  return rows[0]?.followers ?? 0
}

export async function listFollowerIds(
  db: Db,
  followedIds: string[],
): Promise<{ followedId: string; followerIds: string }[]> {
  const { rows } = await sql<{ followedId: string; followerIds: string }>`
    select followed_id, string_agg(follower_id::text, ',') as follower_ids from follow
    where followed_id = any(${followedIds}::bigint[]) group by followed_id`.execute(db)
  return rows
}

export async function listFollowedIds(db: Db, followerId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select followed_id as id from follow where follower_id = ${followerId}`.execute(db)
  return rows.map(row => row.id)
}

interface PageOf {
  accountId: string
  viewerId: string | null
  before: string
  limit: number
}

/** Who follows an account, newest first; those whom the viewer may see. */
export async function listFollowerRows(
  db: Db,
  { accountId, viewerId, before, limit }: PageOf,
): Promise<{ id: string; view: AccountSeenView }[]> {
  const { rows } = await sql<{ id: string; view: AccountSeenView }>`
    select follow.id, ${accountViewFor(viewerId)} as view from follow join account on account.id = follow.follower_id
    where follow.followed_id = ${accountId} and follow.id < ${before}::bigint and ${deedVisible(viewerId, accountId)}
    order by follow.id desc limit ${sql.lit(limit)}`.execute(db)
  return rows
}

/** Whom an account follows, newest first; those whom the viewer may see. */
export async function listFollowedRows(
  db: Db,
  { accountId, viewerId, before, limit }: PageOf,
): Promise<{ id: string; view: AccountSeenView }[]> {
  const { rows } = await sql<{ id: string; view: AccountSeenView }>`
    select follow.id, ${accountViewFor(viewerId)} as view from follow join account on account.id = follow.followed_id
    where follow.follower_id = ${accountId} and follow.id < ${before}::bigint and ${deedVisible(viewerId, accountId)}
    order by follow.id desc limit ${sql.lit(limit)}`.execute(db)
  return rows
}

/** @returns whether it was not there before */
export async function insertRequest(trx: Trx, followerId: string, followedId: string): Promise<boolean> {
  const { rows } = await sql`
    insert into follow_request (follower_id, followed_id) values (${followerId}, ${followedId})
    on conflict (followed_id, follower_id) do nothing returning id`.execute(trx)
  return rows.length > 0
}

/** @returns whether it was there */
export async function deleteRequest(trx: Trx, followerId: string, followedId: string): Promise<boolean> {
  const { rows } = await sql`
    delete from follow_request where follower_id = ${followerId} and followed_id = ${followedId} returning id`.execute(
    trx,
  )
  return rows.length > 0
}

const requestView = sql<RequestView>`json_build_object(
  'account', ${accountRef}, 'at', ${sql.raw(time('follow_request.requested_at'))})`

/** Of people who are there; newest first. */
export async function listRequestRows(
  db: Db,
  { accountId, before, limit }: Omit<PageOf, 'viewerId'>,
): Promise<{ id: string; view: RequestView }[]> {
  const { rows } = await sql<{ id: string; view: RequestView }>`
    select follow_request.id, ${requestView} as view
    from follow_request join account on account.id = follow_request.follower_id
    where follow_request.followed_id = ${accountId} and follow_request.id < ${before}::bigint
      and ${accountVisible(accountId)}
    order by follow_request.id desc limit ${sql.lit(limit)}`.execute(db)
  return rows
}

/** The request of one, while it waits, and how many do. */
export async function findRequest(
  db: Db,
  followerId: string,
  followedId: string,
): Promise<{ username: string; request: RequestView | null; waiting: number }> {
  const { rows } = await sql<{ username: string; request: RequestView | null; waiting: number }>`
    select account.username, case when follow_request.id is not null then ${requestView} end as request, (
      select count(*)::int from follow_request as waiting join account on account.id = waiting.follower_id
      where waiting.followed_id = ${followedId} and ${accountVisible(followedId)}) as waiting
    from account left join follow_request
      on follow_request.follower_id = account.id and follow_request.followed_id = ${followedId}
    where account.id = ${followerId}`.execute(db)
  return rows[0]!
}

/** Everybody who asks, whether there or not. */
export async function listRequesterIds(db: Db, followedId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select follower_id as id from follow_request where followed_id = ${followedId} order by id`.execute(db)
  return rows.map(row => row.id)
}

/** @returns the username; undefined when it is so already */
export async function updatePrivate(trx: Trx, accountId: string, isPrivate: boolean): Promise<string | undefined> {
  const { rows } = await sql<{ username: string }>`
    update account set private = ${isPrivate} where id = ${accountId} and private <> ${isPrivate} returning username`.execute(
    trx,
  )
  return rows[0]?.username
}
