// Signing in and out over HTTP, because it sets a cookie.
import Router from '@koa/router'
import { msg } from '@lit/localize'
import { z } from 'zod'
import { findOwnAccount } from '../accounts/accounts.ts'
import { parseInput } from '../channels/consumers.ts'
import type { Context } from '../context.ts'
import { clearSessionCookie, deviceToken } from '../http/cookies.ts'
import { requireIdentity, type Identify } from '../http/identity.ts'
import { readJson } from '../http/json.ts'
import { whoIsNobody } from '../instance/instance.ts'
import { Proof as PasskeyProof } from '../passkeys/passkeys.ts'
import { givenPassword } from '../passwords/passwords.ts'
import { requireAccess } from '../policy/standing.ts'
import type { SessionAnswer } from '../protocol.ts'
import { text } from '../schemas.ts'
import { beginSession, endSession, renewSession } from '../sessions/sessions.ts'
import { proveIdentity, signIn } from './sign-in.ts'

export const Credentials = z.object({
  login: text(320, () => msg('The username or e-mail')).min(1, { error: () => msg('Enter your username or e-mail.') }),
  password: givenPassword,
})

/** One of them. */
export const Proof = z
  .object({
    password: givenPassword.optional(),
    code: text(40, () => msg('The code'))
      .min(1, { error: () => msg('Enter the code.') })
      .optional(),
    passkey: PasskeyProof.optional(),
  })
  .refine(given => Object.values(given).filter(value => value !== undefined).length === 1, {
    path: ['password'],
    error: () => msg('Enter your password.'),
  })

export function sessionRoutes(ctx: Context, identify: Identify): Router {
  const router = new Router({ prefix: '/api/session' })

  router.use((http, next) => {
    http.set('Cache-Control', 'no-store')
    return next()
  })

  router.get('/', async http => {
    const identity = await identify(http)
    await requireAccess({ who: 'anyone', scope: 'read' }, identity, ctx.sessions.look)
    const account = identity ? await findOwnAccount(ctx, identity.accountId) : undefined
    http.body = (account ? { account } : await whoIsNobody(ctx.db)) satisfies SessionAnswer
  })

  router.post('/', async http => {
    const { login, password } = parseInput(Credentials, await readJson(http))
    const device = deviceToken(ctx.config, http.headers)
    const { accountId, passwordEpoch, second } = await signIn(ctx, { login, password, address: http.ip, device })
    if (second) {
      http.status = 202
      http.body = { account: null, second } satisfies SessionAnswer
      return
    }
    await beginSession(ctx, http, accountId, passwordEpoch)
    http.status = 201
    http.body = { account: (await findOwnAccount(ctx, accountId))! } satisfies SessionAnswer
  })

  router.post('/confirm', async http => {
    const identity = await requireIdentity(ctx, identify, http, 'POST /api/session/confirm')
    await proveIdentity(ctx, identity, { ...parseInput(Proof, await readJson(http)), address: http.ip })
    await renewSession(ctx, http, identity)
    http.body = { account: (await findOwnAccount(ctx, identity.accountId))! } satisfies SessionAnswer
  })

  router.delete('/', async http => {
    const identity = await identify(http)
    await requireAccess({ who: 'anyone', scope: 'session' }, identity, ctx.sessions.look)
    if (identity) await endSession(ctx, identity.sessionId)
    clearSessionCookie(http, ctx.config)
    http.set('Clear-Site-Data', '"cache"')
    http.status = 204
  })

  return router
}
