// Finding people by what they are called, and by what they say of themselves.
import type { Context } from '../context.ts'
import { cutPage, top } from '../database/page.ts'
import type { AccountSeenView } from '../views.ts'
import { listFoundPeople } from './people-queries.ts'
import { cutWords } from './queries.ts'
import { enough, isTolerant } from './tolerance.ts'
import { askFor } from './words.ts'

/**
 * By any part of username and name, whatever its case and accents, or by words of the bio; each word must be there. First whose username
 * it is, then whose begins with it, then a word of whose name does, then whose name has it, then whose bio; among equals the newest. When
 * hardly anybody is found, what is near to the words will do as well.
 */
export async function searchAccounts(
  ctx: Context,
  viewerId: string | null,
  { text, before = top, limit }: { text: string; before?: string; limit: number },
): Promise<{ accounts: AccountSeenView[]; next: string | null }> {
  const asked = text.replace(/^@/, '')
  const words = await cutWords(ctx.db, asked)
  const read = (tolerant: boolean) => {
    const terms = words.length > 0 ? askFor(words, tolerant).all : ''
    return listFoundPeople(ctx.db, { asked, terms, viewerId, tolerant, before, limit: limit + 1 })
  }
  let found = await read(isTolerant(before))
  if (before === top && words.length > 0 && found.length < enough(limit)) found = await read(true)
  const { rows, next } = cutPage(found, limit)
  return { accounts: rows.map(row => row.view), next }
}
