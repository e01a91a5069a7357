// Every SQL statement that finds people by a text. How the texts are folded and cut: sql/0010-visibility.sql.
import { sql, type Kysely } from 'kysely'
import type { Database } from '../database/tables.ts'
import { accountViewFor } from '../database/views.ts'
import { accountVisible } from '../policy/visible.ts'
import type { AccountSeenView } from '../views.ts'

/** The number of a row by its rank: whose username it is, begins with it, a word of whose name does, then all others; newest first. */
const rankStep = '1000000000000000000'

/** Those whom the viewer may see, best first; the id is the place in this order. */
export async function listFoundRows(
  db: Kysely<Database>,
  { asked, viewerId, before, limit }: { asked: string; viewerId: string | null; before: string; limit: number },
): Promise<{ id: string; view: AccountSeenView }[]> {
  const folded = sql`fold_text(${asked}::text)`
  const { rows } = await sql<{ id: string; view: AccountSeenView }>`
    select found.place::text as id, ${accountViewFor(viewerId)} as view
    from (
      select id, id + ${sql.raw(rankStep)} * (case
          when fold_text(username) = ${folded} then 4
          when starts_with(fold_text(username), ${folded}) then 3
          when position(' ' || ${folded} in ' ' || found_by) > 0 then 2
          else 1 end) as place
      from account
      where search_grams(found_by) @> asked_grams(${folded}) and asked_grams(${folded}) <> '{}' and not exists (
        select from unnest(string_to_array(${folded}, ' ')) as word
        where position(case when length(word) < 3 then ' ' else '' end || word in ' ' || found_by) = 0)
    ) as found join account on account.id = found.id
    where found.place < ${before}::bigint and ${accountVisible(viewerId)}
    order by found.place desc limit ${sql.lit(limit)}`.execute(db)
  return rows
}
