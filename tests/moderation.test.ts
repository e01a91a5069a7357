// Those who keep order: roles, suspension, reports, and the record of what they do.
import { globSync, readFileSync } from 'node:fs'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accessOf, type Role } from '../server/policy/requests.ts'
import type { RequestName } from '../server/protocol.ts'
import type { ImageView } from '../server/views.ts'
import type { Connection, Person } from './support/people.ts'
import { startInstance, type Instance } from './support/instance.ts'
import { atOnce, call, connect, signUp } from './support/people.ts'

let instance: Instance
let ada: Person
let moderator: Person
let bob: Person
beforeAll(async () => {
  instance = await startInstance()
  ada = await signUp(instance, 'ada', { node: 0 })
  moderator = await signUp(instance, 'mo', { node: 1 })
  bob = await signUp(instance, 'bob', { node: 0 })
  await ada.ask('administration:set-role', { username: moderator.username, role: 'moderator' })
  // The new role has closed their sockets.
  Object.assign(moderator, await moderator.open())
})
afterAll(() => instance.close())

const signIn = ({ username, password, node }: Person) =>
  call(node, 'POST', '/api/session', { login: username, password })

const roleOf = async (person: Person) =>
  ((await (await person.http('GET', '/api/session')).json()) as { account: { role: string } | null }).account?.role

test('the first account of an instance is its administrator, and the next are people', async () => {
  expect(await roleOf(ada)).toBe('administrator')
  expect(await roleOf(moderator)).toBe('moderator')
  expect(await roleOf(bob)).toBe('person')
})

test('the last administrator cannot step down; one of two can', async () => {
  await expect(ada.ask('administration:set-role', { username: ada.username, role: 'person' })).rejects.toThrow(
    'conflict: Somebody has to run this place.',
  )

  const eve = await signUp(instance, 'eve')
  await ada.ask('administration:set-role', { username: eve.username, role: 'administrator' })
  expect(await roleOf(eve)).toBe('administrator')
  // Over HTTP: the sockets of whoever steps down are closed, perhaps before they are answered.
  const stepDown = { username: eve.username, role: 'person' }
  expect((await eve.http('POST', '/api/administration/set-role', stepDown)).status).toBe(200)
  expect(await roleOf(eve)).toBe('person')
})

test('whoever is given a role hears of it in their open windows, which are cut off when it is taken', async () => {
  const eve = await signUp(instance, 'eve', { node: 1 })

  await ada.ask('administration:set-role', { username: eve.username, role: 'moderator' })

  await eve.next('account:edited', ({ role }) => role === 'moderator', atOnce)
  expect(eve.socket.connected).toBe(true)

  await ada.ask('administration:set-role', { username: eve.username, role: 'person' })
  expect(await eve.ended).toBe('io server disconnect')
})

test('a token that hears of the reports, and of nothing else, is cut off when the role is taken', async () => {
  const eve = await signUp(instance, 'eve', { node: 1 })
  await ada.ask('administration:set-role', { username: eve.username, role: 'moderator' })
  const { token } = await eve.ask('token:create', { name: 'Reports', scopes: ['administration'] })
  const program = await connect(instance.node(0), { handshake: { token } })
  await program.ask('report:watch', {})

  await ada.ask('administration:set-role', { username: eve.username, role: 'person' })

  expect(await program.ended).toBe('io server disconnect')
})

test.each([
  ['nobody', { username: 'nobody_at_all', role: 'moderator' }, 'not_found'],
  ['a role that there is not', { username: 'nobody_at_all', role: 'owner' }, 'invalid'],
] as const)('a role for %s is refused', async (_, input, code) => {
  await expect(ada.ask('administration:set-role', input as never)).rejects.toThrow(code)
})

