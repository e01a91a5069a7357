import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { change } from '../server/channels/change.ts'
import { endSessions } from '../server/sessions/sessions.ts'
import { embedded, startInstance, type Instance } from './support/instance.ts'
import { call, connect, cookieOf, freshName, password, signUp, type Person } from './support/people.ts'

let instance: Instance
beforeAll(async () => {
  instance = await startInstance({ TRUSTED_PROXIES: '1' })
})
afterAll(() => instance.close())

const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
const phone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1'

const signIn = (login: string, headers: Record<string, string> = {}, index = 1) =>
  call(instance.node(index), 'POST', '/api/session', { login, password }, headers)
const accountOf = async (cookie: string) =>
  (
    (await (await call(instance.node(1), 'GET', '/api/session', undefined, { cookie })).json()) as {
      account: object | null
    }
  ).account
const confirm = (person: Person, body: object, cookie = person.cookie) =>
  call(person.node, 'POST', '/api/session/confirm', body, { cookie })
const accountIdOf = async ({ username }: Person) => {
  const { db } = instance.node(0).app.ctx
  return (await db.selectFrom('account').select('id').where('username', '=', username).executeTakeFirstOrThrow()).id
}

async function forgetProof(person: Person): Promise<void> {
  const { db } = instance.node(0).app.ctx
  const signedInAt = new Date(Date.now() - 16 * 60_000)
  await db
    .updateTable('session')
    .set({ signedInAt })
    .where('accountId', '=', await accountIdOf(person))
    .execute()
}

describe('the list of sessions', () => {
  test('says in words on which device, where and when each was used, the newest first', async () => {
    const ada = await signUp(instance, 'ada')
    await signIn(ada.username, { 'user-agent': firefox, 'x-forwarded-for': '141.30.113.77' })
    await signIn(ada.username, { 'user-agent': phone, 'x-forwarded-for': '192.168.4.5' })
    await signIn(ada.username, { 'user-agent': 'curl/8.5.0', 'x-forwarded-for': '2001:638:1:2:3:4:5:6' })

    const { sessions } = await ada.ask('session:list', {})

    expect(sessions.map(({ device, place, country, current }) => [device, place, country, current])).toEqual([
      ['curl', 'Network 2001:638:1:…', 'DE', false],
      ['Safari on iPhone', 'Your local network', null, false],
      ['Firefox on Linux', 'Network 141.30.113.…', 'DE', false],
      ['node', 'The server’s own computer', null, true],
    ])
    expect(sessions.every(({ lastUsedAt, beganAt }) => Date.parse(lastUsedAt) >= Date.parse(beganAt))).toBe(true)
    // Not even the database knows the whole address.
    const rows = await instance.node(0).app.ctx.db.selectFrom('session').select('network').execute()
    expect(JSON.stringify(rows)).not.toContain('113.77')
  })

  test('says when each was used last; each goes on for 30 days from then', async () => {
    const ada = await signUp(instance, 'ada')
    const cookie = cookieOf(await signIn(ada.username, {}, 0))
    const { db } = instance.node(0).app.ctx
    const id = await accountIdOf(ada)
    const lastUsedAt = new Date(Date.now() - 30 * 86_400_000 + 60_000)
    await db.updateTable('session').set({ lastUsedAt }).where('accountId', '=', id).execute()

    const before = Date.now()
    expect(await accountOf(cookie)).not.toBeNull()

    const { sessions } = await ada.ask('session:list', {})
    const [used, unused] = sessions.map(session => Date.parse(session.lastUsedAt))
    expect(sessions.map(({ current }) => current)).toEqual([false, true])
    expect(used).toBeGreaterThanOrEqual(before)
    expect(unused).toBe(lastUsedAt.getTime())
    // Two minutes later it is over with the one that was not used.
    await sql`update session set last_used_at = last_used_at - interval '2 minutes' where account_id = ${id}`.execute(
      db,
    )
    expect(await accountOf(cookie)).not.toBeNull()
    expect(await accountOf(ada.cookie)).toBeNull()
  })

  test('shows nobody else’s, and nobody else can end one', async () => {
    const [ada, bob] = [await signUp(instance, 'ada'), await signUp(instance, 'bob', { node: 1 })]
    const [{ id } = { id: '' }] = (await ada.ask('session:list', {})).sessions

    expect((await bob.ask('session:list', {})).sessions.map(session => session.id)).not.toContain(id)
    await bob.ask('session:end', { id })

    expect(await accountOf(ada.cookie)).not.toBeNull()
    expect(ada.socket.connected).toBe(true)
  })
})

