import fc from 'fast-check'
import { Redis } from 'ioredis'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { nameDatabase } from '../server/channels/event-log.ts'
import { recount } from '../server/database/recount.ts'
import type { ImageView } from '../server/views.ts'
import { embedded, startInstance, type Instance } from './support/instance.ts'
import { browserAgent, call, connect, signUp, somePicture, type Connection, type Person } from './support/people.ts'

let instance: Instance
let ada: Person
let bob: Person
beforeAll(async () => {
  // The clock of what is done every few seconds: it goes when a test says so.
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  instance = await startInstance()
  ada = await signUp(instance, 'ada', { node: 0 })
  bob = await signUp(instance, 'bob', { node: 1 })
})
afterAll(async () => {
  await instance.close()
  vi.useRealTimers()
})

const db = () => instance.node(0).app.ctx.db
const fewSecondsPass = () => void vi.advanceTimersByTime(5_000)
let version = 100
/** Another browser than any before. */
async function visitor(node = 0, agent = browserAgent(version++)): Promise<Connection> {
  const connection = await connect(instance.node(node), { agent })
  onTestFinished(connection.close)
  return connection
}

async function viewsOf({ id }: { id: string }): Promise<number> {
  fewSecondsPass()
  // Behind whatever is being kept: statements of one row wait for each other.
  await expect.poll(async () => [0, 1].map(node => instance.node(node).app.ctx.views.waiting())).toEqual([0, 0])
  await settled()
  return (await bob.ask('image:get', { id })).views
}

/** What was counted by now is kept: a view of another image, counted after it, is. */
async function settled(): Promise<void> {
  const other = await ada.upload({ title: 'Another' })
  await bob.ask('image:watch', { id: other.id })
  await bob.ask('image:view', { id: other.id })
  fewSecondsPass()
  await bob.next('image:changed', ({ id, views }) => id === other.id && views === 1)
  await ada.ask('image:remove', { id: other.id })
}

const popular = async (by?: string, viewer: Connection = bob): Promise<string[]> =>
  (await viewer.ask('image:popular', { by, limit: 50 })).images.map(({ id }) => id)

