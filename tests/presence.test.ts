import { Redis } from 'ioredis'
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import { nameDatabase } from '../server/channels/event-log.ts'
import type { ImageView } from '../server/views.ts'
import { embedded, startInstance, type Instance } from './support/instance.ts'
import { browserAgent, call, connect, signUp, type Connection, type Person } from './support/people.ts'

let instance: Instance
let ada: Person
let bob: Person
beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  instance = await startInstance({ TRUSTED_PROXIES: '1' })
  ada = await signUp(instance, 'ada', { node: 0 })
  bob = await signUp(instance, 'bob', { node: 1 })
})
afterAll(async () => {
  await instance.close()
  vi.useRealTimers()
})

/** The last that somebody was told, as soon as it is this. */
async function told(connection: Connection, { id }: ImageView, people: number): Promise<void> {
  await expect
    .poll(() => connection.all('image:looking').findLast(looking => looking.id === id)?.people, { timeout: 10_000 })
    .toBe(people)
}

async function visit(node: number, { agent = browserAgent(), address = '203.0.113.7' } = {}): Promise<Connection> {
  const connection = await connect(instance.node(node), { agent, headers: { 'x-forwarded-for': address } })
  onTestFinished(connection.close)
  return connection
}

/** Where Redis has who looks. */
const keyOf = async ({ id }: ImageView) =>
  `bowerbird.${await nameDatabase(instance.node(0).app.ctx.db)}.looking.image.${id}`

test('everybody who looks is told how many do, on both nodes, and each person is one', async () => {
  const image = await ada.upload()
  expect(await ada.ask('image:look', { id: image.id })).toEqual({ people: 1 })
  expect(await bob.ask('image:look', { id: image.id })).toEqual({ people: 2 })
  await told(ada, image, 2)

  const another = await bob.open({}, instance.node(0))
  expect(await another.ask('image:look', { id: image.id })).toEqual({ people: 2 })
  // Two in one household, with the same browser.
  const visitors = [await visit(0), await visit(1)]
  for (const one of visitors) await one.ask('image:look', { id: image.id })
  await told(ada, image, 4)
  await told(bob, image, 4)

  another.close()
  visitors[0]!.close()
  await told(ada, image, 3)
  await bob.ask('image:unwatch', { id: image.id })
  await told(ada, image, 2)
  expect(await visitors[1]!.ask('image:look', { id: image.id, here: false })).toEqual({ people: 1 })
  await told(ada, image, 1)
  expect(JSON.stringify(ada.all('image:looking'))).not.toContain(bob.username)
})

test('a connection looks at one image at a time', async () => {
  const [one, two] = [await ada.upload(), await ada.upload()]
  await ada.ask('image:look', { id: one.id })
  await bob.ask('image:look', { id: one.id })
  await told(ada, one, 2)

  expect(await bob.ask('image:look', { id: two.id })).toEqual({ people: 1 })
  await told(ada, one, 1)
})

test('programs look at nothing, and over HTTP one only asks', async () => {
  const image = await ada.upload()
  await ada.ask('image:look', { id: image.id })
  const robot = await visit(1, { agent: 'Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)' })
  expect(await robot.ask('image:look', { id: image.id })).toEqual({ people: 1 })
  const { token } = await bob.ask('token:create', { name: 'A program', scopes: ['read'] })
  const program = await connect(instance.node(1), { handshake: { token } })
  expect(await program.ask('image:look', { id: image.id })).toEqual({ people: 1 })
  program.close()
  const agent = { 'user-agent': browserAgent() }
  const answer = await call(instance.node(0), 'POST', '/api/image/look', { id: image.id }, agent)
  expect(await answer.json()).toEqual({ data: { people: 1 } })
})

test('many comings in one second are told once', async () => {
  const image = await ada.upload()
  await ada.ask('image:look', { id: image.id })
  const visitors = await Promise.all(Array.from({ length: 12 }, (_, index) => visit(index % 2)))
  const before = performance.now()
  await Promise.all(visitors.map(one => one.ask('image:look', { id: image.id })))
  await told(ada, image, 13)

  const times = ada.heard.filter(({ name, payload, at }) => name === 'image:looking' && at > before && payload)
  expect(times.length).toBeLessThanOrEqual(3)
})

test('of the visitors of one network twenty count, on both nodes together, and another in the place of one who goes', async () => {
  const image = await ada.upload()
  await ada.ask('image:look', { id: image.id })
  await bob.ask('image:look', { id: image.id })
  const crowd = await Promise.all(Array.from({ length: 50 }, (_, index) => visit(index % 2)))
  for (const one of crowd) {
    expect((await one.ask('image:look', { id: image.id })).people).toBeLessThanOrEqual(22)
    await one.ask('image:look', { id: image.id })
  }
  await told(ada, image, 22)
  if (!embedded) {
    // Nor does Redis keep more of them than may count on each node.
    const redis = new Redis(process.env.TEST_REDIS_URL!)
    onTestFinished(() => redis.disconnect())
    expect(await redis.zcard(await keyOf(image))).toBe(42)
  }
  const other = await visit(1, { address: '198.51.100.9' })
  expect(await other.ask('image:look', { id: image.id })).toEqual({ people: 23 })
  await told(ada, image, 23)

  for (const one of crowd.splice(0, 30)) one.close()
  await other.ask('image:look', { id: image.id, here: false })
  await told(ada, image, 22)
  for (const one of crowd.splice(0, 15)) one.close()
  await told(ada, image, 7)
  // They are prolonged as they are counted.
  vi.advanceTimersByTime(8_000)
  expect(await bob.ask('image:look', { id: image.id })).toEqual({ people: 7 })
  for (const one of crowd) one.close()
  await told(ada, image, 2)
})

test('whoever may see it no longer does not look, and is told nothing', async () => {
  const image = await ada.upload()
  await ada.ask('image:look', { id: image.id })
  await bob.ask('image:look', { id: image.id })
  await told(ada, image, 2)
  await ada.ask('account:block', { username: bob.username })
  await told(ada, image, 1)

  const heard = bob.all('image:looking').filter(({ id }) => id === image.id).length
  await expect(bob.ask('image:look', { id: image.id })).rejects.toThrow('not_found')
  const carla = await signUp(instance, 'carla')
  await carla.ask('image:look', { id: image.id })
  await told(ada, image, 2)
  expect(bob.all('image:looking').filter(({ id }) => id === image.id)).toHaveLength(heard)
  await ada.ask('account:unblock', { username: bob.username })
})

test.each([[{}], [{ id: 5 }], [{ id: '1', here: 'yes' }]])('refuses %j', async input => {
  await expect(bob.ask('image:look', input as never)).rejects.toThrow('invalid')
})

test('refuses what is not there', async () => {
  for (const here of [true, false]) await expect(bob.ask('image:look', { id: '0', here })).rejects.toThrow('not_found')
})

test.skipIf(embedded)('the people of a node that was killed are gone when their time has run out', async () => {
  const image = await ada.upload()
  await ada.ask('image:look', { id: image.id })
  const redis = new Redis(process.env.TEST_REDIS_URL!)
  onTestFinished(() => redis.disconnect())
  const key = await keyOf(image)
  // What such a node leaves behind.
  await redis.zadd(key, Date.now() + 20_000, 'p999@killed', Date.now() + 20_000, 'v1@killed')
  vi.advanceTimersByTime(8_000)
  await told(ada, image, 3)

  // 20 seconds later.
  await redis.zadd(key, Date.now() - 1, 'p999@killed', Date.now() - 1, 'v1@killed')
  vi.advanceTimersByTime(8_000)
  await told(ada, image, 1)
})
