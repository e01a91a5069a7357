// Every SQL statement about what is related to an image.
import { sql, type Kysely } from 'kysely'
import type { Database } from '../database/tables.ts'
import { imageViewFor } from '../database/views.ts'
import { accountMuted, contentVisible } from '../policy/visible.ts'
import type { ImageSeenView } from '../views.ts'
import { bandsOf, mostDifferent, visibleTo } from './queries.ts'

type Db = Kysely<Database>

/** From where it is looked for what is related. */
export interface Roots {
  id: string
  accountId: string
  pictureId: string
  perceptualHash: string
  pageUrl: string | null
}

/** Undefined for an image that the viewer may not see. */
export async function findRoots(db: Db, id: string, viewerId: string | null): Promise<Roots | undefined> {
  const { rows } = await sql<Roots>`
    select image.id::text, image.account_id::text, image.picture_id::text, picture.perceptual_hash, image.page_url
    from image join picture on picture.id = image.picture_id join account on account.id = image.account_id
    where image.id = ${id} and ${visibleTo(viewerId)}`.execute(db)
  return rows[0]
}

/** How much of each is looked at: what bounds the time that it takes, however large the instance. */
const likers = 40
const likesOfEach = 30
const samePage = 24
const beside = 12
const lookAlike = 50
const most = 24
/** Of candidates, the best by far more than are shown, because the viewer may not see some. */
const liked = 80

/**
 * The most related first, each picture once. Of each of five kinds of kinship an image has a strength from 0 to 1, and the sum of
 *
 *   2.0 × liked together: shared / √((likers + 2) × (its likes + 2)) of the newest 40 who like the image and the newest 30 likes of each,
 *         the cosine, in which what everybody likes is near to nothing, and one person is no crowd
 *   1.0 × found on the same page, the newest 24
 *   0.9 × alike: 1 − bits of the perceptual hash that differ / 16, of at most 8 that do
 *   0.4 × found on the same site, the 12 before and the 12 after it, 1 falling to 0 with the distance
 *   0.3 × saved by the same person, the 12 before and the 12 after it, 1 falling to 0 with the distance
 *
 * is how related it is; of two alike the newer one comes first. Likes count of those alone whose things the viewer may see.
 */
export async function listRelatedViews(
  db: Db,
  { id, accountId, pictureId, perceptualHash, pageUrl }: Roots,
  viewerId: string | null,
): Promise<ImageSeenView[]> {
  const bands = bandsOf(perceptualHash)
  const alike =
    bands &&
    sql`
    union all
    select image.id, 0.9 * (1 - kin.bits / 16.0) from (
      select picture.id, bit_count(('x' || perceptual_hash)::bit(64) # ('x' || ${perceptualHash}::text)::bit(64)) as bits
      from picture
      where substr(perceptual_hash, 1, 4) = any(${bands[0]}::text[]) or substr(perceptual_hash, 5, 4) = any(${bands[1]}::text[])
        or substr(perceptual_hash, 9, 4) = any(${bands[2]}::text[]) or substr(perceptual_hash, 13, 4) = any(${bands[3]}::text[])
      order by bits limit ${sql.lit(lookAlike)}
    ) as kin join image on image.picture_id = kin.id
    where kin.bits <= ${sql.lit(mostDifferent)}`
  const page =
    pageUrl !== null &&
    sql`
    union all
    (select image.id, 1.0 from image
      where page_url is not null and md5(page_url) = md5(${pageUrl}::text) and page_url = ${pageUrl}
      order by id desc limit ${sql.lit(samePage)})
    ${nearby(id, sql`page_url is not null and site_of(page_url) = site_of(${pageUrl}::text)`, 0.4)}`
  const { rows } = await sql<{ view: ImageSeenView }>`
    with fan as (
      select image_like.account_id from image_like join account on account.id = image_like.account_id
      where image_like.image_id = ${id} and ${contentVisible(viewerId)}
      order by image_like.id desc limit ${sql.lit(likers)}
    ), together as (
      select theirs.image_id as id, count(*) as shared from fan cross join lateral (
        select image_id from image_like where image_like.account_id = fan.account_id
        order by image_like.id desc limit ${sql.lit(likesOfEach)}
      ) as theirs
      group by theirs.image_id order by shared desc, theirs.image_id desc limit ${sql.lit(liked)}
    ), kin (id, strength) as (
      select together.id, 2.0 * shared / sqrt(((select count(*) from fan) + 2) * (image.likes + 2))
      from together join image on image.id = together.id
      ${alike ?? sql``} ${page || sql``}
      ${nearby(id, sql`account_id = ${accountId}::bigint`, 0.3)}
    ), ranked as (
      select id, sum(strength) as strength from kin group by id
    ), seen as (
      select distinct on (image.picture_id) image.id, ranked.strength
      from ranked join image on image.id = ranked.id join account on account.id = image.account_id
      where image.picture_id <> ${pictureId}::bigint and image.held_until is null
        and ${contentVisible(viewerId)} and not ${accountMuted(viewerId)}
      order by image.picture_id, ranked.strength desc, image.id desc
    ), best as (
      select * from seen order by strength desc, id desc limit ${sql.lit(most)}
    )
    select ${imageViewFor(viewerId)} as view from best join image on image.id = best.id
      join picture on picture.id = image.picture_id join account on account.id = image.account_id
    order by best.strength desc, best.id desc`.execute(db)
  return rows.map(row => row.view)
}

/** The nearest before and after an image, of those for which a condition holds. */
function nearby(id: string, condition: ReturnType<typeof sql>, weight: number) {
  const side = (order: 'asc' | 'desc') => sql`
    union all
    select near.id, ${sql.lit(weight)} * (1 - (row_number() over (order by near.id ${sql.raw(order)}) - 1) / ${sql.lit(beside)}.0)
    from (
      select id from image where ${condition} and id ${sql.raw(order === 'asc' ? '>' : '<')} ${id}::bigint
      order by id ${sql.raw(order)} limit ${sql.lit(beside)}
    ) as near`
  return sql`${side('desc')} ${side('asc')}`
}
