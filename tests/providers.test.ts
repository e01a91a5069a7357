// Signing in by OpenID Connect: against a real provider (oidc-provider), with everything that can go wrong on the way.
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { sql } from 'kysely'
import { TOTP } from 'otpauth'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ArrivalAnswer, IdentitiesView, SessionAnswer } from '../server/protocol.ts'
import type { ErrorView, OwnAccountView } from '../server/views.ts'
import { freePort } from './support/free-port.ts'
import { startInstance, type Instance } from './support/instance.ts'
import { startBrowser, startOidc, type Oidc } from './support/oidc.ts'
import { call, freshName, password, signUp, somePicture, type Person } from './support/people.ts'
import { startSite, type Site } from './support/site.ts'

let oidc: Oidc
let strict: Oidc
let site: Site
let instance: Instance
let home: string
beforeAll(async () => {
  oidc = await startOidc()
  strict = await startOidc({ secretBy: 'client_secret_post' })
  site = await startSite()
  instance = await startInstance({
    OIDC_FORGE_ISSUER: oidc.issuer,
    OIDC_FORGE_CLIENT_ID: oidc.clientId,
    OIDC_FORGE_CLIENT_SECRET: oidc.clientSecret,
    OIDC_FORGE_LABEL: 'The Forge',
    OIDC_STRICT_ISSUER: strict.issuer,
    OIDC_STRICT_CLIENT_ID: strict.clientId,
    OIDC_STRICT_CLIENT_SECRET: strict.clientSecret,
    OIDC_LIAR_ISSUER: site.url,
    OIDC_LIAR_CLIENT_ID: 'bowerbird',
    OIDC_LIAR_CLIENT_SECRET: 'secret',
    OIDC_AWAY_ISSUER: `http://127.0.0.1:${await freePort()}`,
    OIDC_AWAY_CLIENT_ID: 'bowerbird',
    OIDC_AWAY_CLIENT_SECRET: 'secret',
    FETCH_ALLOW: site.host,
    TRUSTED_PROXIES: '1',
  })
  home = instance.node(0).url
  strict.serve([`${home}/api/providers/strict/callback`])
  oidc.serve(instance.nodes.map(({ url }) => `${url}/api/providers/forge/callback`))
  // The first person is the administrator.
  await signUp(instance, 'root')
})
afterAll(async () => {
  await instance.close()
  site.close()
  oidc.close()
  strict.close()
})

/** Somebody at the provider, who signs in there from now on. */
function somebody(claims: Record<string, unknown> = {}): { subject: string; email: string } {
  const subject = `s-${randomBytes(6).toString('hex')}`
  const email = `${subject}@example.org`
  oidc.people.set(subject, { email, email_verified: true, name: 'Some Body', ...claims })
  oidc.person = subject
  return { subject, email }
}
beforeEach(async () => {
  oidc.spoil = undefined
  somebody()
  // All tests together set out more often than one address may.
  await db().deleteFrom('throttle').where('key', 'like', 'provider:%').execute()
})

type Browser = ReturnType<typeof startBrowser>
const start = (then = '/people', at = home) => `${at}/api/providers/forge/start?then=${encodeURIComponent(then)}`
const isCallback = (next: URL) => next.pathname.endsWith('/callback')
const db = () => instance.node(0).app.ctx.db

async function accountOf(browser: Browser, at = home): Promise<OwnAccountView | null> {
  return ((await (await browser.call(`${at}/api/session`)).json()) as SessionAnswer).account
}

/** Signs in with a new browser. */
async function comeIn(then?: string, at = home) {
  const browser = startBrowser()
  const page = await browser.go(start(then, at), next => next.origin === at && !next.pathname.startsWith('/api/'))
  return { browser, page, account: await accountOf(browser, at) }
}

/** The address to which somebody comes back from the provider, not gone to yet. */
async function wayBack(browser: Browser, change: (toProvider: URL) => void = () => undefined): Promise<URL> {
  const toProvider = await browser.go(start(), next => next.origin === oidc.issuer)
  change(toProvider)
  return browser.go(toProvider, isCallback)
}

