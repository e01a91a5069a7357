// Images over HTTP: uploads, because they are long, and permalinks.
import Router from '@koa/router'
import type { Context } from '../context.ts'
import { requireIdentity, type Identify } from '../http/identity.ts'
import { readUpload } from '../http/uploads.ts'
import { mayRead } from '../policy/standing.ts'
import type { ImageAnswer } from '../protocol.ts'
import { id as Id } from '../schemas.ts'
import { bookmarkImage, findPermalink } from './images.ts'
import { NewImage } from './schemas.ts'

export function imageRoutes(ctx: Context, identify: Identify): Router {
  const router = new Router()

  router.post('/api/images', async http => {
    const { accountId } = await requireIdentity(ctx, identify, http, 'POST /api/images')
    const { input, file } = await readUpload(http, NewImage, bytes => ctx.media.receive(bytes))
    http.status = 201
    http.body = { image: await bookmarkImage(ctx, accountId, input, file, { sourceUrl: null }) } satisfies ImageAnswer
  })

  // The page itself is the interface's; its one right address is ours to keep.
  router.get('/images/:id{/:slug}', async (http, next) => {
    const { id, slug } = http.params as { id: string; slug?: string }
    if (id === 'new') return next()
    const identity = await identify(http)
    const viewerId = mayRead(identity) ? identity.accountId : null
    const permalink = await findPermalink(ctx, Id.catch('0').parse(id), viewerId)
    if (permalink && permalink !== `/images/${id}/${encodeURIComponent(slug ?? '')}`) {
      http.status = 301
      // Kept, it would tell the title to others, and lead in a circle when that changes back.
      http.set('Cache-Control', 'private, no-store')
      http.redirect(permalink + http.search)
      return
    }
    if (!permalink) http.state.missing = true
    return next()
  })

  return router
}
