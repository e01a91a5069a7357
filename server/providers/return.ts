// Somebody comes back from a provider: what becomes of it depends on why they went.
import type { Context as HttpContext } from 'koa'
import type { OidcProvider } from '../config-oidc.ts'
import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import type { Identity } from '../policy/standing.ts'
import { beginSession, renewSession } from '../sessions/sessions.ts'
import { admit } from '../sign-in/sign-in.ts'
import type { Clients, Vouched } from './client.ts'
import { findJourney, requireFresh, type Journey } from './journeys.ts'
import { welcome } from './newcomers.ts'
import { ProviderRefusal } from './problems.ts'
import { linkIdentity } from './providers.ts'
import { findIdentity, touchIdentity } from './queries.ts'

interface Return {
  http: HttpContext
  provider: OidcProvider
  /** The token of the browser's cookie. */
  browser: string | undefined
  /** Who is signed in there already. */
  identity(): Promise<Identity | undefined>
}

/** @returns where they go on, a path of ours. @throws {ProviderRefusal} */
export async function comeBack(ctx: Context, clients: Clients, { http, provider, ...who }: Return): Promise<string> {
  const journey = await findJourney(ctx, provider, { browser: who.browser, state: http.query.state })
  try {
    const vouched = await clients.redeem(provider, http.search, journey.secrets)
    if (journey.purpose === 'sign-in') return await signIn(ctx, http, journey, vouched)
    const identity = await who.identity()
    // Signed out meanwhile, or somebody else: the link would go to the wrong account.
    if (!identity || identity.sessionId !== journey.sessionId) throw new ProviderRefusal('expired')
    if (journey.purpose === 'link') await link(ctx, identity.accountId, provider, vouched)
    else {
      requireFresh(vouched, journey.beganAt)
      const known = await findIdentity(ctx.db, vouched)
      if (known?.accountId !== identity.accountId) throw new ProviderRefusal('someone-else')
    }
    await renewSession(ctx, http, identity)
    return journey.onward
  } catch (error) {
    if (error instanceof ProviderRefusal && journey.purpose !== 'sign-in') error.page = '/settings/security'
    throw error
  }
}

async function signIn(ctx: Context, http: HttpContext, journey: Journey, vouched: Vouched): Promise<string> {
  const known = await findIdentity(ctx.db, vouched)
  if (known) await touchIdentity(ctx.db, known.id, journey.provider.name)
  const accountId = known?.accountId ?? (await welcome(ctx, journey, vouched))
  if (!accountId) return '/sign-up/finish'
  const second = await admit(ctx, accountId).catch((error: unknown) => {
    throw error instanceof AppError && error.code === 'forbidden' ? new ProviderRefusal('suspended') : error
  })
  if (second) {
    const { token, methods } = second
    const page = `/sign-in?then=${encodeURIComponent(journey.onward)}`
    // Behind the #, where no log and no other site sees it.
    return `${page}#${new URLSearchParams({ second: token, methods: methods.join(' ') })}`
  }
  await beginSession(ctx, http, accountId)
  return journey.onward
}

async function link(ctx: Context, accountId: string, { name }: OidcProvider, vouched: Vouched): Promise<void> {
  const { email, username, name: called } = await vouched.profile()
  const { issuer, subject } = vouched
  await linkIdentity(ctx, { accountId, issuer, subject, provider: name, label: email ?? username ?? called ?? '' })
}
