// Every SQL statement about images.
import { sql, type Kysely, type Transaction } from 'kysely'
import type { Range } from '../database/page.ts'
import { outwards, within } from '../database/range.ts'
import type { Database } from '../database/tables.ts'
import { imageView, imageViewFor } from '../database/views.ts'
import { contentVisible } from '../policy/visible.ts'
import type { AlikeView, ImageSeenView, ImageView, TranslationView } from '../views.ts'

type Db = Kysely<Database>
type Trx = Transaction<Database>

const joins = sql.raw(`
  join picture on picture.id = image.picture_id
  join account on account.id = image.account_id`)

/** Of `image` with its `account`. What its owner still holds back is there for nobody else. */
export const visibleTo = (viewerId: string | null) =>
  sql`(image.held_until is null or image.account_id = ${viewerId}::bigint) and ${contentVisible(viewerId)}`

/** The image with which an account has already kept these bytes. */
export async function findBookmarkOf(db: Db, accountId: string, hash: string): Promise<ImageView | undefined> {
  const { rows } = await sql<{ view: ImageView }>`
    select ${imageView} as view from image ${joins}
    where picture.hash = ${hash} and image.account_id = ${accountId}`.execute(db)
  return rows[0]?.view
}

const asJson = (value: unknown) => sql`${JSON.stringify(value)}::json`

export interface NewImageRow {
  accountId: string
  pictureId: string
  slug: string
  title: string
  description: string
  alt: string
  /** None where it is left out. */
  translations?: TranslationView[]
  pageUrl: string | null
  sourceUrl: string | null
  /** The image of somebody else that it was kept from. */
  keptFrom: string | null
}

/** Held back for as long as the account wants. Undefined when the account has the picture already. */
export async function insertImage(trx: Trx, image: NewImageRow): Promise<string | undefined> {
  const { accountId, pictureId, slug, title, description, alt, translations, pageUrl, sourceUrl, keptFrom } = image
  const { rows } = await sql<{ id: string }>`
    insert into image (account_id, picture_id, slug, title, description, alt, translations, page_url, source_url, kept_from, held_until)
    select id, ${pictureId}, ${slug}, ${title}, ${description}, ${alt}, ${asJson(translations ?? [])},
      ${pageUrl}, ${sourceUrl},
      ${keptFrom}::bigint, case when save_delay > 0 then clock_timestamp() + save_delay * interval '1 second' end
    from account where id = ${accountId}
    on conflict (account_id, picture_id) do nothing
    returning id`.execute(trx)
  return rows[0]?.id
}

/** @returns whether it was held until now */
export async function releaseHeld(trx: Trx, id: string): Promise<boolean> {
  const { rows } = await sql`
    update image set held_until = null where id = ${id} and held_until is not null returning id`.execute(trx)
  return rows.length > 0
}

/** @returns whether it was held; undefined when it was not there */
export async function deleteImage(trx: Trx, id: string, accountId: string): Promise<{ held: boolean } | undefined> {
  const { rows } = await sql<{ held: boolean }>`
    delete from image where id = ${id} and account_id = ${accountId} returning held_until is not null as held`.execute(
    trx,
  )
  return rows[0]
}

export type ChangedImageRow = Partial<
  Pick<NewImageRow, 'slug' | 'title' | 'description' | 'alt' | 'translations' | 'pageUrl'>
>

/** @returns whether it is held; undefined when it was not there */
export async function updateImage(
  trx: Trx,
  id: string,
  accountId: string,
  { translations, ...row }: ChangedImageRow,
): Promise<{ held: boolean } | undefined> {
  return trx
    .updateTable('image')
    .set({ ...row, ...(translations && { translations: asJson(translations) }) })
    .where('id', '=', id)
    .where('accountId', '=', accountId)
    .returning(sql<boolean>`held_until is not null`.as('held'))
    .executeTakeFirst()
}

/** Of an image that the viewer may see. */
export async function findOwner(db: Db, id: string, viewerId: string): Promise<string | undefined> {
  const { rows } = await sql<{ owner: string }>`
    select account.id as owner from image join account on account.id = image.account_id
    where image.id = ${id} and ${visibleTo(viewerId)}`.execute(db)
  return rows[0]?.owner
}

/** Who holds an image back; undefined when nobody does. */
export async function findHolder(db: Db, id: string): Promise<string | undefined> {
  const { rows } = await sql<{ owner: string }>`
    select account_id as owner from image where id = ${id} and held_until is not null`.execute(db)
  return rows[0]?.owner
}

