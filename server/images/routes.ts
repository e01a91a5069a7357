// Images over HTTP: uploads, because they are long; downloads, because they have a name; and permalinks.
import { extname } from 'node:path'
import Router from '@koa/router'
import { msg } from '@lit/localize'
import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import { requireIdentity, type Identify } from '../http/identity.ts'
import { readUpload } from '../http/uploads.ts'
import { pathIn } from '../language/spoken.ts'
import { servedName } from '../media/store.ts'
import { mayRead } from '../policy/standing.ts'
import type { ImageAnswer } from '../protocol.ts'
import { id as Id } from '../schemas.ts'
import type { ImageSource } from '../views.ts'
import { bookmarkImage, findPermalink, getOwned } from './images.ts'
import { NewImage } from './schemas.ts'

export function imageRoutes(ctx: Context, identify: Identify): Router {
  const router = new Router()

  router.post('/api/images', async http => {
    const { accountId } = await requireIdentity(ctx, identify, http, 'POST /api/images')
    const { input, file } = await readUpload(http, NewImage, bytes => ctx.media.receive(bytes))
    http.status = 201
    http.body = { image: await bookmarkImage(ctx, accountId, input, file, { sourceUrl: null }) } satisfies ImageAnswer
  })

  router.get('/api/images/:id/file', async http => {
    const identity = await identify(http)
    const { view } = await getOwned(
      ctx,
      Id.catch('0').parse(http.params.id),
      mayRead(identity) ? identity.accountId : null,
    )
    // Whoever may see it now: the next time it is asked again.
    http.set('Cache-Control', 'private, no-store')
    const { url, type } = bestOf(view.sources)
    const file = await ctx.media.store.open(servedName(url))
    if (!file) throw new AppError('not_found', msg('There is no such picture.'))
    http.attachment(`${view.slug}${extname(url)}`)
    http.type = type
    http.length = file.bytes
    http.body = file.stream
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
      http.redirect(pathIn(http.state.addressed, permalink) + http.search)
      return
    }
    if (!permalink) http.state.missing = true
    return next()
  })

  return router
}

/** The widest; of those the one that every program opens; of a picture that moves, one that does. */
function bestOf(sources: ImageSource[]): ImageSource {
  const moving = sources.filter(({ type, still }) => type === 'image/webp' && !still)
  const isFilm = sources.some(({ still }) => still)
  const ease = ['image/avif', 'image/webp', 'image/jpeg']
  const rank = ({ width, type }: ImageSource) => width * ease.length + ease.indexOf(type)
  return (isFilm ? moving : sources).reduce((best, other) => (rank(other) > rank(best) ? other : best))
}
