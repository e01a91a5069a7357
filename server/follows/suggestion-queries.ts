// Every SQL statement about whom one might want to follow. Each looks at so much, however large the instance is.
import { sql, type Kysely } from 'kysely'
import type { Database } from '../database/tables.ts'
import { accountRef, accountViewFor } from '../database/views.ts'
import { accountMuted, contentVisible } from '../policy/visible.ts'
import type { AccountRef, AccountSeenView } from '../views.ts'

type Db = Kysely<Database>

export interface SuggestedRow {
  id: string
  view: AccountSeenView
  count: number
}

/** Nobody whom one follows already, or has asked to; and nobody of whom one wants to hear nothing. */
const strangerTo = (accountId: string) => sql`
  account.id <> ${accountId}::bigint and ${contentVisible(accountId)} and not ${accountMuted(accountId)}
  and not exists (select from follow where follower_id = ${accountId}::bigint and followed_id = account.id)
  and not exists (select from follow_request where follower_id = ${accountId}::bigint and followed_id = account.id)`

/** The last 200 whom I follow, and the last 100 whom each of them follows. Those whom most of them follow first. */
export async function listFollowedByFollowed(db: Db, accountId: string, limit: number): Promise<SuggestedRow[]> {
  const { rows } = await sql<SuggestedRow>`
    select account.id, ${accountViewFor(accountId)} as view, suggested.count
    from (
      select theirs.followed_id as id, count(*)::int as count
      from (
        select follow.followed_id as id from follow join account on account.id = follow.followed_id
        where follow.follower_id = ${accountId} and account.active order by follow.id desc limit 200
      ) as mine
      cross join lateral (
        select followed_id from follow where follower_id = mine.id order by id desc limit 100
      ) as theirs
      group by theirs.followed_id
    ) as suggested join account on account.id = suggested.id
    where ${strangerTo(accountId)}
    order by suggested.count desc, account.id desc limit ${sql.lit(limit)}`.execute(db)
  return rows
}

/** For each of these people, up to three of those whom I follow and who follow them. */
export async function listFollowersAmongMine(
  db: Db,
  accountId: string,
  suggestedIds: string[],
): Promise<Map<string, AccountRef[]>> {
  const { rows } = await sql<{ id: string; people: AccountRef[] }>`
    select suggested.id::text, coalesce(json_agg(known.view), '[]') as people
    from unnest(${suggestedIds}::bigint[]) as suggested(id)
    cross join lateral (
      select ${accountRef} as view
      from follow as mine join follow as theirs on theirs.follower_id = mine.followed_id
        join account on account.id = mine.followed_id
      where mine.follower_id = ${accountId} and theirs.followed_id = suggested.id and ${contentVisible(accountId)}
      order by mine.id desc limit 3
    ) as known
    group by suggested.id`.execute(db)
  return new Map(rows.map(row => [row.id, row.people]))
}

/** Who likes the last 100 images that I like; of each the last 50. Those with whom I share most first. */
export async function listLikersAlike(db: Db, accountId: string, limit: number): Promise<SuggestedRow[]> {
  const { rows } = await sql<SuggestedRow>`
    select account.id, ${accountViewFor(accountId)} as view, suggested.count
    from (
      select others.account_id as id, count(*)::int as count
      from (
        select image_like.image_id as id
        from image_like join image on image.id = image_like.image_id join account on account.id = image.account_id
        where image_like.account_id = ${accountId} and ${contentVisible(accountId)}
        order by image_like.id desc limit 100
      ) as mine
      cross join lateral (
        select account_id from image_like where image_id = mine.id order by id desc limit 50
      ) as others
      group by others.account_id
    ) as suggested join account on account.id = suggested.id
    where ${strangerTo(accountId)}
    order by suggested.count desc, account.id desc limit ${sql.lit(limit)}`.execute(db)
  return rows
}
