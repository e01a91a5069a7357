// What is popular, and how many look at something just now.
import type { Id, ImageView } from '../../server/views.ts'
import { Facts } from '../facts.ts'
import { learnImage } from '../images/data.ts'
import type { ItemPage } from '../paged-list.ts'
import { whenSomeoneElse } from '../session.ts'
import { ask, on } from '../socket.ts'
import { Watchlist } from '../watchlist.ts'

/** What is looked at, liked and kept most, first. What falls behind while one reads may come again. */
export async function listPopular(before?: string): Promise<ItemPage<ImageView>> {
  const { images, next } = await ask('image:popular', { before, limit: 30 })
  return { items: images.map(learnImage), next }
}

/** How many people look at an image, this one included. */
export const lookers = new Facts<{ people: number }>()
on('image:looking', ({ id, people }) => lookers.hear(id, { people }))

/** The one image that this tab looks at. */
export const lookedAt = new Watchlist({
  watch: id => lookers.whenAnswered(id, ask('image:look', { id }), now => lookers.learn(id, now)),
  unwatch: id => ask('image:look', { id, here: false }),
  most: 1,
})

const HOUR = 3_600_000
const told = new Map<Id, number>()
whenSomeoneElse(() => told.clear())

/** The reader has seen it. The server counts it once an hour, and need not be asked more often. */
export async function tellSeen(id: Id): Promise<void> {
  if ((told.get(id) ?? -HOUR) > Date.now() - HOUR) return
  told.set(id, Date.now())
  // Nobody waits for it, and nobody misses it.
  await ask('image:view', { id }).catch(() => told.delete(id))
}
