// Every SQL statement about likes.
import { sql, type Kysely, type Transaction } from 'kysely'
import type { Database } from '../database/tables.ts'
import { accountRef } from '../database/views.ts'
import type { AccountRef } from '../views.ts'

type Db = Kysely<Database>
type Trx = Transaction<Database>

/** @returns whether it is new: false also for an image that is not there, or that its owner still holds back */
export async function insertLike(trx: Trx, imageId: string, accountId: string): Promise<boolean> {
  const { rows } = await sql`
    insert into image_like (image_id, account_id)
    select id, ${accountId} from image where id = ${imageId} and held_until is null
    on conflict (image_id, account_id) do nothing returning image_id`.execute(trx)
  return rows.length > 0
}

/** @returns whether it was there */
export async function deleteLike(trx: Trx, imageId: string, accountId: string): Promise<boolean> {
  const { rows } = await sql`
    delete from image_like where image_id = ${imageId} and account_id = ${accountId} returning image_id`.execute(trx)
  return rows.length > 0
}

/** @returns the new number of likes */
export async function addLikes(trx: Trx, imageId: string, difference: 1 | -1): Promise<number> {
  const { rows } = await sql<{ likes: number }>`
    update image set likes = likes + ${difference}::int where id = ${imageId} returning likes`.execute(trx)
  return rows[0]!.likes
}

/** Undefined when there is no such image. */
export async function findLikes(db: Db, imageId: string): Promise<number | undefined> {
  const { rows } = await sql<{
    likes: number
  }>`select likes from image where id = ${imageId} and held_until is null`.execute(db)
  return rows[0]?.likes
}

/** Newest first. */
export async function listLikerRows(
  db: Db,
  { imageId, before, limit }: { imageId: string; before: string; limit: number },
): Promise<{ id: string; view: AccountRef }[]> {
  const { rows } = await sql<{ id: string; view: AccountRef }>`
    select image_like.id, ${accountRef} as view from image_like join account on account.id = image_like.account_id
    where image_like.image_id = ${imageId} and image_like.id < ${before}::bigint
    order by image_like.id desc limit ${sql.lit(limit)}`.execute(db)
  return rows
}
