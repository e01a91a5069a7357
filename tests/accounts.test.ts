import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startInstance, type Instance } from './support/instance.ts'
import { call, connect, cookieOf, freshName, password, signUp } from './support/people.ts'

let instance: Instance
beforeAll(async () => {
  instance = await startInstance()
})
afterAll(() => instance.close())

const newcomer = (username = freshName('new')) => ({
  username,
  email: `${username}@example.org`,
  name: 'New',
  password,
})
const register = (input: object) => call(instance.node(0), 'POST', '/api/accounts', input)
const fieldsOf = async (answer: Response) =>
  ((await answer.json()) as { error: { code: string; fields?: Record<string, string> } }).error

describe('signing up', () => {
  test('makes an account and signs the person in', async () => {
    const input = newcomer()

    const answer = await register(input)

    expect(answer.status).toBe(201)
    expect(await answer.json()).toMatchObject({ account: { username: input.username, email: input.email, images: 0 } })
    const session = await call(instance.node(1), 'GET', '/api/session', undefined, { cookie: cookieOf(answer) })
    expect(await session.json()).toMatchObject({ account: { username: input.username } })
  })

  test('gives a cookie that scripts cannot read and other sites cannot use', async () => {
    const answer = await register(newcomer())

    expect(answer.headers.getSetCookie()[0]).toMatch(/^sid=[\w-]{43}; Expires=.*; Path=\/; HttpOnly; SameSite=Lax$/)
  })

  test('is not limited for this machine itself, where no proxy is declared behind which everybody would be it', async () => {
    const { db } = instance.node(0).app.ctx
    const expiresAt = new Date(Date.now() + 60_000)
    await db.insertInto('throttle').values({ key: 'sign-up:127.0.0.1', points: 200, expiresAt }).execute()

    expect((await signUp(instance, 'ada')).username).toMatch(/^ada/)
  })

  test('is recorded as activity', async () => {
    const visitor = await connect(instance.node(1))
    await visitor.ask('activity:watch', {})

    const person = await signUp(instance, 'joiner')

    const joined = await visitor.next('activity:recorded', activity => activity.actor.username === person.username)
    expect(joined).toMatchObject({ verb: 'joined', target: null })
  })

  test.each([
    ['a short username', { username: 'ab' }, 'username'],
    ['a long username', { username: 'a'.repeat(31) }, 'username'],
    ['a username with a space', { username: 'a b c' }, 'username'],
    ['a reserved username', { username: 'Admin' }, 'username'],
    ['an address that is no e-mail', { email: 'nobody' }, 'email'],
    ['no name', { name: ' ' }, 'name'],
    ['a short password', { password: 'short' }, 'password'],
    ['an endless password', { password: 'x'.repeat(257) }, 'password'],
    ['a password that is no text', { password: 12_345_678 }, 'password'],
  ])('refuses %s', async (_what, wrong, field) => {
    const answer = await register({ ...newcomer(), ...wrong })

    expect(answer.status).toBe(422)
    const error = await fieldsOf(answer)
    expect(error.code).toBe('invalid')
    expect(error.fields).toHaveProperty(field)
  })

  test('refuses a username that differs only in case, and a known e-mail', async () => {
    const input = newcomer()
    await register(input)

    const sameName = await register({ ...newcomer(), username: input.username.toUpperCase() })
    const sameMail = await register({ ...newcomer(), email: input.email.toUpperCase() })

    expect(sameName.status).toBe(409)
    expect((await fieldsOf(sameName)).fields).toHaveProperty('username')
    expect(sameMail.status).toBe(409)
    expect((await fieldsOf(sameMail)).fields).toHaveProperty('email')
  })

  test('lets only one of two at once have a username, whichever node they asked', async () => {
    const input = newcomer()

    const answers = await Promise.all(
      [0, 1, 0, 1].map(index =>
        call(instance.node(index), 'POST', '/api/accounts', {
          ...input,
          email: `${index}${Math.random()}@example.org`,
        }),
      ),
    )

    expect(answers.map(answer => answer.status).sort()).toEqual([201, 409, 409, 409])
  })

  test('refuses a body that is not JSON, or is too large', async () => {
    const asForm = await call(instance.node(0), 'POST', '/api/accounts', new FormData())
    const broken = await fetch(`${instance.node(0).url}/api/accounts`, {
      method: 'POST',
      headers: { origin: instance.node(0).url, 'content-type': 'application/json' },
      body: '{',
    })
    const large = await register({ ...newcomer(), name: 'x'.repeat(70_000) })

    expect([asForm.status, broken.status, large.status]).toEqual([415, 422, 413])
  })
})

