import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { restoreAccount, withdrawAccount } from '../server/accounts/accounts.ts'
import { change } from '../server/channels/change.ts'
import { visitorsOf, watchersOf } from '../server/channels/groups.ts'
import { recount } from '../server/database/recount.ts'
import { startInstance, type Instance } from './support/instance.ts'
import { atOnce, connect, signUp, somePicture, type Connection, type Person } from './support/people.ts'

let instance: Instance
/** Whoever is first runs the instance, and sees more than others. */
let keeper: Person
let ada: Person
let bob: Person
let eve: Person
beforeAll(async () => {
  instance = await startInstance()
  keeper = await signUp(instance, 'keeper')
})
afterAll(() => instance.close())

/** Strangers to each other and to everybody: ada on one node, bob and eve on the other. */
async function three(): Promise<void> {
  ;[ada, bob, eve] = (await Promise.all([
    signUp(instance, 'ada', { node: 0 }),
    signUp(instance, 'bob', { node: 1 }),
    signUp(instance, 'eve', { node: 1 }),
  ])) as [Person, Person, Person]
}

const usernames = (accounts: { username: string }[]) => accounts.map(({ username }) => username)
const of = ({ username }: Person) => ({ username })

/** What has been done before is told everywhere: this socket hears a word of its own, on its node, after all that came before. */
async function settled(...people: Person[]): Promise<void> {
  for (const person of people) {
    const before = person.heard.length
    await person.ask('account:edit', { saveDelay: 0 })
    await expect.poll(() => person.heard.slice(before).some(({ name }) => name === 'account:edited')).toBe(true)
  }
}

const roomSize = (node: number, group: string) =>
  instance.node(node).app.layer.io.of('/').adapter.rooms.get(group)?.size ?? 0

async function idOf(person: Person): Promise<string> {
  const { db } = instance.node(0).app.ctx
  const row = db.selectFrom('account').select('id').where('username', '=', person.username)
  return (await row.executeTakeFirstOrThrow()).id
}

describe('people are found', () => {
  test('by any part of their name, without case and accents, best first, page by page', async () => {
    const marie = await signUp(instance, 'zq_marie')
    const jose = await signUp(instance, 'zq_jose')
    await jose.ask('account:edit', { name: 'José Ñandú-Größe zq_marie' })
    const find = async (text: string) => usernames((await keeper.ask('account:search', { text })).accounts)

    expect(await find(marie.username.toUpperCase())).toEqual([marie.username])
    expect(await find('zq marie')).toEqual([marie.username, jose.username])
    expect(await find('NANDU')).toEqual([jose.username])
    expect(await find('groß')).toEqual([jose.username])
    expect(await find('grosse jos')).toEqual([jose.username])
    expect(await find('andu grosse nothing')).toEqual([])
    expect(await find('_')).toEqual([])
    expect(await find(`@${jose.username}`)).toEqual([jose.username])
    expect(await find('jo')).toContain(jose.username)
    expect(await find('os')).not.toContain(jose.username)
    const first = await keeper.ask('account:search', { text: 'zq marie', limit: 1 })
    const second = await keeper.ask('account:search', { text: 'zq marie', limit: 1, before: first.next! })
    expect([...usernames(first.accounts), ...usernames(second.accounts)]).toEqual([marie.username, jose.username])
    await expect(keeper.ask('account:search', { text: ' ' })).rejects.toThrow('invalid')
  })

  test('by whom they follow and by who follows them, newest first', async () => {
    await three()
    await bob.ask('account:follow', of(ada))
    await eve.ask('account:follow', of(ada))

    const first = await bob.ask('account:followers', { ...of(ada), limit: 1 })
    const second = await bob.ask('account:followers', { ...of(ada), limit: 1, before: first.next! })
    expect(usernames([...first.accounts, ...second.accounts])).toEqual([eve.username, bob.username])
    expect(second.next).toBeNull()
    expect(usernames((await ada.ask('account:following', of(bob))).accounts)).toEqual([ada.username])
    await expect(ada.ask('account:followers', { username: 'nobody_at_all' })).rejects.toThrow('not_found')
  })

  test('as those whom the people I follow do, or who like what I like', async () => {
    await three()
    const dan = await signUp(instance, 'dan')
    await ada.ask('account:follow', of(bob))
    await bob.ask('account:follow', of(eve))
    const { id } = await keeper.upload()
    for (const person of [ada, dan]) await person.ask('image:like', { id })

    const { suggestions } = await ada.ask('account:suggested', {})

    expect(suggestions).toMatchObject([
      { account: of(eve), because: { kind: 'followed-by', count: 1, people: [of(bob)] } },
      { account: of(dan), because: { kind: 'likes-alike', count: 1 } },
    ])
    await ada.ask('account:follow', of(eve))
    await ada.ask('account:mute', of(dan))
    expect((await ada.ask('account:suggested', { limit: 5 })).suggestions).toEqual([])
  })
})

