import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startSession } from '../server/sessions/sessions.ts'
import { signIn as provePassword } from '../server/sign-in/sign-in.ts'
import { startInstance, type Instance } from './support/instance.ts'
import { call, cookieOf, freshName, password, signUp, type Person } from './support/people.ts'
import { linkIn, startMailServer, type MailServer } from './support/smtp.ts'

let mails: MailServer
let instance: Instance
beforeAll(async () => {
  mails = await startMailServer()
  instance = await startInstance({ SMTP_URL: mails.url })
})
afterAll(async () => {
  await instance.close()
  await mails.close()
})

const post = (path: string, body: object, index = 0, headers?: Record<string, string>) =>
  call(instance.node(index), 'POST', path, body, headers)
const errorOf = async (answer: Response) =>
  (
    (await answer.json()) as {
      error: { code: string; message: string; fields?: Record<string, string>; confirm?: true }
    }
  ).error
const addressOf = ({ username }: { username: string }) => `${username}@example.org`
const mailTo = (to: string, words: string) => mails.next(to, mail => mail.subject.includes(words))
const signIn = (login: string, given: string) => post('/api/session', { login, password: given })
const me = async (person: Person) =>
  ((await (await person.http('GET', '/api/session')).json()) as { account: Record<string, unknown> | null }).account
const forgot = (login: string) => post('/api/password/forgot', { login })
const other = 'another long passphrase'

describe('the e-mail of a new account', () => {
  test('is confirmed by the link in the mail, once, and every tab knows it', async () => {
    const ada = await signUp(instance, 'ada')
    expect(await me(ada)).toMatchObject({ emailConfirmed: false, newEmail: null, hasPassword: true })

    const mail = await mailTo(addressOf(ada), 'Confirm')
    const { url, token, page } = linkIn(mail)
    expect(page).toBe('confirm-email')
    expect(instance.nodes.map(node => new URL(node.environment.PUBLIC_URL!).origin)).toContain(new URL(url).origin)
    expect(mail.html).toContain(`href="${url}"`)
    // Whoever opens the link only to look changes nothing: programs do that, too.
    const looked = await post('/api/email/look', { token }, 1)
    expect(await looked.json()).toEqual({ data: { kind: 'confirm', email: addressOf(ada), newEmail: null } })
    expect(await me(ada)).toMatchObject({ emailConfirmed: false })

    const told = ada.next('account:edited', ({ emailConfirmed }) => emailConfirmed === true)
    expect(await (await post('/api/email/confirm', { token }, 1)).json()).toEqual({ data: { changed: true } })

    await told
    expect(await me(ada)).toMatchObject({ emailConfirmed: true })
    expect((await post('/api/email/confirm', { token })).status).toBe(404)
    expect((await post('/api/email/confirm', { token: 'x'.repeat(43) })).status).toBe(404)
  })

  test('is confirmed by the newest mail alone, and not without end', async () => {
    const ada = await signUp(instance, 'ada')
    const first = linkIn(await mailTo(addressOf(ada), 'Confirm'))
    for (let mail = 0; mail < 5; mail++) await ada.ask('email:resend', {})
    await expect(ada.ask('email:resend', {})).rejects.toThrow('too_many')

    const tokens: string[] = []
    for (let mail = 0; mail < 5; mail++) tokens.push(linkIn(await mailTo(addressOf(ada), 'Confirm')).token)

    expect((await post('/api/email/confirm', { token: first.token })).status).toBe(404)
    const answers = await Promise.all(tokens.map(token => post('/api/email/confirm', { token })))
    expect(answers.filter(answer => answer.status === 200)).toHaveLength(1)
  })

  test('is not confirmed by a link whose day is over', async () => {
    const ada = await signUp(instance, 'ada')
    const { token } = linkIn(await mailTo(addressOf(ada), 'Confirm'))
    const { db } = instance.node(0).app.ctx
    await db
      .updateTable('mailedLink')
      .set({ expiresAt: new Date(0) })
      .where('email', '=', addressOf(ada))
      .execute()

    expect((await post('/api/email/confirm', { token })).status).toBe(404)
    expect((await post('/api/email/look', { token })).status).toBe(404)
  })
})

