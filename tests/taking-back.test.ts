// Held breath, undo and edits: what is seen by whom, and when.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from 'kysely'
import type { Context } from '../server/context.ts'
import { dutiesOf } from '../server/duties.ts'
import { releaseOverdue } from '../server/images/release.ts'
import { embedded, startInstance, type Instance } from './support/instance.ts'
import { atOnce, call, connect, signUp, somePicture } from './support/people.ts'

let instance: Instance
beforeAll(async () => {
  instance = await startInstance()
})
afterAll(() => instance.close())

async function adaWithFollower() {
  const ada = await signUp(instance, 'ada', { node: 0 })
  const bob = await signUp(instance, 'bob', { node: 1 })
  await bob.ask('account:follow', { username: ada.username })
  return { ada, bob }
}

/** But for what Bob's own follow has left to tell. */
const namesOf = (heard: { name: string }[]) => heard.map(({ name }) => name).filter(name => name !== 'mine:changed')

/** Keeps the answers to such statements back. */
function holdUp(ctx: Context, statement: RegExp) {
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>()
  const { promise: gate, resolve: open } = Promise.withResolvers<void>()
  const held = new WeakSet<object>()
  const { db } = ctx
  ctx.db = db.withPlugin({
    transformQuery({ node, queryId }) {
      if (statement.test(JSON.stringify(node))) held.add(queryId)
      return node
    },
    async transformResult({ result, queryId }) {
      if (!held.has(queryId)) return result
      begin()
      await gate
      return result
    },
  })
  return {
    begun,
    goOn() {
      ctx.db = db
      open()
    },
  }
}

describe('taking an image back', () => {
  test('takes it from every open window at once, whoever looks at whatever', async () => {
    const { ada, bob } = await adaWithFollower()
    const visitor = await connect(instance.node(1))
    const image = await ada.upload()
    await bob.ask('image:like', { id: image.id })
    await bob.next('activity:recorded')

    await ada.ask('image:remove', { id: image.id })

    await Promise.all(
      [ada, bob, visitor].map(window => window.next('image:removed', ({ id }) => id === image.id, atOnce)),
    )
    await expect(bob.ask('image:get', { id: image.id })).rejects.toThrow(/not_found/)
    expect((await bob.ask('activity:list', {})).activities.filter(({ verb }) => verb !== 'joined')).toEqual([])
    expect((await bob.ask('image:list', { by: ada.username })).images).toEqual([])
    expect(await bob.ask('account:get', { username: ada.username })).toMatchObject({ images: 0 })
    await ada.next('account:changed', ({ images }) => images === 0)
  })

  test('is told to who was away, and nothing of what it was', async () => {
    const { ada, bob } = await adaWithFollower()
    const { cursor } = await bob.next('account:changed', ({ following }) => following === 1)
    bob.close()
    const neighbour = await connect(instance.node(1))
    const image = await ada.upload()
    await ada.ask('image:remove', { id: image.id })
    await neighbour.next('image:removed')

    const back = await bob.open({ cursor })

    await back.next('image:removed')
    expect(namesOf(back.heard)).toEqual(['image:removed', 'live:caught-up'])
  })

  test('leaves everything else on the pages of who follows, however much was taken back', async () => {
    const viewer = await signUp(instance, 'viewer')
    const people = []
    for (let count = 0; count < 6; count++) people.push(await signUp(instance, 'busy'))
    for (const person of people) await viewer.ask('account:follow', { username: person.username })
    for (const person of people) await person.upload()
    // Their newest is gone: what they did before must not push out what the others did last.
    for (const person of people.slice(0, 3)) {
      const { id } = await person.upload()
      await person.ask('image:remove', { id })
    }

    const listed: string[] = []
    let before: string | undefined
    do {
      const page = await viewer.ask('activity:list', { limit: 2, ...(before && { before }) })
      listed.push(...page.activities.filter(({ verb }) => verb === 'bookmarked').map(({ actor }) => actor.username))
      before = page.next ?? undefined
    } while (before)
    expect(listed).toEqual(people.map(({ username }) => username).reverse())
  })

  test('comes in its order to who is still being told of what came before', async context => {
    context.skip(embedded, 'one connection: while a read is held up, nothing happens')
    const { ada, bob } = await adaWithFollower()
    const { cursor } = await bob.next('account:changed', ({ following }) => following === 1)
    bob.close()
    const gone = await ada.upload()
    const stays = await ada.upload()
    await ada.next('image:saved', ({ image }) => image.id === stays.id)
    // Whom Bob follows is read while he is being welcomed.
    const reading = holdUp(instance.node(1).app.ctx, /\bfollow\b/)
    const back = bob.open({ cursor })
    await reading.begun
    const neighbour = await connect(instance.node(1))
    await ada.ask('image:remove', { id: gone.id })
    await neighbour.next('image:removed')
    reading.goOn()

    const { heard } = await back
    const cursors = heard.map(({ payload }) => (payload as { cursor: string }).cursor)
    expect(cursors).toEqual([...cursors].sort())
    expect(namesOf(heard)).toEqual(['activity:recorded', 'image:removed', 'live:caught-up'])
  })

  test('without end is refused', async () => {
    const ada = await signUp(instance)
    const bytes = await somePicture()
    let removed = 0
    const refusal = (async () => {
      for (; removed < 210; removed++) await ada.ask('image:remove', { id: (await ada.upload({}, bytes)).id })
    })()
    await expect(refusal).rejects.toThrow(/too_many/)
    expect(removed).toBe(200)
  })

  test('leaves the picture with the others who keep it', async () => {
    const { ada, bob } = await adaWithFollower()
    const bytes = await somePicture()
    const mine = await ada.upload({}, bytes)
    const theirs = await bob.upload({}, bytes)

    await ada.ask('image:remove', { id: mine.id })

    expect((await bob.ask('image:get', { id: theirs.id })).sources).toEqual(mine.sources)
    expect((await call(instance.node(0), 'GET', theirs.sources[0]!.url)).status).toBe(200)
    // And who took it back may keep it again.
    expect((await ada.upload({}, bytes)).id).not.toBe(mine.id)
  })

  test('is refused for somebody else’s image, and for one that is gone', async () => {
    const { ada, bob } = await adaWithFollower()
    const { id } = await ada.upload()
    await expect(bob.ask('image:remove', { id })).rejects.toThrow(/forbidden/)
    await expect(bob.ask('image:edit', { id, title: 'Mine' })).rejects.toThrow(/forbidden/)
    await expect(bob.ask('image:release', { id })).rejects.toThrow(/forbidden/)
    await ada.ask('image:remove', { id })
    await expect(ada.ask('image:remove', { id })).rejects.toThrow(/not_found/)
  })
})

