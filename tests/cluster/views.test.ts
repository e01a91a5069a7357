// Views and who looks, when Redis and nodes are killed: counted on, kept by the others, and nobody is left behind as looking.
import { setTimeout as delay } from 'node:timers/promises'
import { Redis } from 'ioredis'
import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { createDatabase } from '../support/database.ts'
import { browserAgent, connect, somePicture, type Connection } from '../support/people.ts'
import { startRedis } from '../support/services.ts'
import { saysRedisIs } from './support/chaos-faults.ts'
import { startCluster } from './support/cluster.ts'
import { enrol, post, upload } from './support/member.ts'

test('a view is counted whatever is killed, and kept by whoever is left or stops cleanly', async () => {
  const database = await createDatabase()
  onTestFinished(database.drop)
  const redis = await startRedis()
  onTestFinished(redis.stop)
  const cluster = await startCluster(2, { DATABASE_URL: database.url, REDIS_URL: redis.url })
  onTestFinished(cluster.close)
  const [doomed, other] = cluster.places as [(typeof cluster.places)[0], (typeof cluster.places)[0]]
  const ada = await enrol(other.node.url, 'ada')
  const { id } = await upload(other.node.url, ada, 'A find', await somePicture())
  let version = 100
  async function visit(place: typeof other): Promise<Connection> {
    const visitor = await connect(place.node, { agent: browserAgent(version++) })
    onTestFinished(visitor.close)
    return visitor
  }
  const watcher = await visit(other)
  await watcher.ask('image:look', { id })
  const told = (views: number) => watcher.next('image:changed', image => image.views === views)

  const here = [await visit(doomed), await visit(doomed)]
  for (const visitor of here) {
    await visitor.ask('image:look', { id })
    await visitor.ask('image:view', { id })
  }
  await watcher.next('image:looking', ({ people }) => people === 3)
  await doomed.kill()
  // What it had counted lies in Redis, and the other one keeps it.
  await told(2)
  // Of those who were there nobody prolongs the stay: 20 seconds later, which Redis is told to be now, they are gone.
  const client = new Redis(redis.url)
  onTestFinished(() => client.disconnect())
  const [key = ''] = await client.keys('*.looking.image.*')
  for (const entry of await client.zrange(key, 0, -1)) await client.zadd(key, 'XX', Date.now() - 1, entry)
  await watcher.next('image:looking', ({ people }) => people === 1)

  client.disconnect()
  await redis.kill()
  while (!(await saysRedisIs(other, 'down'))) await delay(25)
  const [without, alsoWithout] = [await visit(other), await visit(other)]
  await without.ask('image:view', { id })
  await told(3)
  expect(await without.ask('image:look', { id })).toEqual({ people: 2 })
  await watcher.next('image:looking', ({ people }) => people === 2)

  await redis.start()
  while (!(await saysRedisIs(other, 'up'))) await delay(25)
  // The node remembers who was counted, though Redis has forgotten.
  await without.ask('image:view', { id })
  await alsoWithout.ask('image:view', { id })
  await told(4)
  await (await visit(other)).ask('image:view', { id })
  expect(await other.stop()).toMatchObject({ code: 0 })

  const reader = new pg.Client({ connectionString: database.url })
  await reader.connect()
  const { rows } = await reader.query('select views from image where id = $1', [id])
  await reader.end()
  expect(rows).toEqual([{ views: 5 }])
})

test.each([
  ['beside PostgreSQL', createDatabase],
  ['with the database inside', undefined],
])(
  'a node without Redis, %s, that is killed loses no view that was kept, and counts none twice',
  async (_name, create) => {
    const database = await create?.()
    if (database) onTestFinished(database.drop)
    const cluster = await startCluster(1, database ? { DATABASE_URL: database.url } : {})
    onTestFinished(cluster.close)
    const [place] = cluster.places as [(typeof cluster.places)[0]]
    const ada = await enrol(place.node.url, 'ada')
    const { id } = await upload(place.node.url, ada, 'A find', await somePicture())
    let version = 100
    async function visit(): Promise<Connection> {
      const visitor = await connect(place.node, { agent: browserAgent(version++) })
      onTestFinished(visitor.close)
      return visitor
    }
    const viewsNow = async () => {
      const answer = await post(place.node.url, ada, 'image:get', { id })
      if ('error' in answer) throw new Error(answer.error.message)
      return answer.data.views
    }

    const watcher = await visit()
    await watcher.ask('image:watch', { id })
    for (const visitor of [await visit(), await visit()]) await visitor.ask('image:view', { id })
    await watcher.next('image:changed', ({ views }) => views === 2)
    // Counted by the node alone: these may be lost.
    const counted = [watcher, await visit()]
    for (const visitor of counted) await visitor.ask('image:view', { id })
    await place.kill()

    await place.restart()
    const left = await viewsNow()
    expect(left).toBeGreaterThanOrEqual(2)
    expect(left).toBeLessThanOrEqual(2 + counted.length)

    // And it counts on from there, all that comes before a clean stop.
    await (await visit()).ask('image:view', { id })
    expect(await place.stop()).toMatchObject({ code: 0 })
    await place.restart()
    expect(await viewsNow()).toBe(left + 1)
  },
)
