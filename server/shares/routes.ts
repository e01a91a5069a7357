// The end of mails with images to an address: one click in a mail program, which has neither a cookie nor a page of ours (RFC 8058), or
// on our page; and its undo.
import Router from '@koa/router'
import type { Context } from '../context.ts'
import { refuseShares } from './refusals.ts'

export function mailedShareRoutes(ctx: Context): Router {
  const router = new Router()

  router.post('/api/shares/refuse', async http => {
    await refuseShares(ctx, http.query.token, true)
    http.body = {}
  })

  router.post('/api/shares/allow', async http => {
    await refuseShares(ctx, http.query.token, false)
    http.body = {}
  })

  return router
}
