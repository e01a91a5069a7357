// Likes: who likes which image, and how many do.
import { recordActivity } from '../activity/activity.ts'
import { change, lockStates } from '../channels/change.ts'
import { recordEvents } from '../channels/event-log.ts'
import { tabsOf, watchersOf, type NewEvent } from '../channels/groups.ts'
import type { Context } from '../context.ts'
import { cutPage, top } from '../database/page.ts'
import { AppError } from '../errors.ts'
import type { AccountRef } from '../views.ts'
import { addLikes, deleteLike, findLikes, insertLike, listLikerRows } from './queries.ts'

/** Likes an image; the second time changes nothing. @throws {AppError} `not_found` */
export async function likeImage(ctx: Context, accountId: string, id: string): Promise<{ likes: number }> {
  return change(ctx, async trx => {
    await lockStates(trx, watchersOf(id))
    if (!(await insertLike(trx, id, accountId))) return { likes: requireLikes(await findLikes(trx, id)) }
    const likes = await addLikes(trx, id, 1)
    const events = likeEvents(accountId, id, likes, true)
    await recordActivity(trx, { actorId: accountId, verb: 'liked', imageId: id }, events)
    return { likes }
  })
}

/** Takes a like back; without one it changes nothing. @throws {AppError} `not_found` */
export async function unlikeImage(ctx: Context, accountId: string, id: string): Promise<{ likes: number }> {
  return change(ctx, async trx => {
    await lockStates(trx, watchersOf(id))
    if (!(await deleteLike(trx, id, accountId))) return { likes: requireLikes(await findLikes(trx, id)) }
    const likes = await addLikes(trx, id, -1)
    await recordEvents(trx, likeEvents(accountId, id, likes, false))
    return { likes }
  })
}

function requireLikes(likes: number | undefined): number {
  if (likes === undefined) throw new AppError('not_found', 'This image does not exist, or not any more.')
  return likes
}

function likeEvents(accountId: string, id: string, likes: number, likedByMe: boolean): NewEvent[] {
  return [
    { name: 'image:changed', groups: [watchersOf(id)], payload: { id, likes } },
    { name: 'mine:changed', groups: [tabsOf(accountId)], payload: { image: { id, likedByMe } } },
  ]
}

/** Who likes an image, newest first. @throws {AppError} `not_found` */
export async function listLikers(
  ctx: Context,
  { id, before = top, limit }: { id: string; before?: string; limit: number },
): Promise<{ accounts: AccountRef[]; next: string | null }> {
  requireLikes(await findLikes(ctx.db, id))
  const { rows, next } = cutPage(await listLikerRows(ctx.db, { imageId: id, before, limit: limit + 1 }), limit)
  return { accounts: rows.map(row => row.view), next }
}
