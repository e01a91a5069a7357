// What is popular: views, and the ranking that they make together with likes and what others keep.
import { msg } from '@lit/localize'
import { getAccount } from '../accounts/accounts.ts'
import type { Eyes } from '../channels/eyes.ts'
import { top } from '../database/page.ts'
import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import { metrics } from '../http/metrics.ts'
import type { ImageSeenView } from '../views.ts'
import { findViewed, listPopularRows, listPopularRowsBy, type Place } from './queries.ts'

/**
 * Somebody has seen an image. It counts once an hour, and not for its owner, nor while nobody else can see it; `eyes` are null for a
 * program. The number is kept, and told, within seconds.
 * @throws {AppError} `not_found`
 */
export async function viewImage(
  ctx: Context,
  viewer: { accountId: string | null; eyes: Eyes | null },
  id: string,
): Promise<void> {
  const image = await findViewed(ctx.db, id, viewer.accountId)
  if (!image) throw new AppError('not_found', msg('This image does not exist, or not any more.'))
  if (!viewer.eyes || image.held || image.ownerId === viewer.accountId) return
  if (await ctx.views.add(id, viewer.eyes)) metrics.viewsCounted.inc()
}

/**
 * What is looked at, liked and kept most, as far as the viewer may see it. A page goes on behind the score of the last image of the one
 * before. Scores change meanwhile: what rises past that place is not in the pages that follow, and what falls behind it comes again, to
 * be dropped by whoever has it; whatever keeps its place comes exactly once.
 * @throws {AppError} `not_found` for an unknown username
 */
export async function listPopular(
  ctx: Context,
  viewerId: string | null,
  { by, before = first, limit }: { by?: string; before?: Place; limit: number },
): Promise<{ images: ImageSeenView[]; next: string | null }> {
  const page = { viewerId, before, limit: limit + 1 }
  const listed =
    by === undefined
      ? await listPopularRows(ctx.db, page)
      : await listPopularRowsBy(ctx.db, { accountId: (await getAccount(ctx, by, viewerId)).id, ...page })
  const rows = listed.slice(0, limit)
  const last = rows.at(-1)
  return {
    images: rows.map(row => row.view),
    next: last && listed.length > limit ? `${last.score}:${last.id}` : null,
  }
}

const first: Place = { score: 'infinity', id: top }
