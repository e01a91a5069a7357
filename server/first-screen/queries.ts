// Every SQL statement for search engines: what visitors may see, by ranges of numbers, so that no statement reads what is before them.
import { sql, type Kysely } from 'kysely'
import type { Database } from '../database/tables.ts'
import { time } from '../database/views.ts'
import { contentVisible } from '../policy/visible.ts'

type Db = Kysely<Database>

export interface Ends {
  image: string
  account: string
}

/** The greatest numbers; 0 where there is nothing. */
export async function findEnds(db: Db): Promise<Ends> {
  const { rows } = await sql<Ends>`
    select coalesce((select max(id) from image), 0)::text as image, coalesce((select max(id) from account), 0)::text as account`.execute(
    db,
  )
  return rows[0]!
}

export interface FoundImage {
  id: string
  slug: string
  /** Path of the JPEG. */
  picture: string
  at: string
}

interface Between {
  /** Behind this number, up to the other. */
  after: string
  upTo: string
  limit: number
}

export async function listPublicImages(db: Db, { after, upTo, limit }: Between): Promise<FoundImage[]> {
  const { rows } = await sql<FoundImage>`
    select image.id::text as id, image.slug, picture.sources -> -1 ->> 'url' as picture,
      ${sql.raw(time('image.bookmarked_at'))} as at
    from image join picture on picture.id = image.picture_id join account on account.id = image.account_id
    where image.id > ${after}::bigint and image.id <= ${upTo}::bigint and image.held_until is null and ${contentVisible(null)}
    order by image.id limit ${sql.lit(limit)}`.execute(db)
  return rows
}

export interface FoundPerson {
  id: string
  username: string
  /** When they last saved something, or else came. */
  at: string
}

export async function listPublicPeople(db: Db, { after, upTo, limit }: Between): Promise<FoundPerson[]> {
  const { rows } = await sql<FoundPerson>`
    select account.id::text as id, account.username, ${sql.raw(time('coalesce(newest.bookmarked_at, account.joined_at)'))} as at
    from account left join lateral (
      select bookmarked_at from image where image.account_id = account.id and image.held_until is null
      order by image.id desc limit 1
    ) as newest on true
    where account.id > ${after}::bigint and account.id <= ${upTo}::bigint and ${contentVisible(null)}
    order by account.id limit ${sql.lit(limit)}`.execute(db)
  return rows
}