test('a person can do nothing of what keeps order, and a moderator not what is the administrators’', async () => {
  const own = await bob.upload()
  for (const [name, input] of [
    ['administration:people', {}],
    ['administration:suspend', { username: moderator.username, reason: 'revenge' }],
    ['administration:restore', { username: moderator.username }],
    ['administration:remove-image', { id: own.id, reason: 'mine' }],
    ['administration:actions', {}],
    ['report:list', {}],
    ['report:resolve', { id: '1', outcome: 'nothing' }],
    ['report:watch', {}],
  ] as const) {
    await expect(bob.ask(name, input as never), name).rejects.toThrow('forbidden: Only moderators can do that.')
  }
  for (const [name, input] of [
    ['administration:set-role', { username: moderator.username, role: 'administrator' }],
    ['administration:edit', { registration: 'closed' }],
    ['administration:jobs', {}],
    ['administration:retry-job', { queue: 'x' }],
    ['administration:health', {}],
  ] as const) {
    await expect(moderator.ask(name, input as never), name).rejects.toThrow(
      'forbidden: Only administrators can do that.',
    )
  }
})

test('roles are given only by whoever has just shown that it is them', async () => {
  const { db } = instance.node(0).app.ctx
  const { id } = await db
    .selectFrom('account')
    .select('id')
    .where('username', '=', ada.username)
    .executeTakeFirstOrThrow()
  await db
    .updateTable('session')
    .set({ signedInAt: new Date(Date.now() - 16 * 60_000) })
    .where('accountId', '=', id)
    .execute()

  const refused = ada.ask('administration:set-role', { username: bob.username, role: 'moderator' })
  await expect(refused).rejects.toMatchObject({ view: { code: 'forbidden', confirm: true } })

  await db.updateTable('session').set({ signedInAt: new Date() }).where('accountId', '=', id).execute()
  Object.assign(ada, await ada.open())
})

test('a suspended person is out at once on every node, hidden, and told why when they come back', async () => {
  const carl = await signUp(instance, 'carl', { node: 0 })
  const elsewhere = await carl.open({}, instance.node(1))
  await carl.upload({ title: 'By Carl' })

  const start = performance.now()
  await moderator.ask('administration:suspend', { username: carl.username, reason: 'You sold watches.' })
  await Promise.all([carl.ended, elsewhere.ended])

  expect(performance.now() - start).toBeLessThan(1_000)
  expect(await (await carl.http('GET', '/api/session')).json()).toEqual({ account: null })
  await expect(bob.ask('account:get', { username: carl.username })).rejects.toThrow('not_found')
  const answer = await signIn(carl)
  expect(answer.status).toBe(403)
  expect(((await answer.json()) as { error: { message: string } }).error.message).toContain('You sold watches.')
  expect(
    (await call(carl.node, 'POST', '/api/session', { login: carl.username, password: 'a wrong guess' })).status,
  ).toBe(401)

  const { people } = await ada.ask('administration:people', { state: 'suspended' })
  expect(people.find(person => person.username === carl.username)).toMatchObject({
    suspended: { reason: 'You sold watches.' },
  })

  await moderator.ask('administration:restore', { username: carl.username })
  expect((await signIn(carl)).status).toBe(201)
  expect((await carl.http('GET', '/api/session')).status).toBe(200)
  // What they were signed in with stays over.
  expect(await (await carl.http('GET', '/api/session')).json()).toEqual({ account: null })
  expect(await bob.ask('account:get', { username: carl.username })).toMatchObject({ images: 1 })
})

test('nobody is suspended by somebody of their own rank', async () => {
  const other = await signUp(instance, 'other')
  await ada.ask('administration:set-role', { username: other.username, role: 'moderator' })
  const suspend = (by: Connection, username: string) => by.ask('administration:suspend', { username, reason: 'x' })

  await expect(suspend(moderator, other.username)).rejects.toThrow('forbidden: Only an administrator')
  await expect(suspend(moderator, ada.username)).rejects.toThrow('forbidden')
  await expect(suspend(ada, ada.username)).rejects.toThrow('forbidden')
  await expect(suspend(moderator, 'nobody_at_all')).rejects.toThrow('not_found')
  expect(await suspend(ada, other.username)).toMatchObject({ role: 'moderator', suspended: { reason: 'x' } })
})

