import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { accessOfCall } from '../server/policy/calls.ts'
import { accessOf, scopes, type Access } from '../server/policy/requests.ts'
import type { ErrorView, TokenScope } from '../server/views.ts'
import { startInstance, type Instance } from './support/instance.ts'
import { startMailServer, type MailServer } from './support/smtp.ts'
import { call, connect, pictureForm, signUp, somePicture, type Person } from './support/people.ts'

let instance: Instance
let ada: Person
let bob: Person
let mails: MailServer
beforeAll(async () => {
  // The clock of the sweeps alone: a check that comes every 20 seconds need not be waited for.
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  mails = await startMailServer()
  instance = await startInstance({ SMTP_URL: mails.url, MAIL_FROM: 'bowerbird@example.org' })
  ada = await signUp(instance, 'ada')
  bob = await signUp(instance, 'bob', { node: 1 })
})
afterAll(async () => {
  await instance.close()
  await mails.close()
  vi.useRealTimers()
})

const make = async (person: Person, allowed: TokenScope[], days?: number | null) =>
  person.ask('token:create', { name: `For ${allowed.join(' and ')}`, scopes: allowed, days })

/** As a program would call: no cookie, no Origin. */
const bearing = (token: string, more: Record<string, string | undefined> = {}) => ({
  origin: undefined,
  authorization: `Bearer ${token}`,
  ...more,
})

const codeOf = async (answer: Response) => ((await answer.json()) as { error?: ErrorView }).error?.code
const pathOf = (name: string) => `/api/${name.replace(':', '/')}`
const idOf = async ({ username }: Person) => {
  const { db } = instance.node(0).app.ctx
  return (await db.selectFrom('account').select('id').where('username', '=', username).executeTakeFirstOrThrow()).id
}