describe('a private account', () => {
  test('is asked, sees the requests live, and shows its things to whom it approves', async () => {
    await three()
    const image = await ada.upload()
    await ada.ask('account:edit', { private: true })

    expect(await bob.ask('account:follow', of(ada))).toEqual({ followers: 0, requested: true })
    const asked = await ada.next('request:changed', ({ username }) => username === bob.username, atOnce)
    expect(await bob.ask('account:follow', of(ada))).toEqual({ followers: 0, requested: true })
    await eve.ask('account:follow', of(ada))
    expect(asked).toMatchObject({ request: { account: of(bob) }, waiting: 1 })
    expect((await ada.ask('request:list', {})).requests.map(({ account }) => account.username)).toEqual([
      eve.username,
      bob.username,
    ])
    expect(await bob.ask('account:get', of(ada))).toMatchObject({
      private: true,
      images: 1,
      followedByMe: false,
      relation: { requestedByMe: true, followedByMe: false },
    })
    await expect(bob.ask('image:get', { id: image.id })).rejects.toThrow('not_found')
    await expect(bob.ask('image:like', { id: image.id })).rejects.toThrow('not_found')
    await expect(bob.ask('image:likers', { id: image.id })).rejects.toThrow('not_found')
    await expect(bob.ask('image:watch', { id: image.id })).rejects.toThrow('not_found')
    expect((await bob.ask('image:list', { by: ada.username })).images).toEqual([])
    expect((await bob.ask('activity:list', { by: ada.username })).activities).toEqual([])

    expect(await ada.ask('request:approve', of(bob))).toEqual({ followers: 1 })
    const mine = await bob.next('mine:changed', ({ account }) => account?.followedByMe === true, atOnce)
    await ada.ask('request:decline', of(eve))
    await eve.next('mine:changed', ({ account }) => account?.relation.requestedByMe === false, atOnce)

    expect(mine.account).toMatchObject({ relation: { followedByMe: true, requestedByMe: false } })
    expect(await bob.ask('image:get', { id: image.id })).toMatchObject({ id: image.id })
    expect((await bob.ask('activity:list', { by: ada.username })).activities.map(({ verb }) => verb)).toContain(
      'bookmarked',
    )
    await eve.ask('activity:watch', {})
    await ada.upload()
    const told = await bob.next('activity:recorded', ({ verb }) => verb === 'bookmarked', atOnce)
    expect(told).toMatchObject({ actor: of(ada) })
    await settled(eve)
    expect(eve.all('activity:recorded').filter(({ actor }) => actor.username === ada.username)).toEqual([])
    expect((await eve.ask('account:followers', of(ada))).accounts).toEqual([])
    await expect(ada.ask('request:approve', of(eve))).rejects.toThrow('not_found')
    expect(await recount(instance.node(0).app.ctx.db)).toEqual([])
  })

  test('cuts off at once whom it un-approves, and whoever goes on looking when it becomes private', async () => {
    await three()
    const image = await ada.upload()
    await bob.ask('account:follow', of(ada))
    for (const person of [bob, eve]) {
      await person.ask('image:watch', { id: image.id })
      await person.ask('account:watch', of(ada))
    }

    await ada.ask('account:edit', { private: true })
    await eve.next('account:hidden', ({ username }) => username === ada.username, atOnce)
    await expect.poll(() => roomSize(1, watchersOf(image.id))).toBe(1)
    await ada.ask('image:edit', { id: image.id, title: 'For my followers' })
    await bob.next('image:changed', ({ title }) => title === 'For my followers')
    expect(bob.all('account:hidden')).toEqual([])

    await ada.ask('account:remove-follower', of(bob))
    await bob.next('account:hidden', ({ username }) => username === ada.username, atOnce)
    await expect.poll(() => roomSize(1, watchersOf(image.id))).toBe(0)
    await ada.ask('image:edit', { id: image.id, title: 'For nobody' })
    await ada.upload()
    await settled(bob, eve)

    for (const person of [bob, eve]) {
      expect(person.all('image:changed').filter(({ title }) => title === 'For nobody')).toEqual([])
      await expect(person.ask('image:watch', { id: image.id })).rejects.toThrow('not_found')
    }
    expect(eve.all('image:changed')).toEqual([])
    // Its name and its counts are everybody's.
    expect(await eve.next('account:changed', ({ images }) => images === 2)).toMatchObject(of(ada))
  })

  test('that becomes public approves who waits', async () => {
    await three()
    await ada.ask('account:edit', { private: true })
    for (const person of [bob, eve]) await person.ask('account:follow', of(ada))
    await eve.ask('account:unfollow', of(ada))

    await ada.ask('account:edit', { private: false })

    expect((await ada.ask('request:list', {})).requests).toEqual([])
    expect(await ada.ask('account:get', of(ada))).toMatchObject({ followers: 1, private: false })
    expect(await bob.ask('account:get', of(ada))).toMatchObject({ followedByMe: true })
    expect(await eve.ask('account:get', of(ada))).toMatchObject({ followedByMe: false })
  })

  test('does not keep a request that a dead node has left when it became public', async () => {
    await three()
    const [followerId, followedId] = [await idOf(bob), await idOf(ada)]
    await instance.node(0).app.ctx.db.insertInto('followRequest').values({ followerId, followedId }).execute()

    expect(await bob.ask('account:follow', of(ada))).toEqual({ followers: 1 })

    expect((await ada.ask('request:list', {})).requests).toEqual([])
    expect((await bob.ask('account:get', of(ada))).relation).toMatchObject({ followedByMe: true, requestedByMe: false })
  })

  test('is told nothing about behind its back: a like of its image reaches only who may see both', async () => {
    await three()
    const dan = await signUp(instance, 'dan', { node: 0 })
    const image = await ada.upload()
    for (const person of [bob, eve]) await person.ask('account:follow', of(ada))
    for (const person of [eve, dan]) await person.ask('account:follow', of(bob))
    await ada.ask('account:edit', { private: true })

    await bob.ask('image:like', { id: image.id })

    await eve.next('activity:recorded', ({ verb }) => verb === 'liked')
    await settled(dan)
    expect(dan.all('activity:recorded').filter(({ verb }) => verb === 'liked')).toEqual([])
    expect((await dan.ask('activity:list', {})).activities.filter(({ verb }) => verb === 'liked')).toEqual([])
    expect((await eve.ask('activity:list', {})).activities[0]).toMatchObject({ verb: 'liked', actor: of(bob) })
  })
})

