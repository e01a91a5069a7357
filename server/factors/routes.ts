// The second half of a sign-in, over HTTP, because it sets a cookie.
import Router from '@koa/router'
import { findOwnAccount } from '../accounts/accounts.ts'
import { parseInput } from '../channels/consumers.ts'
import type { Context } from '../context.ts'
import { deviceToken } from '../http/cookies.ts'
import { readJson } from '../http/json.ts'
import type { SessionAnswer } from '../protocol.ts'
import { beginSession } from '../sessions/sessions.ts'
import { admit } from '../sign-in/sign-in.ts'
import { finishSecondStep } from './factors.ts'
import { SecondStep } from './schemas.ts'

export function factorRoutes(ctx: Context): Router {
  const router = new Router()

  router.post('/api/session/second', async http => {
    http.set('Cache-Control', 'no-store')
    const { token, code } = parseInput(SecondStep, await readJson(http))
    const { accountId, passwordEpoch } = await finishSecondStep(ctx, token, code, {
      address: http.ip,
      device: deviceToken(ctx.config, http.headers),
    })
    await admit(ctx, accountId, { needsSecond: false })
    await beginSession(ctx, http, accountId, passwordEpoch)
    http.status = 201
    http.body = { account: (await findOwnAccount(ctx, accountId))! } satisfies SessionAnswer
  })

  return router
}
