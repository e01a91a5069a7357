// Every SQL statement that finds people by a text. How the texts are folded and cut: sql/0010-visibility.sql and sql/0021-search.sql.
import { sql, type Kysely } from 'kysely'
import type { Database } from '../database/tables.ts'
import { accountViewFor } from '../database/views.ts'
import { accountVisible } from '../policy/visible.ts'
import type { AccountSeenView } from '../views.ts'

/**
 * The number of a row by its rank: whose username it is, begins with it, a word of whose name does, in whose name it is, then in whose
 * bio; newest first.
 */
const rankStep = '900000000000000000'

interface PeopleSearch {
  asked: string
  /** A tsquery. @see words.ts */
  terms: string
  viewerId: string | null
  tolerant: boolean
  before: string
  limit: number
}

/** Those whom the viewer may see, best first; the id is the place in this order, and odd in a tolerant search. */
export async function listFoundPeople(
  db: Kysely<Database>,
  { asked, terms, viewerId, tolerant, before, limit }: PeopleSearch,
): Promise<{ id: string; view: AccountSeenView }[]> {
  const folded = sql`fold_text(${asked}::text)`
  const { rows } = await sql<{ id: string; view: AccountSeenView }>`
    select found.place::text as id, ${accountViewFor(viewerId)} as view
    from (
      select id, 2 * (id + ${sql.raw(rankStep)} * (case
          when fold_text(username) = ${folded} then 4
          when starts_with(fold_text(username), ${folded}) then 3
          when position(' ' || ${folded} in ' ' || found_by) > 0 then 2
          when found_by_name then 1
          else 0 end)) + ${sql.lit(tolerant ? 1 : 0)} as place
      from (
        select *, search_grams(found_by) @> asked_grams(${folded}) and asked_grams(${folded}) <> '{}' and not exists (
          select from unnest(string_to_array(${folded}, ' ')) as word
          where position(case when length(word) < 3 then ' ' else '' end || word in ' ' || found_by) = 0) as found_by_name
        from account
        where (search_grams(found_by) @> asked_grams(${folded}) and asked_grams(${folded}) <> '{}')
          or search @@ ${terms}::tsquery) as account
      where found_by_name or search @@ ${terms}::tsquery
    ) as found join account on account.id = found.id
    where found.place < ${before}::bigint and ${accountVisible(viewerId)}
    order by found.place desc limit ${sql.lit(limit)}`.execute(db)
  return rows
}
