// The end of a held breath: what somebody has saved is shown to everybody, on whichever node the time is up first.
import type { Transaction } from 'kysely'
import { recordActivity } from '../activity/activity.ts'
import { change, lockStates } from '../channels/change.ts'
import { tabsOf, visitorsOf, type NewEvent } from '../channels/groups.ts'
import type { Context } from '../context.ts'
import type { Database } from '../database/tables.ts'
import type { Task } from '../jobs/jobs.ts'
import { tellOfImage } from './news.ts'
import { countImages, findHolder, listOverdue, releaseHeld } from './queries.ts'

export const releaseTask = 'release-image'

export function releaseWork(ctx: Context): Task {
  return { name: releaseTask, atOnce: 1, work: ({ imageId = '' }) => releaseImage(ctx, imageId) }
}

/** Shows a held image to everybody; what is not held, or gone, stays as it is. */
export async function releaseImage(ctx: Context, id: string): Promise<void> {
  const owner = await findHolder(ctx.db, id)
  if (!owner) return
  await change(ctx, async trx => {
    await lockStates(trx, tabsOf(owner))
    if (!(await releaseHeld(trx, id))) return
    await announce(ctx, trx, owner, id, [
      { name: 'image:changed', groups: [tabsOf(owner)], payload: { id, heldUntil: null } },
    ])
  })
}

/** Releases what no job has released, because its node was killed again and again. @returns how many there were */
export async function releaseOverdue(ctx: Context): Promise<number> {
  const overdue = await listOverdue(ctx.db)
  for (const id of overdue) await releaseImage(ctx, id)
  return overdue.length
}

/** From now on it counts, and everybody may see it. */
export async function announce(
  ctx: Context,
  trx: Transaction<Database>,
  accountId: string,
  id: string,
  events: NewEvent[],
): Promise<void> {
  const { username, images } = await countImages(trx, accountId, 1)
  await recordActivity(trx, { actorId: accountId, verb: 'bookmarked', imageId: id }, [
    ...events,
    {
      name: 'account:changed',
      groups: [tabsOf(accountId), visitorsOf(accountId)],
      subjects: [accountId],
      payload: { username, images },
    },
  ])
  await tellOfImage(ctx, trx, accountId, id)
}
