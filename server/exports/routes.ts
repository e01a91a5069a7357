// The download, because it is long: for whom it is about alone, and kept by nothing in between.
import Router from '@koa/router'
import { parseInput } from '../channels/consumers.ts'
import type { Context } from '../context.ts'
import { requireIdentity, type Identify } from '../http/identity.ts'
import { id } from '../schemas.ts'
import { openDownload } from './exports.ts'

export function exportRoutes(ctx: Context, identify: Identify): Router {
  const router = new Router()

  router.get('/api/export/:id', async http => {
    http.set('Cache-Control', 'private, no-store')
    const { accountId } = await requireIdentity(ctx, identify, http, 'GET /api/export')
    const { stream, bytes, name } = await openDownload(ctx, accountId, parseInput(id, http.params.id))
    http.attachment(name)
    http.type = 'application/zip'
    http.length = bytes
    http.body = stream
  })

  return router
}
