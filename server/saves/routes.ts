// Uploads that are worked at after they have been received.
import Router from '@koa/router'
import type { Context } from '../context.ts'
import { requireIdentity, type Identify } from '../http/identity.ts'
import { readUpload } from '../http/uploads.ts'
import type { SaveAnswer } from '../protocol.ts'
import { keyedCaption } from '../schemas.ts'
import { keepUpload } from './saves.ts'

export function saveRoutes(ctx: Context, identify: Identify): Router {
  const router = new Router()

  router.post('/api/saves', async http => {
    const { accountId } = await requireIdentity(ctx, identify, http, 'POST /api/saves')
    const { input, file, fileName } = await readUpload(http, keyedCaption, bytes => ctx.media.receive(bytes))
    http.status = 202
    http.body = { save: await keepUpload(ctx, accountId, input, file, fileName) } satisfies SaveAnswer
  })

  return router
}