describe('a block', () => {
  test('un-follows both ways, hides both ways, and takes both out of what they watch, on every node', async () => {
    await three()
    const hers = await ada.upload()
    const his = await bob.upload()
    await bob.ask('account:follow', of(ada))
    await ada.ask('account:follow', of(bob))
    for (const person of [ada, bob, eve]) {
      for (const { id } of [hers, his]) await person.ask('image:watch', { id })
    }
    await bob.ask('account:watch', of(ada))
    await ada.ask('account:watch', of(bob))
    await bob.ask('activity:watch', {})

    await ada.ask('account:block', of(bob))
    await Promise.all([
      bob.next('account:hidden', ({ username }) => username === ada.username, atOnce),
      ada.next('account:hidden', ({ username }) => username === bob.username, atOnce),
    ])
    await ada.ask('account:block', of(bob))

    await expect.poll(() => roomSize(1, watchersOf(hers.id))).toBe(bob.node === ada.node ? 2 : 1)
    await expect.poll(() => roomSize(0, watchersOf(his.id))).toBe(bob.node === ada.node ? 2 : 0)
    const adaId = await idOf(ada)
    await expect.poll(() => roomSize(1, visitorsOf(adaId))).toBe(0)
    const [heardByBob, heardByAda] = [bob.heard.length, ada.heard.length]
    await eve.ask('image:like', { id: hers.id })
    await eve.ask('image:like', { id: his.id })
    await ada.upload()
    await bob.upload()
    await eve.next('image:changed', ({ id }) => id === his.id)
    await settled(ada, bob)

    const toldOf = (person: Person, since: number, words: string[]) =>
      person.heard
        .slice(since)
        .filter(({ payload }) => words.some(word => JSON.stringify(payload).includes(`"${word}"`)))
    expect(toldOf(bob, heardByBob, [ada.username, hers.id]).map(({ name }) => name)).toEqual([])
    // Of whom she has blocked she hears no more than he does.
    expect(toldOf(ada, heardByAda, [bob.username, his.id]).map(({ name }) => name)).toEqual([])
    await expect(bob.ask('account:get', of(ada))).rejects.toThrow('not_found')
    await expect(bob.ask('account:follow', of(ada))).rejects.toThrow('not_found')
    await expect(bob.ask('account:watch', of(ada))).rejects.toThrow('not_found')
    await expect(bob.ask('image:get', { id: hers.id })).rejects.toThrow('not_found')
    await expect(bob.ask('image:list', { by: ada.username })).rejects.toThrow('not_found')
    await expect(ada.ask('image:get', { id: his.id })).rejects.toThrow('not_found')
    await expect(ada.ask('account:follow', of(bob))).rejects.toThrow('forbidden')
    expect(await ada.ask('account:get', of(bob))).toMatchObject({
      followers: 0,
      following: 0,
      relation: { blockedByMe: true, followedByMe: false, followsMe: false },
    })
    expect((await ada.ask('image:list', { by: bob.username })).images).toEqual([])
    for (const [person, other] of [
      [ada, bob],
      [bob, ada],
    ] as const) {
      const listed = await person.ask('account:list', { limit: 50 })
      const found = await person.ask('account:search', { text: other.username })
      const liked = await person.ask('image:likers', { id: person === ada ? hers.id : his.id })
      const shown = await person.ask('image:list', { limit: 50 })
      expect(usernames([...listed.accounts, ...found.accounts, ...liked.accounts])).not.toContain(other.username)
      expect(usernames(shown.images.map(({ by }) => by))).not.toContain(other.username)
    }
    expect(await recount(instance.node(0).app.ctx.db)).toEqual([])
  })

  test('is listed, and its end brings back what can be seen, not who followed', async () => {
    await three()
    await bob.ask('account:follow', of(ada))
    await ada.ask('account:block', of(bob))
    expect(usernames((await ada.ask('account:blocked', {})).accounts)).toEqual([bob.username])
    expect((await bob.ask('account:blocked', {})).accounts).toEqual([])

    await ada.ask('account:unblock', of(bob))

    await bob.next('account:shown', ({ username }) => username === ada.username, atOnce)
    expect(await bob.ask('account:get', of(ada))).toMatchObject({ followers: 0, followedByMe: false })
    expect((await ada.ask('account:blocked', {})).accounts).toEqual([])
    await expect(ada.ask('account:block', of(ada))).rejects.toThrow('invalid')
  })

  test('of two at the same moment can be taken back by both', async () => {
    await three()
    await ada.ask('account:block', of(bob))
    const [blockerId, blockedId] = [await idOf(bob), await idOf(ada)]
    await instance.node(0).app.ctx.db.insertInto('block').values({ blockerId, blockedId }).execute()

    await ada.ask('account:unblock', of(bob))
    await expect(ada.ask('account:get', of(bob))).rejects.toThrow('not_found')
    await bob.ask('account:unblock', of(ada))

    expect(await ada.ask('account:get', of(bob))).toMatchObject(of(bob))
    expect(await bob.ask('account:get', of(ada))).toMatchObject(of(ada))
  })

  test('lets nothing be heard of what the other decides later', async () => {
    await three()
    await ada.ask('account:block', of(bob))
    await bob.next('account:hidden')
    const heard = bob.heard.length

    await ada.ask('account:edit', { private: true })

    await eve.next('account:hidden', ({ username }) => username === ada.username)
    await settled(bob)
    expect(JSON.stringify(bob.heard.slice(heard))).not.toContain(ada.username)
  })

  test('does not shut out who keeps order here', async () => {
    await three()
    await ada.ask('account:block', of(keeper))
    expect(await keeper.ask('account:get', of(ada))).toMatchObject(of(ada))
    await expect(keeper.ask('account:follow', of(ada))).rejects.toThrow('forbidden')
  })

  test('holds for who comes back: nothing of what was told meanwhile, from memory or from the log', async () => {
    await three()
    await bob.ask('account:follow', of(ada))
    await bob.next('mine:changed')
    const cursor = lastCursor(bob)
    bob.close()
    await ada.upload({ title: 'Before the block' })
    await ada.ask('account:block', of(bob))
    await ada.upload({ title: 'After the block' })
    await settled(ada)

    const back = await bob.open({ cursor })
    const node = await instance.restartNode(1)
    const again = await bob.open({ cursor }, node)

    for (const window of [back, again]) {
      expect(window.all('activity:recorded')).toEqual([])
      expect(window.all('account:hidden')).toMatchObject([of(ada)])
      expect(window.all('live:resync')).toEqual([])
    }
  })
})

