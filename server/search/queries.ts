// Every SQL statement of the search for images. How texts are cut into words: sql/0021-search.sql.
import { sql, type Kysely } from 'kysely'
import type { Database } from '../database/tables.ts'
import { imageViewFor } from '../database/views.ts'
import { contentVisible } from '../policy/visible.ts'
import type { ImageSeenView } from '../views.ts'

type Db = Kysely<Database>

/** The newest so many are looked at, and of those that the viewer may see so many ranked: for each way in which an image may match. */
const mostMatching = 1_000
const mostRanked = 300
/** People whose name is asked for, and images of each. */
const mostPeople = 4
const mostOfOne = 100
/** Between the cursors of one rank and the next: ids are far below. */
const rankStep = sql.raw('8000000000000000')

/** As the columns were cut. */
export async function cutWords(db: Db, text: string): Promise<string[]> {
  const { rows } = await sql<{ words: string[] }>`select search_words(${text}) as words`.execute(db)
  return rows[0]?.words ?? []
}

/** Texts of tsqueries. @see words.ts */
interface Asked {
  terms: string[]
  names: string[]
  all: string
  anyName: string
  ways: string[]
}

interface ImageSearch {
  asked: Asked
  viewerId: string | null
  /** Whether what is near to the words will do. */
  tolerant: boolean
  before: string
  limit: number
}

/** What an image is worth for each way in which it matches. */
const worth = [16, 8, 4, 2, 1]
/** For whose it is. */
const worthOfName = 5

/**
 * Images in which each word is found, or that are of somebody who is called like it; best first. The place of a row in that order is its
 * id; it is odd in a tolerant search.
 */
export async function listFoundImages(
  db: Db,
  { asked, viewerId, tolerant, before, limit }: ImageSearch,
): Promise<{ id: string; view: ImageSeenView }[]> {
  const query = (text = '') => sql`${text}::tsquery`
  const unheld = sql`(image.held_until is null or image.account_id = ${viewerId}::bigint)`
  // People are looked up one by one, from the newest image on: the planner would rather read all of them (offset 0 forbids it). With the
  // inner limit it walks back from the newest image where much matches, and uses the index of words where little does.
  const newest = (wanted = '') => sql`(
    select matching.id, 0 as given
    from (
      select id, account_id from image where search @@ ${query(wanted)} and ${unheld}
      order by id desc limit ${sql.lit(mostMatching)}) as matching,
      lateral (select from account where id = matching.account_id and ${contentVisible(viewerId)} offset 0) as seen
    order by matching.id desc limit ${sql.lit(mostRanked)})`
  const matches = asked.ways.map(
    (way, index) => sql`case when search @@ ${query(way)} then ${sql.lit(worth[index]!)} else 0 end`,
  )
  const { rows } = await sql<{ id: string; view: ImageSeenView }>`
    with people as (
      select id, (
        select string_agg('(' || term || ')', ' & ')::tsquery
        from unnest(${asked.terms}::text[], ${asked.names}::text[]) as terms (term, name)
        where not named.search @@ name::tsquery) as rest
      from (
        select account.id, account.search, followers from account
        where account.search @@ ${query(asked.anyName)} and ${contentVisible(viewerId)} limit 200) as named
      order by followers desc, id desc limit ${sql.lit(mostPeople)}
    ), found as (
      select id, max(given) as given from (
        ${newest(asked.ways[1])} union all ${newest(asked.all)} union all
        select theirs.id, ${sql.lit(tolerant ? 0 : worthOfName)} from people, lateral (
          select image.id from image
          where image.account_id = people.id and (people.rest is null or image.search @@ people.rest) and ${unheld}
          order by image.id desc limit ${sql.lit(mostOfOne)}) as theirs) as matching
      group by id
    ), ranked as (
      select image.id, 2 * (image.id + ${rankStep} * (
          16 * greatest(given, ${sql.join(matches, sql` + `)}) + least(15, floor(log(2, 1 + likes)))::bigint))
        + ${sql.lit(tolerant ? 1 : 0)} as place
      from found join image using (id)
    ), page as (
      select id, place from ranked where place < ${before}::bigint order by place desc limit ${sql.lit(limit)}
    )
    select page.place::text as id, ${imageViewFor(viewerId)} as view
    from page join image on image.id = page.id
      join picture on picture.id = image.picture_id
      join account on account.id = image.account_id
    order by page.place desc`.execute(db)
  return rows
}
