// Whoever a provider vouches for and nobody here knows yet: gets an account, or is asked what is missing, or whether they have one.
import { msg } from '@lit/localize'
import { addAccount } from '../accounts/accounts.ts'
import { change } from '../channels/change.ts'
import type { Context } from '../context.ts'
import { requestConfirmation } from '../credentials/credentials.ts'
import { AppError } from '../errors.ts'
import { requireAdmission } from '../invitations/invitations.ts'
import type { ArrivalView } from '../protocol-providers.ts'
import type { Vouched } from './client.ts'
import { hashToken, minutesOnTheWay, type Journey } from './journeys.ts'
import { draftAccount } from './pipeline.ts'
import { ProviderRefusal } from './problems.ts'
import { linkIdentity } from './providers.ts'
import {
  deleteArrival,
  findAccountByEmail,
  findArrival,
  findIdentity,
  insertIdentity,
  keepArrival,
  type Arrival,
} from './queries.ts'

/**
 * Makes an account where the provider says enough. An account with the same e-mail is never taken for theirs: they may link it by
 * signing in to it now, if both sides have verified the e-mail.
 * @returns the account's id; undefined when they have to go on at `/sign-up/finish`
 * @throws {ProviderRefusal} `email-taken`, `unreachable`
 */
export async function welcome(
  ctx: Context,
  { provider, browser, invitation, onward }: Journey,
  vouched: Vouched,
): Promise<string | undefined> {
  const profile = await vouched.profile()
  const owner = profile.email ? await findAccountByEmail(ctx.db, profile.email) : undefined
  if (owner && !(owner.confirmed && profile.emailVerified && owner.active)) throw new ProviderRefusal('email-taken')
  const arrival: Arrival = {
    browserHash: hashToken(browser),
    provider: provider.name,
    issuer: vouched.issuer,
    subject: vouched.subject,
    profile,
    accountId: owner?.id ?? null,
    thenPath: onward,
  }
  if (profile.email && !owner) {
    const admission = await admissionFor(ctx, profile.email, invitation)
    if (admission === 'closed') throw new ProviderRefusal('closed')
    if (admission === 'open') return makeAccount(ctx, arrival, profile.email, invitation)
  }
  await keepArrival(ctx.db, arrival, minutesOnTheWay)
  return undefined
}

/** Who waits in a browser to go on; null when nobody does, or no longer. */
export async function findArrivalView(ctx: Context, browser: string | undefined): Promise<ArrivalView | null> {
  const arrival = browser ? await findArrival(ctx.db, hashToken(browser)) : undefined
  if (!arrival) return null
  const { provider, profile, accountId, thenPath } = arrival
  const label = ctx.config.oidc.find(({ name }) => name === provider)?.label ?? provider
  const isAsked = !accountId && (await admissionFor(ctx, profile.email ?? '', null)) === 'asked'
  const { name, email } = profile
  return { provider: label, name, email, hasAccount: accountId !== null, needsInvitation: isAsked, onward: thenPath }
}

/**
 * Makes the account of whoever waits.
 * @param email what they have typed; what the provider says goes before
 * @throws {ProviderRefusal} `expired`; {AppError} `conflict` with `fields` when the e-mail has an account
 */
export async function finishSignUp(
  ctx: Context,
  browser: string | undefined,
  { email: typed, invitation = null }: { email?: string | undefined; invitation?: string | null | undefined },
): Promise<string> {
  const arrival = await waiting(ctx, browser)
  if (arrival.accountId) throw new ProviderRefusal('email-taken')
  const email = arrival.profile.email ?? typed
  if (!email) throw new AppError('invalid', msg('Enter your e-mail.'), { fields: { email: msg('Enter your e-mail.') } })
  const accountId = await makeAccount(ctx, arrival, email, invitation)
  await deleteArrival(ctx.db, arrival.browserHash)
  return accountId
}

/**
 * Links whoever waits to the account with the same e-mail, which has just been signed in to.
 * @throws {ProviderRefusal} `expired`, `elsewhere`; `someone-else` when it is another account
 */
export async function joinAccount(ctx: Context, browser: string | undefined, accountId: string): Promise<void> {
  const { provider, issuer, subject, profile, browserHash, ...arrival } = await waiting(ctx, browser)
  if (arrival.accountId !== accountId) throw new ProviderRefusal('someone-else')
  // Ten minutes are long enough for an e-mail to become somebody else's.
  const owner = await findAccountByEmail(ctx.db, profile.email!)
  if (owner?.id !== accountId || !owner.confirmed) throw new ProviderRefusal('email-taken')
  if (!(await deleteArrival(ctx.db, browserHash))) throw new ProviderRefusal('expired')
  await linkIdentity(ctx, { accountId, issuer, subject, provider, label: profile.email! })
}

async function waiting(ctx: Context, browser: string | undefined): Promise<Arrival> {
  const arrival = browser ? await findArrival(ctx.db, hashToken(browser)) : undefined
  if (!arrival) throw new ProviderRefusal('expired')
  return arrival
}

/** Whether somebody new may come in; `asked` is when they have to bring an invitation first, or another one. */
async function admissionFor(ctx: Context, email: string, invitation: string | null) {
  try {
    await requireAdmission(ctx.db, { email, code: invitation ?? undefined })
    return 'open'
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return error.details.fields ? 'asked' : 'closed'
  }
}

async function makeAccount(ctx: Context, arrival: Arrival, email: string, invitation: string | null): Promise<string> {
  const { provider, issuer, subject, profile } = arrival
  const label = profile.email ?? profile.username ?? profile.name ?? ''
  // Somebody may be quicker to have the username, or the very same person in another tab.
  for (let attempt = 1; attempt <= 3; attempt++) {
    const { photoUrl, ...draft } = await draftAccount(ctx, { ...profile, email })
    const accountId = await change(ctx, async trx => {
      const id = await addAccount(ctx, trx, { ...draft, email, passwordHash: null }, invitation ?? undefined)
      if (!id) return undefined
      const linked = await insertIdentity(trx, { accountId: id, issuer, subject, provider, label })
      if (!linked.isNew) throw new ProviderRefusal('expired')
      if (!draft.emailConfirmedAt) await requestConfirmation(ctx, trx, id)
      if (photoUrl) await ctx.jobs.add(trx, 'fetch-photo', [{ accountId: id, url: photoUrl }])
      return id
    })
    if (accountId) {
      if (photoUrl) ctx.jobs.poke('fetch-photo')
      return accountId
    }
    // In another tab; signing in again asks for whatever that account wants.
    if (await findIdentity(ctx.db, arrival)) throw new ProviderRefusal('expired')
    if (await findAccountByEmail(ctx.db, email)) break
  }
  const sentence = msg('There is an account with this e-mail already. Sign in to it, or enter another e-mail.')
  throw new AppError('conflict', sentence, { fields: { email: sentence } })
}