test('who comes back hears that their notifications are others now, not what was in them of whom they may not see any more', async () => {
  await three()
  await ada.ask('account:edit', { private: true })
  await bob.ask('account:follow', of(ada))
  await ada.ask('request:approve', of(bob))
  await bob.next('notification:changed', ({ notification }) => notification.kind === 'approved')
  const { id } = await bob.upload()
  const cursor = lastCursor(bob)
  await ada.upload({ title: 'For my followers', description: `@${bob.username}` })
  await bob.next('notification:changed', ({ notification }) => notification.kind === 'mentioned')
  // Whoever likes it last is the subject of the event, and whoever did before stands in it too.
  for (const person of [ada, eve]) await person.ask('image:like', { id })
  await settled(bob)
  const whole = await bob.open({ cursor })
  expect(whole.all('notification:changed')).toHaveLength(3)

  await ada.ask('account:remove-follower', of(bob))
  await ada.ask('account:block', of(bob))
  await settled(bob)
  const back = await bob.open({ cursor })

  expect(JSON.stringify(back.heard)).not.toContain('For my followers')
  expect(back.all('notification:changed')).toEqual([])
  expect(back.all('notification:forgotten').at(-1)).toMatchObject({ unread: 1, version: expect.any(String) })
})

test('who comes back hears of their own save without what it looked like, of somebody whom they may not see any more', async () => {
  await three()
  const bytes = await somePicture()
  await ada.upload({}, bytes)
  const cursor = lastCursor(bob)
  const { id } = await bob.upload({}, bytes)
  // Small pictures made by chance may look like others too.
  expect((await bob.next('image:saved')).alike[0]).toMatchObject({ same: true, image: { by: of(ada) } })
  await bob.ask('account:block', of(ada))
  await settled(bob)

  const back = await bob.open({ cursor })

  expect(await back.next('image:saved')).toMatchObject({ image: { id }, alike: [] })
})

