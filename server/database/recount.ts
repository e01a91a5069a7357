// Counts the rows behind every kept count, reports where the two differ, and corrects it.
import { sql, type Kysely, type Transaction } from 'kysely'
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

/** What likes and keeping add to the ranking, by its logarithm; what is not worth a millionth is rounding. */
async function recountRank(trx: Transaction<Database>): Promise<Drift | undefined> {
  const { rows } = await sql<{ rows: string; drift: string }>`
    with waiting as (delete from picture_kept), counted as (
      select image.id, image.account_id, coalesce(kept.kept, '-infinity') as kept, (
        select log2_total(rank_gain(5, created_at)) from image_like
        where image_like.image_id = image.id and image_like.account_id <> image.account_id) as liked
      from image left join rank_kept(null) as kept on kept.image_id = image.id
    ), wrong as (
      select counted.*,
        least(abs(greatest(rank.liked, -1) - greatest(counted.liked, -1)) + case
          -- Known, and not looked at by anybody yet.
          when exists (select from picture_kept where picture_id = (select picture_id from image where image.id = counted.id)) then 0
          else abs(greatest(rank.kept, -1) - greatest(counted.kept, -1)) end, 1e9) as off
      from counted left join image_rank as given on given.image_id = counted.id
        cross join lateral (select coalesce(given.liked, '-infinity') as liked, coalesce(given.kept, '-infinity') as kept) as rank
      where greatest(rank.liked, -1) <> greatest(counted.liked, -1) or greatest(rank.kept, -1) <> greatest(counted.kept, -1)
    ), corrected as (
      insert into image_rank (image_id, owner_id, liked, kept) select id, account_id, liked, kept from wrong order by id
      on conflict (image_id) do update set liked = excluded.liked, kept = excluded.kept
    )
    select count(*)::text as rows, coalesce(round(sum(off)), 0)::text as drift from wrong where off > 1e-6`.execute(trx)
  const [{ rows: count, drift } = { rows: '0', drift: '0' }] = rows
  return count === '0' ? undefined : { count: 'image_rank.score', rows: Number(count), drift: Number(drift) }
}

/** Empty when every count is right. May run while people use the instance: it locks out writers for its moment. */
export async function recount(db: Kysely<Database>): Promise<Drift[]> {
  return db.transaction().execute(async trx => {
    await sql`set local statement_timeout = 0`.execute(trx)
    await sql`lock table image_like, image, follow, account, image_rank in share row exclusive mode`.execute(trx)
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
    const rank = await recountRank(trx)
    return rank ? [...drifts, rank] : drifts
  })
}
