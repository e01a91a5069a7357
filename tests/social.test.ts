import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { recount } from '../server/database/recount.ts'
import { embedded, startInstance, type Instance } from './support/instance.ts'
import { atOnce, connect, signUp } from './support/people.ts'

let instance: Instance
beforeAll(async () => {
  instance = await startInstance()
})
afterAll(() => instance.close())

const adaAndBob = () => Promise.all([signUp(instance, 'ada', { node: 0 }), signUp(instance, 'bob', { node: 1 })])

describe('liking', () => {
  test('counts once, and is taken back once', async () => {
    const [ada, bob] = await adaAndBob()
    const { id } = await ada.upload()

    expect(await bob.ask('image:like', { id })).toEqual({ likes: 1 })
    expect(await bob.ask('image:like', { id })).toEqual({ likes: 1 })
    expect(await bob.ask('image:get', { id })).toMatchObject({ likes: 1, likedByMe: true })
    expect(await ada.ask('image:get', { id })).toMatchObject({ likes: 1, likedByMe: false })
    expect((await ada.ask('image:likers', { id })).accounts.map(account => account.username)).toEqual([bob.username])
    expect(await bob.ask('image:unlike', { id })).toEqual({ likes: 0 })
    expect(await bob.ask('image:unlike', { id })).toEqual({ likes: 0 })
  })

  test('is seen at once by who looks at the image on another node, and in the other tabs of the person', async () => {
    const [ada, bob] = await adaAndBob()
    const { id } = await ada.upload()
    const visitor = await connect(instance.node(1))
    const otherTab = await bob.open({}, instance.node(0))
    await visitor.ask('image:watch', { id })

    await bob.ask('image:like', { id })

    const [seen, mine] = await Promise.all([
      visitor.next('image:changed', undefined, atOnce),
      otherTab.next('mine:changed', undefined, atOnce),
    ])
    expect(seen).toMatchObject({ id, likes: 1, cursor: expect.any(String) })
    expect(mine).toMatchObject({ image: { id, likedByMe: true } })
    await visitor.ask('image:unwatch', { id })
    await bob.ask('image:unlike', { id })
    await otherTab.next('mine:changed', change => change.image?.likedByMe === false)
    expect(visitor.all('image:changed')).toHaveLength(1)
  })

  test('by another spelling of its number is a like of the same image', async () => {
    const [ada, bob] = await adaAndBob()
    const { id } = await ada.upload()
    await ada.ask('image:watch', { id })

    await bob.ask('image:like', { id: `00${id}` })

    expect(await ada.next('image:changed')).toMatchObject({ id, likes: 1 })
  })

  test('tells the likes in the order in which they happened', async () => {
    const people = await Promise.all(
      Array.from({ length: 10 }, (_, index) => signUp(instance, 'fan', { node: index % 2 })),
    )
    const { id } = await people[0]!.upload()
    const visitor = await connect(instance.node(0))
    await visitor.ask('image:watch', { id })

    await Promise.all(people.map(person => person.ask('image:like', { id })))
    await Promise.all(people.map(person => person.ask('image:unlike', { id })))

    await visitor.next('image:changed', change => change.likes === 0)
    const told = visitor.all('image:changed').map(change => change.likes)
    expect(told).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0])
  })

  test('is refused for what is not there, and without a sign-in', async () => {
    const [ada] = await adaAndBob()
    const visitor = await connect(instance.node(0))

    await expect(ada.ask('image:like', { id: '987654321' })).rejects.toThrow('not_found')
    await expect(ada.ask('image:unlike', { id: 'nothing' })).rejects.toThrow('not_found')
    await expect(ada.ask('image:likers', { id: '0' })).rejects.toThrow('not_found')
    await expect(ada.ask('image:like', { id: 5 } as never)).rejects.toThrow('invalid')
    await expect(visitor.ask('image:like', { id: '1' })).rejects.toThrow('unauthenticated')
    await expect(visitor.ask('image:unlike', { id: '1' })).rejects.toThrow('unauthenticated')
  })
})

