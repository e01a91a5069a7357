// Who may come in: everybody, whoever is invited, or nobody.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { addAccount } from '../server/accounts/accounts.ts'
import { change } from '../server/channels/change.ts'
import { startInstance, type Instance } from './support/instance.ts'
import { call, cookieOf, freshName, password, personOf, signUp, type Person } from './support/people.ts'

let instance: Instance
/** Of eight who came first, all at the same moment. */
let rolesOfFirst: string[]
let ada: Person
let bob: Person
beforeAll(async () => {
  // So that this machine is an address like any other.
  instance = await startInstance({ TRUSTED_PROXIES: '1' })
  const made = Array.from({ length: 8 }, (_, place) => {
    const { ctx } = instance.node(place % 2).app
    const username = freshName('first')
    const account = { username, email: `${username}@example.org`, name: 'First', passwordHash: null }
    return change(ctx, trx => addAccount(ctx, trx, account))
  })
  await Promise.all(made)
  const { db } = instance.node(0).app.ctx
  rolesOfFirst = (await db.selectFrom('account').select('role').execute()).map(({ role }) => role)
  await db.deleteFrom('account').execute()
  ada = await signUp(instance, 'ada', { node: 0 })
  bob = await signUp(instance, 'bob', { node: 1 })
})
afterEach(() => ada.ask('administration:edit', { registration: 'open', invitations: 'people' }))
afterAll(() => instance.close())

const register = (more: { invitation?: string; email?: string; username?: string } = {}) => {
  const username = more.username ?? freshName('new')
  const account = { username, name: 'New', email: `${username}@example.org`, password, ...more }
  return call(instance.node(1), 'POST', '/api/accounts', account)
}
const refusal = async (answer: Response) => {
  const { error } = (await answer.json()) as { error: { message: string; fields?: Record<string, string> } }
  return `${answer.status} ${error.message}`
}

test('of all who come first at the same moment one is the administrator', () => {
  expect(rolesOfFirst.toSorted()).toEqual(['administrator', ...Array<string>(7).fill('person')])
})

test('everybody may ask how one comes in, and only an administrator changes it', async () => {
  const ask = async () => (await call(instance.node(1), 'POST', '/api/instance/get', {})).json()
  expect(await ask()).toMatchObject({
    data: { registration: 'open', invitations: 'people', providers: [], sendsMail: false },
  })

  expect(await ada.ask('administration:edit', { registration: 'closed' })).toMatchObject({ registration: 'closed' })

  expect(await ask()).toMatchObject({ data: { registration: 'closed', invitations: 'people' } })
  await expect(ada.ask('administration:edit', { registration: 'ajar' as never })).rejects.toThrow('invalid')
  await expect(bob.ask('administration:edit', { registration: 'open' })).rejects.toThrow('forbidden')
  const { actions } = await ada.ask('administration:actions', { limit: 1 })
  expect(actions).toMatchObject([{ action: 'edit', reason: 'registration: closed', by: { username: ada.username } }])
})

test('a visitor is told along with who they are whether they may sign up, by the session and by the page', async () => {
  const node = instance.node(1)
  const bySession = async (cookie?: string) => (await call(node, 'GET', '/api/session', undefined, { cookie })).json()
  const byPage = async (path: string) => {
    const page = await (await call(node, 'GET', path, undefined, { accept: 'text/html' })).text()
    const json = /<script type="application\/json" id="first-screen">(.*?)<\/script>/s.exec(page)?.[1] ?? '{}'
    return (JSON.parse(json) as { session?: object }).session
  }
  const pages = ['/images', '/people/nobody_at_all']
  expect(await bySession()).toEqual({ account: null })
  await expect.poll(() => byPage(pages[0]!), { timeout: 5_000 }).toEqual({ account: null })
  expect(await byPage(pages[1]!)).toEqual({ account: null })

  for (const registration of ['invitation', 'closed'] as const) {
    await ada.ask('administration:edit', { registration })

    expect(await bySession()).toEqual({ account: null, closed: true })
    // A page says what was so two seconds ago at most.
    await expect.poll(() => byPage(pages[0]!), { timeout: 5_000 }).toEqual({ account: null, closed: true })
    expect(await byPage(pages[1]!)).toEqual({ account: null, closed: true })
    expect(await bySession(bob.cookie)).not.toHaveProperty('closed')
  }
})

