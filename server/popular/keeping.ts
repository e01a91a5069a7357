// Brings what was counted into the database every few seconds, and tells the new numbers to whoever looks.
import { watchersOf } from '../channels/groups.ts'
import type { Context } from '../context.ts'
import { gauge, metrics } from '../http/metrics.ts'
import { addViews, rankKept, takeKept } from './queries.ts'

/** Milliseconds: what a node that is killed may lose. */
export const keptEvery = 5_000
/** Images in one transaction: as long as it is open, the log of events waits. */
const together = 200

export interface Keeping {
  /** Resolves when what was counted before is kept, or waits because the database is away. */
  flush(): Promise<void>
  /** Keeps what there is. */
  close(): Promise<void>
}

export function keepViews(ctx: Context): Keeping {
  let work = Promise.resolve()
  gauge('views_waiting', 'Views that this node has counted by itself and not kept yet', ctx.views.waiting)

  async function keepCounts(): Promise<void> {
    const all = [...(await ctx.views.take())]
    for (let start = 0; start < all.length; start += together) {
      const some = all.slice(start, start + together)
      try {
        const kept = await ctx.db.transaction().execute(trx => addViews(trx, some))
        metrics.viewsKept.inc(some.reduce((sum, [, count]) => sum + count, 0))
        for (const image of kept) ctx.groups.tell(watchersOf(image.id), 'image:changed', image)
      } catch (error) {
        ctx.views.giveBack(new Map(all.slice(start)))
        throw error
      }
    }
  }

  async function rankPictures(): Promise<void> {
    for (let some = 1; some > 0;) {
      some = await ctx.db.transaction().execute(async trx => {
        const pictures = await takeKept(trx)
        if (pictures.length > 0) await rankKept(trx, pictures)
        return pictures.length
      })
    }
  }

  /** One after the other; what fails is tried again the next time. */
  function flush(): Promise<void> {
    work = work
      .then(keepCounts)
      .then(rankPictures)
      .catch((error: unknown) =>
        ctx.log.warn({ error: (error as Error).message }, 'views could not be kept; trying again'),
      )
    return work
  }

  const timer = setInterval(() => void flush(), keptEvery)
  return {
    flush,
    close() {
      clearInterval(timer)
      return flush()
    },
  }
}
