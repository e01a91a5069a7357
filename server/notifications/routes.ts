// The end of the digests: one click in a mail program, which has neither a cookie nor a page of ours (RFC 8058), or on our page.
import Router from '@koa/router'
import { msg } from '@lit/localize'
import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import { readUnsubscribeToken } from './keys.ts'
import { prefer } from './preferences.ts'

export function notificationRoutes(ctx: Context): Router {
  const router = new Router()

  router.post('/api/unsubscribe', async http => {
    const { token } = http.query
    const accountId = typeof token === 'string' ? await readUnsubscribeToken(ctx, token) : undefined
    if (!accountId) {
      throw new AppError(
        'invalid',
        msg('This link is not whole. Copy all of it from the mail, or change it in the settings.'),
      )
    }
    await prefer(ctx, accountId, { every: 'off' })
    http.body = {}
  })

  return router
}