describe('following', () => {
  test('counts once on both sides, and is undone once', async () => {
    const [ada, bob] = await adaAndBob()

    expect(await bob.ask('account:follow', { username: ada.username.toUpperCase() })).toEqual({ followers: 1 })
    expect(await bob.ask('account:follow', { username: ada.username })).toEqual({ followers: 1 })
    expect(await bob.ask('account:get', { username: ada.username })).toMatchObject({ followers: 1, followedByMe: true })
    expect(await ada.ask('account:get', { username: bob.username })).toMatchObject({
      following: 1,
      followedByMe: false,
    })
    expect(await bob.ask('account:unfollow', { username: ada.username })).toEqual({ followers: 0 })
    expect(await bob.ask('account:unfollow', { username: ada.username })).toEqual({ followers: 0 })
  })

  test('changes the counts in place for who looks, at once and on another node', async () => {
    const [ada, bob] = await adaAndBob()
    const visitor = await connect(instance.node(0))
    await visitor.ask('account:watch', { username: ada.username })

    await bob.ask('account:follow', { username: ada.username })

    const [seen] = await Promise.all([
      visitor.next('account:changed', undefined, atOnce),
      ada.next('account:changed', change => change.followers === 1, atOnce),
      bob.next('account:changed', change => change.following === 1, atOnce),
    ])
    expect(seen).toMatchObject({ username: ada.username, followers: 1 })
    await visitor.ask('account:unwatch', { username: ada.username })
  })

  test('oneself, nobody, or without a sign-in is refused', async () => {
    const [ada] = await adaAndBob()
    const visitor = await connect(instance.node(0))

    await expect(ada.ask('account:follow', { username: ada.username })).rejects.toThrow('invalid')
    await expect(ada.ask('account:follow', { username: 'nobody_at_all' })).rejects.toThrow('not_found')
    await expect(ada.ask('account:unfollow', { username: 'nobody_at_all' })).rejects.toThrow('not_found')
    await expect(visitor.ask('account:follow', { username: ada.username })).rejects.toThrow('unauthenticated')
    await expect(visitor.ask('account:unfollow', { username: ada.username })).rejects.toThrow('unauthenticated')
  })
})

