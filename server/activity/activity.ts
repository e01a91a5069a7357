// Activity: what people did, as it is listed and as it is told.
import type { Transaction } from 'kysely'
import type { Position } from '../channels/cursor.ts'
import { recordEvents } from '../channels/event-log.ts'
import { everybody, followersOf, type NewEvent } from '../channels/groups.ts'
import type { Context } from '../context.ts'
import { cutPage, top } from '../database/page.ts'
import type { Database } from '../database/tables.ts'
import type { ActivityView } from '../views.ts'
import {
  countFollowed,
  deleteActivityOf,
  deleteOldRecent,
  insertActivity,
  listEverybodysActivity,
  listFollowedActivity,
  type NewActivity,
} from './queries.ts'

/**
 * Records what somebody did in the transaction in which they did it, together with the other events of the change. The same
 * again within 60 seconds is neither listed nor told.
 */
export async function recordActivity(
  trx: Transaction<Database>,
  activity: NewActivity,
  events: NewEvent[] = [],
): Promise<void> {
  const recorded = await insertActivity(trx, activity)
  const told = recorded && {
    id: recorded.id,
    name: 'activity:recorded',
    groups: [followersOf(activity.actorId), everybody],
    payload: recorded.view,
  }
  const all = told ? [told, ...events] : events
  if (all.length > 0) await recordEvents(trx, all)
}

/** Of the people whom the viewer follows; of everybody but the viewer while they follow nobody. Newest first. */
export async function listActivity(
  ctx: Context,
  viewerId: string | null,
  { before = top, limit }: { before?: string; limit: number },
): Promise<{ activities: ActivityView[]; next: string | null }> {
  const range = { before, limit: limit + 1 }
  const following = viewerId ? await countFollowed(ctx.db, viewerId) : 0
  const listed =
    viewerId && following > 0
      ? await listFollowedActivity(ctx.db, { viewerId, following, ...range })
      : await listEverybodysActivity(ctx.db, { viewerId, ...range })
  const { rows, next } = cutPage(listed, limit)
  return {
    activities: rows.map(row => ({
      ...row.view,
      cursor: ctx.groups.cursorOf(row),
    })),
    next,
  }
}

/** Forgets what people did with an image, before it goes. @returns the places in the log at which it was told */
export async function forgetActivityOf(trx: Transaction<Database>, imageId: string): Promise<Position[]> {
  return deleteActivityOf(trx, imageId)
}

/** What is older than the 60 seconds of the rule need not be remembered. */
export async function forgetRecent(ctx: Context): Promise<number> {
  return deleteOldRecent(ctx.db)
}
