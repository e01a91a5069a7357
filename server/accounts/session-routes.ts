// Signing in and out over HTTP, because it sets a cookie.
import Router from '@koa/router'
import type { Context as HttpContext } from 'koa'
import { z } from 'zod'
import { parseInput } from '../channels/consumers.ts'
import type { Context } from '../context.ts'
import { clearSessionCookie, setSessionCookie } from '../http/cookies.ts'
import type { Identify } from '../http/identity.ts'
import { readJson } from '../http/json.ts'
import type { SessionAnswer } from '../protocol.ts'
import { text } from '../schemas.ts'
import { endSession, startSession } from '../sessions/sessions.ts'
import { findOwnAccount, signIn } from './accounts.ts'

const Credentials = z.object({
  login: text(320, 'The username or e-mail').min(1, 'Enter your username or e-mail.'),
  password: z.string({ error: 'The password must be text.' }).min(1, 'Enter your password.').max(1_000),
})

export function sessionRoutes(ctx: Context, identify: Identify): Router {
  const router = new Router({ prefix: '/api/session' })

  router.use((http, next) => {
    http.set('Cache-Control', 'no-store')
    return next()
  })

  router.get('/', async http => {
    const identity = await identify(http)
    const account = identity ? await findOwnAccount(ctx, identity.accountId) : undefined
    http.body = { account: account ?? null } satisfies SessionAnswer
  })

  router.post('/', async http => {
    const { login, password } = parseInput(Credentials, await readJson(http))
    const { accountId, account } = await signIn(ctx, { login, password, address: http.ip })
    await beginSession(ctx, http, accountId)
    http.status = 201
    http.body = { account } satisfies SessionAnswer
  })

  router.delete('/', async http => {
    const identity = await identify(http)
    if (identity) await endSession(ctx, identity.sessionId)
    clearSessionCookie(http, ctx.config)
    http.set('Clear-Site-Data', '"cache"')
    http.status = 204
  })

  return router
}

/** A sign-in always begins a session of its own: one that was planted before is of no use. */
export async function beginSession(ctx: Context, http: HttpContext, accountId: string): Promise<void> {
  const { token, expiresAt } = await startSession(ctx, accountId, http.get('user-agent'))
  setSessionCookie(http, ctx.config, token, expiresAt)
}
