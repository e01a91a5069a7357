// What people do, as it is listed and as it is announced.
import type { ActivityView } from '../../server/views.ts'
import { learnImage, recallShown } from '../images/data.ts'
import { pageSize, type ItemPage, type Spot } from '../paged-list.ts'
import { ask, on } from '../socket.ts'
import { Watchlist } from '../watchlist.ts'

/** Held by screens that show what everybody does, followed or not. Whoever leaves such a screen is not told any more, at once. */
export const everybody = new Watchlist({
  watch: () => ask('activity:watch', {}),
  unwatch: () => ask('activity:unwatch', {}),
  most: 1,
  linger: 0,
})

on('activity:recorded', learnActivity)

function learnActivity(activity: ActivityView): ActivityView {
  recallShown(activity.actor.username)
  if (activity.target?.kind === 'image') learnImage(activity.target.image)
  return activity
}

/** Of one person; else of the people I follow, or of everybody but me while I follow nobody. Newest first. */
export async function listActivity(
  by: string | undefined,
  from: Spot | { before?: string | undefined },
): Promise<ItemPage<ActivityView>> {
  const { activities, ...around } = await ask('activity:list', { by, ...from, limit: pageSize(from) })
  return { items: activities.map(learnActivity), ...around }
}
