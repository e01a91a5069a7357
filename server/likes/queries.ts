// Every SQL statement about likes.
import { sql, type Kysely, type Transaction } from 'kysely'
import type { Database } from '../database/tables.ts'
import { accountRef } from '../database/views.ts'
import { contentVisible, deedVisible } from '../policy/visible.ts'
import type { AccountRef } from '../views.ts'

type Db = Kysely<Database>
type Trx = Transaction<Database>

interface Counted {
  likes: number
  ownerId: string
}

/** Undefined when it is there already, and for an image that is not there for the account, or that its owner still holds back. */
export async function insertLike(trx: Trx, imageId: string, accountId: string): Promise<Counted | undefined> {
  const { rows } = await sql<Counted>`
    with liked as (
      insert into image_like (image_id, account_id)
      select image.id, ${accountId} from image join account on account.id = image.account_id
      where image.id = ${imageId} and held_until is null and ${contentVisible(accountId)}
      on conflict (image_id, account_id) do nothing returning image_id
    )
    update image set likes = likes + 1 from liked where image.id = liked.image_id
    returning image.likes, image.account_id as owner_id`.execute(trx)
  return rows[0]
}

/** Undefined when it was not there, or not on an image that the account may see. */
export async function deleteLike(trx: Trx, imageId: string, accountId: string): Promise<Counted | undefined> {
  const { rows } = await sql<Counted>`
    with unliked as (
      delete from image_like using image, account
      where image_like.image_id = ${imageId} and image_like.account_id = ${accountId}
        and image.id = image_like.image_id and account.id = image.account_id and ${contentVisible(accountId)}
      returning image_like.image_id
    )
    update image set likes = likes - 1 from unliked where image.id = unliked.image_id
    returning image.likes, image.account_id as owner_id`.execute(trx)
  return rows[0]
}

/** Undefined when there is no such image for this viewer. */
export async function findLikes(db: Db, imageId: string, viewerId: string | null): Promise<Counted | undefined> {
  const { rows } = await sql<Counted>`
    select image.likes, account.id as owner_id from image join account on account.id = image.account_id
    where image.id = ${imageId} and held_until is null and ${contentVisible(viewerId)}`.execute(db)
  return rows[0]
}

/** Newest first; those whom the viewer may see. */
export async function listLikerRows(
  db: Db,
  page: { imageId: string; ownerId: string; viewerId: string | null; before: string; limit: number },
): Promise<{ id: string; view: AccountRef }[]> {
  const { imageId, ownerId, viewerId, before, limit } = page
  const { rows } = await sql<{ id: string; view: AccountRef }>`
    select image_like.id, ${accountRef} as view from image_like join account on account.id = image_like.account_id
    where image_like.image_id = ${imageId} and image_like.id < ${before}::bigint
      and ${deedVisible(viewerId, ownerId)}
    order by image_like.id desc limit ${sql.lit(limit)}`.execute(db)
  return rows
}
