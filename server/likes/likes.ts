// Likes: who likes which image, and how many do.
import { msg } from '@lit/localize'
import { recordActivity } from '../activity/activity.ts'
import { change, lockStates } from '../channels/change.ts'
import { recordEvents } from '../channels/event-log.ts'
import { tabsOf, watchersOf, type NewEvent } from '../channels/groups.ts'
import type { Context } from '../context.ts'
import { cutPage, top } from '../database/page.ts'
import { AppError } from '../errors.ts'
import { notify, withdraw } from '../notifications/notifications.ts'
import type { AccountRef } from '../views.ts'
import { deleteLike, findLikes, insertLike, listLikerRows } from './queries.ts'

/** Likes an image; the second time changes nothing. @throws {AppError} `not_found` */
export async function likeImage(ctx: Context, accountId: string, id: string): Promise<{ likes: number }> {
  return change(ctx, async trx => {
    await lockStates(trx, watchersOf(id))
    const liked = await insertLike(trx, id, accountId)
    if (!liked) return countLikes(trx, id, accountId)
    const { likes, ownerId } = liked
    const events = likeEvents({ accountId, id, ownerId, likes }, true)
    await recordActivity(trx, { actorId: accountId, verb: 'liked', imageId: id }, events)
    await notify(ctx, trx, { kind: 'liked', accountId: ownerId, actorId: accountId, imageId: id })
    return { likes }
  })
}

/** Takes a like back; without one it changes nothing. @throws {AppError} `not_found` */
export async function unlikeImage(ctx: Context, accountId: string, id: string): Promise<{ likes: number }> {
  return change(ctx, async trx => {
    await lockStates(trx, watchersOf(id))
    const unliked = await deleteLike(trx, id, accountId)
    if (!unliked) return countLikes(trx, id, accountId)
    const { likes, ownerId } = unliked
    await recordEvents(trx, likeEvents({ accountId, id, ownerId, likes }, false))
    await withdraw(trx, { kind: 'liked', accountId: ownerId, actorId: accountId, imageId: id })
    return { likes }
  })
}

async function countLikes(db: Context['db'], id: string, viewerId: string): Promise<{ likes: number }> {
  const { likes } = requireSeen(await findLikes(db, id, viewerId))
  return { likes }
}

function requireSeen<Found>(image: Found | undefined): Found {
  if (!image) throw new AppError('not_found', msg('This image does not exist, or not any more.'))
  return image
}

interface Like {
  accountId: string
  id: string
  ownerId: string
  likes: number
}

function likeEvents({ accountId, id, ownerId, likes }: Like, likedByMe: boolean): NewEvent[] {
  return [
    { name: 'image:changed', groups: [watchersOf(id)], subjects: [ownerId], payload: { id, likes } },
    { name: 'mine:changed', groups: [tabsOf(accountId)], payload: { image: { id, likedByMe } } },
  ]
}

/** Who likes an image, as far as the viewer may see them; newest first. @throws {AppError} `not_found` */
export async function listLikers(
  ctx: Context,
  viewerId: string | null,
  { id, before = top, limit }: { id: string; before?: string; limit: number },
): Promise<{ accounts: AccountRef[]; next: string | null }> {
  const { ownerId } = requireSeen(await findLikes(ctx.db, id, viewerId))
  const page = { imageId: id, ownerId, viewerId, before, limit: limit + 1 }
  const { rows, next } = cutPage(await listLikerRows(ctx.db, page), limit)
  return { accounts: rows.map(row => row.view), next }
}
