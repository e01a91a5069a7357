// Every SQL statement about follows.
import { sql, type Kysely, type Transaction } from 'kysely'
import type { Database } from '../database/tables.ts'

type Db = Kysely<Database>
type Trx = Transaction<Database>

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

export async function addFollower(trx: Trx, followedId: string, difference: 1 | -1): Promise<number> {
  const { rows } = await sql<{ followers: number }>`
    update account set followers = followers + ${difference}::int where id = ${followedId} returning followers`.execute(
    trx,
  )
  return rows[0]!.followers
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
  return rows[0]!.followers
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
