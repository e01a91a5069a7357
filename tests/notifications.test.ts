// What people are told of one another: grouped, once, live on every device, and only what they may and want to know.
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { notify } from '../server/notifications/notifications.ts'
import { change } from '../server/channels/change.ts'
import type { NotificationView } from '../server/protocol.ts'
import { startInstance, type Instance } from './support/instance.ts'
import { atOnce, call, freshName, password, signUp, somePicture, type Person } from './support/people.ts'

let instance: Instance
let first: Person
let ada: Person
let bob: Person
let cyd: Person
beforeAll(async () => {
  instance = await startInstance()
  first = await signUp(instance, 'first')
  ada = await signUp(instance, 'ada', { node: 0 })
  bob = await signUp(instance, 'bob', { node: 1 })
  cyd = await signUp(instance, 'cyd', { node: 0 })
})
afterAll(() => instance.close())

const ctx = () => instance.node(0).app.ctx
const idOf = async ({ username }: Person) => {
  const { rows } = await sql<{ id: string }>`select id::text from account where username = ${username}`.execute(
    ctx().db,
  )
  return rows[0]!.id
}
const listed = async (person: Person) => (await person.ask('notification:list', {})).notifications
const about =
  (id: string, kind = 'liked') =>
  (notification: NotificationView) =>
    notification.image?.id === id && notification.kind === kind
const names = ({ actors }: NotificationView) => actors.map(actor => actor.username)
/** So that each test begins with none. */
const readAll = async (person: Person) => {
  const { notifications } = await person.ask('notification:list', { limit: 1 })
  if (notifications[0]) await person.ask('notification:read', { upTo: notifications[0].position })
}

describe('a like', () => {
  test('is told live on another node, and the next one joins it', async () => {
    const { id } = await ada.upload({ title: 'Kitten' })
    const { unread } = await ada.ask('notification:list', {})

    await bob.ask('image:like', { id })
    const first = await ada.next('notification:changed', ({ notification }) => about(id)(notification), atOnce)
    await cyd.ask('image:like', { id })
    const joined = ({ notification }: { notification: NotificationView }) =>
      about(id)(notification) && notification.count === 2
    const second = await ada.next('notification:changed', joined, atOnce)

    expect(first).toMatchObject({
      unread: unread + 1,
      cursor: expect.any(String),
      notification: { kind: 'liked', count: 1, read: false, image: { id, title: 'Kitten' } },
    })
    expect(second).toMatchObject({ unread: unread + 1, notification: { id: first.notification.id } })
    expect(names(second.notification)).toEqual([cyd.username, bob.username])
    expect(BigInt(second.version)).toBeGreaterThan(BigInt(first.version))
    expect((await listed(ada))[0]).toEqual(second.notification)
  })

  test('that is taken back is told no more while it is unread, and is not repeated when it was read', async () => {
    const { id } = await ada.upload()
    await bob.ask('image:like', { id })
    await cyd.ask('image:like', { id })
    await cyd.ask('image:unlike', { id })
    expect((await listed(ada)).filter(about(id))).toMatchObject([{ count: 1, actors: [{ username: bob.username }] }])
    await bob.ask('image:unlike', { id })
    expect((await listed(ada)).filter(about(id))).toEqual([])
    await ada.next('notification:forgotten')

    await bob.ask('image:like', { id })
    await readAll(ada)
    await bob.ask('image:unlike', { id })
    await bob.ask('image:like', { id })
    await cyd.ask('image:like', { id })

    expect((await listed(ada)).filter(about(id))).toMatchObject([
      { count: 1, read: false, actors: [{ username: cyd.username }] },
      { count: 1, read: true, actors: [{ username: bob.username }] },
    ])
  })

  test('of one’s own image is news to nobody', async () => {
    const { id } = await ada.upload()
    await ada.ask('image:like', { id })
    expect((await listed(ada)).filter(about(id))).toEqual([])
  })

  test('goes with its image', async () => {
    const { id } = await ada.upload()
    await bob.ask('image:like', { id })
    await ada.ask('image:remove', { id })
    expect((await listed(ada)).filter(about(id))).toEqual([])
  })

  test('goes with whoever liked it, and the count is right', async () => {
    const gone = await signUp(instance, 'gone')
    const { id } = await ada.upload()
    await bob.ask('image:like', { id })
    await gone.ask('image:like', { id })
    await sql`delete from account where username = ${gone.username}`.execute(ctx().db)
    expect((await listed(ada)).filter(about(id))).toMatchObject([{ count: 1, actors: [{ username: bob.username }] }])
    const { rows } = await sql`
      select actors from notification where image_id = ${id}`.execute(ctx().db)
    expect(rows).toEqual([{ actors: 1 }])
  })

  test('of many at once is one group with the right count', async () => {
    const { id } = await ada.upload()
    const { rows } = await sql<{ id: string }>`
      insert into account (username, email, name, password_hash)
      select 'crowd_' || n, 'crowd_' || n || '@example.org', 'Crowd ' || n, '' from generate_series(1, 40) as n
      returning id::text`.execute(ctx().db)
    const accountId = await idOf(ada)
    await Promise.all(
      rows.map((row, index) => {
        const { app } = instance.node(index % 2)
        return change(app.ctx, trx => notify(app.ctx, trx, { kind: 'liked', accountId, actorId: row.id, imageId: id }))
      }),
    )
    const [group, ...more] = (await listed(ada)).filter(about(id))
    expect(group).toMatchObject({ count: 40 })
    expect(group!.actors).toHaveLength(3)
    expect(more).toEqual([])
    const last = await ada.next('notification:changed', ({ notification }) => notification.count === 40)
    // Whatever order they came in: the greatest version has the right count.
    const versions = ada.all('notification:changed').map(({ version }) => BigInt(version))
    expect(versions.every(version => version <= BigInt(last.version))).toBe(true)
  })
})