describe('an access token', () => {
  test('is shown once, kept as a hash, and listed without itself', async () => {
    const made = await make(ada, ['write', 'read'])

    expect(made).toMatchObject({ token: expect.stringMatching(/^bbt_[\w-]{43}$/), scopes: ['read', 'write'] })
    const [listed] = (await ada.ask('token:list', {})).tokens
    const { token, ...rest } = made
    expect(listed).toEqual(rest)
    expect(Date.parse(made.expiresAt!) - Date.parse(made.createdAt)).toBe(90 * 24 * 3600_000)
    const { db } = instance.node(0).app.ctx
    const mail = await mails.next(
      `${ada.username}@example.org`,
      ({ subject }) => subject === 'An access token was made',
    )
    expect(mail.text).toContain('For write and read')
    expect(mail.text).not.toContain(token)
    const rows = await db.selectFrom('accessToken').selectAll().execute()
    expect(JSON.stringify(rows)).not.toContain(token.slice(4))
  })

  test('stands for its person over HTTP and on a socket, on every node, without an Origin', async () => {
    const { token, id } = await make(ada, ['read', 'write'])

    const answer = await call(
      instance.node(1),
      'POST',
      '/api/account/follow',
      { username: bob.username },
      bearing(token),
    )
    const me = await call(instance.node(1), 'GET', '/api/session', undefined, bearing(token))
    const upload = await call(
      instance.node(0),
      'POST',
      '/api/images',
      pictureForm({ title: 'By a program' }, await somePicture()),
      bearing(token),
    )
    const program = await connect(instance.node(1), { handshake: { token } })

    expect(await answer.json()).toEqual({ data: { followers: expect.any(Number) } })
    expect(await me.json()).toMatchObject({ account: { username: ada.username } })
    expect(upload.status).toBe(201)
    await program.ask('account:unfollow', { username: bob.username })
    expect((await ada.next('mine:changed', ({ account }) => account?.followedByMe === false)).account).toMatchObject({
      username: bob.username,
    })
    const used = (await ada.ask('token:list', {})).tokens.find(one => one.id === id)
    expect(used?.lastUsedAt).toEqual(expect.any(String))
    program.close()
  })

  test('counts before the cookie that comes with it, also when it is wrong', async () => {
    const { token } = await make(ada, ['read'])
    const who = async (headers: Record<string, string | undefined>) => {
      const answer = await call(instance.node(1), 'POST', '/api/save/list', {}, { cookie: bob.cookie, ...headers })
      return answer.status
    }

    const me = await call(instance.node(1), 'GET', '/api/session', undefined, bearing(token, { cookie: bob.cookie }))
    expect(await me.json()).toMatchObject({ account: { username: ada.username } })
    expect(await who(bearing(token))).toBe(200)
    for (const wrong of ['', 'nonsense', `${token}x`, 'bbt_tooshort', token.toUpperCase()]) {
      expect([wrong, await who(bearing(wrong))]).toEqual([wrong, 401])
    }
    // Nor does it open the door to a write from another site.
    expect(await who(bearing(token, { origin: 'https://evil.example' }))).toBe(403)
  })

  test('is refused on a socket when it is wrong, and hears what its person hears when it may read', async () => {
    await expect(connect(instance.node(0), { handshake: { token: `bbt_${'a'.repeat(43)}` } })).rejects.toMatchObject({
      view: { code: 'unauthenticated' },
    })
    const reader = await connect(instance.node(0), { handshake: { token: (await make(ada, ['read'])).token } })
    const writer = await connect(instance.node(0), { handshake: { token: (await make(ada, ['write'])).token } })

    await ada.ask('account:edit', { saveDelay: 10 })
    await reader.next('account:edited')
    await ada.ask('account:edit', { saveDelay: 0 })
    await reader.next('account:edited', ({ saveDelay }) => saveDelay === 0)

    expect(writer.all('account:edited')).toEqual([])
    await expect(writer.ask('account:get', { username: bob.username })).rejects.toThrow('does not allow “read”')
    reader.close()
    writer.close()
  })

  test('that is revoked is refused at once, and its sockets are closed on every node', async () => {
    const { token, id } = await make(ada, ['read'])
    const there = await connect(instance.node(1), { handshake: { token } })
    await expect(bob.ask('token:revoke', { id })).rejects.toThrow('not_found')

    await ada.ask('token:revoke', { id })

    expect(await there.ended).toBe('io server disconnect')
    expect((await call(instance.node(1), 'POST', '/api/image/list', {}, bearing(token))).status).toBe(401)
    await expect(connect(instance.node(0), { handshake: { token } })).rejects.toThrow('not valid')
    await expect(ada.ask('token:revoke', { id })).rejects.toThrow('not_found')
    expect(ada.socket.connected).toBe(true)
  })

  test('that has run out is refused, and what it had opened is closed within the next check', async () => {
    const { token, id } = await make(ada, ['read'], 1)
    const open = await connect(instance.node(0), { handshake: { token } })
    const { db } = instance.node(0).app.ctx
    await db
      .updateTable('accessToken')
      .set({ expiresAt: new Date(0) })
      .where('id', '=', id)
      .execute()

    await vi.advanceTimersByTimeAsync(20_000)

    expect(await open.ended).toBe('io server disconnect')
    expect((await call(instance.node(0), 'POST', '/api/image/list', {}, bearing(token))).status).toBe(401)
    expect((await make(ada, ['read'], null)).expiresAt).toBeNull()
  })

  test('of somebody who is suspended is refused, and what it has opened is closed at once', async () => {
    const eve = await signUp(instance, 'eve')
    const { token } = await make(eve, ['write'])
    const there = await connect(instance.node(1), { handshake: { token } })

    await ada.ask('administration:suspend', { username: eve.username, reason: 'A test.' })

    expect(await there.ended).toBe('io server disconnect')
    expect((await call(instance.node(0), 'POST', '/api/image/list', {}, bearing(token))).status).toBe(401)
    await expect(connect(instance.node(0), { handshake: { token } })).rejects.toThrow('not valid')
  })

  test.each([
    ['without a name', { name: ' ', scopes: ['read'] }, 'name'],
    ['with a name that is too long', { name: 'x'.repeat(101), scopes: ['read'] }, 'name'],
    ['that may do nothing', { name: 'x', scopes: [] }, 'scopes'],
    ['without saying what it may do', { name: 'x' }, 'scopes'],
    ['for more than there is', { name: 'x', scopes: ['read', 'everything'] }, 'scopes.1'],
    ['for the person’s own doings', { name: 'x', scopes: ['session'] }, 'scopes.0'],
    ['for no day', { name: 'x', scopes: ['read'], days: 0 }, 'days'],
    ['for two years', { name: 'x', scopes: ['read'], days: 730 }, 'days'],
    ['for half a day', { name: 'x', scopes: ['read'], days: 0.5 }, 'days'],
  ])('%s is not made', async (_what, input, field) => {
    const answer = await ada.http('POST', '/api/token/create', input)

    const { error } = (await answer.json()) as { error: ErrorView }
    expect([answer.status, Object.keys(error.fields ?? {})]).toEqual([422, [field]])
  })

  test('is made only by somebody who has just proved that it is them, and at most fifty at a time', async () => {
    const { db } = instance.node(0).app.ctx
    const accountId = await idOf(bob)
    const many = Array.from({ length: 50 }, (_, number) => ({
      accountId,
      name: `Number ${number}`,
      tokenHash: Buffer.from(`${accountId} ${number}`),
      scopes: ['read'],
    }))
    await db.insertInto('accessToken').values(many).execute()
    await expect(make(bob, ['read'])).rejects.toThrow('conflict')
    await db
      .updateTable('session')
      .set({ signedInAt: new Date(Date.now() - 16 * 60_000) })
      .where('accountId', '=', accountId)
      .execute()

    await expect(make(bob, ['read'])).rejects.toMatchObject({ view: { code: 'forbidden', confirm: true } })
    expect((await bob.ask('token:list', {})).tokens).toHaveLength(50)
  })
})

