// Activity: what people did, as it is listed and as it is told.
import type { Transaction } from 'kysely'
import type { Position } from '../channels/cursor.ts'
import { recordEvents } from '../channels/event-log.ts'
import { everybody, followersOf, type NewEvent } from '../channels/groups.ts'
import type { Context } from '../context.ts'
import { rangeOf, turnRange, type Range, type Spot } from '../database/page.ts'
import type { Database } from '../database/tables.ts'
import type { ActivityView } from '../views.ts'
import { listFollowedActivity } from './followed-queries.ts'
import {
  countFollowed,
  deleteActivityOf,
  deleteOldRecent,
  insertActivity,
  listActivityBy,
  listEverybodysActivity,
  type ActivityRow,
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
    subjects: [activity.actorId, ...(recorded.targetId ? [recorded.targetId] : [])],
    payload: recorded.view,
  }
  const all = told ? [told, ...events] : events
  if (all.length > 0) await recordEvents(trx, all)
}

/** Of what the viewer may not see, so many pages are passed over; then the page is shorter than it could be. */
const mostRounds = 4

/**
 * Of the people whom the viewer follows; of everybody but the viewer while they follow nobody. Newest first.
 * @param by the account whose alone it is to be
 */
export async function listActivity(
  ctx: Context,
  viewerId: string | null,
  { by, limit, ...spot }: Spot & { by?: string; limit: number },
): Promise<{ activities: ActivityView[]; next: string | null; previous: string | null }> {
  const following = viewerId && !by ? await countFollowed(ctx.db, viewerId) : 0
  const list = (range: Range & { limit: number }) => {
    if (by) return listActivityBy(ctx.db, { actorId: by, viewerId, ...range })
    return viewerId && following > 0
      ? listFollowedActivity(ctx.db, { viewerId, following, ...range })
      : listEverybodysActivity(ctx.db, { viewerId, ...range })
  }
  const range = rangeOf(spot)
  const read: ActivityRow[] = []
  const seen = () => read.filter(row => row.visible)
  let more = true
  for (let round = 0; round < mostRounds && more && seen().length < limit; round++) {
    const wanted = limit - seen().length
    const rows = await list({ ...range, from: read.at(-1)?.id ?? range.from, limit: wanted + 1 })
    more = rows.length > wanted
    read.push(...rows.slice(0, wanted))
  }
  const { rows, ...around } = turnRange(read, range, more)
  const activities = rows.filter(row => row.visible).map(row => ({ ...row.view, cursor: ctx.groups.cursorOf(row) }))
  return { activities, ...around }
}

/** Forgets what people did with an image, before it goes. @returns the places in the log at which it was told */
export async function forgetActivityOf(trx: Transaction<Database>, imageId: string): Promise<Position[]> {
  return deleteActivityOf(trx, imageId)
}

/** What is older than the 60 seconds of the rule need not be remembered. */
export async function forgetRecent(ctx: Context): Promise<number> {
  return deleteOldRecent(ctx.db)
}
