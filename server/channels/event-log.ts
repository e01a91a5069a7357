// Every statement about the log of durable events.
import { randomBytes } from 'node:crypto'
import { sql, type Kysely, type Transaction } from 'kysely'
import type { Database } from '../database/tables.ts'
import type { NewEvent } from './groups.ts'
import type { Position } from './cursor.ts'

type Db = Kysely<Database>

export interface LogRow extends Position {
  name: string
  groups: string[]
  subjects: string[]
  /** JSON text, passed on as it is. */
  payload: string
  /** Whether every transaction that could still come before it has ended. */
  settled: boolean
  /** Seconds since it was recorded. */
  age: number
}

/** Records events in the transaction of their change: they happen with it, or not at all. Their order is that of the list. */
export async function recordEvents(trx: Transaction<Database>, events: NewEvent[]): Promise<void> {
  const rows = events.map(({ payload, ...event }) => ({ ...event, payload: JSON.stringify(payload) }))
  await sql`
    insert into event (id, name, groups, subjects, payload)
    select coalesce(row.id, nextval('event_id')), row.name, row.groups, coalesce(row.subjects, '{}'), row.payload::json
    from json_to_recordset(${JSON.stringify(rows)}::json)
      as row (id bigint, name text, groups text[], subjects bigint[], payload text)`.execute(trx)
}

// xid8 has no operator that the row comparison could use with text: the parameters are cast.
const columns = sql`event.xid::text as xid, event.id::text as id, event.name, event.groups, event.subjects::text[] as subjects,
  event.payload::text as payload,
  event.xid < pg_snapshot_xmin(pg_current_snapshot()) as settled, extract(epoch from now() - event.at)::float8 as age`

/** Rows of one statement. */
export const mostListed = 500

/** At most 500, in the one order. Rows that are not settled come last; the reader stops before them. */
export async function listEventsAfter(db: Db, { xid, id }: Position): Promise<LogRow[]> {
  const { rows } = await sql<LogRow>`
    select ${columns} from event where (event.xid, event.id) > (${xid}::xid8, ${id}::bigint)
    order by event.xid, event.id limit ${sql.lit(mostListed)}`.execute(db)
  return rows
}

/** At most 500 of the newest up to and including a position, in the one order. */
export async function listEventsBefore(db: Db, { xid, id }: Position): Promise<LogRow[]> {
  const { rows } = await sql<LogRow>`
    select ${columns} from event where (event.xid, event.id) <= (${xid}::xid8, ${id}::bigint)
    order by event.xid desc, event.id desc limit ${sql.lit(mostListed)}`.execute(db)
  return rows.reverse()
}

/** The place behind everything that is settled now: what comes later comes after it. */
export async function getLogEnd(db: Db): Promise<Position> {
  const { rows } = await sql<Position>`
    select pg_snapshot_xmin(pg_current_snapshot())::text as xid, '0' as id`.execute(db)
  return rows[0]!
}

/** How many events there are behind a position; it stops counting at `most` + 1. */
export async function countEventsAfter(db: Db, { xid, id }: Position, most: number): Promise<number> {
  const { rows } = await sql<{ count: string }>`
    select count(*)::text as count from (
      select from event where (xid, id) > (${xid}::xid8, ${id}::bigint) limit ${sql.lit(most + 1)}
    ) as behind`.execute(db)
  return Number(rows[0]!.count)
}

/** The last event that retention has taken away. */
export async function getPruned(db: Db): Promise<Position> {
  const { rows } = await sql<Position>`
    select pruned_xid::text as xid, pruned_id::text as id from event_epoch`.execute(db)
  return rows[0]!
}

/** The name of this very database, which no other on this or another server has: `<system identifier>.<oid>`. */
export async function nameDatabase(db: Db): Promise<string> {
  const { rows } = await sql<{ name: string }>`
    select system_identifier || '.' || oid as name from pg_control_system(), pg_database
    where datname = current_database()`.execute(db)
  return rows[0]!.name
}

/**
 * The name of this run of the log. A new one begins, and the old events go, when the database was restored elsewhere or to an
 * earlier time: transaction numbers start anew there, or the log goes on from a time before what somebody has seen of it.
 */
export async function openLog(db: Db): Promise<string> {
  const fresh = randomBytes(5).toString('hex')
  return db.transaction().execute(async trx => {
    const { rows } = await sql<{ cluster: string }>`
      select system_identifier || '.' || timeline_id as cluster from pg_control_system(), pg_control_checkpoint()`.execute(
      trx,
    )
    const { cluster } = rows[0]!
    const database = await nameDatabase(trx)
    await sql`insert into event_epoch (cluster, database, epoch) values (${cluster}, ${database}, ${fresh})
      on conflict do nothing`.execute(trx)
    const known = await sql<{ isThis: boolean; epoch: string }>`
      select cluster = ${cluster} and coalesce(database, ${database}) = ${database} as is_this, epoch
      from event_epoch for update`.execute(trx)
    const { isThis, epoch } = known.rows[0]!
    if (isThis) {
      await sql`update event_epoch set database = ${database} where database is null`.execute(trx)
      return epoch
    }
    await sql`delete from event`.execute(trx)
    await sql`update event_epoch
      set cluster = ${cluster}, database = ${database}, epoch = ${fresh}, pruned_xid = '0', pruned_id = 0`.execute(trx)
    return fresh
  })
}

/** Takes away at most 10,000 settled events older than so many days, oldest first, and remembers up to where. @returns how many */
export async function pruneEvents(db: Db, days: number): Promise<number> {
  const { rows } = await sql<{ count: string }>`
    with old as (
      delete from event where (xid, id) in (
        select xid, id from event
        where at < now() - make_interval(days => ${days}::int) and xid < pg_snapshot_xmin(pg_current_snapshot())
        order by xid, id limit 10000
      )
      returning xid, id
    ), newest as (select xid, id from old order by xid desc, id desc limit 1), marked as (
      update event_epoch set pruned_xid = newest.xid, pruned_id = newest.id from newest
      where (newest.xid, newest.id) > (event_epoch.pruned_xid, event_epoch.pruned_id)
    )
    select count(*)::text as count from old`.execute(db)
  return Number(rows[0]!.count)
}