describe('a held breath', () => {
  test('is off until I set it, and set in all my tabs', async () => {
    const ada = await signUp(instance)
    const tab = await ada.open({}, instance.node(1))
    const read = async () => ((await (await ada.http('GET', '/api/session')).json()) as never)['account']['saveDelay']
    expect(await read()).toBe(0)

    expect(await ada.ask('account:edit', { saveDelay: 20 })).toMatchObject({ saveDelay: 20 })

    await tab.next('account:edited', ({ saveDelay }) => saveDelay === 20, atOnce)
    expect(await read()).toBe(20)
  })

  test.each([1, 4, 61, 7.5, -5, '10', null])('of %s seconds is refused', async saveDelay => {
    const ada = await signUp(instance)
    await expect(ada.ask('account:edit', { saveDelay: saveDelay as number })).rejects.toThrow(/invalid: The delay/)
  })

  test('keeps a save mine alone, and then everybody sees it', async () => {
    const { ada, bob } = await adaWithFollower()
    await ada.ask('account:edit', { saveDelay: 5 })

    const held = await ada.upload({ title: 'Not yet' })

    expect(Date.parse(held.heldUntil!) - Date.parse(held.bookmarkedAt)).toBeCloseTo(5_000, -3)
    expect((await ada.next('image:saved')).image).toMatchObject({ id: held.id, heldUntil: held.heldUntil })
    expect((await ada.ask('image:list', { by: ada.username })).images).toHaveLength(1)
    for (const id of [held.id]) {
      await expect(bob.ask('image:get', { id })).rejects.toThrow(/not_found/)
      await expect(bob.ask('image:watch', { id })).rejects.toThrow(/not_found/)
      await expect(bob.ask('image:like', { id })).rejects.toThrow(/not_found/)
      await expect(bob.ask('image:unlike', { id })).rejects.toThrow(/not_found/)
      await expect(bob.ask('image:likers', { id })).rejects.toThrow(/not_found/)
      await expect(bob.ask('image:edit', { id })).rejects.toThrow(/not_found/)
      await expect(bob.ask('image:remove', { id })).rejects.toThrow(/not_found/)
      await expect(bob.ask('image:release', { id })).rejects.toThrow(/not_found/)
    }
    expect((await bob.ask('image:list', {})).images.map(image => image.id)).not.toContain(held.id)
    expect((await bob.ask('image:list', { by: ada.username })).images).toEqual([])
    expect(await bob.ask('account:get', { username: ada.username })).toMatchObject({ images: 0 })
    const page = await bob.http('GET', `/images/${held.id}`, undefined, { accept: 'text/html' })
    expect(page.headers.get('location')).toBeNull()

    const told = await bob.next('activity:recorded', ({ verb }) => verb === 'bookmarked')
    expect(told.target).toMatchObject({ image: { id: held.id, heldUntil: null } })
    expect(Date.parse(told.at)).toBeGreaterThanOrEqual(Date.parse(held.heldUntil!))
    expect(await ada.next('image:changed')).toMatchObject({ id: held.id, heldUntil: null })
    expect((await bob.ask('image:get', { id: held.id })).heldUntil).toBeNull()
    expect(await bob.ask('account:get', { username: ada.username })).toMatchObject({ images: 1 })
  })

  test('that I end myself shows it at once, and once', async () => {
    const { ada, bob } = await adaWithFollower()
    await ada.ask('account:edit', { saveDelay: 60 })
    const { id } = await ada.upload()

    expect((await ada.ask('image:release', { id })).heldUntil).toBeNull()
    await bob.next('activity:recorded', ({ verb }) => verb === 'bookmarked', atOnce)
    await ada.ask('image:release', { id })

    // What the job does when the time is up.
    const { releaseImage } = await import('../server/images/release.ts')
    await releaseImage(instance.node(0).app.ctx, id)
    expect((await bob.ask('activity:list', {})).activities.filter(({ verb }) => verb === 'bookmarked')).toHaveLength(1)
  })

  test('and undo inside it: nobody ever saw it, or hears of it', async () => {
    const { ada, bob } = await adaWithFollower()
    await ada.ask('account:edit', { saveDelay: 60 })
    const tab = await ada.open({}, instance.node(1))
    const { id } = await ada.upload()

    await ada.ask('image:remove', { id })

    await tab.next('image:removed', removed => removed.id === id, atOnce)
    // Whatever comes to Bob after this would have come after the removal.
    await ada.ask('account:edit', { saveDelay: 0 })
    const later = await ada.upload()
    await bob.next('activity:recorded', ({ target }) => target?.kind === 'image' && target.image.id === later.id)
    expect(JSON.stringify(bob.heard)).not.toContain(`"${id}"`)
  })

  test('ends even if its job is lost', async () => {
    const { ada, bob } = await adaWithFollower()
    await ada.ask('account:edit', { saveDelay: 60 })
    const { id } = await ada.upload()
    const { ctx } = instance.node(0).app
    await sql`delete from pgboss.job where name = 'release-image'`.execute(ctx.db)
    expect(await releaseOverdue(ctx)).toBe(0)
    await sql`update image set held_until = now() - interval '11 seconds' where id = ${id}`.execute(ctx.db)

    expect(await releaseOverdue(ctx)).toBe(1)

    await bob.next('activity:recorded', ({ target }) => target?.kind === 'image' && target.image.id === id)
    expect(dutiesOf(ctx).map(({ name }) => name)).toContain('release-overdue')
  })

  test('hides what I change meanwhile from who tries to watch', async () => {
    const { ada, bob } = await adaWithFollower()
    await ada.ask('account:edit', { saveDelay: 60 })
    const { id } = await ada.upload()
    const tries = Array.from({ length: 40 }, () => bob.ask('image:watch', { id }).catch(() => {}))

    for (let edit = 0; edit < 5; edit++) await ada.ask('image:edit', { id, title: `Secret ${edit}` })

    await Promise.all(tries)
    await ada.next('image:changed', ({ title }) => title === 'Secret 4')
    expect(bob.all('image:changed')).toEqual([])
  })

  test('outlasts the node on which it began', async () => {
    const { ada, bob } = await adaWithFollower()
    await ada.ask('account:edit', { saveDelay: 5 })
    const { id } = await ada.upload()

    await instance.restartNode(0)

    const again = instance.nodes.length > 1 ? bob : await bob.open()
    await again.next('activity:recorded', ({ target }) => target?.kind === 'image' && target.image.id === id)
  })
})