test('a moderator removes anybody’s image from every window', async () => {
  const image = await bob.upload({ title: 'A watch for sale' })
  const visitor = await connect(instance.node(1))

  await moderator.ask('administration:remove-image', { id: image.id, reason: 'An advertisement.' })

  await Promise.all([bob, visitor].map(window => window.next('image:removed', ({ id }) => id === image.id, atOnce)))
  await expect(bob.ask('image:get', { id: image.id })).rejects.toThrow('not_found')
  await expect(moderator.ask('administration:remove-image', { id: image.id, reason: 'Again.' })).rejects.toThrow(
    'not_found',
  )
  await expect(moderator.ask('administration:remove-image', { id: image.id, reason: '' })).rejects.toThrow('invalid')
})

test('a report reaches the moderators who look at the reports, at once and on any node, and nobody else', async () => {
  const image = await bob.upload({ title: 'Doubtful' })
  await moderator.ask('report:watch', {})

  const carl = await signUp(instance, 'carl')
  expect(await carl.ask('report:send', { kind: 'image', id: image.id, reason: 'spam', words: 'It sells.' })).toEqual({})

  const told = await moderator.next('report:recorded', ({ report }) => report.image?.id === image.id, atOnce)
  expect(told.report).toMatchObject({
    kind: 'image',
    reason: 'spam',
    words: 'It sells.',
    by: { username: carl.username },
    account: { username: bob.username },
    image: { title: 'Doubtful' },
    resolution: null,
  })
  expect(bob.all('report:recorded')).toEqual([])

  // Twice is thanked for twice, and told once.
  await carl.ask('report:send', { kind: 'image', id: image.id, reason: 'other' })
  const { reports } = await moderator.ask('report:list', { state: 'open' })
  expect(reports.filter(report => report.image?.id === image.id)).toHaveLength(1)
})

test('an account is reported too, and a resolution settles every open report about the same thing', async () => {
  const [carl, dora, eve] = await Promise.all(['carl', 'dora', 'eve'].map(name => signUp(instance, name)))
  for (const by of [carl!, dora!]) {
    await by.ask('report:send', { kind: 'account', username: eve!.username, reason: 'harassment' })
  }
  const { reports } = await moderator.ask('report:list', { state: 'open' })
  const about = reports.filter(({ account }) => account.username === eve!.username)
  expect(about).toHaveLength(2)
  await moderator.ask('report:watch', {})

  const resolved = await moderator.ask('report:resolve', { id: about[0]!.id, outcome: 'suspended', words: 'Be kind.' })

  await Promise.all(about.map(report => moderator.next('report:changed', ({ id }) => id === report.id, atOnce)))
  expect(resolved.resolution).toMatchObject({
    outcome: 'suspended',
    words: 'Be kind.',
    by: { username: moderator.username },
  })
  expect(await eve!.ended).toBe('io server disconnect')
  expect((await signIn(eve!)).status).toBe(403)
  await expect(moderator.ask('report:resolve', { id: about[1]!.id, outcome: 'nothing' })).rejects.toThrow('conflict')
})

test('a report can end with the removal of its image', async () => {
  const image = await bob.upload({ title: 'Stolen' })
  const carl = await signUp(instance, 'carl')
  await carl.ask('report:send', { kind: 'image', id: image.id, reason: 'rights' })
  const { reports } = await moderator.ask('report:list', { state: 'open', limit: 1 })

  await expect(moderator.ask('report:resolve', { id: reports[0]!.id, outcome: 'removed' })).rejects.toThrow(
    'invalid: Give a reason',
  )
  const resolved = await moderator.ask('report:resolve', {
    id: reports[0]!.id,
    outcome: 'removed',
    words: 'It is somebody else’s.',
  })

  expect(resolved).toMatchObject({ kind: 'image', image: null, resolution: { outcome: 'removed' } })
  await expect(bob.ask('image:get', { id: image.id })).rejects.toThrow('not_found')
})