describe('signing in', () => {
  const signIn = (login: string, given: string) =>
    call(instance.node(1), 'POST', '/api/session', { login, password: given })

  test('works with the username or the e-mail, in any case', async () => {
    const { username } = await signUp(instance, 'ada')

    const answers = await Promise.all([
      signIn(username, password),
      signIn(username.toUpperCase(), password),
      signIn(`${username}@Example.org`, password),
    ])

    expect(answers.map(answer => answer.status)).toEqual([201, 201, 201])
  })

  test('takes a password however old it is: nobody has to choose another', async () => {
    const { username } = await signUp(instance, 'ada')
    const { db } = instance.node(0).app.ctx
    const joinedAt = new Date(Date.now() - 10 * 365 * 86_400_000)
    await db.updateTable('account').set({ joinedAt }).where('username', '=', username).execute()

    const answer = await signIn(username, password)

    expect([answer.status, Object.keys((await answer.json()) as object)]).toEqual([201, ['account']])
  })

  test('answers the same for a wrong password and an unknown account', async () => {
    const { username } = await signUp(instance, 'ada')

    const wrong = await signIn(username, 'not the password')
    const unknown = await signIn(freshName('nobody'), 'not the password')

    expect([wrong.status, unknown.status]).toEqual([401, 401])
    expect(await wrong.text()).toBe(await unknown.text())
  })

  test('refuses a suspended account, and says so to whoever knows the password alone', async () => {
    const person = await signUp(instance, 'ada')
    const { db } = instance.node(0).app.ctx
    await db.updateTable('account').set({ suspendedAt: new Date() }).where('username', '=', person.username).execute()

    const refused = await signIn(person.username, password)
    const guessed = await signIn(person.username, 'not the password')

    expect(refused.status).toBe(403)
    expect(await refused.text()).toContain('This account is suspended.')
    expect(guessed.status).toBe(401)
    expect(await guessed.text()).toBe(await (await signIn(freshName('nobody'), password)).text())
    expect(await (await person.http('GET', '/api/session')).json()).toEqual({ account: null })
  })

  test('is refused for a while after ten failures, also with the right password and on the other node', async () => {
    const { username } = await signUp(instance, 'ada')
    for (let attempt = 0; attempt < 10; attempt++) await signIn(username, 'a guess')

    const answer = await call(instance.node(0), 'POST', '/api/session', { login: username, password })

    expect(answer.status).toBe(429)
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(60)
    const { db } = instance.node(0).app.ctx
    await db.deleteFrom('throttle').execute()
  })

  test('does not give more guesses to who makes them all at once', async () => {
    const { username } = await signUp(instance, 'ada')

    const answers = await Promise.all(Array.from({ length: 30 }, () => signIn(username, 'a guess')))

    expect(answers.filter(answer => answer.status === 401)).toHaveLength(10)
    expect(answers.filter(answer => answer.status === 429)).toHaveLength(20)
    const byMail = await signIn(`${username}@example.org`, 'a guess')
    expect(byMail.status).toBe(429)
    await instance.node(0).app.ctx.db.deleteFrom('throttle').execute()
  })

  test('that succeeds counts as no failure', async () => {
    const { username } = await signUp(instance, 'ada')

    for (let attempt = 0; attempt < 12; attempt++) expect((await signIn(username, password)).status).toBe(201)

    const { db } = instance.node(0).app.ctx
    const rows = await db.selectFrom('throttle').select(['key', 'points']).execute()
    const failures = rows.filter(({ key }) => /^(account|network|pair|device)/.test(key))
    expect(failures.length).toBeGreaterThan(0)
    expect(failures.every(({ points }) => points === 0)).toBe(true)
  })

  test('keeps no password and no token in the database', async () => {
    const person = await signUp(instance, 'ada')
    const { db } = instance.node(0).app.ctx

    const account = await db
      .selectFrom('account')
      .selectAll()
      .where('username', '=', person.username)
      .executeTakeFirstOrThrow()
    const session = await db
      .selectFrom('session')
      .selectAll()
      .where('accountId', '=', account.id)
      .executeTakeFirstOrThrow()

    expect(account.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=3,p=1\$/)
    expect(Buffer.from(session.tokenHash)).toHaveLength(32)
    expect(JSON.stringify(session)).not.toContain(person.cookie.split('=')[1])
  })
})

