// Passkeys, against an authenticator in software that can also do wrong.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createAuthenticator, type Authenticator, type Twist } from './support/authenticator.ts'
import { startInstance, type Instance } from './support/instance.ts'
import { call, cookieOf, personOf, signUp, type Person } from './support/people.ts'

type Options = Parameters<Authenticator['create']>[0] & Parameters<Authenticator['get']>[0]
interface Body {
  account: { username: string }
  passkey: { id: string; name: string }
  options: Options
  error: { code: string; message: string; confirm?: boolean }
}

let instance: Instance
let ada: Person
let key: Authenticator
beforeAll(async () => {
  instance = await startInstance()
  ada = await signUp(instance, 'ada')
  key = createAuthenticator(ada.node.url)
  expect((await add(ada, key, 'My phone')).status).toBe(201)
})
afterAll(() => instance.close())

const read = async (answer: Response) => (await answer.json()) as Body
const post = (path: string, body: object, cookie?: string) =>
  call(instance.node(0), 'POST', path, body, cookie ? { cookie } : {})

async function add(person: Person, authenticator: Authenticator, name: string, twist?: Twist): Promise<Response> {
  const { options } = await read(await person.http('POST', '/api/passkeys/options', {}))
  return person.http('POST', '/api/passkeys', { name, response: authenticator.create(options, twist) })
}

const askedToProve = async (cookie?: string) =>
  (await read(await post('/api/session/passkey/options', {}, cookie))).options

async function signIn(authenticator: Authenticator, twist?: Twist): Promise<Response> {
  return post('/api/session/passkey', authenticator.get(await askedToProve(), twist))
}

/** As if the person had signed in an hour ago. */
async function letTimePass(person: Person): Promise<void> {
  await instance
    .node(0)
    .app.ctx.db.updateTable('session')
    .set({ signedInAt: new Date(Date.now() - 3_600_000) })
    .where('accountId', '=', q => q.selectFrom('account').select('id').where('username', '=', person.username))
    .execute()
}

test('a passkey signs in without a username, and without any other factor', async () => {
  await ada.ask('two-factor:begin', {})

  const answer = await signIn(key)

  expect(answer.status).toBe(201)
  expect((await read(answer)).account.username).toBe(ada.username)
  const session = await call(instance.node(0), 'GET', '/api/session', undefined, { cookie: cookieOf(answer) })
  expect((await read(session)).account.username).toBe(ada.username)
  const [listed] = (await ada.ask('passkey:list', {})).passkeys
  expect(listed).toMatchObject({ name: 'My phone', synced: false, lastUsedAt: expect.any(String) as string })
})

test('a person has several, names them, and hears in the other windows that they are others', async () => {
  const second = createAuthenticator(ada.node.url, { counts: false })
  const heard = ada.next('security:changed')

  const { passkey } = await read(await add(ada, second, '  '))
  await heard

  expect(passkey.name).toBe('Passkey')
  await ada.ask('passkey:rename', { id: passkey.id, name: 'The key on my ring' })
  expect((await ada.ask('passkey:list', {})).passkeys.map(({ name }) => name)).toEqual([
    'My phone',
    'The key on my ring',
  ])
  // One that does not count may stay at zero.
  for (const _ of [1, 2]) expect((await signIn(second)).status).toBe(201)
  await ada.ask('passkey:remove', { id: passkey.id })
  expect((await signIn(second)).status).toBe(401)
  await expect(ada.ask('passkey:rename', { id: passkey.id, name: 'Gone' })).rejects.toThrow('not_found')
  await ada.ask('passkey:remove', { id: passkey.id })
})

describe('signing in is refused, in the same words, to a passkey', () => {
  const twists: [string, Twist][] = [
    ['asked by another site', { origin: 'https://evil.example' }],
    ['asked for another site', { rpId: 'evil.example' }],
    ['with a challenge that was never given', { challenge: 'bm90IG91cnM' }],
    ['whose owner was not asked to show that it is them', { unverified: true }],
    ['that signs the making of a new one', { type: 'webauthn.create' }],
    ['whose signature is by another key', { forged: true }],
    ['that says it is somebody else’s', { userHandle: Buffer.from('account:1').toString('base64url') + 'x' }],
  ]
  test.each(twists)('%s', async (_what, twist) => {
    const answer = await signIn(key, twist)

    expect(answer.status).toBe(401)
    expect(answer.headers.getSetCookie()).toEqual([])
    expect((await read(answer)).error.message).toBe('This passkey was not accepted. Try again, or sign in another way.')
  })

  test('that is not known', async () => {
    const answer = await signIn(createAuthenticator(instance.node(0).url))

    expect(answer.status).toBe(401)
    expect((await read(answer)).error.message).toBe('This passkey was not accepted. Try again, or sign in another way.')
  })

  test('whose answer has been given before', async () => {
    const response = key.get(await askedToProve())
    expect((await post('/api/session/passkey', response)).status).toBe(201)

    expect((await post('/api/session/passkey', response)).status).toBe(401)
  })

  test('whose challenge is older than five minutes', async () => {
    const options = await askedToProve()
    await instance
      .node(0)
      .app.ctx.db.updateTable('passkeyChallenge')
      .set({ expiresAt: new Date(Date.now() - 1) })
      .execute()

    expect((await post('/api/session/passkey', key.get(options))).status).toBe(401)
  })

  test('that has counted backwards, as a copy of it would', async () => {
    const { counter } = await instance
      .node(0)
      .app.ctx.db.selectFrom('passkey')
      .select('counter')
      .where('name', '=', 'My phone')
      .executeTakeFirstOrThrow()

    expect((await signIn(key, { counter: Number(counter) })).status).toBe(401)
    expect((await signIn(key, { counter: 1 })).status).toBe(401)
    expect((await signIn(key, { counter: Number(counter) + 5 })).status).toBe(201)
  })

  test('of a suspended account', async () => {
    const eve = await signUp(instance, 'eve')
    const hers = createAuthenticator(eve.node.url)
    await add(eve, hers, 'Hers')
    await instance
      .node(0)
      .app.ctx.db.updateTable('account')
      .set({ suspendedAt: new Date() })
      .where('username', '=', eve.username)
      .execute()

    const answer = await signIn(hers)

    expect(answer.status).toBe(403)
    expect(answer.headers.getSetCookie()).toEqual([])
  })
})