describe('what a token allows', () => {
  const tokens = new Map<string, string>()
  const rows: [string, Access][] = [
    ...Object.entries(accessOf).map(([name, access]): [string, Access] => [`POST ${pathOf(name)}`, access]),
    ...Object.entries(accessOfCall).map(([name, access]): [string, Access] => [
      name.replace(/export$/, 'export/1'),
      access,
    ]),
    ['GET /api/session', { who: 'anyone', scope: 'read' }],
    ['DELETE /api/session', { who: 'anyone', scope: 'session' }],
  ]
  beforeAll(async () => {
    for (const scope of scopes) tokens.set(scope, (await make(ada, [scope])).token)
  })

  test.each(rows)('%s is refused to every scope but its own', async (name, access) => {
    const [method = '', path = ''] = name.split(' ')
    // Nothing that can be done: what passes the scope is refused for its input, or finds nothing.
    const input = method === 'GET' ? undefined : { id: '987654321', username: 'nobody_at_all', url: 'nowhere' }
    for (const scope of scopes) {
      const answer = await call(instance.node(0), method, path, input, bearing(tokens.get(scope)!))
      const { error } = answer.status === 204 ? {} : ((await answer.json()) as { error?: ErrorView })
      const refused = error?.code === 'forbidden' && /access token/.test(error.message)
      expect([name, scope, refused]).toEqual([name, scope, access.recent === true || access.scope !== scope])
      expect(error?.code).not.toBe('internal')
      expect(error?.confirm).toBeUndefined()
    }
  })

  test('holds on a socket as well', async () => {
    for (const scope of scopes) {
      const { socket, close } = await connect(instance.node(1), { handshake: { token: tokens.get(scope)! } })
      for (const name of ['image:list', 'image:like', 'account:edit', 'token:list'] as const) {
        const { error } = (await socket.timeout(5_000).emitWithAck(name as 'image:like', { id: '987654321' })) as {
          error?: ErrorView
        }
        expect([name, scope, error?.code === 'forbidden']).toEqual([name, scope, accessOf[name].scope !== scope])
      }
      close()
    }
  })

  test('is nothing for a program that says no token at all', async () => {
    expect(await codeOf(await call(instance.node(0), 'POST', '/api/save/list', {}, { origin: undefined }))).toBe(
      'unauthenticated',
    )
  })
})