test('a report about somebody who keeps order does not say whose it is: they read it too', async () => {
  const carl = await signUp(instance, 'carl')
  const image = await moderator.upload({ title: 'Of the moderator' })
  await moderator.ask('report:watch', {})
  await carl.ask('report:send', { kind: 'image', id: image.id, reason: 'rights', words: 'It is mine.' })

  const told = await moderator.next('report:recorded', ({ report }) => report.image?.id === image.id, atOnce)
  const [listed] = (await moderator.ask('report:list', { state: 'open', limit: 1 })).reports
  expect([told.report.by, listed!.by, listed!.id]).toEqual([null, null, told.report.id])
  await ada.ask('report:resolve', { id: listed!.id, outcome: 'nothing' })
  const resolved = await moderator.next('report:changed', ({ id }) => id === listed!.id, atOnce)
  expect(JSON.stringify([told, listed, resolved])).not.toContain(carl.username)
})

test('a report about somebody who keeps order is decided by somebody else', async () => {
  await bob.ask('report:send', { kind: 'account', username: moderator.username, reason: 'harassment' })
  const { reports } = await moderator.ask('report:list', { state: 'open', limit: 1 })
  const { id } = reports[0]!

  const refused = moderator.ask('report:resolve', { id, outcome: 'nothing', words: 'Surely not.' })

  await expect(refused).rejects.toThrow('forbidden: This report is about you.')
  expect(await ada.ask('report:resolve', { id, outcome: 'nothing' })).toMatchObject({
    resolution: { by: { username: ada.username } },
  })
})

test.each([
  ['oneself', () => ({ kind: 'account', username: bob.username, reason: 'spam' }), 'invalid'],
  ['nobody', () => ({ kind: 'account', username: 'nobody_at_all', reason: 'spam' }), 'not_found'],
  ['no image', () => ({ kind: 'image', id: '987654321', reason: 'spam' }), 'not_found'],
  ['for no reason', () => ({ kind: 'account', username: ada.username, reason: 'dislike' }), 'invalid'],
  ['a page', () => ({ kind: 'page', reason: 'spam' }), 'invalid'],
  [
    'with a novel',
    () => ({ kind: 'account', username: ada.username, reason: 'spam', words: 'x'.repeat(2_001) }),
    'invalid',
  ],
])('to report %s is refused', async (_, input, code) => {
  await expect(bob.ask('report:send', input() as never)).rejects.toThrow(code)
})

test('nobody reports without end', async () => {
  const { db } = instance.node(0).app.ctx
  const eager = await signUp(instance, 'eager')
  const { id } = await db
    .selectFrom('account')
    .select('id')
    .where('username', '=', eager.username)
    .executeTakeFirstOrThrow()
  const expiresAt = new Date(Date.now() + 60_000)
  await db
    .insertInto('throttle')
    .values({ key: `reports:${id}`, points: 30, expiresAt })
    .execute()

  const report = eager.ask('report:send', { kind: 'account', username: bob.username, reason: 'spam' })
  await expect(report).rejects.toThrow('too_many')
})

test('whoever is a moderator no more hears of no report any more', async () => {
  const former = await signUp(instance, 'former', { node: 1 })
  await ada.ask('administration:set-role', { username: former.username, role: 'moderator' })
  const window = await former.open()
  await window.ask('report:watch', {})

  await ada.ask('administration:set-role', { username: former.username, role: 'person' })
  await window.ended
  const again = await former.open()
  await expect(again.ask('report:watch', {})).rejects.toThrow('forbidden')
  const heard = (moderator as Connection).next('report:recorded', ({ report }) => report.words === 'after')
  await moderator.ask('report:watch', {})
  await bob.ask('report:send', { kind: 'account', username: former.username, reason: 'other', words: 'after' })
  await heard
  expect([...window.all('report:recorded'), ...again.all('report:recorded')]).toEqual([])
})

