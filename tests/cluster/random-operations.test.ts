// Counts, rows and the order of what is told stay right under thousands of random changes at once. To repeat a run: RANDOM_SEED.
import { pino } from 'pino'
import { beforeAll, afterAll, expect, onTestFinished, test } from 'vitest'
import { readConfig } from '../../server/config.ts'
import { openDatabase } from '../../server/database/db.ts'
import { recount } from '../../server/database/recount.ts'
import type { Answer, Data, RequestName } from '../../server/protocol.ts'
import { createDatabase, type TestDatabase } from '../support/database.ts'
import type { TestNode } from '../support/instance.ts'
import { connect, somePicture, type Connection } from '../support/people.ts'
import { startCluster, type Cluster } from './support/cluster.ts'
import { readTables, statesOf, wrongSteps } from './support/log-check.ts'
import { enrol, inParallel, post, upload, type Member } from './support/member.ts'
import { inputOf, planOperations, relation, type Operation } from './support/operations.ts'
import { chooseSeed, createRandom } from './support/random.ts'

const seed = chooseSeed(process.env.RANDOM_SEED)
const operations = Number(process.env.RANDOM_OPERATIONS ?? 20_000)
const people = 40

let database: TestDatabase
let cluster: Cluster
let members: Member[]
/** One of each member. */
let images: string[]
/** Liked when all is over: whoever has heard of it has heard everything. */
let last: string

beforeAll(async () => {
  database = await createDatabase()
  cluster = await startCluster(2, { DATABASE_URL: database.url, REDIS_URL: process.env.TEST_REDIS_URL! })
  members = await inParallel(Array<string>(people).fill('person'), 4, (name, index) => enrol(urlOf(index), name))
  const picture = await somePicture()
  images = await inParallel(
    members,
    1,
    async (member, index) => (await upload(urlOf(index), member, 'A find', picture)).id,
  )
  last = (await upload(urlOf(0), members[0]!, 'The last one', await somePicture())).id
}, 120_000)

afterAll(async () => {
  await cluster?.close()
  await database?.drop()
})

const urlOf = (index: number) => cluster.places[index % cluster.places.length]!.node.url
const socketOf = async (index: number, token?: string): Promise<Connection> => {
  const socket = await connect({ url: urlOf(index) } as TestNode, { handshake: token ? { token } : {} })
  onTestFinished(socket.close)
  return socket
}

test(
  '20,000 random likes, unlikes, follows and unfollows at once leave no drift, no duplicate and no error',
  { timeout: 300_000 },
  async () => {
    const random = createRandom(seed)
    const { lanes, outcome } = planOperations(random, operations, people)
    const sockets = await inParallel(members, 8, (member, index) => socketOf(index, member.token))
    const watchers = await inParallel([0, 1, 0, 1], 4, node => socketOf(node))
    await inParallel(watchers, 4, async watcher => {
      await inParallel([...images, last], 8, id => watcher.ask('image:watch', { id }))
      await inParallel(members, 8, ({ username }) => watcher.ask('account:watch', { username }))
    })

    const errors: unknown[] = []
    async function carryOut(operation: Operation, dice: number) {
      const { verb, actor } = operation
      const input = inputOf(operation, members, images)
      try {
        if (dice < 0.5) return await sockets[actor]!.ask(verb, input as never)
        // Over HTTP each request may go to another node than the one before.
        const answer = await post(urlOf(Math.floor(dice * 1000)), members[actor]!, verb, input as never)
        if ('error' in (answer as Answer<Data<RequestName>>)) errors.push(answer)
      } catch (error) {
        errors.push(error)
      }
    }
    const began = performance.now()
    await Promise.race([
      cluster.deserted,
      Promise.all(
        lanes.map(async lane => {
          const own = random.fork()
          for (const operation of lane) await carryOut(operation, own.fraction())
        }),
      ),
    ])
    const seconds = (performance.now() - began) / 1000
    const heardAll = watchers.map(watcher => watcher.next('image:changed', change => change.id === last))
    await post(urlOf(1), members[0]!, 'image:like', { id: last })
    await Promise.all(heardAll)

    const { log, ...tables } = await readTables(database.url)
    const { db, close } = await openDatabase(readConfig({ DATABASE_URL: database.url }), pino({ level: 'silent' }))
    const drifts = await recount(db).finally(close)
    console.log(
      `random operations with RANDOM_SEED=${seed}: ${operations.toLocaleString('en')} in ${seconds.toFixed(1)} s, ` +
        `${errors.length} errors, drift ${drifts.reduce((sum, { drift }) => sum + drift, 0)}, ` +
        `${tables.tooSoon} duplicate activities, ${log.length.toLocaleString('en')} events`,
    )
    expect(errors).toEqual([])
    expect(drifts).toEqual([])
    expect(tables).toMatchObject({ tooSoon: 0, notToldOnce: 0 })

    const placeOf = new Map([
      ...images.map((id, index) => [id, index] as const),
      ...members.map(({ username }, index) => [username, index] as const),
    ])
    const relations = new Set([
      ...tables.likes.map(({ username, imageId }) => relation(placeOf.get(username)!, true, placeOf.get(imageId)!)),
      ...tables.follows.map(({ follower, followed }) =>
        relation(placeOf.get(follower)!, false, placeOf.get(followed)!),
      ),
    ])
    expect([...outcome].filter(([key, on]) => relations.has(key) !== on)).toEqual([])

    // The log tells every state in its order, and every watcher heard just that.
    for (const { id, likes, rows } of tables.images) {
      const states = statesOf(log, ({ name, payload }) =>
        name === 'image:changed' && payload.id === id ? payload.likes : undefined,
      )
      expect({ likes: states.at(-1) ?? 0, rows, wrong: wrongSteps(states) }, `image ${id}`).toEqual({
        likes,
        rows: likes,
        wrong: [],
      })
      for (const watcher of watchers) {
        expect(
          watcher
            .all('image:changed')
            // Smaller files, made meanwhile, are a change too.
            .filter(change => change.id === id && change.likes !== undefined)
            .map(change => change.likes),
        ).toEqual(states)
      }
    }
    for (const { username, followers, following, followerRows } of tables.accounts) {
      const of = (count: 'followers' | 'following') =>
        statesOf(log, ({ name, payload }) =>
          name === 'account:changed' && payload.username === username ? payload[count] : undefined,
        )
      const states = { followers: of('followers'), following: of('following') }
      expect(
        { followers: states.followers.at(-1) ?? 0, following: states.following.at(-1) ?? 0, followerRows },
        username,
      ).toEqual({
        followers,
        following,
        followerRows: followers,
      })
      expect([...wrongSteps(states.followers), ...wrongSteps(states.following)], username).toEqual([])
      for (const watcher of watchers) {
        const heard = watcher.all('account:changed').filter(change => change.username === username)
        expect(heard.map(change => change.followers).filter(count => count !== undefined)).toEqual(states.followers)
        expect(heard.map(change => change.following).filter(count => count !== undefined)).toEqual(states.following)
      }
    }
  },
)