test('where registration is closed nobody comes in, not even by an invitation, and nobody learns who is here', async () => {
  const { code } = await bob.ask('invitation:create', {})
  await ada.ask('administration:edit', { registration: 'closed' })

  expect(await refusal(await register())).toBe('403 This place takes nobody new at the moment.')
  expect(await refusal(await register({ invitation: code }))).toBe('403 This place takes nobody new at the moment.')
  expect(await refusal(await register({ username: bob.username }))).toBe(
    '403 This place takes nobody new at the moment.',
  )
  await expect(bob.ask('invitation:create', {})).rejects.toThrow('forbidden')
})

test('by invitation one comes in once, and it is kept who has invited', async () => {
  await ada.ask('administration:edit', { registration: 'invitation' })
  expect(await refusal(await register())).toBe(
    '403 One comes here by invitation. Open the link that somebody has sent you.',
  )

  const { invitation, code, url } = await bob.ask('invitation:create', {})
  expect(new URL(url).searchParams.get('invitation')).toBe(code)
  expect(Buffer.from(code, 'base64url')).toHaveLength(16)
  expect(await bob.ask('invitation:get', { code })).toMatchObject({ by: { username: bob.username }, email: null })

  const username = freshName('new')
  const answer = await register({ invitation: code, username })
  expect(answer.status).toBe(201)
  const carl = await personOf(instance.node(1), username, cookieOf(answer))

  expect(await refusal(await register({ invitation: code }))).toBe(
    '403 This invitation has been used up. Ask for another one.',
  )
  const listed = await bob.ask('invitation:list', {})
  expect(listed.invitations[0]).toMatchObject({ id: invitation.id, used: 1, uses: 1 })
  expect((await carl.ask('invitation:list', {})).invitations).toEqual([])
  const { db } = instance.node(0).app.ctx
  const inviter = await db
    .selectFrom('account')
    .innerJoin('account as inviter', 'inviter.id', 'account.invitedBy')
    .select('inviter.username')
    .where('account.username', '=', username)
    .executeTakeFirst()
  expect(inviter?.username).toBe(bob.username)
  const rows = await db.selectFrom('invitation').selectAll().execute()
  expect(JSON.stringify(rows)).not.toContain(code)
})

test('an invitation for several is used up by so many, however many come at the same moment', async () => {
  await ada.ask('administration:edit', { registration: 'invitation' })
  const { code } = await bob.ask('invitation:create', { uses: 2 })

  const answers = await Promise.all(Array.from({ length: 4 }, () => register({ invitation: code })))

  expect(answers.map(answer => answer.status).sort()).toEqual([201, 201, 403, 403])
})

test('an invitation for an e-mail is for nobody else', async () => {
  await ada.ask('administration:edit', { registration: 'invitation' })
  const username = freshName('new')
  const { code } = await bob.ask('invitation:create', { email: `${username}@Example.org` })

  expect(await refusal(await register({ invitation: code }))).toBe('403 This invitation is for another e-mail address.')
  expect((await register({ invitation: code, username })).status).toBe(201)
})

test('what is revoked, expired, unknown, or of somebody who is gone lets nobody in', async () => {
  await ada.ask('administration:edit', { registration: 'invitation' })
  const [first, second, third] = [
    await bob.ask('invitation:create', {}),
    await bob.ask('invitation:create', {}),
    await bob.ask('invitation:create', {}),
  ]
  await bob.ask('invitation:revoke', { id: first.invitation.id })
  const { db } = instance.node(0).app.ctx
  await db
    .updateTable('invitation')
    .set({ expiresAt: new Date(Date.now() - 1_000) })
    .where('id', '=', second.invitation.id)
    .execute()

  expect(await refusal(await register({ invitation: first.code }))).toContain(
    '403 This invitation has been taken back.',
  )
  expect(await refusal(await register({ invitation: second.code }))).toContain('403 This invitation has expired.')
  expect(await refusal(await register({ invitation: 'x'.repeat(22) }))).toContain('404 There is no such invitation.')
  await db.updateTable('account').set({ suspendedAt: new Date() }).where('username', '=', bob.username).execute()
  expect(await refusal(await register({ invitation: third.code }))).toContain(
    '403 This invitation has been taken back.',
  )
  await db.updateTable('account').set({ suspendedAt: null }).where('username', '=', bob.username).execute()
})

