// Counts of attempts that run out by themselves: in the database, so that all nodes count together.
import { sql, type Kysely } from 'kysely'
import type { Database } from './tables.ts'

type Db = Kysely<Database>

/** So many points more for each key, or one; a count that has run out begins anew. `seconds` of the answer is how long each still runs. */
export async function addPoints(
  db: Db,
  keys: { key: string; seconds: number; points?: number }[],
): Promise<{ key: string; points: number; seconds: number }[]> {
  const { rows } = await sql<{ key: string; points: number; seconds: number }>`
    insert into throttle (key, points, expires_at)
    select key, coalesce(points, 1), now() + make_interval(secs => seconds)
    from json_to_recordset(${JSON.stringify(keys)}::json) as entry (key text, seconds float8, points int) order by key
    on conflict (key) do update set
      points = case when throttle.expires_at > now() then throttle.points + excluded.points else excluded.points end,
      expires_at = case when throttle.expires_at > now() then throttle.expires_at else excluded.expires_at end
    returning key, points, extract(epoch from expires_at - now())::float8 as seconds`.execute(db)
  return rows
}

/** One point less for each key. */
export async function takePoints(db: Db, keys: string[]): Promise<void> {
  await sql`update throttle set points = greatest(0, points - 1) where key = any(${keys}::text[])`.execute(db)
}

export async function deletePoints(db: Db, key: string): Promise<void> {
  await sql`delete from throttle where key = ${key}`.execute(db)
}

export async function deleteExpiredPoints(db: Db): Promise<void> {
  await sql`delete from throttle where expires_at < now()`.execute(db)
}