describe('other news', () => {
  test('a new follower, until they think better of it', async () => {
    await bob.ask('account:follow', { username: ada.username })
    const followed = ({ notification }: { notification: NotificationView }) => notification.kind === 'followed'
    await ada.next('notification:changed', followed, atOnce)
    expect((await listed(ada))[0]).toMatchObject({
      kind: 'followed',
      image: null,
      actors: [{ username: bob.username }],
    })
    await bob.ask('account:unfollow', { username: ada.username })
    expect((await listed(ada))[0]?.kind).not.toBe('followed')
  })

  test('a request to follow and its answer, of a private account', async () => {
    const shy = await signUp(instance, 'shy')
    await shy.ask('account:edit', { private: true })
    await bob.ask('account:follow', { username: shy.username })
    expect(await listed(shy)).toMatchObject([{ kind: 'requested', actors: [{ username: bob.username }] }])
    await readAll(shy)
    await bob.ask('account:unfollow', { username: shy.username })
    await bob.ask('account:follow', { username: shy.username })
    expect(await listed(shy)).toMatchObject([{ kind: 'requested', read: false }])

    await shy.ask('request:approve', { username: bob.username })

    expect((await listed(shy)).filter(({ kind }) => kind === 'requested')).toEqual([])
    expect((await listed(bob))[0]).toMatchObject({ kind: 'approved', actors: [{ username: shy.username }] })
  })

  test('somebody who joins from an invitation', async () => {
    const { code } = await first.ask('invitation:create', {})
    const [username, node] = [freshName('guest'), instance.node(1)]
    const input = { username, email: `${username}@example.org`, name: 'Guest', password, invitation: code }
    expect((await call(node, 'POST', '/api/accounts', input)).status).toBe(201)
    const { notification } = await first.next(
      'notification:changed',
      ({ notification: { kind } }) => kind === 'joined',
      atOnce,
    )
    expect(notification.actors).toMatchObject([{ username }])
    expect((await listed(first))[0]).toMatchObject({ kind: 'joined', actors: [{ username }] })
  })

  test('whoever saves the same picture, by its bytes or from the page of the image', async () => {
    const bytes = await somePicture()
    const { id } = await ada.upload({}, bytes)
    await bob.upload({}, bytes)
    await cyd.upload({ pageUrl: `${instance.node(0).environment.PUBLIC_URL}/images/${id}/a-find` })
    await ada.next(
      'notification:changed',
      ({ notification }) => about(id, 'saved')(notification) && notification.count === 2,
      atOnce,
    )
    const [group] = (await listed(ada)).filter(about(id, 'saved'))
    expect(names(group!)).toContain(bob.username)
    expect(names(group!)).toEqual([cyd.username, bob.username])
  })

  test('a mention, in the words as they are saved or as they are changed', async () => {
    const { id } = await bob.upload({ title: 'For you', description: `Look, @${ada.username}! mail@${cyd.username}` })
    await ada.next('notification:changed', ({ notification }) => about(id, 'mentioned')(notification), atOnce)
    expect((await listed(ada)).filter(about(id, 'mentioned'))).toMatchObject([{ actors: [{ username: bob.username }] }])
    expect((await listed(cyd)).filter(about(id, 'mentioned'))).toEqual([])

    await bob.ask('image:edit', { id, description: `Look, @${cyd.username.toUpperCase()}.` })

    expect((await listed(cyd)).filter(about(id, 'mentioned'))).toHaveLength(1)
    expect((await listed(ada)).filter(about(id, 'mentioned'))).toEqual([])
  })

  test('nothing of an image that is still held back, and all of it when it is released', async () => {
    await bob.ask('account:edit', { saveDelay: 60 })
    const { id } = await bob.upload({ title: `With @${ada.username}` })
    await bob.ask('account:edit', { saveDelay: 0 })
    expect((await listed(ada)).filter(about(id, 'mentioned'))).toEqual([])
    await bob.ask('image:release', { id })
    expect((await listed(ada)).filter(about(id, 'mentioned'))).toHaveLength(1)
  })
})

