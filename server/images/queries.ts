// Every SQL statement about images and pictures.
import { sql, type Kysely, type Transaction } from 'kysely'
import type { Database } from '../database/tables.ts'
import { imageView, imageViewFor } from '../database/views.ts'
import type { Picture } from '../media/media.ts'
import type { ImageView } from '../protocol.ts'

type Db = Kysely<Database>
export type ImageSeen = ImageView & { likedByMe: boolean }

const joins = sql.raw(`
  join picture on picture.id = image.picture_id
  join account on account.id = image.account_id`)

export async function findPictureId(db: Db, hash: string): Promise<string | undefined> {
  return (await db.selectFrom('picture').select('id').where('hash', '=', hash).executeTakeFirst())?.id
}

/** Whoever brings the same bytes at the same time gets the row of the first. */
export async function insertPicture(db: Db, { sources, ...picture }: Picture): Promise<string> {
  const row = await db
    .insertInto('picture')
    .values({ ...picture, sources: sql`${JSON.stringify(sources)}::json` })
    .onConflict(conflict => conflict.column('hash').doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id ?? (await findPictureId(db, picture.hash))!
}

/** The image with which an account has already kept these bytes. */
export async function findBookmarkOf(db: Db, accountId: string, hash: string): Promise<ImageView | undefined> {
  const { rows } = await sql<{ view: ImageView }>`
    select ${imageView} as view from image ${joins}
    where picture.hash = ${hash} and image.account_id = ${accountId}`.execute(db)
  return rows[0]?.view
}

export interface NewImageRow {
  accountId: string
  pictureId: string
  slug: string
  title: string
  description: string
  alt: string
  pageUrl: string | null
  sourceUrl: string | null
}

/** Undefined when the account has the picture already. */
export async function insertImage(trx: Transaction<Database>, image: NewImageRow): Promise<string | undefined> {
  const row = await trx
    .insertInto('image')
    .values(image)
    .onConflict(conflict => conflict.columns(['accountId', 'pictureId']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id
}

/** @returns the account's new number of images */
export async function countImage(
  trx: Transaction<Database>,
  accountId: string,
): Promise<{ username: string; images: number }> {
  return trx
    .updateTable('account')
    .set({ images: sql`images + 1` })
    .where('id', '=', accountId)
    .returning(['username', 'images'])
    .executeTakeFirstOrThrow()
}

export async function findImage(db: Db, id: string, viewerId: string | null): Promise<ImageSeen | undefined> {
  const { rows } = await sql<{ view: ImageSeen }>`
    select ${imageViewFor(viewerId)} as view from image ${joins} where image.id = ${id}`.execute(db)
  return rows[0]?.view
}

export async function findSlug(db: Db, id: string): Promise<string | undefined> {
  return (await db.selectFrom('image').select('slug').where('id', '=', id).executeTakeFirst())?.slug
}

interface PageOf {
  viewerId: string | null
  before: string
  limit: number
}

/** Everybody's, newest first. */
export async function listImageRows(
  db: Db,
  { viewerId, before, limit }: PageOf,
): Promise<{ id: string; view: ImageSeen }[]> {
  const { rows } = await sql<{ id: string; view: ImageSeen }>`
    select image.id, ${imageViewFor(viewerId)} as view from image ${joins}
    where image.id < ${before}::bigint order by image.id desc limit ${sql.lit(limit)}`.execute(db)
  return rows
}

/** One person's, newest first. */
export async function listImageRowsBy(
  db: Db,
  { accountId, viewerId, before, limit }: PageOf & { accountId: string },
): Promise<{ id: string; view: ImageSeen }[]> {
  const { rows } = await sql<{ id: string; view: ImageSeen }>`
    select image.id, ${imageViewFor(viewerId)} as view from image ${joins}
    where image.account_id = ${accountId} and image.id < ${before}::bigint
    order by image.id desc limit ${sql.lit(limit)}`.execute(db)
  return rows
}
