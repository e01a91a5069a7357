// Counts the rows behind every kept count, reports where the two differ, and corrects it.
import { sql, type Kysely } from 'kysely'
import type { Database } from './tables.ts'

export interface Drift {
  /** Table and column of the count. */
  count: string
  /** Rows whose count was wrong. */
  rows: number
  /** The sum of what they were off by, without sign. */
  drift: number
}

/** Each kept count, and the rows that it counts. */
const counts = [
  { table: 'image', column: 'likes', of: 'select image_id as id, count(*) as n from image_like group by 1' },
  {
    table: 'account',
    column: 'images',
    of: 'select account_id as id, count(*) as n from image where held_until is null group by 1',
  },
  { table: 'account', column: 'followers', of: 'select followed_id as id, count(*) as n from follow group by 1' },
  { table: 'account', column: 'following', of: 'select follower_id as id, count(*) as n from follow group by 1' },
]

/** Empty when every count is right. May run while people use the instance: it locks out writers for its moment. */
export async function recount(db: Kysely<Database>): Promise<Drift[]> {
  return db.transaction().execute(async trx => {
    await sql`set local statement_timeout = 0`.execute(trx)
    await sql`lock table image_like, image, follow, account in share row exclusive mode`.execute(trx)
    const drifts: Drift[] = []
    for (const { table, column, of } of counts) {
      const kept = sql.ref(`${table}.${column}`)
      const { rows } = await sql<{ rows: string; drift: string }>`
        with wrong as (
          select ${sql.table(table)}.id, coalesce(counted.n, 0)::int as n, abs(${kept} - coalesce(counted.n, 0)) as off
          from ${sql.table(table)} left join (${sql.raw(of)}) as counted on counted.id = ${sql.table(table)}.id
          where ${kept} <> coalesce(counted.n, 0)
        ), corrected as (
          update ${sql.table(table)} set ${sql.ref(column)} = wrong.n from wrong where wrong.id = ${sql.table(table)}.id
        )
        select count(*)::text as rows, coalesce(sum(off), 0)::text as drift from wrong`.execute(trx)
      if (rows[0]!.rows !== '0') {
        drifts.push({ count: `${table}.${column}`, rows: Number(rows[0]!.rows), drift: Number(rows[0]!.drift) })
      }
    }
    return drifts
  })
}