describe('what is read', () => {
  test('is read in every tab and on every device, once', async () => {
    const { id } = await ada.upload()
    const phone = await ada.open({}, instance.node(1))
    await bob.ask('image:like', { id })
    const { notification } = await phone.next('notification:changed', ({ notification }) => about(id)(notification))

    const answer = await ada.ask('notification:read', { upTo: notification.position })

    expect(answer.unread).toBe(0)
    const told = await phone.next('notification:read', ({ version }) => version === answer.version, atOnce)
    expect(told).toMatchObject({ upTo: notification.position, unread: 0 })
    expect((await phone.ask('notification:list', {})).unread).toBe(0)
    const before = phone.all('notification:read').length
    await ada.ask('notification:read', { ids: [notification.id] })
    await bob.ask('account:follow', { username: ada.username })
    await phone.next('notification:changed', ({ notification }) => notification.kind === 'followed')
    expect(phone.all('notification:read')).toHaveLength(before)
  })

  test('a position leaves unread what came after it, and is nobody else’s affair', async () => {
    await readAll(ada)
    const [one, two] = [await ada.upload(), await ada.upload()]
    await bob.ask('image:like', { id: one.id })
    const [older] = await listed(ada)
    await bob.ask('image:like', { id: two.id })

    await bob.ask('notification:read', { ids: [older!.id] })
    expect((await ada.ask('notification:list', {})).unread).toBe(2)
    expect((await ada.ask('notification:read', { upTo: older!.position })).unread).toBe(1)
  })

  test('must be named', async () => {
    await expect(ada.ask('notification:read', {})).rejects.toThrow('Say which ones')
    await expect(ada.ask('notification:read', { upTo: 'now' })).rejects.toThrow('invalid')
  })

  test('pages go on where the last one ended', async () => {
    const all = await listed(ada)
    const first = await ada.ask('notification:list', { limit: 2 })
    const second = await ada.ask('notification:list', { limit: 2, before: first.next! })
    expect([...first.notifications, ...second.notifications]).toEqual(all.slice(0, 4))
  })
})

