// Every SQL statement about the places at which walls were left.
import { sql, type Kysely } from 'kysely'
import type { Database } from '../database/tables.ts'

type Db = Kysely<Database>

/** Of the walls that an account has left, so many are remembered, each for so many days. */
const most = 50
const days = 30

export async function upsertPlace(db: Db, accountId: string, wall: string, at: string): Promise<void> {
  await sql`
    with place as (
      insert into wall_place (account_id, wall, at) values (${accountId}, ${wall}, ${at})
      on conflict (account_id, wall) do update set at = excluded.at, left_at = excluded.left_at
    )
    delete from wall_place where account_id = ${accountId} and wall in (
      select wall from wall_place where account_id = ${accountId} and wall <> ${wall}
      order by left_at desc offset ${sql.lit(most - 1)})`.execute(db)
}

export async function deletePlace(db: Db, accountId: string, wall: string): Promise<void> {
  await sql`delete from wall_place where account_id = ${accountId} and wall = ${wall}`.execute(db)
}

export async function findPlace(db: Db, accountId: string, wall: string): Promise<string | undefined> {
  const { rows } = await sql<{ at: string }>`
    select at::text from wall_place
    where account_id = ${accountId} and wall = ${wall} and left_at > now() - interval '${sql.lit(days)} days'`.execute(
    db,
  )
  return rows[0]?.at
}

/** @returns how many went */
export async function deleteOldPlaces(db: Db): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from wall_place where left_at < now() - interval '${sql.lit(days)} days'`.execute(db)
  return Number(numAffectedRows ?? 0)
}
