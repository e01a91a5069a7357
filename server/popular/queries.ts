// Every SQL statement about views and the ranking; the ranking itself is explained in sql/0018-popular.sql.
import { sql, type Kysely, type Transaction } from 'kysely'
import type { Database } from '../database/tables.ts'
import { imageViewFor } from '../database/views.ts'
import { contentVisible } from '../policy/visible.ts'
import type { ImageSeenView } from '../views.ts'

type Db = Kysely<Database>
type Trx = Transaction<Database>

/** Whose it is, and whether it is held; undefined for an image that is not there for the viewer. */
export async function findViewed(
  db: Db,
  id: string,
  viewerId: string | null,
): Promise<{ ownerId: string; held: boolean } | undefined> {
  const { rows } = await sql<{ ownerId: string; held: boolean }>`
    select image.account_id as owner_id, held_until is not null as held
    from image join account on account.id = image.account_id
    where image.id = ${id} and (held_until is null or image.account_id = ${viewerId}::bigint)
      and ${contentVisible(viewerId)}`.execute(db)
  return rows[0]
}

/** Adds views to images and their ranking. In the order of their numbers, so that two nodes cannot wait for each other. */
export async function addViews(
  trx: Trx,
  counts: [id: string, count: number][],
): Promise<{ id: string; views: number }[]> {
  const { rows } = await sql<{ id: string; views: number }>`
    with seen as (
      select image.id, image.account_id, counted.count
      from unnest(${counts.map(([id]) => id)}::bigint[], ${counts.map(([, count]) => count)}::int[]) as counted (id, count)
        join image on image.id = counted.id
      where held_until is null order by image.id for no key update of image
    ), ranked as (
      insert into image_rank (image_id, owner_id, seen)
      select id, account_id, rank_gain(count, now()) from seen order by id
      on conflict (image_id) do update set seen = log2_sum(image_rank.seen, excluded.seen)
    )
    update image set views = views + seen.count from seen where image.id = seen.id returning image.id, image.views`.execute(
    trx,
  )
  return rows
}

/** The pictures that somebody has begun or ceased to keep, each once; at most a thousand. They are for the caller alone. */
export async function takeKept(trx: Trx): Promise<string[]> {
  const { rows } = await sql<{ pictureId: string }>`
    delete from picture_kept where ctid in (select ctid from picture_kept limit 1000 for update skip locked)
    returning picture_id`.execute(trx)
  return [...new Set(rows.map(({ pictureId }) => pictureId))]
}

export async function rankKept(trx: Trx, pictureIds: string[]): Promise<void> {
  await sql`
    insert into image_rank (image_id, owner_id, kept)
    select ranked.* from rank_kept(${pictureIds}::bigint[]) as ranked left join image_rank using (image_id)
    where ranked.kept <> coalesce(image_rank.kept, '-infinity') order by image_id
    on conflict (image_id) do update set kept = excluded.kept`.execute(trx)
}

/** Where a page begins: behind this score and number. */
export interface Place {
  score: string
  id: string
}

interface PageOf {
  viewerId: string | null
  before: Place
  limit: number
}

export interface RankedRow extends Place {
  view: ImageSeenView
}

const columns = (viewerId: string | null) =>
  sql`image.id, ranked.score::text as score, ${imageViewFor(viewerId)} as view`
const joins = sql.raw(`
  join image on image.id = ranked.image_id
  join picture on picture.id = image.picture_id
  join account on account.id = image.account_id`)

/** Of `image_rank as ranked`, with the above. */
const after = ({ viewerId, before }: PageOf) => sql`
  ranked.score > '-infinity'::float8 and (ranked.score, ranked.image_id) < (${before.score}::float8, ${before.id}::bigint)
  and (image.held_until is null or image.account_id = ${viewerId}::bigint) and ${contentVisible(viewerId)}`
const order = sql.raw('ranked.score desc, ranked.image_id desc')

/** Everybody's, highest first. */
export async function listPopularRows(db: Db, page: PageOf): Promise<RankedRow[]> {
  const { rows } = await sql<RankedRow>`
    select ${columns(page.viewerId)} from image_rank as ranked ${joins}
    where ${after(page)} order by ${order} limit ${sql.lit(page.limit)}`.execute(db)
  return rows
}

/** One person's, highest first. */
export async function listPopularRowsBy(
  db: Db,
  { accountId, ...page }: PageOf & { accountId: string },
): Promise<RankedRow[]> {
  const { rows } = await sql<RankedRow>`
    select ${columns(page.viewerId)} from image_rank as ranked ${joins}
    where ranked.owner_id = ${accountId} and ${after(page)} order by ${order} limit ${sql.lit(page.limit)}`.execute(db)
  return rows
}
