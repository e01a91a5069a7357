// Smaller files of pictures, made when nobody waits for a decoder: what a save has no time for.
import { change } from '../channels/change.ts'
import { recordEvents } from '../channels/event-log.ts'
import { watchersOf } from '../channels/groups.ts'
import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import type { ImageSource } from '../views.ts'
import { holdFiles } from './pictures.ts'
import { servedName } from '../media/store.ts'
import { findUncompressed, listImagesOf, markCompressed, type Uncompressed } from './queries.ts'

/** Milliseconds after which a run ends; the next is a minute after its beginning. */
const longestRun = 50_000
/** Seconds for which a picture is left alone: its owner may still take it back. */
const minute = 60

/**
 * Adds AVIF files to pictures, the newest first, for as long as this node decodes nothing else. May be killed at any point, and run
 * beside itself.
 * @returns how many pictures were done with
 */
export async function compressPictures(ctx: Context, { seconds = minute } = {}): Promise<number> {
  const until = Date.now() + longestRun
  let done = 0
  while (Date.now() < until && isQuiet(ctx)) {
    const picture = await findUncompressed(ctx.db, seconds)
    if (!picture) break
    if (!(await compress(ctx, picture))) break
    done++
  }
  return done
}

function isQuiet({ media }: Context): boolean {
  const { working, waiting } = media.decoding()
  return working + waiting === 0
}

/** @returns false when it has to be tried another time */
async function compress(ctx: Context, { id, hash, sources }: Uncompressed): Promise<boolean> {
  let smaller: ImageSource[] = []
  try {
    smaller = await ctx.media.enrich(hash)
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'unavailable') throw error
    // Its original is gone, or cannot be decoded any more: it is served as it is.
    ctx.log.info({ error: error.message, picture: id }, 'a picture could not be made smaller')
  }
  return change(ctx, async trx => {
    const files = smaller.map(({ url }) => ({ store: ctx.media.store, name: servedName(url) }))
    if (!(await holdFiles(trx, files))) return false
    const better = [...smaller, ...sources]
    if (!(await markCompressed(trx, id, better)) || smaller.length === 0) return true
    const images = await listImagesOf(trx, id)
    const events = images.map(image => ({
      name: 'image:changed',
      groups: [watchersOf(image.id)],
      subjects: [image.accountId],
      payload: { id: image.id, sources: better },
    }))
    if (events.length > 0) await recordEvents(trx, events)
    return true
  })
}
