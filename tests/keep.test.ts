// Keeping what somebody else has: the same picture on one's own wall, as any other save, of what everybody may see alone.
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addPoints } from '../server/database/throttle.ts'
import { startInstance, type Instance } from './support/instance.ts'
import { atOnce, connect, signUp, type Person } from './support/people.ts'

let instance: Instance
let keeper: Person
let ada: Person
let bob: Person
beforeAll(async () => {
  instance = await startInstance()
  keeper = await signUp(instance, 'keeper')
  ada = await signUp(instance, 'ada', { node: 0 })
  bob = await signUp(instance, 'bob', { node: 1 })
})
afterAll(() => instance.close())

const ctx = () => instance.node(0).app.ctx
const refused = (code: string) => expect.objectContaining({ view: expect.objectContaining({ code }) })
const words = {
  title: 'Kitten',
  description: 'Seen by me, @nobody_at_all',
  alt: 'A kitten in the grass',
  pageUrl: 'https://example.org/kittens',
}

describe('what somebody else has', () => {
  test('is kept with its page, title and alternative text, not what they say of it, without fetching anything', async () => {
    const hers = await ada.upload(words)
    const before = await countPictures()

    const his = await bob.ask('image:keep', { id: hers.id })

    expect(his).toMatchObject({
      title: 'Kitten',
      description: '',
      alt: words.alt,
      pageUrl: words.pageUrl,
      sourceUrl: null,
      slug: 'kitten',
      picture: hers.picture,
      sources: hers.sources,
      likes: 0,
      heldUntil: null,
      by: { username: bob.username },
    })
    expect(his.id).not.toBe(hers.id)
    expect(await countPictures()).toBe(before)
    expect((await ada.ask('image:list', { by: bob.username })).images).toMatchObject([{ id: his.id }])
    expect(await ada.ask('account:get', { username: bob.username })).toMatchObject({ images: 1 })
  })

  test('is told as any other save: to my tabs, my followers and whoever had it, on another node', async () => {
    const follower = await signUp(instance, 'follower', { node: 0 })
    const cyd = await signUp(instance, 'cyd', { node: 1 })
    await follower.ask('account:follow', { username: cyd.username })
    const tab = await cyd.open({}, instance.node(0))
    const hers = await ada.upload({ ...words, title: 'Told' })

    const { id } = await cyd.ask('image:keep', { id: hers.id })

    const saved = await tab.next('image:saved', ({ image }) => image.id === id, atOnce)
    expect(saved).toMatchObject({ saveId: null, alike: [], image: { picture: hers.picture } })
    const told = await follower.next(
      'activity:recorded',
      ({ actor, verb }) => actor.username === cyd.username && verb === 'bookmarked',
      atOnce,
    )
    expect(told).toMatchObject({ verb: 'bookmarked', target: { image: { id } } })
    const news = await ada.next(
      'notification:changed',
      ({ notification: { kind, image } }) => kind === 'saved' && image?.id === hers.id,
      atOnce,
    )
    expect(news.notification.actors).toMatchObject([{ username: cyd.username }])
    tab.close()
  })

  test('names nobody anew: whoever its words name was told when they were written', async () => {
    const named = await signUp(instance, 'named')
    const hers = await ada.upload({ title: `For @${named.username}` })
    await named.next('notification:changed', ({ notification }) => notification.kind === 'mentioned')

    await bob.ask('image:keep', { id: hers.id })
    await bob.ask('image:like', { id: hers.id })
    await ada.next(
      'notification:changed',
      ({ notification: { kind, image } }) => kind === 'liked' && image?.id === hers.id,
    )

    const [mentioned, ...others] = (await named.ask('notification:list', {})).notifications
    expect(mentioned).toMatchObject({ kind: 'mentioned', count: 1, actors: [{ username: ada.username }] })
    expect(others).toEqual([])
  })

  test('tells the one from whom it is, however many had it before', async () => {
    const hers = await ada.upload({ title: 'Everybody’s' })
    const { rows } = await sql<{ id: string }>`
      with person as (
        insert into account (username, email, name)
        select 'early_' || n || ${hers.id}, 'early_' || n || ${hers.id} || '@example.org', 'Early' from generate_series(1, 12) as n
        returning id
      ) insert into image (account_id, picture_id, slug, title) select person.id, ${hers.picture}, 'x', 'x' from person returning id`.execute(
      ctx().db,
    )
    expect(rows).toHaveLength(12)
    const last = await signUp(instance, 'last')
    const theirs = await last.ask('image:keep', { id: hers.id })

    await bob.ask('image:keep', { id: theirs.id })

    await last.next(
      'notification:changed',
      ({ notification: { kind, image } }) => kind === 'saved' && image?.id === theirs.id,
    )
  })

  test('is held back by my delay, and undone as a save', async () => {
    const dan = await signUp(instance, 'dan')
    await dan.ask('account:edit', { saveDelay: 60 })
    const hers = await ada.upload({ title: 'Held' })

    const held = await dan.ask('image:keep', { id: hers.id })

    expect(Date.parse(held.heldUntil!) - Date.now()).toBeGreaterThan(50_000)
    await expect(ada.ask('image:get', { id: held.id })).rejects.toEqual(refused('not_found'))
    await dan.ask('image:release', { id: held.id })
    await ada.next(
      'notification:changed',
      ({ notification: { kind, image } }) => kind === 'saved' && image?.id === hers.id,
    )
    await dan.ask('image:remove', { id: held.id })
    expect(await dan.ask('image:get', { id: hers.id })).toMatchObject({ keptAs: null })
    expect(await dan.ask('image:keep', { id: hers.id })).toMatchObject({ title: 'Held' })
  })

  test('pressed twice at once is kept once', async () => {
    const hers = await ada.upload({ title: 'Once' })
    const answers = await Promise.allSettled([1, 2, 3].map(() => bob.ask('image:keep', { id: hers.id })))

    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(
      (await bob.ask('image:list', { by: bob.username })).images.filter(({ title }) => title === 'Once'),
    ).toHaveLength(1)
  })

  test('stays when the one from whom it is takes it back', async () => {
    const hers = await ada.upload({ title: 'Stays' })
    const { id } = await bob.ask('image:keep', { id: hers.id })

    await ada.ask('image:remove', { id: hers.id })

    const { sources } = await bob.ask('image:get', { id })
    expect((await keeper.http('GET', sources.at(-1)!.url)).status).toBe(200)
  })
})