test('a mailed link leads to PUBLIC_URL, under whatever name the node was asked', async () => {
  const node = instance.node(0)
  const { origin, port } = new URL(node.environment.PUBLIC_URL!)
  const asked = { ...node, url: `http://localhost:${port}` }
  const headers = { origin, 'x-forwarded-host': 'evil.example', forwarded: 'host=evil.example' }
  const ask = (path: string, body: object) => call(asked, 'POST', path, body, headers)
  const username = freshName('ada')
  const to = addressOf({ username })

  expect((await ask('/api/accounts', { username, email: to, name: 'Ada', password })).status).toBe(201)
  expect((await ask('/api/password/forgot', { login: username })).status).toBe(202)

  for (const mail of [await mailTo(to, 'Confirm'), await mailTo(to, 'new password')]) {
    // Whichever node has sent it.
    const origins = instance.nodes.map(({ environment }) => environment.PUBLIC_URL)
    expect(origins).toContain(new URL(linkIn(mail).url).origin)
    expect(mail.text + mail.html).not.toMatch(/localhost|evil/)
  }
})

describe('a change of the e-mail', () => {
  async function begin() {
    const ada = await signUp(instance, 'ada')
    await post('/api/email/confirm', { token: linkIn(await mailTo(addressOf(ada), 'Confirm')).token })
    const next = `${freshName('new')}@example.org`
    expect(await ada.ask('email:change', { email: next })).toMatchObject({ email: addressOf(ada), newEmail: next })
    const atOld = linkIn(await mailTo(addressOf(ada), 'about to change'))
    const atNew = linkIn(await mailTo(next, 'new e-mail'))
    return { ada, next, atOld, atNew }
  }

  test('happens when both addresses have agreed, and the old one is told', async () => {
    const { ada, next, atOld, atNew } = await begin()
    const reset = (await forgot(ada.username), linkIn(await mailTo(addressOf(ada), 'new password')))
    const looked = (await (await post('/api/email/look', { token: atOld.token })).json()) as object
    expect(looked).toEqual({ data: { kind: 'old', email: addressOf(ada), newEmail: next } })

    expect(await (await post('/api/email/confirm', { token: atNew.token })).json()).toEqual({
      data: { changed: false },
    })
    expect((await post('/api/email/confirm', { token: atNew.token })).status).toBe(404)
    expect(await me(ada)).toMatchObject({ email: addressOf(ada), newEmail: next })
    const told = ada.next('account:edited', ({ email }) => email === next)
    expect(await (await post('/api/email/confirm', { token: atOld.token })).json()).toEqual({ data: { changed: true } })

    expect(await told).toMatchObject({ emailConfirmed: true, newEmail: null })
    expect(await me(ada)).toMatchObject({ email: next, emailConfirmed: true, newEmail: null })
    await mailTo(addressOf(ada), 'has changed')
    expect((await signIn(next, password)).status).toBe(201)
    expect((await signIn(addressOf(ada), password)).status).toBe(401)
    // Whoever reads the old mailbox has no way in any more.
    expect((await post('/api/password/reset', { token: reset.token, password: other })).status).toBe(404)
  })

  test.each(['old', 'new'] as const)('is ended by whoever reads the %s address', async end => {
    const { ada, atOld, atNew } = await begin()
    const [refuses, agrees] = end === 'old' ? [atOld, atNew] : [atNew, atOld]

    expect((await post('/api/email/refuse', { token: refuses.token })).status).toBe(200)

    expect((await post('/api/email/confirm', { token: agrees.token })).status).toBe(404)
    expect((await post('/api/email/confirm', { token: refuses.token })).status).toBe(404)
    expect(await me(ada)).toMatchObject({ email: addressOf(ada), newEmail: null })
  })

  test('is asked for at the new address alone where nobody has confirmed the old one: it may be mistyped', async () => {
    const ada = await signUp(instance, 'ada')
    const mistyped = linkIn(await mailTo(addressOf(ada), 'Confirm'))
    const next = `${freshName('new')}@example.org`
    expect(await ada.ask('email:change', { email: next })).toMatchObject({ email: addressOf(ada), newEmail: next })
    const { token } = linkIn(await mailTo(next, 'new e-mail'))
    const looked = (await (await post('/api/email/look', { token })).json()) as object
    expect(looked).toEqual({ data: { kind: 'new', email: null, newEmail: next } })

    expect(await (await post('/api/email/confirm', { token })).json()).toEqual({ data: { changed: true } })

    expect(await me(ada)).toMatchObject({ email: next, emailConfirmed: true, newEmail: null })
    expect((await post('/api/email/confirm', { token: mistyped.token })).status).toBe(404)
    // Whoever has the mistyped address has heard of nothing but the sign-up.
    const heard = mails.received.filter(({ to }) => to === addressOf(ada)).map(({ subject }) => subject)
    expect(heard).toEqual([expect.stringContaining('Confirm')])
  })

  test('can be taken back, and links of one before agree to nothing', async () => {
    const { ada, atOld, atNew } = await begin()
    const later = `${freshName('later')}@example.org`
    await ada.ask('email:change', { email: later })
    for (const { token } of [atOld, atNew]) expect((await post('/api/email/confirm', { token })).status).toBe(404)

    const { token } = linkIn(await mailTo(later, 'new e-mail'))

    expect(await ada.ask('email:cancel', {})).toMatchObject({ email: addressOf(ada), newEmail: null })

    expect((await post('/api/email/confirm', { token })).status).toBe(404)
  })

  test('is refused to an address that has an account, or is one’s own, or is none', async () => {
    const [ada, bob] = [await signUp(instance, 'ada'), await signUp(instance, 'bob')]

    for (const [email, code] of [
      [addressOf(bob).toUpperCase(), 'conflict'],
      [addressOf(ada), 'invalid'],
      ['nobody', 'invalid'],
    ] as const) {
      const refused = await ada.http('POST', '/api/email/change', { email })
      expect(await errorOf(refused)).toMatchObject({ code, fields: { email: expect.any(String) } })
    }
  })

  test('is refused when somebody else has the address by the time that both agree', async () => {
    const { ada, next, atOld, atNew } = await begin()
    const rival = freshName('rival')
    const answer = await post('/api/accounts', { username: rival, email: next, name: 'Rival', password })
    expect(answer.status).toBe(201)

    await post('/api/email/confirm', { token: atOld.token })
    const refused = await post('/api/email/confirm', { token: atNew.token })

    expect(refused.status).toBe(409)
    expect(await me(ada)).toMatchObject({ email: addressOf(ada) })
  })

  test('wants a proof of the last 15 minutes that it is them', async () => {
    const ada = await signUp(instance, 'ada')
    await forgetProof(ada)

    const refused = await ada.http('POST', '/api/email/change', { email: 'x@example.org' })

    expect(refused.status).toBe(403)
    expect(await errorOf(refused)).toMatchObject({ code: 'forbidden', confirm: true })
  })
})

