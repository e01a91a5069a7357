// The way to a provider and back: whoever comes back is in the browser in which it was begun, once, within ten minutes.
import { createHash, randomBytes } from 'node:crypto'
import type { OidcProvider } from '../config-oidc.ts'
import type { Context } from '../context.ts'
import type { Clients, Vouched } from './client.ts'
import { ProviderRefusal } from './problems.ts'
import { insertAttempt, takeAttempt, type Attempt, type Purpose } from './queries.ts'

export const minutesOnTheWay = 10
/** The clocks of two machines may differ so much. */
const clockSeconds = 30

export const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest()
export const newToken = (): string => randomBytes(32).toString('base64url')

export interface Journey {
  provider: OidcProvider
  purpose: Purpose
  /** The token of the browser's cookie. */
  browser: string
  /** Of whoever links or confirms; null for signing in. */
  sessionId: string | null
  /** The code that a newcomer has brought. */
  invitation: string | null
  /** Where they go on, as a path that is ours. */
  onward: string
}

/** @returns the provider's address. @throws {ProviderRefusal} `unreachable` */
export async function setOut(ctx: Context, clients: Clients, journey: Journey): Promise<string> {
  const { provider, purpose, browser, sessionId, invitation, onward } = journey
  const secrets = { state: newToken(), nonce: newToken(), codeVerifier: newToken() }
  // Before anything is kept: a provider that is down leaves nothing behind.
  const url = await clients.addressFor(provider, secrets, purpose === 'confirm')
  const attempt: Attempt = {
    stateHash: hashToken(secrets.state),
    browserHash: hashToken(browser),
    provider: provider.name,
    purpose,
    nonce: secrets.nonce,
    codeVerifier: secrets.codeVerifier,
    sessionId,
    invitation,
    thenPath: onward,
  }
  await insertAttempt(ctx.db, attempt, minutesOnTheWay)
  return url.href
}

/** The journey that ends here, as it was begun. @throws {ProviderRefusal} `expired` also for one that never was */
export async function findJourney(
  ctx: Context,
  provider: OidcProvider,
  { browser, state }: { browser: string | undefined; state: unknown },
): Promise<Journey & { secrets: Parameters<Clients['redeem']>[2]; beganAt: Date }> {
  if (!browser || typeof state !== 'string') throw new ProviderRefusal('expired')
  const key = { stateHash: hashToken(state), browserHash: hashToken(browser), provider: provider.name }
  const attempt = await takeAttempt(ctx.db, key)
  if (!attempt) throw new ProviderRefusal('expired')
  const { purpose, sessionId, invitation, thenPath: onward, nonce, codeVerifier, beganAt } = attempt
  return { provider, purpose, browser, sessionId, invitation, onward, secrets: { state, nonce, codeVerifier }, beganAt }
}

/** Whether they have signed in there since the journey began: the provider was asked for it, and could have passed over that. */
export function requireFresh({ signedInAt }: Vouched, beganAt: Date): void {
  if (signedInAt === undefined || signedInAt < beganAt.getTime() / 1_000 - clockSeconds) {
    throw new ProviderRefusal('refused')
  }
}