const lastCursor = (connection: Connection) =>
  connection.heard
    .map(({ payload }) => (payload as { cursor?: string }).cursor)
    .findLast(cursor => cursor !== undefined)!

describe('a mute', () => {
  test('silences somebody for me alone, and they do not learn of it', async () => {
    await three()
    for (const person of [bob, eve]) await person.ask('account:follow', of(ada))
    await ada.next('account:changed', ({ followers }) => followers === 2)
    const heard = ada.heard.length

    await bob.ask('account:mute', of(ada))
    await bob.next('mine:changed', ({ account }) => account?.relation.mutedByMe === true)
    expect(ada.heard).toHaveLength(heard)
    await ada.upload()
    await eve.next('activity:recorded', ({ verb }) => verb === 'bookmarked')
    await settled(bob)

    expect(bob.all('activity:recorded').filter(({ actor }) => actor.username === ada.username)).toEqual([])
    expect((await bob.ask('activity:list', {})).activities).toEqual([])
    // On her own page he still sees what she did.
    expect((await bob.ask('activity:list', { by: ada.username })).activities).not.toEqual([])
    expect(usernames((await bob.ask('account:muted', {})).accounts)).toEqual([ada.username])
    await bob.ask('account:unmute', of(ada))
    expect((await bob.ask('activity:list', {})).activities).not.toEqual([])
    await expect(bob.ask('account:mute', of(bob))).rejects.toThrow('invalid')
  })
})

test('whoever is withdrawn is gone for everybody at once, and back with everything', async () => {
  await three()
  const image = await ada.upload()
  const visitor = await connect(instance.node(1))
  await bob.ask('image:watch', { id: image.id })
  await bob.ask('image:like', { id: image.id })
  const [{ ctx }, id] = [instance.node(0).app, await idOf(ada)]

  await change(ctx, async trx => {
    await trx.updateTable('account').set({ suspendedAt: new Date() }).where('id', '=', id).execute()
    await withdrawAccount(trx, id)
  })

  const hers = ({ username }: { username: string }) => username === ada.username
  await Promise.all([visitor, bob].map(window => window.next('account:hidden', hers, atOnce)))
  await expect.poll(() => roomSize(1, watchersOf(image.id))).toBe(0)
  await expect(bob.ask('image:get', { id: image.id })).rejects.toThrow('not_found')
  await expect(bob.ask('account:get', of(ada))).rejects.toThrow('not_found')
  // In a new window: the embedded node has been restarted above.
  const staff = await keeper.open({}, instance.node(0))
  expect(await staff.ask('account:get', of(ada))).toMatchObject(of(ada))

  await change(ctx, async trx => {
    await trx.updateTable('account').set({ suspendedAt: null }).where('id', '=', id).execute()
    await restoreAccount(trx, id)
  })
  await Promise.all([visitor, bob].map(window => window.next('account:shown', hers, atOnce)))
  expect(await bob.ask('image:get', { id: image.id })).toMatchObject({ likes: 1 })
})