async function forgetProof(person: Person): Promise<void> {
  const { db } = instance.node(0).app.ctx
  await db
    .updateTable('session')
    .set({ signedInAt: new Date(Date.now() - 16 * 60_000) })
    .where('accountId', '=', db.selectFrom('account').select('id').where('username', '=', person.username))
    .execute()
}

describe('a new password', () => {
  test('ends every other session and its sockets at once, and this one goes on with another token', async () => {
    const ada = await signUp(instance, 'ada')
    const elsewhere = cookieOf(await signIn(ada.username, password))
    const window = await ada.open({}, instance.node(1))
    const stranger = await ada.open({ token: elsewhere.replace('sid=', '') }, instance.node(1))

    const answer = await ada.http('POST', '/api/password', { current: password, password: other })
    const start = performance.now()
    expect(answer.status).toBe(200)
    expect(await stranger.ended).toBe('io server disconnect')
    expect(performance.now() - start).toBeLessThan(1_000)

    const fresh = cookieOf(answer)
    expect(fresh).not.toBe(ada.cookie)
    const sessionOf = async (cookie: string) =>
      (
        (await (await call(instance.node(1), 'GET', '/api/session', undefined, { cookie })).json()) as {
          account: unknown
        }
      ).account
    expect(await sessionOf(fresh)).not.toBeNull()
    expect(await sessionOf(ada.cookie)).toBeNull()
    expect(await sessionOf(elsewhere)).toBeNull()
    expect(window.socket.connected).toBe(true)
    expect(await window.ask('session:list', {})).toMatchObject({ sessions: [{ current: true }] })
    await mailTo(addressOf(ada), 'has been changed')
    expect((await signIn(ada.username, password)).status).toBe(401)
    expect((await signIn(ada.username, other)).status).toBe(201)
  })

  test('leaves nobody in who was about to sign in with the one before', async () => {
    const ada = await signUp(instance, 'ada')
    const { ctx } = instance.node(1).app
    const given = { login: ada.username, password, address: '198.51.100.7', device: undefined }
    const late = await provePassword(ctx, given)

    expect((await ada.http('POST', '/api/password', { current: password, password: other })).status).toBe(200)

    const { accountId, passwordEpoch } = late
    const begun = startSession(ctx, accountId, { userAgent: '', address: '198.51.100.7', passwordEpoch })
    await expect(begun).rejects.toThrow('Sign in again')
  })

  test('is not set by who began with one that has been replaced by a link meanwhile', async () => {
    const ada = await signUp(instance, 'ada')
    await forgot(ada.username)
    const { token } = linkIn(await mailTo(addressOf(ada), 'new password'))

    const [change, reset] = await Promise.all([
      ada.http('POST', '/api/password', { current: password, password: 'what the thief wants' }),
      post('/api/password/reset', { token, password: other }),
    ])

    // Whichever is first: the link stands, or was taken back by the change.
    expect([change.status, reset.status]).toSatisfy(
      ([one, two]: number[]) => (one === 401 && two === 200) || (one === 200 && two === 404),
    )
    const right = reset.status === 200 ? other : 'what the thief wants'
    expect((await signIn(ada.username, right)).status).toBe(201)
  })

  test('wants the one until now, and only so many guesses of it', async () => {
    const ada = await signUp(instance, 'ada')
    const change = (current: string) => ada.http('POST', '/api/password', { current, password: other })

    const wrong = await change('a guess')
    expect(await errorOf(wrong)).toMatchObject({ code: 'invalid', fields: { current: 'This is not your password.' } })
    expect((await ada.http('POST', '/api/password', { password: other })).status).toBe(422)
    for (let guess = 2; guess < 10; guess++) await change('a guess')

    expect((await change(password)).status).toBe(429)
    // Elsewhere the owner is not kept out by that.
    expect((await signIn(ada.username, password)).status).toBe(201)
  })

  test('is refused to a visitor', async () => {
    expect((await post('/api/password', { current: password, password: other })).status).toBe(401)
  })

  test.each([
    ['short', 'nine char'],
    ['endless', 'x'.repeat(257)],
    ['one that everybody has', 'Password123'],
    ['one that everybody types', 'qwertyuiop'],
    ['the same piece again and again', 'passwordpassword'],
    ['a single character', 'aaaaaaaaaaaa'],
  ])('that is %s is refused', async (_what, bad) => {
    const username = freshName('weak')
    const refused = await post('/api/accounts', {
      username,
      email: `${username}@example.org`,
      name: 'Weak',
      password: bad,
    })

    expect(refused.status).toBe(422)
    expect((await errorOf(refused)).fields).toHaveProperty('password')
  })

  test('that is the username or the e-mail is refused', async () => {
    const username = freshName('selfsame')
    const email = `${freshName('long_local')}@example.org`
    for (const bad of [username.toUpperCase(), email, email.split('@')[0]!]) {
      const refused = await post('/api/accounts', { username, email, name: 'Self', password: bad })
      expect(await errorOf(refused)).toMatchObject({ code: 'invalid', fields: { password: expect.any(String) } })
    }
  })

  test('may have any length up to 256, spaces and every character, and all of it counts', async () => {
    const username = freshName('long')
    const long = ` pässwörd 🐦 ${'ab12'.repeat(50)} `
    await post('/api/accounts', { username, email: `${username}@example.org`, name: 'Long', password: long })

    expect((await signIn(username, long)).status).toBe(201)
    expect((await signIn(username, long.slice(0, -1))).status).toBe(401)
  })

  test('hashed with weaker parameters is hashed anew as its owner signs in', async () => {
    const ada = await signUp(instance, 'ada')
    const { hash } = await import('@node-rs/argon2')
    const { db } = instance.node(0).app.ctx
    const weak = await hash(password, { memoryCost: 8 * 1024, timeCost: 1, parallelism: 1 })
    await db.updateTable('account').set({ passwordHash: weak }).where('username', '=', ada.username).execute()

    expect((await signIn(ada.username, password)).status).toBe(201)

    const { passwordHash } = await db
      .selectFrom('account')
      .select('passwordHash')
      .where('username', '=', ada.username)
      .executeTakeFirstOrThrow()
    expect(passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=3,p=1\$/)
    expect((await signIn(ada.username, password)).status).toBe(201)
  })
})