/** What becomes of it: the problem in the address of the page, and that nobody is signed in. */
async function refusalOf(browser: Browser, way: URL | string): Promise<string | null> {
  const page = await browser.go(way, next => next.origin === home && !next.pathname.startsWith('/api/'))
  expect(await accountOf(browser)).toBeNull()
  return page.searchParams.get('problem')
}

/** The cookies of a person in a browser of their own. */
function browserOf(person: Person): Browser {
  const browser = startBrowser()
  for (const pair of person.cookie.split('; ')) {
    const [name, value] = pair.split('=')
    browser.cookies(home).set(name!, value!)
  }
  return browser
}
async function errorOf(answer: Response): Promise<ErrorView> {
  return ((await answer.json()) as { error: ErrorView }).error
}
const post = (browser: Browser, path: string, body: object = {}) =>
  browser.call(`${home}${path}`, { method: 'POST', body })
async function forgetProof(person: string) {
  const account = db().selectFrom('account').select('id').where('username', '=', person)
  const longAgo = new Date(Date.now() - 3_600_000)
  await db().updateTable('session').set({ signedInAt: longAgo }).where('accountId', '=', account).execute()
}

async function ask<Data>(browser: Browser, path: string, input: object = {}): Promise<Data> {
  return ((await (await post(browser, path, input)).json()) as { data: Data }).data
}
const toProvider = (browser: Browser) => browser.go(start(), next => next.origin === oidc.issuer)

/** Somebody with a password and an e-mail. */
async function member({ confirmed }: { confirmed: boolean }): Promise<{ username: string; email: string }> {
  const { username } = await signUp(instance, 'member')
  const emailConfirmedAt = confirmed ? new Date() : null
  await db().updateTable('account').set({ emailConfirmedAt }).where('username', '=', username).execute()
  return { username, email: `${username}@example.org` }
}

async function identitiesOf(username: string): Promise<number> {
  const rows = db()
    .selectFrom('identity')
    .innerJoin('account', 'account.id', 'identity.accountId')
    .where('username', '=', username)
    .select('identity.id')
  return (await rows.execute()).length
}

