// Finding images and people by words. Another kind of thing joins with a line in `kinds` and a column as sql/0021-search.sql makes it.
import type { Eyes } from '../channels/eyes.ts'
import type { Context } from '../context.ts'
import { cutPage, top } from '../database/page.ts'
import type { Found, SearchKind } from '../protocol-search.ts'
import { createPace, type Pace } from './pace.ts'
import { searchAccounts } from './people.ts'
import { cutWords, listFoundImages } from './queries.ts'
import { enough, isTolerant } from './tolerance.ts'
import { askFor } from './words.ts'

interface Search {
  text: string
  before?: string
  limit: number
}

const nothing: Found = { images: [], accounts: [], next: null }

const kinds: Record<SearchKind, (ctx: Context, viewerId: string | null, search: Search) => Promise<Partial<Found>>> = {
  images: findImages,
  people: searchAccounts,
}

/** Who searches; `eyes` are asked for of visitors alone, and null for a program. */
interface Searcher {
  accountId: string | null
  eyes(): Promise<Eyes | null>
}

const paces = new WeakMap<Context, Pace>()

/** @throws {AppError} `too_many` for whoever searches faster than one types */
export async function countSearch(ctx: Context, { accountId, eyes }: Searcher): Promise<void> {
  let pace = paces.get(ctx)
  if (!pace) paces.set(ctx, (pace = createPace()))
  pace.take(accountId, accountId === null ? await eyes() : null)
}

/** What the searcher may see of one kind, best first. @throws {AppError} `too_many` */
export async function find(
  ctx: Context,
  searcher: Searcher,
  { kind = 'images', ...search }: Search & { kind?: SearchKind },
): Promise<Found> {
  await countSearch(ctx, searcher)
  return { ...nothing, ...(await kinds[kind](ctx, searcher.accountId, search)) }
}

/**
 * Images in which each word begins a word of the title, the alternative text, the description or the page's address, or is the name of
 * whoever has it. First those with the words in their title, in that order; with all of them in the title; with all of them anywhere;
 * then those of people called so, and those in which words only begin like that. Among equals the more liked (each doubling counts), then
 * the newer. Of more than 300 matches the newest are ranked.
 */
async function findImages(ctx: Context, viewerId: string | null, { text, before = top, limit }: Search) {
  const words = await cutWords(ctx.db, text)
  if (words.length === 0) return nothing
  const read = (tolerant: boolean) =>
    listFoundImages(ctx.db, { asked: askFor(words, tolerant), viewerId, tolerant, before, limit: limit + 1 })
  let rows = await read(isTolerant(before))
  if (before === top && rows.length < enough(limit)) rows = await read(true)
  const page = cutPage(rows, limit)
  return { images: page.rows.map(row => row.view), next: page.next }
}