describe('an edit', () => {
  test('is seen by whoever looks, and moves the image to its new address', async () => {
    const { ada, bob } = await adaWithFollower()
    const image = await ada.upload({ title: 'Bran', description: 'Old.' })
    await bob.ask('image:watch', { id: image.id })

    const edited = await ada.ask('image:edit', { id: image.id, title: 'A barn', alt: 'A red barn', pageUrl: null })

    expect(edited).toMatchObject({ title: 'A barn', slug: 'a-barn', alt: 'A red barn', description: 'Old.' })
    const seen = await bob.next('image:changed', ({ title }) => title === 'A barn', atOnce)
    expect(seen).toMatchObject({ id: image.id, alt: 'A red barn' })
    const answer = await bob.http('GET', `/images/${image.id}/bran`, undefined, { accept: 'text/html' })
    expect(answer.headers.get('location')).toBe(`/images/${image.id}/a-barn`)
  })

  test.each([
    [{ title: '  ' }, 'title'],
    [{ title: 'a'.repeat(201) }, 'title'],
    [{ description: 'a'.repeat(5_001) }, 'description'],
    [{ pageUrl: 'ftp://example.org' }, 'pageUrl'],
  ])('%j is refused', async (words, field) => {
    const ada = await signUp(instance)
    const { id } = await ada.upload()
    await expect(ada.ask('image:edit', { id, ...words })).rejects.toMatchObject({
      view: { code: 'invalid', fields: { [field]: expect.any(String) } },
    })
  })
})
