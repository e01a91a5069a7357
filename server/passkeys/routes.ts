// The ceremonies of passkeys over HTTP: signing in sets a cookie, and what is new is added only by the person in front of the browser.
import Router from '@koa/router'
import { msg } from '@lit/localize'
import { findOwnAccount } from '../accounts/accounts.ts'
import { countUse, networkOf } from '../attempts/attempts.ts'
import { parseInput } from '../channels/consumers.ts'
import type { Context } from '../context.ts'
import { requireIdentity, type Identify } from '../http/identity.ts'
import { readJson } from '../http/json.ts'
import type { SessionAnswer } from '../protocol.ts'
import { beginSession } from '../sessions/sessions.ts'
import { admit } from '../sign-in/sign-in.ts'
import { addPasskey, beginPasskey, beginProof, checkPasskey } from './passkeys.ts'
import { NewPasskey, Proof } from './schemas.ts'

/** Challenges for an address in an hour: every visit of the sign-in page takes one. */
const mostChallenges = 1_000

export function passkeyRoutes(ctx: Context, identify: Identify): Router {
  const router = new Router()

  router.use(['/api/passkeys', '/api/session/passkey'], (http, next) => {
    http.set('Cache-Control', 'no-store')
    return next()
  })

  router.post('/api/passkeys/options', async http => {
    const { accountId } = await requireIdentity(ctx, identify, http, 'POST /api/passkeys/options')
    http.body = { options: await beginPasskey(ctx, accountId) }
  })

  router.post('/api/passkeys', async http => {
    const { accountId } = await requireIdentity(ctx, identify, http, 'POST /api/passkeys')
    const input = parseInput(NewPasskey, await readJson(http))
    http.status = 201
    http.body = { passkey: await addPasskey(ctx, accountId, input) }
  })

  router.post('/api/session/passkey/options', async http => {
    await countUse(
      ctx,
      { key: `challenges:${networkOf(http.ip)}`, most: mostChallenges, seconds: 3_600 },
      msg('Too many sign-ins were begun here.'),
    )
    const identity = await identify(http)
    // What somebody's passkeys are is nothing for their access tokens.
    const accountId = identity && !identity.scopes ? identity.accountId : null
    http.body = { options: await beginProof(ctx, accountId) }
  })

  router.post('/api/session/passkey', async http => {
    const accountId = await checkPasskey(ctx, parseInput(Proof, await readJson(http)))
    await admit(ctx, accountId, { needsSecond: false })
    await beginSession(ctx, http, accountId)
    http.status = 201
    http.body = { account: (await findOwnAccount(ctx, accountId))! } satisfies SessionAnswer
  })

  return router
}