test('where everybody may come in, an old invitation keeps nobody out', async () => {
  expect((await register({ invitation: 'x'.repeat(22) })).status).toBe(201)
})

test('nobody revokes another’s invitation, but those who keep order', async () => {
  const { invitation } = await bob.ask('invitation:create', {})
  const carl = await signUp(instance, 'carl')

  await expect(carl.ask('invitation:revoke', { id: invitation.id })).rejects.toThrow('not_found')
  await expect(carl.ask('invitation:list', { all: true })).rejects.toThrow('forbidden')
  const { invitations } = await ada.ask('invitation:list', { all: true, limit: 1 })
  expect(invitations).toMatchObject([{ id: invitation.id, by: { username: bob.username } }])
  expect(await ada.ask('invitation:revoke', { id: invitation.id })).toEqual({})
  const { actions } = await ada.ask('administration:actions', { limit: 1 })
  const account = { username: bob.username }
  expect(actions).toMatchObject([{ by: { username: ada.username }, action: 'revoke-invitation', account }])
  // The second time changes nothing, and is no second action.
  expect(await ada.ask('invitation:revoke', { id: invitation.id })).toEqual({})
  const [last] = (await ada.ask('administration:actions', { limit: 1 })).actions
  expect(last!.id).toBe(actions[0]!.id)
})

test('where only those who keep order invite, others cannot', async () => {
  await ada.ask('administration:edit', { invitations: 'staff' })

  await expect(bob.ask('invitation:create', {})).rejects.toThrow('forbidden: Only moderators can invite people here.')
  expect(await ada.ask('invitation:create', {})).toHaveProperty('code')
})

test.each([
  ['no e-mail', { email: 'nobody' }],
  ['for nobody', { uses: 0 }],
  ['for everybody', { uses: 101 }],
  ['for a year', { days: 365 }],
])('an invitation with %s is refused', async (_, input) => {
  await expect(bob.ask('invitation:create', input)).rejects.toThrow('invalid')
})

test('nobody keeps more than fifty invitations open', async () => {
  const eager = await signUp(instance, 'eager')
  const { db } = instance.node(0).app.ctx
  const { id } = await db
    .selectFrom('account')
    .select('id')
    .where('username', '=', eager.username)
    .executeTakeFirstOrThrow()
  const expiresAt = new Date(Date.now() + 60_000)
  const rows = Array.from({ length: 50 }, (_, index) => ({
    codeHash: Buffer.from(`code ${index}`),
    accountId: id,
    uses: 1,
    expiresAt,
  }))
  await db.insertInto('invitation').values(rows).execute()

  await expect(eager.ask('invitation:create', {})).rejects.toThrow('too_many')
})

test('sign-up says what is taken, but not without end from one address', async () => {
  const { db } = instance.node(0).app.ctx
  const taken = await register({ username: bob.username })
  expect(await taken.json()).toMatchObject({
    error: { code: 'conflict', fields: { username: 'This username is taken. Choose another.' } },
  })
  await db.updateTable('throttle').set({ points: 30 }).where('key', '=', 'taken:127.0.0.1').execute()

  const refused = await register({ username: bob.username })
  expect(refused.status).toBe(429)
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(60)
  // Whoever takes a free name is not kept out by that.
  expect((await register()).status).toBe(201)

  await db.updateTable('throttle').set({ points: 200 }).where('key', '=', 'sign-up:127.0.0.1').execute()
  expect((await register()).status).toBe(429)
})
