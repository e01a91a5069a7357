// Nodes come and go, and Redis goes and comes: what begins is finished, what is closed is closed, and nobody misses anything.
import { once } from 'node:events'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { Redis as RedisClient } from 'ioredis'
import pg from 'pg'
import { io } from 'socket.io-client'
import { expect, onTestFinished, test } from 'vitest'
import type { Broadcasts } from '../../server/protocol.ts'
import type { ActivityView } from '../../server/views.ts'
import { createDatabase } from '../support/database.ts'
import { isReady } from '../support/node-process.ts'
import { cookieOf, password, somePicture } from '../support/people.ts'
import { startRedis } from '../support/services.ts'
import { startBalancer } from './support/balancer.ts'
import { saysRedisIs } from './support/chaos-faults.ts'
import { startCluster } from './support/cluster.ts'
import { enrol, inParallel, post, upload, type Member } from './support/member.ts'
import { beginUpload } from './support/slow-upload.ts'

async function openCluster(count: number, redisUrl = process.env.TEST_REDIS_URL!) {
  const database = await createDatabase()
  onTestFinished(database.drop)
  const cluster = await startCluster(count, { DATABASE_URL: database.url, REDIS_URL: redisUrl })
  onTestFinished(cluster.close)
  return { ...cluster, databaseUrl: database.url }
}

/** A socket as everybody has it, which comes again by itself. */
function openSocket(url: string, { token }: Member) {
  let cursor: string | undefined
  const socket = io(url, {
    transports: ['websocket'],
    forceNew: true,
    auth: give => give({ token, ...(cursor && { cursor }) }),
  })
  onTestFinished(() => void socket.close())
  const heard: ActivityView[] = []
  const reasons: string[] = []
  socket.onAny((name: keyof Broadcasts, payload: { cursor?: string }) => {
    cursor = payload.cursor ?? cursor
    if (name === 'activity:recorded') heard.push(payload as ActivityView)
  })
  socket.on('disconnect', reason => reasons.push(reason))
  async function hears(count: number): Promise<void> {
    while (heard.length < count) await once(socket as never, 'activity:recorded')
  }
  return { socket, heard, reasons, hears, next: (name: string) => once(socket as never, name) }
}

test('a node that is told to stop finishes what it has begun, and nobody misses what happens meanwhile', async () => {
  const { places } = await openCluster(2)
  const [leaving, staying] = places as [(typeof places)[0], (typeof places)[0]]
  const balancer = await startBalancer([leaving.node.url, staying.node.url])
  onTestFinished(balancer.close)
  const [ada, bob] = [await enrol(staying.url, 'ada'), await enrol(staying.url, 'bob')]
  const images = await inParallel([1, 2, 3], 1, async () => upload(staying.url, bob, 'A find', await somePicture()))
  const likeNext = async () =>
    expect(await post(staying.url, ada, 'image:like', { id: images.shift()!.id })).toHaveProperty('data')
  const expected = images.map(image => image.id)

  // More than go in one slice.
  const readers = Array.from({ length: 60 }, () => openSocket(balancer.url, bob))
  await Promise.all([
    ...readers.map(reader => reader.next('live:caught-up')),
    post(staying.url, bob, 'account:follow', { username: ada.username }),
  ])
  const everybodyHears = (count: number) => Promise.all(readers.map(reader => reader.hears(count)))
  await likeNext()
  await everybodyHears(1)

  const slow = await beginUpload(leaving.node.url, ada, await somePicture(400, 300))
  const cut = Promise.all(readers.map(reader => reader.next('disconnect')))
  const back = Promise.all(readers.map(reader => reader.next('live:caught-up')))
  const ended = leaving.stop()
  await cut
  await likeNext()
  expect(await isReady(leaving.node.url)).toBe(false)
  expect(await isReady(balancer.url)).toBe(true)
  await back
  await likeNext()
  await everybodyHears(3)

  const answer = await slow.finish()
  expect(answer.status, answer.body).toBe(201)
  await everybodyHears(4)
  expect(await ended).toEqual({ code: 0, signal: null })

  const { image: uploaded } = JSON.parse(answer.body) as { image: { id: string } }
  for (const { heard, reasons } of readers) {
    expect(heard.map(({ target }) => target?.kind === 'image' && target.image.id)).toEqual([...expected, uploaded.id])
    // The reason after which Socket.IO's clients come again by themselves.
    expect(reasons).toEqual(['transport close'])
  }
  expect(await (await fetch(`${staying.url}/metrics`)).text()).toMatch(/^bowerbird_sockets 60$/m)
})

