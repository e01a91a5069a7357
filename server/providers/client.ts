// Speaks to OpenID Connect providers, whose addresses the administrator has configured: they may well be in one's own network.
import {
  allowInsecureRequests,
  AuthorizationResponseError,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  ClientSecretBasic,
  ClientSecretPost,
  Configuration,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  ResponseBodyError,
  type ClientAuth,
} from 'openid-client'
import type { Logger } from 'pino'
import type { OidcProvider } from '../config-oidc.ts'
import type { Config } from '../config.ts'
import { ProviderRefusal } from './problems.ts'
import { readProfile } from './profile.ts'
import type { Profile } from './queries.ts'

/** What binds an answer to the question: each of use once. */
export interface Secrets {
  state: string
  nonce: string
  codeVerifier: string
}

export interface Vouched {
  issuer: string
  subject: string
  /** Seconds since 1970 at which they signed in there; undefined when the provider does not say. */
  signedInAt: number | undefined
  /** What it says about them, asked for only where it is wanted. @throws {ProviderRefusal} `unreachable`, `refused` */
  profile(): Promise<Profile>
}

export interface Clients {
  /**
   * Where the person signs in.
   * @param again they shall prove anew that it is them
   * @throws {ProviderRefusal} `unreachable`
   */
  addressFor(provider: OidcProvider, secrets: Secrets, again: boolean): Promise<URL>
  /**
   * Who has come back, checked in every way: state, issuer, code with PKCE, signature, audience, nonce and times of the ID token.
   * @param search the query of the address to which they came back
   * @throws {ProviderRefusal} `denied`, `refused`, `unreachable`
   */
  redeem(provider: OidcProvider, search: string, secrets: Secrets): Promise<Vouched>
}

const timeoutSeconds = 5
/** What a provider says of itself is asked for again after an hour. */
const remembered = 3_600_000

export function openClients({ publicUrl }: Config, log: Logger): Clients {
  const known = new Map<string, { ways: Promise<Configuration[]>; until: number }>()

  /** One configuration for each way in which the provider may want the client's secret, the standard's default first. */
  async function discover({ issuer, clientId, clientSecret }: OidcProvider): Promise<Configuration[]> {
    const extensions = [
      // By default the signature would not be looked at, because the token comes by TLS.
      enableNonRepudiationChecks,
      // The configuration lets clear text pass on this very machine alone.
      ...(issuer.protocol === 'http:' ? [allowInsecureRequests] : []),
    ]
    const basic = ClientSecretBasic(clientSecret)
    const options = { execute: extensions, timeout: timeoutSeconds }
    const first = await discovery(issuer, clientId, clientSecret, basic, options)
    const metadata = first.serverMetadata()
    const supported = metadata.token_endpoint_auth_methods_supported ?? ['client_secret_basic']
    const configure = (authentication: ClientAuth) => {
      const way = new Configuration(metadata, clientId, clientSecret, authentication)
      way.timeout = timeoutSeconds
      for (const extend of extensions) extend(way)
      return way
    }
    return [
      ...(supported.includes('client_secret_basic') ? [first] : []),
      ...(supported.includes('client_secret_post') ? [configure(ClientSecretPost(clientSecret))] : []),
    ]
  }

  async function waysTo(provider: OidcProvider): Promise<Configuration[]> {
    let entry = known.get(provider.name)
    if (!entry || entry.until < Date.now()) {
      entry = { ways: discover(provider), until: Date.now() + remembered }
      known.set(provider.name, entry)
      // Not remembered: the next one asks again.
      entry.ways.catch(() => known.delete(provider.name))
    }
    return guarded(provider, entry.ways)
  }

  /** Turns what the library throws into what the person may know; the rest is for the log. */
  async function guarded<Result>({ name }: OidcProvider, work: Promise<Result>): Promise<Result> {
    try {
      return await work
    } catch (error) {
      const problem = problemOf(error)
      if (problem !== 'denied') log.warn({ error, provider: name }, `signing in by a provider: ${problem}`)
      throw new ProviderRefusal(problem)
    }
  }

  const redirectUri = ({ name }: OidcProvider) => new URL(`/api/providers/${name}/callback`, publicUrl)

  return {
    async addressFor(provider, { state, nonce, codeVerifier }, again) {
      const [way] = await waysTo(provider)
      const url = buildAuthorizationUrl(way!, {
        redirect_uri: redirectUri(provider).href,
        scope: 'openid email profile',
        state,
        nonce,
        code_challenge: await calculatePKCECodeChallenge(codeVerifier),
        code_challenge_method: 'S256',
        ...(again && { prompt: 'login', max_age: '0' }),
      })
      if (url.protocol !== provider.issuer.protocol && url.protocol !== 'https:') throw new ProviderRefusal('refused')
      return url
    },

    async redeem(provider, search, { state, nonce, codeVerifier }) {
      const ways = await waysTo(provider)
      const url = redirectUri(provider)
      url.search = search
      const checks = {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: codeVerifier,
        idTokenExpected: true,
      }
      const attempt = (way: Configuration) => authorizationCodeGrant(way, url, { ...checks })
      const [first, second] = ways
      let way = first!
      const tokens = await guarded(
        provider,
        attempt(way).catch((error: unknown) => {
          // The secret was not understood as it was sent: the code is still good.
          if (!second || !(error instanceof ResponseBodyError) || error.error !== 'invalid_client') throw error
          way = second
          ways.reverse()
          return attempt(way)
        }),
      )
      const claims = tokens.claims()!
      return {
        issuer: claims.iss,
        subject: claims.sub,
        signedInAt: typeof claims.auth_time === 'number' ? claims.auth_time : undefined,
        async profile() {
          if (claims.email !== undefined || !way.serverMetadata().userinfo_endpoint) return readProfile(claims)
          const more = await guarded(provider, fetchUserInfo(way, tokens.access_token, claims.sub))
          return readProfile({ ...claims, ...more })
        },
      }
    },
  }
}

function problemOf(error: unknown): 'denied' | 'refused' | 'unreachable' {
  if (error instanceof AuthorizationResponseError) {
    if (error.error === 'access_denied') return 'denied'
    return /^(server_error|temporarily_unavailable)$/.test(error.error) ? 'unreachable' : 'refused'
  }
  const { message, code, cause } = (error ?? {}) as { message?: string; code?: string; cause?: unknown }
  const isTimeout = code === 'OAUTH_TIMEOUT' || (cause as { name?: string } | undefined)?.name === 'TimeoutError'
  const isDown = cause instanceof Response && cause.status >= 500
  return isTimeout || isDown || message === 'fetch failed' ? 'unreachable' : 'refused'
}