describe('a newcomer', () => {
  test('gets an account of what the provider says, and goes on to the page that they wanted', async () => {
    const photo = site.serve(`/${freshName()}.png`, await somePicture())
    const username = freshName('grace')
    const { email } = somebody({ preferred_username: username, name: 'Grace H.', picture: photo })

    const { browser, page, account } = await comeIn('/images?x=1#y')

    expect(page.href).toBe(`${home}/images?x=1#y`)
    expect(account).toMatchObject({ username, name: 'Grace H.', email, emailConfirmed: true, hasPassword: false })
    await expect.poll(async () => (await accountOf(browser))?.photo, { timeout: 20_000 }).toMatch(/^\/media\//)
    const joined = await db()
      .selectFrom('activity')
      .innerJoin('account', 'account.id', 'activity.actorId')
      .where('username', '=', username)
      .select('verb')
      .execute()
    expect(joined).toEqual([{ verb: 'joined' }])
  })

  test('leaves none of the provider’s tokens here', async () => {
    somebody({ preferred_username: freshName('grace') })
    let issued: object = {}
    oidc.spoil = tokens => void (issued = { ...tokens })

    await comeIn()

    const tokens = Object.values(issued as Record<string, string>).filter(text => String(text).length > 30)
    expect(Object.keys(issued)).toEqual(expect.arrayContaining(['access_token', 'id_token']))
    expect(tokens.length).toBeGreaterThanOrEqual(2)
    const { rows: tables } = await sql<{ name: string }>`
      select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'pgboss')`.execute(
      db(),
    )
    for (const { name } of tables) {
      const { rows } = await sql<{ text: string }>`select row::text as text from ${sql.raw(name)} as row`.execute(db())
      const kept = rows.map(({ text }) => text).join()
      expect(
        tokens.filter(token => kept.includes(token)),
        name,
      ).toEqual([])
    }
  })

  test('comes in where the provider wants the client’s secret in the form, and nowhere else', async () => {
    strict.people.set('grace', { email: `${freshName('grace')}@example.org`, name: 'Grace' })
    strict.person = 'grace'
    const browser = startBrowser()

    await browser.go(`${home}/api/providers/strict/start`, next => next.href === `${home}/`)

    expect(await accountOf(browser)).toMatchObject({ name: 'Grace' })
  })

  test('is known again by issuer and subject alone, on every node, whatever else has changed', async () => {
    const { subject } = somebody()
    const { account } = await comeIn()
    oidc.people.set(subject, { email: 'other@example.org', email_verified: true, name: 'Other' })

    const again = await comeIn('/', instance.node(1).url)

    expect(again.account).toMatchObject({ username: account!.username, email: account!.email, name: 'Some Body' })
  })

  test.each([
    ['is taken', () => instance.node(0).app.ctx.db.selectFrom('account').select('username').limit(1), /_\d+$/],
    ['is reserved', () => 'Admin', /^Admin_\d+$/],
    ['has letters that usernames have not', () => `  Åsa-Løv ${freshName('x')}`, /^Asa_L_v_x_/],
    ['is an e-mail', () => `${freshName('mail')}@example.org`, /^mail_\w+$/],
    ['is nothing that can be used', () => '猫', /^s_\w+$/],
  ])('gets a username like theirs when it %s', async (_what, make, expected) => {
    const made = make()
    const preferred = typeof made === 'string' ? made : (await made.executeTakeFirstOrThrow()).username
    somebody({ preferred_username: preferred })

    expect((await comeIn()).account!.username).toMatch(expected)
  })

  test.each([
    ['the provider has not verified the e-mail', { email_verified: false }],
    ['the provider says so in words of its own', { email_verified: 'true' }],
  ])('has an e-mail still to be confirmed when %s', async (_what, claims) => {
    somebody(claims)

    expect((await comeIn()).account).toMatchObject({ emailConfirmed: false })
  })

  test('without an e-mail is asked for one', async () => {
    somebody({ email: undefined, email_verified: undefined, name: undefined, nickname: freshName('shy') })
    const { browser, page, account } = await comeIn()
    expect([page.pathname, account]).toEqual(['/sign-up/finish', null])
    const { arrival } = (await (await browser.call(`${home}/api/providers/arrival`)).json()) as ArrivalAnswer
    expect(arrival).toMatchObject({ provider: 'The Forge', email: null, hasAccount: false, onward: '/people' })
    const email = `${freshName('shy')}@example.org`

    const none = await errorOf(await post(browser, '/api/providers/finish'))
    const taken = await errorOf(
      await post(browser, '/api/providers/finish', { email: (await member({ confirmed: false })).email }),
    )
    const answer = await post(browser, '/api/providers/finish', { email })

    expect([none.code, taken.code]).toEqual(['invalid', 'conflict'])
    expect([none.fields, taken.fields].every(fields => fields?.email)).toBe(true)
    expect(answer.status).toBe(201)
    expect(await accountOf(browser)).toMatchObject({ email, emailConfirmed: false })
    expect((await errorOf(await post(browser, '/api/providers/finish', { email: 'x@example.org' }))).code).toBe(
      'invalid',
    )
  })

  test('is told what is taken only so often, as at the other sign-up', async () => {
    somebody({ email: undefined, email_verified: undefined })
    const { browser } = await comeIn()
    const { email } = await member({ confirmed: false })
    const ask = async () => (await post(browser, '/api/providers/finish', { email })).status

    expect(await ask()).toBe(409)
    await db().updateTable('throttle').set({ points: 30 }).where('key', 'like', 'taken:%').execute()
    expect(await ask()).toBe(429)

    await db().deleteFrom('throttle').where('key', 'like', 'taken:%').execute()
  })

  test('is not kept out by a photo that may not or cannot be fetched', async () => {
    const inner = `${home}/favicon.svg`
    const { email } = somebody({ picture: inner })

    const { browser, account } = await comeIn()

    expect(account).toMatchObject({ email })
    const done = () =>
      db()
        .selectFrom('pgboss.job' as never)
        .select('state' as never)
        .where('name' as never, '=', 'fetch-photo' as never)
        .execute() as Promise<{ state: string }[]>
    await expect
      .poll(async () => (await done()).every(({ state }) => state === 'completed'), { timeout: 20_000 })
      .toBe(true)
    expect((await accountOf(browser))!.photo).toBeNull()
  })

  test('does not come in where registration is closed, and with an invitation where it is asked for', async () => {
    const set = (value: string) =>
      db()
        .insertInto('setting')
        .values({ name: 'registration', value: JSON.stringify(value) })
        .onConflict(conflict => conflict.column('name').doUpdateSet({ value: JSON.stringify(value) }))
        .execute()
    const inviter = await signUp(instance, 'host')
    const { code } = await inviter.ask('invitation:create', {})
    try {
      await set('closed')
      expect(await refusalOf(startBrowser(), start())).toBe('closed')

      await set('invitation')
      const { browser, page } = await comeIn()
      expect(page.pathname).toBe('/sign-up/finish')
      const { arrival } = (await (await browser.call(`${home}/api/providers/arrival`)).json()) as ArrivalAnswer
      expect(arrival?.needsInvitation).toBe(true)
      expect((await post(browser, '/api/providers/finish', { invitation: 'none' })).status).toBe(404)
      expect((await post(browser, '/api/providers/finish', { invitation: code })).status).toBe(201)
    } finally {
      await set('open')
    }
  })
})

describe('an e-mail that has an account here', () => {
  test.each([
    ['neither side has verified', false, false],
    ['only the provider has verified', true, false],
    ['only we have verified', false, true],
  ])('which %s is linked to nothing', async (_what, there, here) => {
    const owner = await member({ confirmed: here })
    somebody({ email: owner.email.toUpperCase(), email_verified: there })

    expect(await refusalOf(startBrowser(), start())).toBe('email-taken')
    expect(await identitiesOf(owner.username)).toBe(0)
  })

  test('which both have verified is linked by signing in to that account now, and not before', async () => {
    const owner = await member({ confirmed: true })
    const other = await member({ confirmed: true })
    const { subject } = somebody({ email: owner.email })
    const { browser, page, account } = await comeIn()
    expect([page.pathname, account]).toEqual(['/sign-up/finish', null])
    expect((await post(browser, '/api/providers/finish', { email: 'new@example.org' })).status).toBe(409)
    expect((await post(browser, '/api/providers/join')).status).toBe(401)
    expect(await identitiesOf(owner.username)).toBe(0)

    await post(browser, '/api/session', { login: other.username, password })
    const wrong = await errorOf(await post(browser, '/api/providers/join'))
    await post(browser, '/api/session', { login: owner.username, password })
    await forgetProof(owner.username)
    const stale = await errorOf(await post(browser, '/api/providers/join'))
    await post(browser, '/api/session', { login: owner.username, password })
    const before = browser.cookies(home).get('sid')
    const linked = await post(browser, '/api/providers/join')

    expect([wrong.code, stale.code, stale.confirm]).toEqual(['forbidden', 'forbidden', true])
    expect(linked.status).toBe(200)
    expect(browser.cookies(home).get('sid')).not.toBe(before)
    oidc.person = subject
    expect((await comeIn()).account).toMatchObject({ username: owner.username })
  })
})

describe('what comes back is refused', () => {
  test('when the state is not the one that was given, or none', async () => {
    const browser = startBrowser()
    const back = await wayBack(browser)
    for (const state of ['other', '']) {
      const changed = new URL(back)
      changed.searchParams.set('state', state)
      expect(await refusalOf(browser, changed)).toBe('expired')
    }
    back.searchParams.delete('state')
    expect(await refusalOf(browser, back)).toBe('expired')
  })

  test('in another browser than the one in which it was begun', async () => {
    const back = await wayBack(startBrowser())
    const other = startBrowser()
    expect(await refusalOf(other, back)).toBe('expired')

    // One that is on its own way there knows a state and a cookie too.
    await wayBack(other)
    expect(await refusalOf(other, back)).toBe('expired')
  })

  test('a second time', async () => {
    const browser = startBrowser()
    const back = await wayBack(browser)
    await browser.go(back, next => !isCallback(next))
    await browser.call(`${home}/api/session`, { method: 'DELETE' })

    expect(await refusalOf(browser, back)).toBe('expired')
  })

  test('after ten minutes', async () => {
    const browser = startBrowser()
    const back = await wayBack(browser)
    const attempt = db()
      .updateTable('providerAttempt')
      .set({ expiresAt: new Date() })
      .where('stateHash', '=', createHash('sha256').update(back.searchParams.get('state')!).digest())
    await attempt.execute()

    expect(await refusalOf(browser, back)).toBe('expired')
  })

  test('at another provider than the one to which they went', async () => {
    const browser = startBrowser()
    const back = await wayBack(browser)
    back.pathname = back.pathname.replace('forge', 'away')

    expect(await refusalOf(browser, back)).toBe('expired')
  })

  test.each([
    ['from another issuer', (back: URL) => back.searchParams.set('iss', 'https://evil.example')],
    ['without its issuer, though the provider promises one', (back: URL) => back.searchParams.delete('iss')],
    ['with two codes', (back: URL) => back.searchParams.append('code', 'another')],
    ['with a code that the provider has not given', (back: URL) => back.searchParams.set('code', 'made-up')],
  ])('%s', async (_what, change) => {
    const browser = startBrowser()
    const back = await wayBack(browser)
    change(back)

    expect(await refusalOf(browser, back)).toBe('refused')
  })

  test('with the code of another attempt, which its PKCE verifier does not fit', async () => {
    const [mine, theirs] = [startBrowser(), startBrowser()]
    const [back, stolen] = [await wayBack(mine), await wayBack(theirs)]
    back.searchParams.set('code', stolen.searchParams.get('code')!)

    expect(await refusalOf(mine, back)).toBe('refused')
  })

  test('with an ID token for another nonce', async () => {
    const browser = startBrowser()
    const back = await wayBack(browser, url => url.searchParams.set('nonce', 'replayed'))

    expect(await refusalOf(browser, back)).toBe('refused')
  })

  test('when the person has said no, and they are told', async () => {
    oidc.person = null

    expect(await refusalOf(startBrowser(), start())).toBe('denied')
  })

  test('when it was asked for without PKCE', async () => {
    const browser = startBrowser()
    const back = await wayBack(browser, url => {
      url.searchParams.delete('code_challenge')
      url.searchParams.delete('code_challenge_method')
    })

    expect(back.searchParams.get('error')).toBe('invalid_request')
    expect(await refusalOf(browser, back)).toBe('refused')
  })

  describe('with an ID token', () => {
    const keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    /** Signs what the provider said anew, with a key that it does not know. */
    const forge = (spoilHeader: (header: object) => object) => (tokens: { id_token?: string }) => {
      const [header, payload] = tokens.id_token!.split('.')
      const told = JSON.parse(Buffer.from(header!, 'base64url').toString()) as object
      const signed = `${part(spoilHeader(told))}.${payload}`
      tokens.id_token = `${signed}.${sign('RSA-SHA256', Buffer.from(signed), keys.privateKey).toString('base64url')}`
    }
    const changed = (change: object) => (tokens: { id_token?: string }) => {
      const [header, payload, signature] = tokens.id_token!.split('.')
      const claims = { ...(JSON.parse(Buffer.from(payload!, 'base64url').toString()) as object), ...change }
      tokens.id_token = [header, part(claims), signature].join('.')
    }
    /** Of one wrong word alone: the signature is right. */
    const saying = (claims: object) => (tokens: { id_token?: string }) =>
      void (tokens.id_token = oidc.sayInstead(tokens.id_token!, claims))
    test.each([
      ['signed by another key', forge(() => ({ alg: 'RS256', kid: 'another' }))],
      ['signed by a key that says to be the right one', forge(header => header)],
      [
        'that is not signed',
        (tokens: { id_token?: string }) => {
          const payload = tokens.id_token!.split('.')[1]
          tokens.id_token = `${part({ alg: 'none' })}.${payload}.`
        },
      ],
      ['that says more than what was signed', changed({ more: true })],
      ['for another audience', saying({ aud: 'another-client' })],
      ['for another audience besides', saying({ aud: ['bowerbird', 'another-client'], azp: 'another-client' })],
      ['for nobody', saying({ aud: undefined })],
      ['of another issuer', saying({ iss: 'https://evil.example' })],
      ['of no issuer', saying({ iss: undefined })],
      ['for somebody else', saying({ sub: 'root' })],
      ['of no subject', saying({ sub: undefined })],
      ['that has run out', saying({ exp: 1_000_000_000 })],
      ['that never runs out', saying({ exp: undefined })],
      ['that begins later', saying({ nbf: 9_000_000_000 })],
      ['for a nonce that was not given', saying({ nonce: 'replayed' })],
      ['without a nonce', saying({ nonce: undefined })],
      ['that is none', (tokens: { id_token?: string }) => void (tokens.id_token = 'none')],
      ['that is missing', (tokens: { id_token?: string }) => void delete tokens.id_token],
    ])('%s', async (_what, spoil) => {
      const browser = startBrowser()
      const back = await wayBack(browser)
      let spoilt = 0
      oidc.spoil = tokens => (spoilt++, spoil(tokens))

      expect(await refusalOf(browser, back)).toBe('refused')
      expect(spoilt).toBe(1)
    })

    test('but not with one that says the same, signed anew', async () => {
      oidc.spoil = saying({})

      expect((await comeIn()).account).not.toBeNull()
    })
  })

  test('when it says of itself that it is another one', async () => {
    const said = (await (await fetch(`${oidc.issuer}/.well-known/openid-configuration`)).json()) as object
    site.serve('/.well-known/openid-configuration', (_request, response) => {
      response.setHeader('content-type', 'application/json').end(JSON.stringify(said))
    })

    expect(await refusalOf(startBrowser(), `${home}/api/providers/liar/start`)).toBe('refused')
  })

  test('when the account is suspended', async () => {
    const { account } = await comeIn()
    await db()
      .updateTable('account')
      .set({ suspendedAt: new Date() })
      .where('username', '=', account!.username)
      .execute()

    expect(await refusalOf(startBrowser(), start())).toBe('suspended')
  })

  test('not when the account was about to be deleted: it stays', async () => {
    const { account } = await comeIn()
    const leaving = db()
      .updateTable('account')
      .set({ deleteAt: new Date(Date.now() + 86_400_000) })
    await leaving.where('username', '=', account!.username).execute()

    expect((await comeIn()).account).toMatchObject({ username: account!.username })
  })

  test('with a sentence, for programs', async () => {
    const answer = await call(instance.node(0), 'GET', '/api/providers/forge/callback?state=x&code=y', undefined, {
      accept: 'application/json',
    })

    expect(answer.status).toBe(422)
    expect((await errorOf(answer)).message).toMatch(/Try again\.$/)
  })
})

describe('the way there', () => {
  test('asks for a code with PKCE, a state and a nonce that nobody can guess', async () => {
    const browser = startBrowser()
    const [one, other] = [await toProvider(browser), await toProvider(browser)]

    expect(Object.fromEntries(one.searchParams)).toMatchObject({
      response_type: 'code',
      scope: 'openid email profile',
      code_challenge_method: 'S256',
      redirect_uri: `${home}/api/providers/forge/callback`,
    })
    for (const name of ['state', 'nonce', 'code_challenge']) {
      expect(one.searchParams.get(name)).toMatch(/^[\w-]{43}$/)
      expect(one.searchParams.get(name)).not.toBe(other.searchParams.get(name))
    }
  })

  test('sets a cookie that scripts cannot read, and that comes along on the way back', async () => {
    const answer = await fetch(start(), { redirect: 'manual' })

    expect(answer.status).toBe(303)
    expect(answer.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^oidc=[\w-]{43}; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax$/),
    ])
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer')
  })

  test('may be gone in two tabs at once', async () => {
    const browser = startBrowser()
    const [one, other] = [await wayBack(browser), await wayBack(browser)]

    await browser.go(other, next => !isCallback(next))
    await browser.go(one, next => !isCallback(next))

    expect(await accountOf(browser)).not.toBeNull()
  })

  test.each([
    'https://evil.example/',
    '//evil.example/',
    '/\\evil.example/',
    '\\\\evil.example/',
    '/.//evil.example/',
    '/%2e//evil.example/',
    '/\t/evil.example/',
    'javascript:alert(1)',
    'people',
    '/api/session',
    '/a/../api/providers/forge/start',
  ])('ends at home when it is to go on to %j', async then => {
    expect((await comeIn(then)).page.href).toBe(`${home}/`)
  })

  test('ends at home when it is to go on to an endless address', async () => {
    expect((await comeIn(`/${'x'.repeat(3_000)}`)).page.href).toBe(`${home}/`)
  })

  test('is told of by the names of all providers, and leads to none that is not there', async () => {
    const { providers } = (await (await fetch(`${home}/api/providers`)).json()) as { providers: object[] }

    expect(providers).toEqual([
      { name: 'away', label: 'Away' },
      { name: 'liar', label: 'Liar' },
      { name: 'strict', label: 'Strict' },
      { name: 'forge', label: 'The Forge' },
    ])
    expect((await fetch(`${home}/api/providers/nowhere/start`, { redirect: 'manual' })).status).toBe(404)
  })

  test('says so when the provider is down, and the password still leads in', async () => {
    const person = await signUp(instance, 'ada')
    const browser = startBrowser()

    expect(await refusalOf(browser, `${home}/api/providers/away/start`)).toBe('unreachable')
    expect((await post(browser, '/api/session', { login: person.username, password })).status).toBe(201)
  })

  test('asks a second factor of who has one', async () => {
    const { browser, account } = await comeIn()
    const { secret } = await ask<{ secret: string }>(browser, '/api/two-factor/begin')
    const code = (seconds = 0) => new TOTP({ secret }).generate({ timestamp: Date.now() + seconds * 1_000 })
    expect((await post(browser, '/api/two-factor/enable', { code: code() })).status).toBe(200)

    const { page, account: nobody } = await comeIn('/images')

    expect(nobody).toBeNull()
    expect(page.pathname + page.search).toBe('/sign-in?then=%2Fimages')
    const owed = new URLSearchParams(page.hash.slice(1))
    expect(owed.get('methods')).toContain('totp')
    const later = startBrowser()
    const answer = await post(later, '/api/session/second', { token: owed.get('second'), code: code(30) })
    expect(answer.status).toBe(201)
    expect(await accountOf(later)).toMatchObject({ username: account!.username })
  })

  test('is slowed down where somebody begins it again and again', async () => {
    const from = { 'x-forwarded-for': '203.0.113.7' }
    const beginning = () => fetch(start(), { redirect: 'manual', headers: from })
    const answers = await Promise.all(Array.from({ length: 110 }, beginning))

    expect(answers.some(answer => answer.headers.get('location')?.includes('problem=too-many'))).toBe(true)
  })
})