describe('a view', () => {
  test('counts once an hour for a person, on whichever node and in however many windows', async () => {
    const image = await ada.upload()
    const [here, there] = [await bob.open({}, instance.node(0)), await bob.open({}, instance.node(1))]
    await Promise.all([bob, here, there, bob].map(window => window.ask('image:view', { id: image.id })))
    expect(await viewsOf(image)).toBe(1)

    await there.ask('image:view', { id: image.id })
    expect(await viewsOf(image)).toBe(1)
    here.close()
    there.close()
  })

  test('counts once for a visitor, told apart by the browser, on both nodes and over HTTP', async () => {
    const image = await ada.upload()
    const agent = browserAgent(version++)
    const asked = [await visitor(0, agent), await visitor(1, agent), await visitor(1)]
    for (const one of asked) await one.ask('image:view', { id: image.id })
    const answer = await call(instance.node(0), 'POST', '/api/image/view', { id: image.id }, { 'user-agent': agent })
    expect(await answer.json()).toEqual({ data: {} })

    expect(await viewsOf(image)).toBe(2)
  })

  test('of one’s own counts never, nor that of a program, nor of what is held', async () => {
    const image = await ada.upload()
    await ada.ask('image:view', { id: image.id })
    for (const agent of [
      'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/140.0 Safari/537.36',
      'curl/8.5.0',
      'facebookexternalhit/1.1',
    ]) {
      await (await visitor(1, agent)).ask('image:view', { id: image.id })
    }
    const { token } = await bob.ask('token:create', { name: 'A program', scopes: ['read'] })
    const bearing = { authorization: `Bearer ${token}`, 'user-agent': browserAgent(), origin: undefined }
    expect((await call(instance.node(0), 'POST', '/api/image/view', { id: image.id }, bearing)).status).toBe(200)
    await ada.ask('account:edit', { saveDelay: 60 })
    const held = await ada.upload()
    await ada.ask('account:edit', { saveDelay: 0 })
    await ada.ask('image:view', { id: held.id })

    expect(await viewsOf(image)).toBe(0)
    expect((await ada.ask('image:get', { id: held.id })).views).toBe(0)
  })

  test('of many browsers at one address counts for one image only so often', async () => {
    const image = await ada.upload()
    for (let index = 0; index < 25; index++) await (await visitor(index % 2)).ask('image:view', { id: image.id })

    expect(await viewsOf(image)).toBe(20)
    if (embedded) return
    // Of those who were too much nothing is kept, however many come.
    const redis = new Redis(process.env.TEST_REDIS_URL!)
    onTestFinished(() => redis.disconnect())
    const prefix = `bowerbird.${await nameDatabase(db())}.views`
    expect(await redis.keys(`${prefix}.once.${image.id}.*`)).toHaveLength(20)
    const [limit = ''] = await redis.keys(`${prefix}.often.* ${image.id}`)
    expect(await redis.get(limit)).toBe('20')
    expect(await redis.ttl(limit)).toBeGreaterThan(3_500)
  })

  test('is refused of what is not there, or not for the viewer', async () => {
    const carla = await signUp(instance, 'carla')
    const image = await carla.upload()
    await carla.ask('account:edit', { private: true })
    await expect(bob.ask('image:view', { id: image.id })).rejects.toThrow('not_found')
    await expect(bob.ask('image:view', { id: '0' })).rejects.toThrow('not_found')
    await expect(bob.ask('image:view', {} as never)).rejects.toThrow('invalid')
  })

  test('is told to whoever looks, on the other node, in place and without a place in the log', async () => {
    const image = await ada.upload()
    await ada.ask('image:watch', { id: image.id })
    await bob.ask('image:view', { id: image.id })
    fewSecondsPass()

    const told = await ada.next('image:changed', ({ id }) => id === image.id)
    expect(told).toEqual({ id: image.id, views: 1 })
  })

  test.skipIf(embedded)('is remembered by Redis for an hour, as nothing that names anybody', async () => {
    const image = await ada.upload()
    const agent = browserAgent(version++)
    await (await visitor(0, agent)).ask('image:view', { id: image.id })
    const redis = new Redis(process.env.TEST_REDIS_URL!)
    onTestFinished(() => redis.disconnect())
    const prefix = `bowerbird.${await nameDatabase(db())}`
    const [key = '', ...others] = await redis.keys(`${prefix}.views.once.${image.id}.*`)

    expect(others).toEqual([])
    expect(await redis.ttl(key)).toBeGreaterThan(3_590)
    expect(await redis.ttl(key)).toBeLessThanOrEqual(3_600)
    const all = await redis.keys(`${prefix}.*`)
    expect(all.filter(name => name.includes('127.0.0.1') || name.includes(agent))).toEqual([])
    await redis.del(key)
    // An hour later, on the node that has not been asked before.
    await (await visitor(1, agent)).ask('image:view', { id: image.id })
    expect(await viewsOf(image)).toBe(2)
  })

  test('is kept by a clean stop', async () => {
    const image = await ada.upload()
    await (await visitor(0)).ask('image:view', { id: image.id })
    await (await visitor(1)).ask('image:view', { id: image.id })
    const before = await db().selectFrom('image').select('views').where('id', '=', image.id).executeTakeFirst()
    expect(before).toEqual({ views: 0 })

    const node = await instance.restartNode(0)

    const { rows } = await sql`select views from image where id = ${image.id}`.execute(node.app.ctx.db)
    expect(rows).toEqual([{ views: 2 }])
    ada = { ...ada, ...(await ada.open({}, node)), node }
    if (embedded) bob = { ...bob, ...(await bob.open({}, node)), node }
  })
})