/** Held longer than they should be; at most a thousand. */
export async function listOverdue(db: Db): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from image where held_until < now() - interval '10 seconds' order by held_until limit 1000`.execute(db)
  return rows.map(row => row.id)
}

/** @returns the account's new number of images */
export async function countImages(
  trx: Trx,
  accountId: string,
  more: 1 | -1,
): Promise<{ username: string; images: number }> {
  return trx
    .updateTable('account')
    .set({ images: sql`images + ${more}::int` })
    .where('id', '=', accountId)
    .returning(['username', 'images'])
    .executeTakeFirstOrThrow()
}

export async function findImage(
  db: Db,
  id: string,
  viewerId: string | null,
): Promise<{ accountId: string; view: ImageSeenView } | undefined> {
  const { rows } = await sql<{ accountId: string; view: ImageSeenView }>`
    select image.account_id, ${imageViewFor(viewerId)} as view from image ${joins}
    where image.id = ${id} and ${visibleTo(viewerId)}`.execute(db)
  return rows[0]
}

export async function findSlug(db: Db, id: string, viewerId: string | null): Promise<string | undefined> {
  const { rows } = await sql<{ slug: string }>`
    select image.slug from image join account on account.id = image.account_id
    where image.id = ${id} and ${visibleTo(viewerId)}`.execute(db)
  return rows[0]?.slug
}

interface PageOf extends Range {
  viewerId: string | null
  limit: number
}

/** Everybody's, from the cursor away. */
export async function listImageRows(
  db: Db,
  { viewerId, limit, ...range }: PageOf,
): Promise<{ id: string; view: ImageSeenView }[]> {
  const { rows } = await sql<{ id: string; view: ImageSeenView }>`
    select image.id, ${imageViewFor(viewerId)} as view from image ${joins}
    where ${within(range, 'image.id')} and ${visibleTo(viewerId)}
    order by ${outwards(range, 'image.id')} limit ${sql.lit(limit)}`.execute(db)
  return rows
}

/** One person's, from the cursor away. */
export async function listImageRowsBy(
  db: Db,
  { accountId, viewerId, limit, ...range }: PageOf & { accountId: string },
): Promise<{ id: string; view: ImageSeenView }[]> {
  const { rows } = await sql<{ id: string; view: ImageSeenView }>`
    select image.id, ${imageViewFor(viewerId)} as view from image ${joins}
    where image.account_id = ${accountId} and ${within(range, 'image.id')} and ${visibleTo(viewerId)}
    order by ${outwards(range, 'image.id')} limit ${sql.lit(limit)}`.execute(db)
  return rows
}

/** Of 64 bits, so many may differ. @see sql/0006-saves.sql for how they are found */
export const mostDifferent = 8

/**
 * Images of pictures that look like this one and that the account may see, at most three, and whose they are: one's own first, then those of people one follows, then the newest.
 */
export async function listAlike(
  db: Db,
  accountId: string,
  { hash, perceptualHash }: { hash: string; perceptualHash: string },
): Promise<{ alike: AlikeView[]; owners: string[] }> {
  const bands = bandsOf(perceptualHash)
  if (!bands) return { alike: [], owners: [] }
  const { rows } = await sql<{ view: ImageView; same: boolean; owner: string }>`
    with alike as (
      select id, hash = ${hash} as same from picture
      where (substr(perceptual_hash, 1, 4) = any(${bands[0]}::text[])
        or substr(perceptual_hash, 5, 4) = any(${bands[1]}::text[])
        or substr(perceptual_hash, 9, 4) = any(${bands[2]}::text[])
        or substr(perceptual_hash, 13, 4) = any(${bands[3]}::text[]))
        and bit_count(('x' || perceptual_hash)::bit(64) # ('x' || ${perceptualHash}::text)::bit(64)) <= ${sql.lit(mostDifferent)}
      order by exists (select from image where picture_id = picture.id and account_id = ${accountId}) desc, id desc
      limit 200
    )
    select ${imageView} as view, alike.same, image.account_id::text as owner
    from alike join image on image.picture_id = alike.id ${joins}
    where ${visibleTo(accountId)} and not (alike.same and image.account_id = ${accountId})
    order by image.account_id = ${accountId} desc,
      exists (select from follow where follower_id = ${accountId} and followed_id = image.account_id) desc, image.id desc
    limit 3`.execute(db)
  return { alike: rows.map(({ view, same }) => ({ image: view, same })), owners: rows.map(({ owner }) => owner) }
}

/**
 * Each band of a hash as those may have it that resemble it. Undefined for a picture without structure (one colour, a plain gradient):
 * it resembles too much, and is compared with nothing.
 */
export function bandsOf(perceptualHash: string): string[][] | undefined {
  const bits = [...perceptualHash].reduce((sum, digit) => sum + bitsOf(parseInt(digit, 16)), 0)
  return bits < 6 ? undefined : [0, 4, 8, 12].map(start => nearby(perceptualHash.slice(start, start + 4)))
}

/** A band of 16 bits, and every band that differs from it in one. */
function nearby(band: string): string[] {
  const value = parseInt(band, 16)
  const flipped = Array.from({ length: 16 }, (_, bit) => value ^ (1 << bit))
  return [value, ...flipped].map(number => number.toString(16).padStart(4, '0'))
}

const bitsOf = (nibble: number) => [0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4][nibble] ?? 0