describe('a new passkey is refused', () => {
  test.each([
    ['made for another site', { origin: 'https://evil.example' }],
    ['for another site', { rpId: 'evil.example' }],
    ['with a challenge that was never given', { challenge: 'bm90IG91cnM' }],
    ['whose owner was not asked to show that it is them', { unverified: true }],
  ] as [string, Twist][])('%s', async (_what, twist) => {
    const answer = await add(ada, createAuthenticator(ada.node.url), 'Wrong', twist)

    expect(answer.status).toBe(422)
    expect((await read(answer)).error.code).toBe('invalid')
  })

  test('with the challenge of somebody else, or one for signing in', async () => {
    const eve = await signUp(instance, 'eve')
    const { options } = await read(await eve.http('POST', '/api/passkeys/options', {}))
    const forSigningIn = await askedToProve()
    for (const { challenge } of [options, forSigningIn]) {
      const response = createAuthenticator(ada.node.url).create({ ...options, challenge })
      expect((await ada.http('POST', '/api/passkeys', { name: 'Stolen', response })).status).toBe(422)
    }
  })

  test('that is there already', async () => {
    expect((await add(ada, key, 'Again')).status).toBe(409)
  })

  test('that cannot be read', async () => {
    for (const response of [undefined, 'key', { id: 'a b' }, { id: key.id, rawId: key.id, type: 'password' }]) {
      expect((await ada.http('POST', '/api/passkeys', { name: 'x', response })).status).toBe(422)
    }
    expect((await post('/api/session/passkey', { id: '' })).status).toBe(422)
  })

  test('to visitors, and to whoever has not shown lately that it is them', async () => {
    expect((await post('/api/passkeys/options', {})).status).toBe(401)
    expect((await post('/api/passkeys', {})).status).toBe(401)
    const bob = await signUp(instance, 'bob')
    await letTimePass(bob)
    for (const path of ['/api/passkeys/options', '/api/passkeys', '/api/passkey/remove']) {
      const answer = await bob.http('POST', path, {})
      expect([path, answer.status, (await read(answer)).error.confirm]).toEqual([path, 403, true])
    }
  })
})

describe('showing again that it is them', () => {
  test('is done by one’s own passkey, and by nobody else’s', async () => {
    const bob = await signUp(instance, 'bob')
    const his = createAuthenticator(bob.node.url)
    await add(bob, his, 'His')
    await letTimePass(bob)

    const options = await askedToProve(bob.cookie)
    expect(options.allowCredentials?.map(({ id }) => id)).toEqual([his.id])
    const byAda = await bob.http('POST', '/api/session/confirm', { passkey: key.get(await askedToProve()) })
    expect(byAda.status).toBe(422)
    const answer = await bob.http('POST', '/api/session/confirm', { passkey: his.get(options) })

    expect(answer.status).toBe(200)
    const again = await personOf(bob.node, bob.username, cookieOf(answer))
    await expect(again.ask('two-factor:begin', {})).resolves.toMatchObject({ secret: expect.any(String) as string })
    again.close()
  })
})

describe('the last way in', () => {
  test('cannot be removed, also not by two who remove one each at once', async () => {
    const bob = await signUp(instance, 'bob')
    for (const name of ['one', 'two']) await add(bob, createAuthenticator(bob.node.url), name)
    const { db } = instance.node(0).app.ctx
    await db.updateTable('account').set({ passwordHash: null }).where('username', '=', bob.username).execute()
    const { passkeys } = await bob.ask('passkey:list', {})

    const results = await Promise.allSettled(passkeys.map(({ id }) => bob.ask('passkey:remove', { id })))

    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const { passkeys: left } = await bob.ask('passkey:list', {})
    expect(left).toHaveLength(1)
    const removal = { id: left[0]!.id }
    await expect(bob.ask('passkey:remove', removal)).rejects.toThrow('your only way to sign in')
    // A provider that is not configured any more lets nobody in.
    const { id: accountId } = await db
      .selectFrom('account')
      .select('id')
      .where('username', '=', bob.username)
      .executeTakeFirstOrThrow()
    const gone = { accountId, issuer: 'https://gone.example', subject: bob.username, provider: 'gone' }
    await db.insertInto('identity').values(gone).execute()
    await expect(bob.ask('passkey:remove', removal)).rejects.toThrow('your only way to sign in')
  })
})