describe('a forgotten password', () => {
  test('is replaced by the link in the mail, once; everybody is signed out, and nobody signed in', async () => {
    const ada = await signUp(instance, 'ada', { node: 1 })
    await forgot(addressOf(ada).toUpperCase())
    const mail = await mailTo(addressOf(ada), 'new password')
    const { url, token, page } = linkIn(mail)
    expect(page).toBe('reset-password')
    expect(instance.nodes.map(node => new URL(node.environment.PUBLIC_URL!).origin)).toContain(new URL(url).origin)

    // What will not do does not use up the link.
    expect((await post('/api/password/reset', { token, password: 'short' })).status).toBe(422)
    expect((await post('/api/password/reset', { token, password: ada.username })).status).toBe(422)
    const answer = await post('/api/password/reset', { token, password: other })

    const start = performance.now()
    expect(answer.status).toBe(200)
    expect(cookieOf(answer)).toBe('')
    expect(await ada.ended).toBe('io server disconnect')
    expect(performance.now() - start).toBeLessThan(1_000)
    expect(await me(ada)).toBeNull()
    expect((await signIn(ada.username, password)).status).toBe(401)
    expect((await signIn(ada.username, other)).status).toBe(201)
    expect((await post('/api/password/reset', { token, password: 'yet another one' })).status).toBe(404)
    await mailTo(addressOf(ada), 'has been changed')
  })

  test('is replaced by the newest link alone, within 30 minutes, and by one of two at once', async () => {
    const ada = await signUp(instance, 'ada')
    const links: string[] = []
    for (let mail = 0; mail < 2; mail++) {
      await forgot(ada.username)
      links.push(linkIn(await mailTo(addressOf(ada), 'new password')).token)
    }
    const reset = (token: string) => post('/api/password/reset', { token, password: other })
    expect((await reset(links[0]!)).status).toBe(404)
    const { db } = instance.node(0).app.ctx
    const { expiresAt } = await db
      .selectFrom('mailedLink')
      .select('expiresAt')
      .where('email', '=', addressOf(ada))
      .where('purpose', '=', 'reset-password')
      .executeTakeFirstOrThrow()
    expect(Math.abs(expiresAt.getTime() - Date.now() - 30 * 60_000)).toBeLessThan(60_000)

    const both = await Promise.all([reset(links[1]!), reset(links[1]!)])

    expect(both.map(answer => answer.status).sort()).toEqual([200, 404])

    await forgot(ada.username)
    const { token } = linkIn(await mailTo(addressOf(ada), 'new password'))
    await db
      .updateTable('mailedLink')
      .set({ expiresAt: new Date(0) })
      .where('email', '=', addressOf(ada))
      .execute()
    expect((await reset(token)).status).toBe(404)
  })

  test('link is nowhere in the database, whose hash of it alone lets nobody in', async () => {
    const ada = await signUp(instance, 'ada')
    await forgot(ada.username)
    const { token } = linkIn(await mailTo(addressOf(ada), 'new password'))
    const { db } = instance.node(0).app.ctx

    const links = await db.selectFrom('mailedLink').selectAll().execute()
    const { sql } = await import('kysely')
    const jobs = await sql<{ data: unknown }>`select data from pgboss.job`.execute(db)

    expect(JSON.stringify(links)).not.toContain(token)
    expect(JSON.stringify(jobs.rows)).not.toContain(token)
    const hash = links.find(link => link.purpose === 'reset-password' && link.email === addressOf(ada))!.tokenHash
    expect(Buffer.from(hash)).toHaveLength(32)
    const asHash = Buffer.from(hash).toString('base64url')
    expect((await post('/api/password/reset', { token: asHash, password: other })).status).toBe(404)
  })

  test('links of one purpose do not serve another', async () => {
    const ada = await signUp(instance, 'ada')
    const confirm = linkIn(await mailTo(addressOf(ada), 'Confirm'))
    await forgot(ada.username)
    const reset = linkIn(await mailTo(addressOf(ada), 'new password'))

    expect((await post('/api/password/reset', { token: confirm.token, password: other })).status).toBe(404)
    expect((await post('/api/email/confirm', { token: reset.token })).status).toBe(404)
    expect((await post('/api/email/look', { token: reset.token })).status).toBe(404)
  })

  test('fills nobody’s mailbox: three links an hour, and the answer stays the same', async () => {
    const ada = await signUp(instance, 'ada')

    const answers = []
    for (let mail = 0; mail < 5; mail++) answers.push(await forgot(ada.username))
    for (let mail = 0; mail < 3; mail++) await mailTo(addressOf(ada), 'new password')
    const bob = await signUp(instance, 'bob')
    await forgot(bob.username)
    await mailTo(addressOf(bob), 'new password')

    expect(answers.map(answer => answer.status)).toEqual([202, 202, 202, 202, 202])
    const came = mails.received.filter(mail => mail.to === addressOf(ada) && mail.subject.includes('new password'))
    expect(came).toHaveLength(3)
    await instance.node(0).app.ctx.db.deleteFrom('throttle').execute()
  })

  test('page sends no referrer, and is found', async () => {
    for (const path of ['/reset-password', '/confirm-email', '/forgot-password']) {
      const page = await call(instance.node(0), 'GET', path, undefined, { accept: 'text/html' })
      // Where the interface has been built.
      if (page.headers.get('content-type')?.startsWith('text/html')) {
        expect(page.status).toBe(200)
        const expected = path === '/forgot-password' ? 'strict-origin-when-cross-origin' : 'no-referrer'
        expect(page.headers.get('referrer-policy')).toBe(expected)
      }
    }
  })

  test('is replaced, and the second factor asked for all the same', async () => {
    const ada = await signUp(instance, 'ada')
    const { secret } = await ada.ask('two-factor:begin', {})
    await ada.ask('two-factor:enable', { code: new TOTP({ secret: Secret.fromBase32(secret) }).generate() })
    await forgot(ada.username)
    const { token } = linkIn(await mailTo(addressOf(ada), 'new password'))
    const reset = await post('/api/password/reset', { token, password: other })
    expect(reset.status).toBe(200)
    // The browser is not known: who reads the mail is given no guesses at the codes beside those that everybody shares.
    expect(reset.headers.getSetCookie()).toEqual([])

    const answer = await signIn(ada.username, other)

    expect(answer.status).toBe(202)
    expect(cookieOf(answer)).toBe('')
    expect(await answer.json()).toMatchObject({ account: null, second: { methods: ['totp', 'recovery'] } })
  })

  test('shuts what whoever signed up with somebody else’s address has left open', async () => {
    const thief = await signUp(instance, 'thief')
    const { db } = instance.node(0).app.ctx
    const { token: left } = await thief.ask('token:create', { name: 'A door', scopes: ['read'] })
    const { id } = await db
      .selectFrom('account')
      .select('id')
      .where('username', '=', thief.username)
      .executeTakeFirstOrThrow()
    const theirs = { accountId: id, issuer: 'https://accounts.example', subject: thief.username, provider: 'example' }
    await db.insertInto('identity').values(theirs).execute()
    const link = async () => {
      await forgot(addressOf(thief))
      return linkIn(await mailTo(addressOf(thief), 'new password')).token
    }

    expect((await post('/api/password/reset', { token: await link(), password: other })).status).toBe(200)

    const asToken = await call(instance.node(1), 'GET', '/api/session', undefined, { authorization: `Bearer ${left}` })
    expect(asToken.status).toBe(401)
    expect(await db.selectFrom('identity').select('id').where('accountId', '=', id).execute()).toEqual([])

    // From now on the address is known to be the owner's, and so is what they add.
    await db.insertInto('identity').values(theirs).execute()
    expect((await post('/api/password/reset', { token: await link(), password })).status).toBe(200)
    expect(await db.selectFrom('identity').select('id').where('accountId', '=', id).execute()).toHaveLength(1)
  })

  test('of an account that is suspended stays as it is', async () => {
    const ada = await signUp(instance, 'ada')
    await forgot(ada.username)
    const { token } = linkIn(await mailTo(addressOf(ada), 'new password'))
    const { db } = instance.node(0).app.ctx
    await db.updateTable('account').set({ suspendedAt: new Date() }).where('username', '=', ada.username).execute()

    expect((await post('/api/password/reset', { token, password: other })).status).toBe(404)
  })
})
