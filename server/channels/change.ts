import { setTimeout as delay } from 'node:timers/promises'
import { sql, type Transaction } from 'kysely'
import type { Context } from '../context.ts'
import type { Database } from '../database/tables.ts'
import { sqlState } from '../errors.ts'

/** Serialization failure, deadlock, lock timeout: nothing was changed, and it may go well the next time. */
const worthRetrying = ['40001', '40P01', '55P03']

/**
 * Makes a change in one transaction, and tells the tails of all nodes once it is committed. The work may run up to four times, so
 * it does nothing but speak to the database, through `trx` alone.
 */
export async function change<Result>(
  ctx: Context,
  work: (trx: Transaction<Database>) => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      const result = await ctx.db.transaction().execute(work)
      ctx.groups.hint()
      return result
    } catch (error) {
      if (attempt > 3 || !worthRetrying.includes(sqlState(error) ?? '')) throw error
      await delay(Math.random() * 20 * attempt)
    }
  }
}

/**
 * Waits until nobody else changes the state told to these groups, before the first write of a transaction. A transaction gets its
 * number at its first write: with the lock first, the order of the log is the order of the states, and the last `likes` that a
 * client hears is the right one. Taken in one order, they cannot deadlock.
 */
export async function lockStates(trx: Transaction<Database>, ...groups: string[]): Promise<void> {
  await sql`
    select pg_advisory_xact_lock(key) from (
      select distinct hashtextextended(name, 0) as key from unnest(${groups}::text[]) as name order by key
    ) as keys`.execute(trx)
}