describe('every action is recorded: who did what to whom, and why', () => {
  const actor = (username: string) => ({ by: { username } })
  const role = (username: string, role: Role) => ada.ask('administration:set-role', { username, role })
  /** What each request that changes something leaves behind, newest first. `eve` is somebody new, who has shown an image. */
  const acts: Partial<Record<RequestName, (eve: Person, image: ImageView) => Promise<object[]>>> = {
    'administration:edit': async () => {
      await ada.ask('administration:edit', { invitations: 'people' })
      return [{ ...actor(ada.username), action: 'edit', account: null, reason: 'invitations: people' }]
    },
    'administration:remove-image': async ({ username }, { id }) => {
      await moderator.ask('administration:remove-image', { id, reason: 'Blurred.' })
      const about = { account: { username }, imageId: id, reason: 'Blurred.' }
      return [{ ...actor(moderator.username), action: 'remove-image', ...about }]
    },
    'administration:restore': async ({ username }) => {
      await moderator.ask('administration:suspend', { username, reason: 'Too blurred.' })
      await moderator.ask('administration:restore', { username })
      return [{ ...actor(moderator.username), action: 'restore', account: { username } }]
    },
    'administration:retry-job': async () => {
      await failToSweep()
      await ada.ask('administration:retry-job', { queue: 'sweep-pictures' })
      return [{ ...actor(ada.username), action: 'retry-job', account: null, reason: 'sweep-pictures' }]
    },
    'administration:set-role': async ({ username }) => {
      for (const given of ['moderator', 'administrator', 'person'] as const) await role(username, given)
      return ['make-person', 'make-administrator', 'make-moderator'].map(action => ({
        ...actor(ada.username),
        action,
        account: { username },
      }))
    },
    'administration:suspend': async ({ username }) => {
      await moderator.ask('administration:suspend', { username, reason: 'Too blurred.' })
      return [{ ...actor(moderator.username), action: 'suspend', account: { username }, reason: 'Too blurred.' }]
    },
    'invitation:revoke': async eve => {
      const { invitation } = await eve.ask('invitation:create', {})
      await ada.ask('invitation:revoke', { id: invitation.id })
      return [{ ...actor(ada.username), action: 'revoke-invitation', account: { username: eve.username } }]
    },
    'report:resolve': async ({ username }, { id: imageId }) => {
      await bob.ask('report:send', { kind: 'image', id: imageId, reason: 'other' })
      const { id } = (await moderator.ask('report:list', { state: 'open', limit: 1 })).reports[0]!
      await moderator.ask('report:resolve', { id, outcome: 'removed', words: 'Blurred.' })
      const about = { ...actor(moderator.username), account: { username }, imageId }
      return [
        { ...about, action: 'resolve-report', reason: 'removed: Blurred.' },
        { ...about, action: 'remove-image', reason: 'Blurred.' },
      ]
    },
  }
  const recorded = new Set<string>()

  test.each(Object.entries(acts))('%s', async (_, act) => {
    const eve = await signUp(instance, 'eve')
    const expected = await act(eve, await eve.upload())

    const { actions } = await moderator.ask('administration:actions', { limit: expected.length })

    expect(actions).toMatchObject(expected)
    for (const { action } of actions) recorded.add(action)
  })

  test('which are all that the source records, and all that those who keep order can ask for', () => {
    const calls = globSync('server/**/*.ts').flatMap(path => readFileSync(path, 'utf8').split('recordAction(').slice(1))
    const named = calls.flatMap(text => /^trx, \{[^}]*?action: (['`])(.+?)\1/.exec(text)?.[2] ?? [])
    const roles = ['person', 'moderator', 'administrator']
    const names = named.flatMap(name =>
      name.includes('${role}') ? roles.map(each => name.replace('${role}', each)) : name,
    )
    // One of them is where it is defined.
    expect(named).toHaveLength(calls.length - 1)
    // By whoever runs the server, whom nobody can ask: account-command.test.ts.
    const commanded = ['password-link', 'without-second-factor']
    expect([...recorded, ...commanded].sort()).toEqual([...new Set(names)].sort())

    const looks = /:(actions|health|jobs|people|list|watch|unwatch)$/
    const staff = Object.entries(accessOf).flatMap(([name, { who }]) =>
      ['moderator', 'administrator'].includes(who) && !looks.test(name) ? name : [],
    )
    expect(Object.keys(acts).sort()).toEqual([...staff, 'invitation:revoke'].sort())
  })
})

test('people are found by how their name begins; e-mails are for administrators', async () => {
  const { username } = await signUp(instance, 'zoe')

  const byName = await ada.ask('administration:people', { text: username.slice(0, -1) })
  expect(byName.people).toMatchObject([{ username, role: 'person', email: `${username}@example.org`, openReports: 0 }])
  expect(byName.people[0]!.lastSeenAt).toMatch(/^\d{4}-/)
  expect((await ada.ask('administration:people', { text: `${username}@ex` })).people).toHaveLength(1)
  expect((await moderator.ask('administration:people', { text: `${username}@ex` })).people).toEqual([])
  expect((await moderator.ask('administration:people', { text: username })).people).toMatchObject([{ email: null }])
  expect((await ada.ask('administration:people', { role: 'administrator' })).people).toMatchObject([
    { username: ada.username },
  ])
  expect((await ada.ask('administration:people', { text: '%' })).people).toEqual([])
})

test('an administrator sees how every node is, and what the jobs are at', async () => {
  const nodes = () => ada.ask('administration:health', {}).then(health => health.nodes)
  await expect.poll(async () => (await nodes()).length).toBe(instance.nodes.length)
  const health = await ada.ask('administration:health', {})
  expect(health.database).toBeGreaterThan(0)
  expect(health.databaseSize).toBeGreaterThan(1_000_000)
  for (const node of health.nodes) {
    expect(node.diskFree).toBeGreaterThan(0)
    expect(node.memory).toBeGreaterThan(10_000_000)
    expect(node.tailLag).toBeGreaterThanOrEqual(0)
  }

  const { queues } = await ada.ask('administration:jobs', {})
  expect(queues.map(queue => queue.name)).toContain('sweep-pictures')
})

test('a node that has died is told of for an hour, with when it was heard of last', async () => {
  const { db } = instance.node(0).app.ctx
  const state = JSON.stringify((await ada.ask('administration:health', {})).nodes[0])
  const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000)
  const died = { name: 'dead:3000', seenAt: minutesAgo(59), state }
  await db
    .insertInto('node')
    .values([died, { name: 'forgotten:3000', seenAt: minutesAgo(61), state }])
    .execute()

  const { nodes } = await ada.ask('administration:health', {})

  expect(nodes.filter(({ name }) => /^(dead|forgotten):/.test(name))).toMatchObject([
    { name: 'dead:3000', seenAt: died.seenAt.toISOString() },
  ])
  await db.deleteFrom('node').where('name', 'in', ['dead:3000', 'forgotten:3000']).execute()
})

/** As a job is when its last try has come to nothing. */
async function failToSweep(): Promise<void> {
  const { ctx } = instance.node(0).app
  await ctx.db
    .transaction()
    .execute(trx => ctx.jobs.add(trx, 'sweep-pictures', [{}], { after: new Date(Date.now() + 3_600_000) }))
  await sql`update pgboss.job set state = 'failed', completed_on = now(), output = '{"message":"The disk is full."}'
    where name = 'sweep-pictures' and state = 'created'`.execute(ctx.db)
}

test('a job that has failed is seen, and tried again', async () => {
  await failToSweep()
  const failed = (await ada.ask('administration:jobs', {})).queues.find(({ name }) => name === 'sweep-pictures')!
  expect(failed.failed).toBe(1)
  expect(failed.failures).toMatchObject([{ error: 'The disk is full.' }])
  const other = { queue: 'sweep-pictures', id: '00000000-0000-4000-8000-000000000000' }
  await expect(ada.ask('administration:retry-job', other)).rejects.toThrow('not_found')

  expect(await ada.ask('administration:retry-job', { queue: 'sweep-pictures' })).toEqual({ retried: 1 })

  const again = (await ada.ask('administration:jobs', {})).queues.find(({ name }) => name === 'sweep-pictures')!
  expect(again.failed).toBe(0)
})