/** Sends somebody who is signed in to the provider, by a press on our own page. */
async function wayFrom(browser: Browser, purpose: 'link' | 'confirm', onward = '/settings/security'): Promise<URL> {
  const { url } = (await (await post(browser, `/api/providers/forge/${purpose}`, { onward })).json()) as { url: string }
  return new URL(url)
}
const come = (browser: Browser, way: URL) => browser.go(way, next => next.origin === home && !isCallback(next))
const sid = (browser: Browser) => browser.cookies(home).get('sid')

describe('in the settings', () => {
  test('a provider is linked, signs in, and is unlinked; the token of the session is another one afterwards', async () => {
    const ada = await signUp(instance, 'ada')
    const browser = browserOf(ada)
    const { email } = somebody()
    const before = sid(browser)

    const page = await come(browser, await wayFrom(browser, 'link'))

    expect(page.href).toBe(`${home}/settings/security`)
    expect(sid(browser)).not.toBe(before)
    expect((await comeIn()).account).toMatchObject({ username: ada.username })
    const { identities, providers } = await ask<IdentitiesView>(browser, '/api/identity/list')
    expect(identities).toMatchObject([{ provider: 'forge', label: email }])
    expect(providers.map(({ name }) => name)).toEqual(['away', 'liar', 'strict', 'forge'])
    const left = await ask<IdentitiesView>(browser, '/api/identity/unlink', { id: identities[0]!.id })
    expect(left.identities).toEqual([])
    expect((await comeIn()).account?.username).not.toBe(ada.username)
  })

  test('a link wants a proof that is recent, and a press on our own page', async () => {
    const ada = await signUp(instance, 'ada')
    const foreign = await ada.http('POST', '/api/providers/forge/link', {}, { origin: 'https://evil.example' })
    const byAddress = await ada.http('GET', '/api/providers/forge/link')
    await forgetProof(ada.username)
    const stale = await errorOf(await ada.http('POST', '/api/providers/forge/link', {}))
    const unlink = await errorOf(await ada.http('POST', '/api/identity/unlink', { id: '1' }))
    const visitor = await call(instance.node(0), 'POST', '/api/providers/forge/link', {})

    expect([foreign.status, byAddress.status, visitor.status]).toEqual([403, 404, 401])
    expect([stale, unlink]).toMatchObject([{ confirm: true }, { confirm: true }])
  })

  test('a link is refused to whom another account has already, and stays that one’s', async () => {
    const { account } = await comeIn()
    const ada = browserOf(await signUp(instance, 'ada'))

    const page = await come(ada, await wayFrom(ada, 'link'))

    expect(page.pathname + page.search).toBe('/settings/security?provider=forge&problem=elsewhere')
    expect((await comeIn()).account).toMatchObject({ username: account!.username })
  })

  test('a link is refused when somebody else has signed in meanwhile', async () => {
    const browser = browserOf(await signUp(instance, 'ada'))
    const way = await wayFrom(browser, 'link')
    const bob = await signUp(instance, 'bob')
    await post(browser, '/api/session', { login: bob.username, password })

    expect((await come(browser, way)).searchParams.get('problem')).toBe('expired')
    expect(await identitiesOf(bob.username)).toBe(0)
  })

  test('the last way in is not unlinked, nor that of somebody else', async () => {
    const { browser } = await comeIn()
    const { identities } = await ask<IdentitiesView>(browser, '/api/identity/list')
    const other = browserOf(await signUp(instance, 'bob'))

    const last = await post(browser, '/api/identity/unlink', { id: identities[0]!.id })
    const foreign = await post(other, '/api/identity/unlink', { id: identities[0]!.id })

    expect([last.status, foreign.status]).toEqual([409, 404])
    expect((await comeIn()).account).toMatchObject({ username: (await accountOf(browser))!.username })
  })

  test('the provider proves that it is them, when it has asked them anew', async () => {
    const { browser, account } = await comeIn()
    await forgetProof(account!.username)
    const before = sid(browser)

    const way = await wayFrom(browser, 'confirm', '/settings/data')
    const page = await come(browser, way)

    expect(Object.fromEntries(way.searchParams)).toMatchObject({ prompt: 'login', max_age: '0' })
    expect(page.pathname + page.search).toBe('/settings/data')
    expect(sid(browser)).not.toBe(before)
    expect((await post(browser, '/api/providers/forge/link')).status).toBe(200)
  })

  test.each([
    ['had not been asked', (way: URL) => ['prompt', 'max_age'].forEach(name => way.searchParams.delete(name))],
    [
      'had signed in long ago',
      async (way: URL) => {
        way.searchParams.delete('prompt')
        way.searchParams.set('max_age', '3600')
        const hash = createHash('sha256').update(way.searchParams.get('state')!).digest()
        const later = new Date(Date.now() + 60_000)
        await db().updateTable('providerAttempt').set({ beganAt: later }).where('stateHash', '=', hash).execute()
      },
    ],
    [
      'are somebody else there',
      (_way: URL, browser: Browser) => {
        browser.cookies(oidc.issuer).clear()
        somebody()
      },
    ],
  ])('the provider proves nothing when they %s', async (_what, spoil) => {
    const { browser, account } = await comeIn()
    await forgetProof(account!.username)
    const way = await wayFrom(browser, 'confirm')
    await spoil(way, browser)

    const page = await come(browser, way)
    expect(page.searchParams.get('problem')).toMatch(/^(refused|someone-else)$/)
    expect((await post(browser, '/api/providers/forge/link')).status).toBe(403)
  })
})
