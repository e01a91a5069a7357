// Every SQL statement about pictures: bytes, stored once, whoever keeps them.
import { sql, type Kysely, type Transaction } from 'kysely'
import type { Database } from '../database/tables.ts'
import type { Picture } from '../media/media.ts'
import { accountVisible, contentVisible } from '../policy/visible.ts'
import type { ImageSource } from '../views.ts'

type Db = Kysely<Database>

export interface KeptPicture {
  id: string
  /** SHA-256 of the bytes as they came, in hex. */
  hash: string
  perceptualHash: string
}

export async function findPicture(db: Db, hash: string): Promise<(KeptPicture & { unused: boolean }) | undefined> {
  return db
    .selectFrom('picture')
    .select(['id', 'hash', 'perceptualHash'])
    .select(sql<boolean>`unused_since is not null`.as('unused'))
    .where('hash', '=', hash)
    .executeTakeFirst()
}

const filesLock = sql`hashtextextended('picture files', 0)`

/** Until the end of the transaction the sweep removes no file. @see lockFilesAlone */
export async function lockFiles(trx: Transaction<Database>): Promise<void> {
  await sql`select pg_advisory_xact_lock_shared(${filesLock})`.execute(trx)
}

/** Until the end of the transaction nobody begins to rely on a file. @see lockFiles */
export async function lockFilesAlone(trx: Transaction<Database>): Promise<void> {
  await sql`select pg_advisory_xact_lock(${filesLock})`.execute(trx)
}

/** Takes a picture back from the sweep. @returns false when the sweep was faster */
export async function claimPicture(db: Db, id: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('picture')
    .set({ unusedSince: null })
    .where('id', '=', id)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Whoever brings the same bytes at the same time gets the row of the first. */
export async function insertPicture(db: Db, { sources, ...facts }: Omit<Picture, 'original'>): Promise<KeptPicture> {
  return db
    .insertInto('picture')
    .values({ ...facts, sources: sql`${JSON.stringify(sources)}::json` })
    .onConflict(conflict => conflict.column('hash').doUpdateSet({ unusedSince: null }))
    .returning(['id', 'hash', 'perceptualHash'])
    .executeTakeFirstOrThrow()
}

/** Something shows the picture, or soon will. */
const wanted = sql<boolean>`(
  exists (select from image where image.picture_id = picture.id) or exists (select from save where save.hash = picture.hash)
)`

/** Of the pictures whose hash lies between: notes since when nothing refers to them, and forgets it where something does again. */
export async function markUnused(db: Db, from: string, to: string): Promise<void> {
  await sql`
    update picture set unused_since = case when ${wanted} then null else now() end
    where hash >= ${from} and hash < ${to} and (unused_since is not null) = ${wanted}`.execute(db)
}

/** Takes away a few pictures that nothing has referred to for so many seconds. Those that are being kept just now are passed over. */
export async function deleteUnused(
  trx: Transaction<Database>,
  { from, to, seconds, most }: { from: string; to: string; seconds: number; most: number },
): Promise<{ hash: string; sources: ImageSource[] }[]> {
  // First locked, then looked at: whoever refers to a picture holds its row, and what they have committed is seen only by a
  // statement that begins after it.
  const { rows } = await sql<{ id: string }>`
    select id from picture
    where hash >= ${from} and hash < ${to} and unused_since <= now() - make_interval(secs => ${seconds})
    order by id limit ${sql.lit(most)} for update skip locked`.execute(trx)
  if (rows.length === 0) return []
  const deleted = await sql<{ hash: string; sources: ImageSource[] }>`
    delete from picture where id = any(${rows.map(row => row.id)}::bigint[]) and not ${wanted}
    returning hash, sources`.execute(trx)
  return deleted.rows
}

/** Which of these served files no picture is shown by, and no person. */
export async function listUnusedServed(db: Db, urls: string[]): Promise<string[]> {
  const { rows } = await sql<{ url: string }>`
    select asked.url from unnest(${urls}::text[]) as asked(url)
    where not exists (select from account where account.photo = asked.url)
      and not exists (
        select from picture where sources::jsonb @> jsonb_build_array(jsonb_build_object('url', asked.url))
      )`.execute(db)
  return rows.map(row => row.url)
}

/** Which of these originals, by their hashes, belong to no picture and to nothing that is being saved. */
export async function listUnusedOriginals(db: Db, hashes: string[]): Promise<string[]> {
  const { rows } = await sql<{ hash: string }>`
    select asked.hash from unnest(${hashes}::text[]) as asked(hash)
    where not exists (select from picture where picture.hash = asked.hash)
      and not exists (select from save where save.hash = asked.hash)`.execute(db)
  return rows.map(row => row.hash)
}

export interface Uncompressed {
  id: string
  hash: string
  sources: ImageSource[]
}

/** The newest picture of at least that age for which smaller files have not been made; undefined when there is none. */
export async function findUncompressed(db: Db, seconds: number): Promise<Uncompressed | undefined> {
  return db
    .selectFrom('picture')
    .select(['id', 'hash'])
    .select(sql<ImageSource[]>`sources`.as('sources'))
    .where('compressed', '=', false)
    .where('unusedSince', 'is', null)
    .where('createdAt', '<=', sql<Date>`now() - ${seconds} * interval '1 second'`)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** @returns whether it was not marked before */
export async function markCompressed(trx: Transaction<Database>, id: string, sources: ImageSource[]): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('picture')
    .set({ compressed: true, sources: sql`${JSON.stringify(sources)}::json` })
    .where('id', '=', id)
    .where('compressed', '=', false)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** The images of a picture that everybody may see, the newest thousand. */
export async function listImagesOf(db: Db, pictureId: string): Promise<{ id: string; accountId: string }[]> {
  const { rows } = await sql<{ id: string; accountId: string }>`
    select id, account_id from image where picture_id = ${pictureId} and held_until is null order by id desc limit 1000`.execute(
    db,
  )
  return rows
}

/** Something that shows a file: an image, or the photo of an account. */
export interface Witness {
  accountId: string
  imageId: string | null
}

const showing = (url: string) => sql`
  from picture join image on image.picture_id = picture.id join account on account.id = image.account_id
  where picture.sources::jsonb @> jsonb_build_array(jsonb_build_object('url', ${url}::text))`

/** Something by which everybody may see a file. */
export async function findPublicWitness(db: Db, url: string): Promise<Witness | undefined> {
  const { rows } = await sql<Witness>`
    (select image.account_id, image.id as image_id ${showing(url)}
      and image.held_until is null and ${contentVisible(null)} limit 1)
    union all
    (select id, null from account where photo = ${url} and ${accountVisible(null)} limit 1)
    limit 1`.execute(db)
  return rows[0]
}

/** Whether somebody may see anything that shows a file. Those who keep order see what has been reported. */
export async function isFileVisible(db: Db, url: string, viewerId: string): Promise<boolean> {
  const { rows } = await sql<{ visible: boolean }>`
    select exists (select ${showing(url)} and (
        image.account_id = ${viewerId}::bigint
        or (image.held_until is null and ${contentVisible(viewerId)})
        or (exists (select from report where report.image_id = image.id)
          and exists (select from account as viewer where viewer.id = ${viewerId}::bigint and viewer.role <> 'person'))
      )) or exists (select from account where photo = ${url} and ${accountVisible(viewerId)}) as visible`.execute(db)
  return rows[0]!.visible
}
