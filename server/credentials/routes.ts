// Passwords over HTTP, because it sets cookies.
import Router from '@koa/router'
import { msg } from '@lit/localize'
import { z } from 'zod'
import { countUse, networkOf } from '../attempts/attempts.ts'
import { parseInput } from '../channels/consumers.ts'
import type { Context } from '../context.ts'
import { hasSecondFactor } from '../factors/factors.ts'
import { requireIdentity, type Identify } from '../http/identity.ts'
import { readJson } from '../http/json.ts'
import { newPassword } from '../passwords/passwords.ts'
import { text } from '../schemas.ts'
import { knowDevice, renewSession } from '../sessions/sessions.ts'
import { linkToken } from './links.ts'
import { changePassword, requestReset, resetPassword } from './password.ts'

export const Change = z.object({
  current: z
    .string({ error: () => msg('The password must be text.') })
    .max(1_000, { error: () => msg('The password is too long.') })
    .default(''),
  password: newPassword,
})
export const Forgot = z.object({
  login: text(320, () => msg('The username or e-mail')).min(1, { error: () => msg('Enter your username or e-mail.') }),
})
export const Reset = z.object({ token: linkToken, password: newPassword })

/** Links that one network may ask for in an hour, for whomever. */
const resetsOfNetwork = 20

export function passwordRoutes(ctx: Context, identify: Identify): Router {
  const router = new Router({ prefix: '/api/password' })

  router.use((http, next) => {
    http.set('Cache-Control', 'no-store')
    return next()
  })

  router.post('/', async http => {
    const identity = await requireIdentity(ctx, identify, http, 'POST /api/password')
    const input = parseInput(Change, await readJson(http))
    await changePassword(ctx, identity, { ...input, address: http.ip })
    await renewSession(ctx, http, identity)
    http.body = {}
  })

  router.post('/forgot', async http => {
    const { login } = parseInput(Forgot, await readJson(http))
    const limit = { key: `reset-network:${networkOf(http.ip)}`, most: resetsOfNetwork, seconds: 60 * 60 }
    await countUse(ctx, limit, msg('Too many mails were asked for here.'))
    await requestReset(ctx, login)
    http.status = 202
    http.body = {}
  })

  router.post('/reset', async http => {
    const accountId = await resetPassword(ctx, parseInput(Reset, await readJson(http)))
    // Guesses that others have made do not keep them from signing in here now. Where a code is asked for too, that is still to come: each
    // link would otherwise bring its reader guesses of their own at the codes.
    if (!(await hasSecondFactor(ctx.db, accountId))) await knowDevice(ctx, http, accountId)
    http.body = {}
  })

  return router
}
