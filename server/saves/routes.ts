// Uploads that are worked at after they have been received.
import Router from '@koa/router'
import { parseInput } from '../channels/consumers.ts'
import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import { requireIdentity, type Identify } from '../http/identity.ts'
import { readUpload } from '../http/uploads.ts'
import type { SaveAnswer } from '../protocol.ts'
import { caption } from '../schemas.ts'
import { keepUpload } from './saves.ts'

export function saveRoutes(ctx: Context, identify: Identify): Router {
  const router = new Router()

  router.post('/api/saves', async http => {
    const { accountId } = await requireIdentity(ctx, identify, http, 'POST /api/saves')
    const { fields, file, fileName } = await readUpload(http, bytes => ctx.media.receive(bytes))
    if (!file) throw new AppError('invalid', 'Choose a picture.', { fields: { file: 'Choose a picture.' } })
    try {
      const save = await keepUpload(ctx, accountId, parseInput(caption, fields), file, fileName)
      http.status = 202
      http.body = { save } satisfies SaveAnswer
    } finally {
      await file.discard()
    }
  })

  return router
}