describe('a session', () => {
  test('ends with the sign-out, and closes its sockets on every node', async () => {
    const person = await signUp(instance, 'ada')
    const other = await person.open({}, instance.node(1))

    const answer = await person.http('DELETE', '/api/session')

    expect(answer.status).toBe(204)
    expect(await other.ended).toBe('io server disconnect')
    expect(await person.ended).toBe('io server disconnect')
    expect(await (await person.http('GET', '/api/session')).json()).toEqual({ account: null })
  })

  test('leaves the other sign-ins of the person as they are', async () => {
    const person = await signUp(instance, 'ada')
    const elsewhere = await call(instance.node(1), 'POST', '/api/session', { login: person.username, password })

    await person.http('DELETE', '/api/session')

    const session = await call(instance.node(1), 'GET', '/api/session', undefined, { cookie: cookieOf(elsewhere) })
    expect(await session.json()).toMatchObject({ account: { username: person.username } })
  })

  test.each([
    ['whose time is over', { expiresAt: new Date(0) }],
    ['that was not used for 30 days', { lastUsedAt: new Date(Date.now() - 31 * 86_400_000) }],
    ['from before the password changed', { passwordEpoch: 0 }],
  ])('%s does not hold', async (_which, change) => {
    const person = await signUp(instance, 'ada')
    const { db } = instance.node(0).app.ctx
    const { id } = await db
      .selectFrom('account')
      .select('id')
      .where('username', '=', person.username)
      .executeTakeFirstOrThrow()

    await db.updateTable('session').set(change).where('accountId', '=', id).execute()

    expect(await (await person.http('GET', '/api/session')).json()).toEqual({ account: null })
  })

  test('works for a program by its token, over HTTP and for sockets', async () => {
    const person = await signUp(instance, 'ada')
    const token = person.cookie.split('=')[1]!

    const answer = await call(instance.node(0), 'GET', '/api/session', undefined, { authorization: `Bearer ${token}` })
    const socket = await connect(instance.node(1), { handshake: { token } })

    expect(await answer.json()).toMatchObject({ account: { username: person.username } })
    expect(await socket.ask('account:get', { username: person.username })).toMatchObject({ followedByMe: false })
    await expect(connect(instance.node(1), { handshake: { token: 'made up' } })).rejects.toThrow('token')
  })
})

describe('people', () => {
  test('are listed newest first, without repeat or gap while others join', async () => {
    const visitor = await connect(instance.node(0))
    const known = await Promise.all(Array.from({ length: 7 }, () => signUp(instance, 'member')))

    const seen: string[] = []
    let before: string | undefined
    do {
      const page = await visitor.ask('account:list', { before, limit: 3 })
      seen.push(...page.accounts.map(account => account.username))
      before = page.next ?? undefined
      if (seen.length < 9) await signUp(instance, 'late')
    } while (before)

    expect(new Set(seen).size).toBe(seen.length)
    for (const { username } of known) expect(seen).toContain(username)
    expect(seen.some(name => name.startsWith('late'))).toBe(false)
  })

  test('that do not exist are not found', async () => {
    const visitor = await connect(instance.node(0))

    await expect(visitor.ask('account:get', { username: 'nobody_at_all' })).rejects.toThrow('not_found')
    await expect(visitor.ask('account:watch', { username: '' })).rejects.toThrow('not_found')
    await expect(visitor.ask('account:list', { limit: 0 })).rejects.toThrow('invalid')
    await expect(visitor.ask('account:list', { before: 'x' })).rejects.toThrow('invalid')
  })
})