test('without Redis, signing out here, everywhere else, or by another password closes the sockets on the other node, too; Redis comes back unaided', async () => {
  const redis = await startRedis()
  onTestFinished(redis.stop)
  const { places, deserted } = await openCluster(2, redis.url)
  const [here, there] = places as [(typeof places)[0], (typeof places)[0]]
  const phone = await enrol(here.url, 'ada')
  const laptop = await signInAgain(here.url, phone)
  const [onPhone, onLaptop] = [openSocket(there.url, phone), openSocket(there.url, laptop)]
  await Promise.all([onPhone.next('live:caught-up'), onLaptop.next('live:caught-up')])

  await redis.kill()
  for (const place of places) while (!(await saysRedisIs(place, 'down'))) await delay(25)
  const closed = onPhone.next('disconnect')
  const signingOut = await fetch(`${here.url}/api/session`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${phone.token}` },
  })
  expect(signingOut.status).toBe(204)
  const began = performance.now()
  await Promise.race([closed, deserted])
  expect(performance.now() - began).toBeLessThan(30_000)
  expect(onPhone.reasons).toEqual(['io server disconnect'])

  /** Somebody is signed in on both nodes until this is done on one. */
  async function endsOthers(done: () => Promise<unknown>): Promise<void> {
    const members = [await signInAgain(here.url, laptop), await signInAgain(there.url, laptop)]
    const others = members.map((member, index) => openSocket(places[index]!.url, member))
    await Promise.all(others.map(other => other.next('live:caught-up')))
    const ended = Promise.all(others.map(other => other.next('disconnect')))
    const started = performance.now()
    await done()
    await Promise.race([ended, deserted])
    expect(performance.now() - started).toBeLessThan(30_000)
    expect(others.flatMap(other => other.reasons)).toEqual(['io server disconnect', 'io server disconnect'])
  }
  await endsOthers(async () =>
    expect(await post(here.url, laptop, 'session:end-others', {})).toMatchObject({ data: { ended: 2 } }),
  )
  expect(onLaptop.socket.connected).toBe(true)
  await endsOthers(async () => {
    const answer = await fetch(`${here.url}/api/password`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${laptop.token}` },
      body: JSON.stringify({ current: password, password }),
    })
    expect(answer.status).toBe(200)
    laptop.token = tokenOf(answer)
  })

  await redis.start()
  const client = new RedisClient(redis.url)
  onTestFinished(() => client.disconnect())
  const findHints = async () => ((await client.call('PUBSUB', 'SHARDCHANNELS', 'bowerbird.*#/#')) as string[])[0] ?? ''
  const subscribers = async () =>
    ((await client.call('PUBSUB', 'SHARDNUMSUB', await findHints())) as [string, number])[1]
  while ((await subscribers()) < places.length) await Promise.race([delay(25), deserted])
  const hints = await findHints()
  for (const place of places) while (!(await saysRedisIs(place, 'up'))) await delay(25)

  const listener = client.duplicate()
  onTestFinished(() => listener.disconnect())
  await listener.ssubscribe(hints)
  const hint = once(listener, 'smessage')
  const bob = await enrol(here.url, 'bob')
  await post(here.url, laptop, 'account:follow', { username: bob.username })
  await Promise.race([hint, deserted])
})

async function signInAgain(url: string, { username }: Member): Promise<Member> {
  const answer = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login: username, password }),
  })
  return { username, token: tokenOf(answer) }
}

const tokenOf = (answer: Response) => cookieOf(answer).replace('sid=', '')

test('four nodes that start together on an empty database apply each migration once, and all serve', async () => {
  const { places, databaseUrl } = await openCluster(4)
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  onTestFinished(() => client.end())
  const { rows: applied } = await client.query<{ name: string }>('select name from migration order by applied_at, name')
  const files = (await readdir(join(import.meta.dirname, '../../sql'))).filter(file => file.endsWith('.sql')).toSorted()
  expect(applied.map(row => row.name)).toEqual(files)

  const members = await inParallel(places, 4, place => enrol(place.url, 'ada'))
  for (const place of places) {
    const answer = await post(place.url, members[0]!, 'account:list', {})
    expect('data' in answer && answer.data.accounts).toHaveLength(4)
    expect(place.node.log()).not.toContain('"level":50')
  }
  expect(await Promise.all(places.map(place => place.stop()))).toEqual(places.map(() => ({ code: 0, signal: null })))
})