describe('a page of one person whose browser is another’s by now', () => {
  const refused = { code: 'unauthenticated', message: expect.stringContaining('Somebody else is signed in') }

  test('is refused its socket, and let in where the cookie is whose it shows', async () => {
    const ada = await signUp(instance, 'ada')
    for (const as of ['bob', '']) await expect(ada.open({ as }), as).rejects.toMatchObject({ view: refused })
    await expect(connect(ada.node, { handshake: { as: ada.username } })).rejects.toMatchObject({ view: refused })
    const mine = await ada.open({ as: ada.username })
    expect((await mine.ask('notification:list', {})).notifications).toEqual([])
    const visitor = await connect(ada.node, { handshake: { as: '' } })
    for (const { close } of [mine, visitor]) close()
  })

  test('gives nothing in the other’s name', async () => {
    const ada = await signUp(instance, 'ada')
    const as = (name: string) =>
      call(ada.node, 'POST', '/api/save/begin', { saves: [] }, { cookie: ada.cookie, 'bowerbird-as': name })
    const answer = await as('bob')
    expect(answer.status).toBe(401)
    expect(await answer.json()).toMatchObject({ error: refused })
    expect((await as(ada.username)).status).not.toBe(401)
  })
})

describe('a session is ended from another', () => {
  test('with its sockets on every node, within a second', async () => {
    const ada = await signUp(instance, 'ada')
    const lost = cookieOf(await signIn(ada.username))
    const windows = [
      await ada.open({ token: lost.replace('sid=', '') }, instance.node(0)),
      await ada.open({ token: lost.replace('sid=', '') }, instance.node(1)),
    ]
    const { id } = (await ada.ask('session:list', {})).sessions.find(({ current }) => !current)!

    const start = performance.now()
    await ada.ask('session:end', { id })
    const reasons = await Promise.all(windows.map(window => window.ended))

    expect(reasons).toEqual(['io server disconnect', 'io server disconnect'])
    expect(performance.now() - start).toBeLessThan(1_000)
    expect(await accountOf(lost)).toBeNull()
    expect(await accountOf(ada.cookie)).not.toBeNull()
    await ada.ask('session:end', { id })
  })

  test('but not its own: that is signing out', async () => {
    const ada = await signUp(instance, 'ada')
    const [{ id } = { id: '' }] = (await ada.ask('session:list', {})).sessions

    await expect(ada.ask('session:end', { id })).rejects.toThrow('conflict')
  })

  test('like all others, everywhere, within a second', async () => {
    const ada = await signUp(instance, 'ada')
    const cookies = [cookieOf(await signIn(ada.username)), cookieOf(await signIn(ada.username, {}, 0))]
    const windows = await Promise.all(
      cookies.flatMap(cookie =>
        [0, 1].map(index => ada.open({ token: cookie.replace('sid=', '') }, instance.node(index))),
      ),
    )

    const start = performance.now()
    expect(await ada.ask('session:end-others', {})).toEqual({ ended: 2 })
    await Promise.all(windows.map(window => window.ended))

    expect(performance.now() - start).toBeLessThan(1_000)
    expect(await Promise.all(cookies.map(accountOf))).toEqual([null, null])
    expect(await ada.ask('session:list', {})).toMatchObject({ sessions: [{ current: true }] })
    expect(ada.socket.connected).toBe(true)
  })

  test('only by whoever has lately proved that it is them', async () => {
    const ada = await signUp(instance, 'ada')
    await forgetProof(ada)

    for (const path of ['/api/session/end', '/api/session/end-others']) {
      const refused = await ada.http('POST', path, { id: '1' })
      expect(refused.status).toBe(403)
      expect(await refused.json()).toMatchObject({ error: { code: 'forbidden', confirm: true } })
    }
    expect((await ada.ask('session:list', {})).sessions).toHaveLength(1)
  })
})

test('an account that is put out is out everywhere at once, in the transaction that does it', async () => {
  const ada = await signUp(instance, 'ada')
  const window = await ada.open({}, instance.node(1))
  const id = await accountIdOf(ada)

  const ended = await change(instance.node(0).app.ctx, trx => endSessions(trx, id))

  const start = performance.now()
  expect(ended).toBe(1)
  expect(await ada.ended).toBe('io server disconnect')
  expect(await window.ended).toBe('io server disconnect')
  expect(performance.now() - start).toBeLessThan(1_000)
  expect(await accountOf(ada.cookie)).toBeNull()
})

