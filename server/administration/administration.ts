// What those who keep order have done: every action of theirs is recorded, with whom it was about and why.
import type { Transaction } from 'kysely'
import type { Context } from '../context.ts'
import { cutPage, top } from '../database/page.ts'
import type { Database } from '../database/tables.ts'
import type { ActionView } from '../protocol-moderation.ts'
import { insertAction, listActionRows, type NewAction } from './queries.ts'

/** Records it in the transaction in which it is done. The reason is kept when the people are gone: it should name nobody. */
export async function recordAction(trx: Transaction<Database>, action: NewAction): Promise<void> {
  await insertAction(trx, action)
}

/** Newest first. */
export async function listActions(
  ctx: Context,
  { before = top, limit }: { before?: string; limit: number },
): Promise<{ actions: ActionView[]; next: string | null }> {
  const { rows, next } = cutPage(await listActionRows(ctx.db, { before, limit: limit + 1 }), limit)
  return { actions: rows.map(row => row.view), next }
}