describe('nobody is told', () => {
  const told = async (person: Person, id: string) => (await listed(person)).filter(about(id)).length

  test('of whom they have muted, also of what they did before', async () => {
    const { id } = await ada.upload()
    const loud = await signUp(instance, 'loud')
    await loud.ask('image:like', { id })
    expect(await told(ada, id)).toBe(1)
    await ada.ask('account:mute', { username: loud.username })
    const badge = await ada.ask('notification:list', {})
    const forgotten = await ada.next('notification:forgotten', ({ version }) => version === badge.version, atOnce)
    expect(badge.notifications.filter(about(id))).toEqual([])
    expect(forgotten).toMatchObject({ unread: badge.unread })
    const other = await ada.upload()
    await loud.ask('image:like', { id: other.id })
    expect(await told(ada, other.id)).toBe(0)
  })

  test('of whoever blocks them or is blocked, and a block forgets what was told before', async () => {
    const { id } = await ada.upload()
    const foe = await signUp(instance, 'foe')
    await foe.ask('image:like', { id })
    await bob.ask('image:like', { id })
    await foe.ask('account:block', { username: ada.username })
    expect((await listed(ada)).filter(about(id))).toMatchObject([{ count: 1, actors: [{ username: bob.username }] }])
    await foe.ask('account:unblock', { username: ada.username })
    expect((await listed(ada)).filter(about(id))).toMatchObject([{ count: 1, actors: [{ username: bob.username }] }])
  })

  test('of whoever is suspended, and of what a private account keeps to its followers', async () => {
    const bytes = await somePicture()
    const { id } = await ada.upload({}, bytes)
    const shy = await signUp(instance, 'shy')
    await sql`update account set private = true where username = ${shy.username}`.execute(ctx().db)
    await shy.upload({ title: `Not for @${ada.username}` }, bytes)
    expect((await listed(ada)).filter(({ actors }) => actors[0]?.username === shy.username)).toEqual([])
    await shy.ask('image:like', { id })
    expect(await told(ada, id)).toBe(1)
    await sql`update account set suspended_at = now() where username = ${shy.username}`.execute(ctx().db)
    expect(await told(ada, id)).toBe(0)
  })
})

describe('preferences', () => {
  test('are everything and a weekly mail until they are changed, and are the same in all tabs', async () => {
    const tab = await cyd.open({}, instance.node(1))
    const before = await cyd.ask('notification:preferences', {})
    expect(before.digest).toBe('weekly')
    expect(before.kinds).toHaveLength(7)
    expect(before.kinds.every(({ app, digest, push }) => app && digest && push)).toBe(true)

    await cyd.ask('notification:prefer', { kind: 'liked', app: false })
    await cyd.ask('notification:prefer', { every: 'daily' })

    const after = await tab.next('notification:preferred', ({ digest }) => digest === 'daily', atOnce)
    expect(after.kinds.find(({ kind }) => kind === 'liked')).toEqual({
      kind: 'liked',
      app: false,
      digest: true,
      push: true,
    })
    expect(await cyd.ask('notification:preferences', {})).toMatchObject({ kinds: after.kinds, digest: 'daily' })
  })

  test('a kind that is switched off is neither listed, counted nor told live', async () => {
    const { id } = await cyd.upload()
    const { unread } = await cyd.ask('notification:list', {})
    await bob.ask('image:like', { id })
    expect((await cyd.ask('notification:list', {})).unread).toBe(unread)
    expect((await listed(cyd)).filter(about(id))).toEqual([])
    expect(cyd.all('notification:changed').filter(({ notification }) => about(id)(notification))).toEqual([])
    await cyd.ask('notification:prefer', { kind: 'liked', app: true })
    expect((await listed(cyd)).filter(about(id))).toHaveLength(1)
  })

  test('that make no sense are refused', async () => {
    await expect(cyd.ask('notification:prefer', { app: false })).rejects.toThrow('Say of which kind.')
    await expect(cyd.ask('notification:prefer', { every: 'hourly' as never })).rejects.toThrow('daily, weekly')
    await expect(cyd.ask('notification:prefer', { kind: 'gossip' as never })).rejects.toThrow(
      'no notifications of this',
    )
  })
})
