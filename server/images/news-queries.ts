// Every SQL statement about whom an image is news to.
import { sql, type Kysely } from 'kysely'
import type { Database } from '../database/tables.ts'

type Db = Kysely<Database>

export async function findWords(
  db: Db,
  id: string,
): Promise<{ title: string; description: string; pageUrl: string | null; keptFrom: string | null } | undefined> {
  return db
    .selectFrom('image')
    .select(['title', 'description', 'pageUrl', 'keptFrom'])
    .where('id', '=', id)
    .executeTakeFirst()
}

/** Of usernames in lower case; in one order, so that two changes cannot wait for each other. */
export async function listAccountIds(db: Db, usernames: string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id::text from account where lower(username) = any(${usernames}::text[]) and active
    order by account.id`.execute(db)
  return rows.map(row => row.id)
}

/** The image of another person on whose page it was found, or from whom it was kept, and the ten earliest with the same picture: one for each person. */
export async function listKeepers(
  db: Db,
  id: string,
  sourceId: string | undefined,
): Promise<{ accountId: string; imageId: string }[]> {
  const { rows } = await sql<{ accountId: string; imageId: string }>`
    with this as (select account_id, picture_id from image where id = ${id}), same as (
      select other.id, other.account_id from image as other join this on this.picture_id = other.picture_id
      where other.account_id <> this.account_id and other.held_until is null
      order by other.id limit 10
    ), source as (
      select image.id, image.account_id from image, this
      where image.id = ${sourceId ?? null}::bigint and image.account_id <> this.account_id and image.held_until is null
    )
    select distinct on (kept.account_id) kept.account_id::text, kept.id::text as image_id
    from (select 0 as rank, * from source union all select 1, * from same) as kept
    order by kept.account_id, rank`.execute(db)
  return rows
}
