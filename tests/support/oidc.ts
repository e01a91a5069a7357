// A real OpenID Connect provider (oidc-provider) in the test's process, whose people sign in without a form; what it sends can be spoilt.
import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Provider, type JWK, type KoaContextWithOIDC } from 'oidc-provider'

export interface Oidc {
  issuer: string
  clientId: string
  clientSecret: string
  /** What it says about people, by their subject; who is not there has a subject alone. */
  people: Map<string, Record<string, unknown>>
  /** Who signs in when somebody is asked to; null says no. */
  person: string | null
  /** Called with each answer of the token endpoint, before it is sent. */
  spoil: ((tokens: { id_token?: string }) => Promise<void> | void) | undefined
  /** An ID token that says something else, as if the provider had said it: signed by its own key. */
  sayInstead(idToken: string, claims: object): string
  /** What was asked of it, by path. */
  asked: { method: string; url: URL }[]
  /** Begins to serve, for a client that may come back to these addresses. */
  serve(redirectUris: string[]): void
  close(): void
}

export async function startOidc({
  secretBy = 'client_secret_basic' as 'client_secret_basic' | 'client_secret_post',
} = {}): Promise<Oidc> {
  let handle: (request: IncomingMessage, response: ServerResponse) => void = (_request, response) =>
    void response.writeHead(503).end()
  const server = createServer((request, response) => handle(request, response)).listen(0, '127.0.0.1')
  await new Promise(resolve => server.once('listening', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const oidc: Oidc = {
    issuer,
    clientId: 'bowerbird',
    clientSecret: 'a secret: with /odd% characters',
    people: new Map(),
    person: 'ada',
    spoil: undefined,
    sayInstead(idToken, claims) {
      const [header, payload] = idToken.split('.')
      const said = JSON.parse(Buffer.from(payload!, 'base64url').toString()) as object
      const signed = `${header}.${Buffer.from(JSON.stringify({ ...said, ...claims })).toString('base64url')}`
      return `${signed}.${sign('RSA-SHA256', Buffer.from(signed), privateKey).toString('base64url')}`
    },
    asked: [],
    serve(redirectUris) {
      const provider = makeProvider(oidc, { redirectUris, secretBy, privateKey })
      const answer = provider.callback()
      handle = (request, response) => {
        const url = new URL(request.url!, issuer)
        oidc.asked.push({ method: request.method!, url })
        if (!url.pathname.startsWith('/interaction/')) return void answer(request, response)
        const result = oidc.person
          ? { login: { accountId: oidc.person } }
          : { error: 'access_denied', error_description: 'No.' }
        void provider.interactionFinished(request, response, result)
      }
    },
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
  return oidc
}

interface Settings {
  redirectUris: string[]
  secretBy: 'client_secret_basic' | 'client_secret_post'
  /** With which it signs. */
  privateKey: KeyObject
}

function makeProvider(oidc: Oidc, { redirectUris, secretBy, privateKey }: Settings) {
  const provider: Provider = new Provider(oidc.issuer, {
    clients: [
      {
        client_id: oidc.clientId,
        client_secret: oidc.clientSecret,
        redirect_uris: redirectUris,
        token_endpoint_auth_method: secretBy,
      },
    ],
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), alg: 'RS256', use: 'sig' } as JWK] },
    pkce: { required: () => true },
    claims: {
      openid: ['sub'],
      email: ['email', 'email_verified'],
      profile: ['name', 'given_name', 'family_name', 'preferred_username', 'nickname', 'picture'],
    },
    findAccount: (_ctx, sub) => ({ accountId: sub, claims: () => ({ sub, ...oidc.people.get(sub) }) }),
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
    // Everybody agrees to everything.
    async loadExistingGrant(ctx) {
      const grant = new provider.Grant({
        clientId: ctx.oidc.client!.clientId,
        accountId: ctx.oidc.session!.accountId!,
      })
      grant.addOIDCScope('openid email profile')
      await grant.save()
      return grant
    },
    cookies: { keys: ['for tests alone'] },
    ttl: { AccessToken: 600, AuthorizationCode: 60, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
  })
  provider.use(async (ctx, next) => {
    await next()
    if ((ctx as KoaContextWithOIDC).oidc?.route === 'token' && oidc.spoil) await oidc.spoil(ctx.body as object)
  })
  return provider
}

/** A browser without windows: goes where it is sent, and brings each host its cookies. */
export function startBrowser() {
  const jars = new Map<string, Map<string, string>>()
  const jarOf = (url: URL) => {
    if (!jars.has(url.host)) jars.set(url.host, new Map())
    return jars.get(url.host)!
  }

  async function call(url: URL | string, { method = 'GET', body }: { method?: string; body?: object } = {}) {
    const to = new URL(url)
    const cookie = [...jarOf(to)].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = {
      accept: method === 'GET' ? 'text/html,*/*;q=0.8' : 'application/json',
      ...(cookie && { cookie }),
      ...(method !== 'GET' && { origin: to.origin, 'content-type': 'application/json' }),
    }
    const answer = await fetch(to, { method, headers, body: body && JSON.stringify(body), redirect: 'manual' })
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!
      if (/Max-Age=0\b|Expires=Thu, 01 Jan 1970/i.test(line) || value === '') jarOf(to).delete(name!)
      else jarOf(to).set(name!, value!)
    }
    return answer
  }

  return {
    call,
    /** The cookies of a site, by name. */
    cookies: (url: string) => jarOf(new URL(url)),
    /**
     * Follows redirects until there are none, or until `stop` says so of the next address.
     * @returns the address that is left
     */
    async go(url: URL | string, stop: (next: URL) => boolean = () => false): Promise<URL> {
      let at = new URL(url)
      for (let step = 0; step < 20; step++) {
        if (stop(at)) return at
        const location = (await call(at)).headers.get('location')
        if (!location) return at
        at = new URL(location, at)
      }
      throw new Error(`${String(url)} leads round in a circle`)
    },
  }
}