describe('who signs in where somebody is signed in', () => {
  const over = (cookie: string) => ({
    'a sign-in': async () => signIn((await signUp(instance, 'bob')).username, { cookie }),
    'a sign-up': async () => {
      const username = freshName('bob')
      const input = { username, email: `${username}@example.org`, name: 'Bob', password }
      return call(instance.node(1), 'POST', '/api/accounts', input, { cookie })
    },
  })

  test.each(['a sign-in', 'a sign-up'] as const)('ends that session, with its windows: by %s', async way => {
    const ada = await signUp(instance, 'ada')
    const elsewhere = cookieOf(await signIn(ada.username))
    const window = await ada.open({}, instance.node(1))

    const answer = await over(ada.cookie)[way]()

    expect(answer.status).toBe(201)
    expect(answer.headers.get('clear-site-data')).toBe('"cache"')
    expect(await accountOf(ada.cookie)).toBeNull()
    expect(await Promise.all([ada.ended, window.ended])).toEqual(['io server disconnect', 'io server disconnect'])
    expect(await accountOf(cookieOf(answer))).toMatchObject({ name: expect.stringMatching(/^bob$/i) })
    expect(await accountOf(elsewhere)).toMatchObject({ username: ada.username })
  })

  test('ends their own one too, and leaves what the browser keeps', async () => {
    const ada = await signUp(instance, 'ada')

    const answer = await signIn(ada.username, { cookie: ada.cookie })

    expect(answer.headers.get('clear-site-data')).toBeNull()
    expect(await accountOf(ada.cookie)).toBeNull()
    const again = await ada.open({ token: cookieOf(answer).replace('sid=', '') })
    expect((await again.ask('session:list', {})).sessions).toHaveLength(1)
  })

  test('ends nothing with a wrong password', async () => {
    const [ada, bob] = [await signUp(instance, 'ada'), await signUp(instance, 'bob')]
    const body = { login: bob.username, password: 'a guess' }

    expect((await call(instance.node(1), 'POST', '/api/session', body, { cookie: ada.cookie })).status).toBe(401)

    expect(await accountOf(ada.cookie)).toMatchObject({ username: ada.username })
    expect(ada.socket.connected).toBe(true)
  })
})

describe('a proof that it is them', () => {
  test('gives the session another token, and 15 minutes for what wants a recent one', async () => {
    const ada = await signUp(instance, 'ada')
    await forgetProof(ada)
    await expect(ada.ask('session:end-others', {})).rejects.toThrow('forbidden')

    const answer = await confirm(ada, { password })

    expect(answer.status).toBe(200)
    expect(await answer.json()).toMatchObject({ account: { username: ada.username } })
    const fresh = cookieOf(answer)
    expect(fresh).not.toBe(ada.cookie)
    expect(await accountOf(ada.cookie)).toBeNull()
    expect(await accountOf(fresh)).not.toBeNull()
    const window = await ada.open({ token: fresh.replace('sid=', '') })
    expect(await window.ask('session:end-others', {})).toEqual({ ended: 0 })
  })

  test('is not theirs who came in with a copy of the cookie before it, and stayed', async () => {
    const ada = await signUp(instance, 'ada')
    const thief = await ada.open({ token: ada.cookie.replace('sid=', '') }, instance.node(1))
    await forgetProof(ada)

    expect((await confirm(ada, { password })).status).toBe(200)

    await expect(thief.ask('token:create', { name: 'A door', scopes: ['read'] })).rejects.toThrow('forbidden')
    // What wants no recent proof goes on until the sockets are looked at again.
    expect(await thief.ask('session:list', {})).toMatchObject({ sessions: [{ current: true }] })
  })

  test('is refused for a wrong password, nothing, or two things; and to a visitor', async () => {
    const ada = await signUp(instance, 'ada')

    const wrong = await confirm(ada, { password: 'a guess' })
    const statuses = await Promise.all(
      [{}, { password, code: '123456' }, { code: '123456' }].map(async body => (await confirm(ada, body)).status),
    )

    expect(wrong.status).toBe(422)
    expect(await wrong.json()).toMatchObject({ error: { fields: { password: 'This is not your password.' } } })
    expect(statuses).toEqual([422, 422, 422])
    expect((await call(instance.node(0), 'POST', '/api/session/confirm', { password })).status).toBe(401)
    expect(await accountOf(ada.cookie)).not.toBeNull()
  })

  test('may be guessed ten times; others who guess do not use up those', async () => {
    const ada = await signUp(instance, 'ada')
    for (let guess = 0; guess < 12; guess++) {
      await call(instance.node(1), 'POST', '/api/session', { login: ada.username, password: 'a guess' })
    }

    for (let guess = 0; guess < 9; guess++) expect((await confirm(ada, { password: 'a guess' })).status).toBe(422)
    const right = await confirm(ada, { password })
    expect(right.status).toBe(200)
    const cookie = cookieOf(right)
    for (let guess = 0; guess < 10; guess++) await confirm(ada, { password: 'a guess' }, cookie)

    expect((await confirm(ada, { password }, cookie)).status).toBe(429)
    await instance.node(0).app.ctx.db.deleteFrom('throttle').execute()
  })
})

test.runIf(!embedded)('a session is the same on every node', async () => {
  const ada = await signUp(instance, 'ada', { node: 0 })

  expect(
    await (await call(instance.node(1), 'POST', '/api/session/list', {}, { cookie: ada.cookie })).json(),
  ).toMatchObject({ data: { sessions: [{ current: true }] } })
})
