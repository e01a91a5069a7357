// Finding people by what they are called.
import type { Context } from '../context.ts'
import { cutPage, top } from '../database/page.ts'
import type { AccountSeenView } from '../views.ts'
import { listFoundRows } from './search-queries.ts'

/** By any part of username and name, whatever its case and accents; each word must be there. Best first. */
export async function searchAccounts(
  ctx: Context,
  viewerId: string | null,
  { text, before = top, limit }: { text: string; before?: string; limit: number },
): Promise<{ accounts: AccountSeenView[]; next: string | null }> {
  const asked = text.replace(/^@/, '')
  const { rows, next } = cutPage(await listFoundRows(ctx.db, { asked, viewerId, before, limit: limit + 1 }), limit)
  return { accounts: rows.map(row => row.view), next }
}
