// Pages of other sites: what is at an address, and the pictures that it offers.
import { msg } from '@lit/localize'
import type { Context } from '../context.ts'
import { addPoints } from '../database/throttle.ts'
import { AppError } from '../errors.ts'
import { whyRefused } from '../media/address.ts'
import { createSlots } from '../media/slots.ts'
import type { PageView } from '../views.ts'
import { extract } from './extract.ts'

const mostAMinute = 20
/** Milliseconds: longer than a visit may take. */
const longestTurn = 60_000

/** One page after the other for each person: nobody takes the node's few visits from all others. */
const turns = createSlots(Infinity, 500)

/**
 * Looks at an address: a picture, or a page with the pictures that can be saved from it.
 * @throws {AppError} `too_many` past 20 a minute; as `Media.readPage`
 */
export async function readPage(ctx: Context, accountId: string, url: string): Promise<PageView> {
  await countRead(ctx, accountId)
  const patience = { signal: AbortSignal.timeout(longestTurn), milliseconds: longestTurn }
  const found = await turns.run(accountId, patience, () => ctx.media.readPage(url))
  if (found.kind === 'picture') {
    return {
      kind: 'picture',
      url: found.url,
      title: '',
      pictures: [{ url: found.url, width: null, height: null, alt: '' }],
    }
  }
  // What could never be fetched is not offered either: the person's own browser would look for it in their own network.
  const isOffered = (picture: URL) => !whyRefused(picture, ctx.config.fetchAllow, ctx.config.fetchPorts)
  return { kind: 'page', url: found.url, ...extract(found.html, found.url, isOffered) }
}

async function countRead(ctx: Context, accountId: string): Promise<void> {
  const [count] = await addPoints(ctx.db, [{ key: `page:${accountId}`, seconds: 60 }])
  if (!count || count.points <= mostAMinute) return
  throw new AppError('too_many', msg('That is a lot of pages at once. Wait a minute before the next one.'), {
    retryAfter: Math.max(1, Math.ceil(count.seconds)),
  })
}
