// What people do, as it is listed and as it is announced.
import type { ActivityView } from '../../server/views.ts'
import { learnImage, recall } from '../images/data.ts'
import type { ItemPage, Spot } from '../paged-list.ts'
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
  recall(activity.actor.username)
  if (activity.target?.kind === 'image') learnImage(activity.target.image)
  return activity
}

/** Of one person; else of the people I follow, or of everybody but me while I follow nobody. Newest first. */
export async function listActivity(before?: string, by?: string): Promise<ItemPage<ActivityView>> {
  const { activities, ...around } = await ask('activity:list', { by, before, limit: before ? 50 : 30 })
  return { items: activities.map(learnActivity), ...around }
}

/** The same, from any place. */
export async function seekActivity(spot: Spot, by?: string): Promise<ItemPage<ActivityView>> {
  const { activities, ...around } = await ask('activity:list', { by, ...spot, limit: 50 })
  return { items: activities.map(learnActivity), ...around }
}