describe('whether I keep a picture', () => {
  test('is said of each image of it that I am shown, to me alone', async () => {
    const hers = await ada.upload({ title: 'Same' })
    const his = await bob.ask('image:keep', { id: hers.id })
    const mine = { keptAs: his.id }

    expect(await bob.ask('image:get', { id: hers.id })).toMatchObject(mine)
    expect(await bob.ask('image:watch', { id: hers.id })).toMatchObject(mine)
    expect((await bob.ask('image:list', { by: ada.username, limit: 1 })).images).toMatchObject([mine])
    expect(await ada.ask('image:get', { id: his.id })).toMatchObject({ keptAs: hers.id })
    expect(await keeper.ask('image:get', { id: hers.id })).toMatchObject({ keptAs: null })
    const visitor = await connect(instance.node(1))
    expect(await visitor.ask('image:get', { id: hers.id })).toMatchObject({ keptAs: null })
    visitor.close()
  })
})

describe('is refused', () => {
  test('what I have already, with mine; also my own', async () => {
    const hers = await ada.upload({ title: 'Twice' })
    const his = await bob.ask('image:keep', { id: hers.id })

    for (const [person, id, kept] of [
      [bob, hers.id, his.id],
      [bob, his.id, his.id],
      [ada, his.id, hers.id],
    ] as const) {
      await expect(person.ask('image:keep', { id })).rejects.toMatchObject({
        view: { code: 'conflict', image: { id: kept } },
      })
    }
  })

  test('what I may not see: held back, gone, of who has blocked me, of a private account and of who is suspended', async () => {
    const eve = await signUp(instance, 'eve', { node: 1 })
    await eve.ask('account:edit', { saveDelay: 60 })
    const held = await eve.upload({ title: 'Held back' })
    await eve.ask('account:edit', { saveDelay: 0 })
    const shown = await eve.upload({ title: 'Shown' })
    const gone = await eve.upload({ title: 'Gone' })
    await eve.ask('image:remove', { id: gone.id })
    for (const { id } of [held, gone, { id: '987654321' }])
      await expect(bob.ask('image:keep', { id })).rejects.toEqual(refused('not_found'))

    await eve.ask('account:block', { username: bob.username })
    await expect(bob.ask('image:keep', { id: shown.id })).rejects.toEqual(refused('not_found'))
    await eve.ask('account:unblock', { username: bob.username })
    await bob.ask('account:block', { username: eve.username })
    await expect(bob.ask('image:keep', { id: shown.id })).rejects.toEqual(refused('not_found'))
    await bob.ask('account:unblock', { username: eve.username })
    await bob.ask('account:follow', { username: eve.username })
    await eve.ask('account:edit', { private: true })
    // A follower sees it; a press must not show it to everybody.
    await expect(bob.ask('image:keep', { id: shown.id })).rejects.toEqual(refused('forbidden'))
    await expect(ada.ask('image:keep', { id: shown.id })).rejects.toEqual(refused('not_found'))
    await eve.ask('account:edit', { private: false })
    await keeper.ask('administration:suspend', { username: eve.username, reason: 'A test' })
    await expect(bob.ask('image:keep', { id: shown.id })).rejects.toEqual(refused('not_found'))
    // Who keeps order sees it, and does not bring it back by keeping it.
    await expect(keeper.ask('image:keep', { id: shown.id })).rejects.toEqual(refused('forbidden'))
  })

  test('more than sixty in a minute', async () => {
    const hers = await ada.upload({ title: 'Too many' })
    const fay = await signUp(instance, 'fay')
    await addPoints(ctx().db, [{ key: `keep:${await idOf(fay)}`, seconds: 60, points: 60 }])

    await expect(fay.ask('image:keep', { id: hers.id })).rejects.toMatchObject({
      view: { code: 'too_many', message: expect.stringContaining('60') },
    })
  })

  test('what is no id', async () => {
    await expect(bob.ask('image:keep', { id: 5 as never })).rejects.toEqual(refused('invalid'))
    await expect(bob.ask('image:keep', { id: 'x' })).rejects.toEqual(refused('not_found'))
  })
})

async function countPictures(): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from picture`.execute(ctx().db)
  return rows[0]!.count
}

async function idOf({ username }: Person): Promise<string> {
  const { rows } = await sql<{ id: string }>`select id::text from account where username = ${username}`.execute(
    ctx().db,
  )
  return rows[0]!.id
}