describe('popular', () => {
  let carla: Person
  let dan: Person
  beforeAll(async () => {
    carla = await signUp(instance, 'carla', { node: 0 })
    dan = await signUp(instance, 'dan', { node: 1 })
  })

  test('weighs views, likes and what others keep', async () => {
    const by = carla.username
    const bytes = await somePicture()
    const images: ImageView[] = []
    for (let index = 0; index < 4; index++) images.push(await carla.upload({}, index === 0 ? bytes : undefined))
    const [kept, liked, seen, unseen] = images as [ImageView, ImageView, ImageView, ImageView]
    for (const one of [bob, dan, await visitor(), await visitor()]) await one.ask('image:view', { id: seen.id })
    await bob.ask('image:like', { id: liked.id })
    // One's own is nothing.
    await carla.ask('image:like', { id: unseen.id })
    const copy = await dan.upload({}, bytes)
    await viewsOf(seen)

    expect(await popular(by)).toEqual([kept, liked, seen].map(({ id }) => id))
    expect(await popular(dan.username)).toEqual([])

    await bob.ask('image:unlike', { id: liked.id })
    await dan.ask('image:remove', { id: copy.id })
    await viewsOf(seen)
    expect(await popular(by)).toEqual([seen.id])
    expect(await recount(db())).toEqual([])
  })

  test('counts what is older less: half after two days', async () => {
    const [older, newer] = [await carla.upload(), await carla.upload()]
    for (const one of [bob, dan]) await one.ask('image:like', { id: older.id })
    await bob.ask('image:like', { id: newer.id })
    const listed = async () => (await popular(carla.username)).filter(id => id === older.id || id === newer.id)
    expect(await listed()).toEqual([older.id, newer.id])

    await sql`update image_like set created_at = created_at - interval '47 hours' where image_id = ${older.id}`.execute(
      db(),
    )
    await recount(db())
    expect(await listed()).toEqual([older.id, newer.id])
    await sql`update image_like set created_at = created_at - interval '2 hours' where image_id = ${older.id}`.execute(
      db(),
    )
    const drifts = await recount(db())
    expect(drifts).toMatchObject([{ count: 'image_rank.score', rows: 1 }])
    expect(await listed()).toEqual([newer.id, older.id])
    expect(await recount(db())).toEqual([])
  })

  test('orders by the decayed sum, whenever one looks and in whatever order things happened', async () => {
    const day = 86_400_000
    const now = Date.now()
    const happening = fc.record({ weight: fc.constantFrom(1, 3, 5, 10), ago: fc.nat(60 * day) })
    const histories = fc.array(fc.array(happening, { minLength: 1, maxLength: 12 }), { minLength: 2, maxLength: 8 })
    // As one has it in words: each counts half after two days.
    const worth = (history: { weight: number; ago: number }[], later: number) =>
      history.reduce((sum, { weight, ago }) => sum + weight * 2 ** (-(ago + later) / (2 * day)), 0)
    await fc.assert(
      fc.asyncProperty(histories, fc.nat(30 * day), async (given, later) => {
        const events = given.flatMap((history, index) =>
          history.map(({ weight, ago }) => ({ index, weight, at: new Date(now - ago) })),
        )
        const { rows } = await sql<{ index: number; score: number; less: number }>`
          select index, log2_total(rank_gain(weight, at)) as score,
            log2_difference(log2_total(rank_gain(weight, at)), log2_total(rank_gain(weight, at)) filter (where place > 1)) as less
          from (select *, row_number() over (partition by index order by at desc, weight desc) as place
            from json_to_recordset(${JSON.stringify(events)}::json) as event (index int, weight float8, at timestamptz)) as events
          group by index order by index`.execute(db())
        for (const { index, score, less } of rows) {
          expect(score - (now + later) / (2 * day)).toBeCloseTo(Math.log2(worth(given[index]!, later)), 6)
          // Without all the others, the newest is left.
          const newest = given[index]!.toSorted((one, two) => one.ago - two.ago || two.weight - one.weight)[0]!
          expect(less - now / (2 * day)).toBeCloseTo(Math.log2(worth([newest], 0)), 5)
        }
      }),
      { numRuns: 60 },
    )
  })

  test('forgets what is taken back, held, or not for the viewer', async () => {
    const erin = await signUp(instance, 'erin')
    const [gone, stays] = [await erin.upload(), await erin.upload()]
    for (const { id } of [gone, stays]) await bob.ask('image:like', { id })
    expect(new Set(await popular())).toEqual(new Set([...(await popular()), gone.id, stays.id]))

    await erin.ask('image:remove', { id: gone.id })
    expect(await popular()).not.toContain(gone.id)
    await erin.ask('account:block', { username: dan.username })
    expect(await popular(undefined, dan)).not.toContain(stays.id)
    await expect(popular(erin.username, dan)).rejects.toThrow('not_found')
    await erin.ask('account:edit', { private: true })
    expect(await popular()).not.toContain(stays.id)
    expect(await popular(undefined, erin)).toContain(stays.id)
    await erin.ask('account:edit', { private: false })
    await sql`update account set suspended_at = now() where username = ${erin.username}`.execute(db())
    expect(await popular()).not.toContain(stays.id)
  })

  test('comes page by page, each image once while nothing changes', async () => {
    const all = await popular()
    const paged: string[] = []
    let before: string | undefined
    do {
      const { images, next } = await bob.ask('image:popular', { before, limit: 2 })
      paged.push(...images.map(({ id }) => id))
      before = next ?? undefined
    } while (before)
    expect(paged).toEqual(all)
    expect(all.length).toBeGreaterThan(3)
  })

  test.each([
    { before: '12' },
    { before: 'x:1' },
    { before: '1.5:' },
    // More than the number of a row can be.
    { before: '1.5:9223372036854775808' },
    { before: '1.5:9999999999999999999' },
    { before: 5 },
    { limit: 0 },
    { limit: 51 },
    { by: 7 },
  ])('refuses %j', async input => {
    await expect(bob.ask('image:popular', input as never)).rejects.toThrow('invalid')
  })

  test('goes on behind any number that a row can have', async () => {
    expect(await bob.ask('image:popular', { before: '0:9223372036854775807' })).toEqual({ images: [], next: null })
  })

  test('refuses an unknown person', async () => {
    await expect(bob.ask('image:popular', { by: 'nobody_at_all' })).rejects.toThrow('not_found')
  })
})
