// Whom an image is news to: whoever its words name, and whoever has kept the same picture before, or is where it comes from.
import type { Transaction } from 'kysely'
import type { Context } from '../context.ts'
import type { Database } from '../database/tables.ts'
import { notify, tellMentioned } from '../notifications/notifications.ts'
import { findWords, listAccountIds, listKeepers } from './news-queries.ts'

/** In one image; more names are only words. */
const mostMentions = 10

/** When everybody may see it from now on. */
export async function tellOfImage(
  ctx: Context,
  trx: Transaction<Database>,
  actorId: string,
  id: string,
): Promise<void> {
  const words = await findWords(trx, id)
  if (!words) return
  // The words of what was kept from somebody are theirs: whom they name was told then.
  if (!words.keptFrom) await tellMentions(ctx, trx, actorId, id)
  const keepers = await listKeepers(trx, id, words.keptFrom ?? imageOfPage(words.pageUrl, ctx.config.publicUrl))
  for (const { accountId, imageId } of keepers) await notify(ctx, trx, { kind: 'saved', accountId, actorId, imageId })
}

/** Those whom its words name now; who is not named any more has not been told. */
export async function tellMentions(
  ctx: Context,
  trx: Transaction<Database>,
  actorId: string,
  id: string,
): Promise<void> {
  const words = await findWords(trx, id)
  const names = namesIn(`${words?.title}\n${words?.description}`)
  const accountIds = names.length > 0 ? await listAccountIds(trx, names) : []
  await tellMentioned(ctx, trx, { actorId, imageId: id, accountIds })
}

/** `@username`, each once; not within a word, an e-mail or an address. */
export function namesIn(text: string): string[] {
  const found = [...text.matchAll(/(?<![\w@/.])@([A-Za-z0-9_]{3,30})(?![\w@])/g)].map(match => match[1]!.toLowerCase())
  return [...new Set(found)].slice(0, mostMentions)
}

/** The image that is at home at an address of ours. */
function imageOfPage(pageUrl: string | null, publicUrl: URL): string | undefined {
  if (!pageUrl || !URL.canParse(pageUrl)) return undefined
  const { origin, pathname } = new URL(pageUrl)
  return origin === publicUrl.origin ? /^\/images\/(\d{1,18})(\/|$)/.exec(pathname)?.[1] : undefined
}
