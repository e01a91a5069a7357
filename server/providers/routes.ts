// The ways to providers and back over HTTP: the browser itself goes there, and comes back with a redirect.
import Router from '@koa/router'
import { msg } from '@lit/localize'
import type { Context as HttpContext } from 'koa'
import { z } from 'zod'
import { countTaken, findOwnAccount } from '../accounts/accounts.ts'
import { countUse, networkOf } from '../attempts/attempts.ts'
import { parseInput } from '../channels/consumers.ts'
import type { OidcProvider } from '../config-oidc.ts'
import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import { readCookie, setCookie } from '../http/cookies.ts'
import { requireIdentity, type Identify } from '../http/identity.ts'
import { readJson } from '../http/json.ts'
import type { ArrivalAnswer, ProvidersAnswer, WayAnswer } from '../protocol-providers.ts'
import type { SessionAnswer } from '../protocol.ts'
import { email, text } from '../schemas.ts'
import { beginSession, renewSession } from '../sessions/sessions.ts'
import { openClients } from './client.ts'
import { minutesOnTheWay, newToken, setOut, type Journey } from './journeys.ts'
import { findArrivalView, finishSignUp, joinAccount } from './newcomers.ts'
import { ownPath } from './own-path.ts'
import { ProviderRefusal } from './problems.ts'
import { listProviders } from './providers.ts'
import { comeBack } from './return.ts'

const cookie = 'oidc'
export const Onward = z.object({ onward: z.string().max(2_000).optional() })
export const Finish = z.object({
  email: email.optional(),
  invitation: text(200, () => msg('The invitation')).optional(),
})

export function providerRoutes(ctx: Context, identify: Identify): Router {
  const router = new Router({ prefix: '/api/providers' })
  const clients = openClients(ctx.config, ctx.log)
  const browserOf = (http: HttpContext) => readCookie(ctx.config, http.headers, cookie)

  /** The same for all tabs of a browser, and known again for as long as the way may take. */
  function keepBrowser(http: HttpContext): string {
    const brought = browserOf(http)
    const token = brought && /^[\w-]{43}$/.test(brought) ? brought : newToken()
    setCookie(http, ctx.config, cookie, token, minutesOnTheWay * 60)
    return token
  }

  function providerOf(http: HttpContext & { params: Record<string, string> }): OidcProvider {
    const provider = ctx.config.oidc.find(({ name }) => name === http.params.name)
    if (!provider) throw new AppError('not_found', msg('There is no such provider.'))
    return provider
  }

  /** Each is a row in the database for ten minutes. */
  const countWay = (http: HttpContext) =>
    countUse(
      ctx,
      { key: `provider:${networkOf(http.ip)}`, most: 100, seconds: minutesOnTheWay * 60 },
      msg('Too many sign-ins were begun from here.'),
    )

  async function begin(
    http: HttpContext,
    journey: Omit<Journey, 'browser' | 'onward'>,
    onward: unknown,
  ): Promise<string> {
    await countWay(http)
    return setOut(ctx, clients, { ...journey, browser: keepBrowser(http), onward: ownPath(onward) })
  }

  router.use((http, next) => {
    http.set('Cache-Control', 'no-store')
    // What comes back has the code in its address.
    http.set('Referrer-Policy', 'no-referrer')
    return next()
  })

  router.get('/', http => {
    http.body = { providers: listProviders(ctx) } satisfies ProvidersAnswer
  })

  router.get('/arrival', async http => {
    http.body = { arrival: await findArrivalView(ctx, browserOf(http)) } satisfies ArrivalAnswer
  })

  router.post('/finish', async http => {
    await countWay(http)
    const input = parseInput(Finish, await readJson(http))
    const accountId = await finishSignUp(ctx, browserOf(http), input).catch(async (error: unknown) => {
      // It says who is here already, as the other sign-up does.
      if (error instanceof AppError && error.code === 'conflict') await countTaken(ctx, http.ip)
      throw error
    })
    await beginSession(ctx, http, accountId)
    http.status = 201
    http.body = { account: (await findOwnAccount(ctx, accountId))! } satisfies SessionAnswer
  })

  router.post('/join', async http => {
    const identity = await requireIdentity(ctx, identify, http, 'POST /api/providers/join')
    await joinAccount(ctx, browserOf(http), identity.accountId)
    await renewSession(ctx, http, identity)
    http.body = { account: (await findOwnAccount(ctx, identity.accountId))! } satisfies SessionAnswer
  })

  router.get('/:name/start', async http => {
    const provider = providerOf(http)
    const { invitation: brought } = http.query
    // Anything may stand in an address; what cannot be a code is none.
    const invitation = typeof brought === 'string' && /^[\w-]{1,100}$/.test(brought) ? brought : null
    await answerPage(http, provider, () =>
      begin(http, { provider, purpose: 'sign-in', sessionId: null, invitation }, http.query.then),
    )
  })

  // Begun by a POST of our own page alone: another site could link its own identity otherwise.
  for (const purpose of ['link', 'confirm'] as const) {
    router.post(`/:name/${purpose}`, async http => {
      const { sessionId } = await requireIdentity(ctx, identify, http, `POST /api/providers/:name/${purpose}`)
      const { onward } = parseInput(Onward, await readJson(http))
      const url = await begin(http, { provider: providerOf(http), purpose, sessionId, invitation: null }, onward)
      http.body = { url } satisfies WayAnswer
    })
  }

  router.get('/:name/callback', async http => {
    const provider = providerOf(http)
    await answerPage(http, provider, () =>
      comeBack(ctx, clients, { http, provider, browser: browserOf(http), identity: () => identify(http) }),
    )
  })

  return router
}

/** Goes on to the page; back to one that says why not, when it was refused. Programs that want JSON are told the sentence. */
async function answerPage(http: HttpContext, { name }: OidcProvider, work: () => Promise<string>): Promise<void> {
  try {
    http.status = 303
    http.set('Location', await work())
  } catch (error) {
    const refusal = error instanceof AppError && error.code === 'too_many' ? new ProviderRefusal('too-many') : error
    if (!(refusal instanceof ProviderRefusal) || http.accepts('html', 'json') !== 'html') throw error
    http.set('Location', `${refusal.page}?${new URLSearchParams({ provider: name, problem: refusal.problem })}`)
  }
  http.body = ''
}