describe('activity', () => {
  test('of a person reaches the followers on another node at once, with the picture that can be seen', async () => {
    const [ada, bob] = await adaAndBob()
    const stranger = await signUp(instance, 'eve', { node: 1 })
    await bob.ask('account:follow', { username: ada.username })

    const image = await ada.upload({ title: 'Found' })

    const activity = await bob.next('activity:recorded', ({ verb }) => verb === 'bookmarked', atOnce)
    expect(activity).toMatchObject({
      verb: 'bookmarked',
      actor: { username: ada.username },
      target: { kind: 'image', image: { id: image.id, title: 'Found', placeholder: image.placeholder } },
    })
    const listed = await bob.ask('activity:list', {})
    expect(listed.activities[0]).toEqual(activity)
    expect(stranger.all('activity:recorded')).toEqual([])
    expect(ada.all('activity:recorded')).toEqual([])
  })

  test('of a like shows the image, of a follow the person', async () => {
    const [ada, bob] = await adaAndBob()
    const eve = await signUp(instance, 'eve', { node: 1 })
    await eve.ask('account:follow', { username: bob.username })
    const image = await ada.upload()

    await bob.ask('image:like', { id: image.id })
    await bob.ask('account:follow', { username: ada.username })

    expect(await eve.next('activity:recorded', ({ verb }) => verb === 'liked')).toMatchObject({
      target: { kind: 'image', image: { id: image.id, by: { username: ada.username } } },
    })
    expect(await eve.next('activity:recorded', ({ verb }) => verb === 'followed')).toMatchObject({
      target: { kind: 'account', account: { username: ada.username, name: 'ada' } },
    })
  })

  test('is everybody’s but mine while I follow nobody, and then of the people I follow', async () => {
    const [ada, bob] = await adaAndBob()
    await ada.upload()
    await bob.upload()

    const before = await ada.ask('activity:list', { limit: 50 })
    await ada.ask('account:follow', { username: bob.username })
    const after = await ada.ask('activity:list', { limit: 50 })

    expect(before.activities.some(({ actor }) => actor.username === ada.username)).toBe(false)
    expect(new Set(before.activities.map(({ actor }) => actor.username)).size).toBeGreaterThan(1)
    expect(new Set(after.activities.map(({ actor }) => actor.username))).toEqual(new Set([bob.username]))
    expect(after.activities.map(({ verb }) => verb)).toEqual(['bookmarked', 'joined'])
  })

  test('by cursor has no repeat and no gap, with people who were quiet and people who go on', async () => {
    const [ada, bob] = await adaAndBob()
    const eve = await signUp(instance, 'eve')
    for (const { username } of [bob, eve]) await ada.ask('account:follow', { username })
    for (let round = 0; round < 4; round++) {
      await bob.upload()
      if (round < 2) await eve.upload()
    }
    const whole = (await ada.ask('activity:list', { limit: 50 })).activities.map(({ id }) => id)

    const seen: string[] = []
    let before: string | undefined
    do {
      const page = await ada.ask('activity:list', { before, limit: 2 })
      seen.push(...page.activities.map(({ id }) => id))
      before = page.next ?? undefined
      await eve.upload()
    } while (before)

    expect(whole).toHaveLength(8)
    expect(seen).toEqual(whole)
  })

  test.each(['of the people I follow', 'of one person', 'of everybody'])(
    '%s is read in both directions',
    async which => {
      const [ada, bob] = await adaAndBob()
      const eve = await signUp(instance, 'eve')
      if (which === 'of the people I follow')
        for (const { username } of [bob, eve]) await ada.ask('account:follow', { username })
      for (let round = 0; round < 4; round++) await (round % 2 ? eve : bob).upload()
      const by = which === 'of one person' ? bob.username : undefined
      const { activities } = await ada.ask('activity:list', { by, limit: 50 })
      const whole = activities.map(({ id }) => id)

      const back: string[] = []
      let after: string | undefined = whole.at(-1)
      while (after) {
        const page = await ada.ask('activity:list', { by, after, limit: 2 })
        back.unshift(...page.activities.map(({ id }) => id))
        after = page.previous ?? undefined
      }
      const middle = await ada.ask('activity:list', { by, at: whole[1], limit: 2 })

      expect(whole.length).toBeGreaterThan(2)
      expect(back).toEqual(whole.slice(0, -1))
      expect(middle.activities.map(({ id }) => id)).toEqual(whole.slice(1, 3))
      expect(middle.previous).toBe(whole[1])
    },
  )

  test('is recorded once for the same within 60 seconds, whichever nodes were asked', async () => {
    const [ada, bob] = await adaAndBob()
    const bobElsewhere = await bob.open({}, instance.node(0))
    const { id } = await ada.upload()

    for (let round = 0; round < 3; round++) {
      await Promise.all([bob.ask('image:like', { id }), bobElsewhere.ask('image:like', { id })])
      await Promise.all([bob.ask('image:unlike', { id }), bobElsewhere.ask('image:unlike', { id })])
    }
    await ada.ask('account:follow', { username: bob.username })

    const likes = async () =>
      (await ada.ask('activity:list', { limit: 50 })).activities.filter(({ verb }) => verb === 'liked').length
    expect(await likes()).toBe(1)
    const { db } = instance.node(0).app.ctx
    await sql`update activity_recent set at = at - interval '61 seconds'`.execute(db)
    await bob.ask('image:like', { id })
    expect(await likes()).toBe(2)
  })

  test('of everybody is told to who asks for it', async () => {
    const [ada] = await adaAndBob()
    const visitor = await connect(instance.node(1))
    await visitor.ask('activity:watch', {})

    const image = await ada.upload()
    await visitor.next('activity:recorded', ({ target }) => target?.kind === 'image' && target.image.id === image.id)
    await visitor.ask('activity:unwatch', {})
    const { length } = visitor.all('activity:recorded')
    await visitor.ask('image:watch', { id: image.id })
    await ada.upload()
    await ada.ask('image:like', { id: image.id })

    await visitor.next('image:changed')
    expect(visitor.all('activity:recorded')).toHaveLength(length)
  })
})

test('counts that have drifted are found, reported and corrected', async () => {
  const [ada, bob] = await adaAndBob()
  const { id } = await ada.upload()
  await bob.ask('image:like', { id })
  await bob.ask('account:follow', { username: ada.username })
  const { db } = instance.node(0).app.ctx
  expect(await recount(db)).toEqual([])

  await sql`update image set likes = 5 where id = ${id}`.execute(db)
  await sql`update account set followers = 0 where username = ${ada.username}`.execute(db)

  expect(await recount(db)).toEqual([
    { count: 'image.likes', rows: 1, drift: 4 },
    { count: 'account.followers', rows: 1, drift: 1 },
  ])
  expect(await recount(db)).toEqual([])
  expect(await bob.ask('image:get', { id })).toMatchObject({ likes: 1 })
})

test.skipIf(embedded)('a follow and a follow back at the same time do not lock each other out', async () => {
  const [ada, bob] = await adaAndBob()

  for (let round = 0; round < 20; round++) {
    await Promise.all([
      ada.ask('account:follow', { username: bob.username }),
      bob.ask('account:follow', { username: ada.username }),
    ])
    await Promise.all([
      ada.ask('account:unfollow', { username: bob.username }),
      bob.ask('account:unfollow', { username: ada.username }),
    ])
  }

  expect(await ada.ask('account:get', { username: bob.username })).toMatchObject({ followers: 0, following: 0 })
})
