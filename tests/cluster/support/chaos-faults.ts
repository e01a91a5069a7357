// What is done to the cluster. Each fault ends when everything has recovered from it.
import { setTimeout as delay } from 'node:timers/promises'
import { isReady } from '../../support/node-process.ts'
import type { World } from './chaos-world.ts'
import type { Place } from './cluster.ts'
import type { Random } from './random.ts'

export type Fault = 'a node killed' | 'Redis down' | 'PostgreSQL crashed' | 'connections cut'

export const faults: Fault[] = [
  ...Array<Fault>(3).fill('a node killed'),
  ...Array<Fault>(3).fill('connections cut'),
  'Redis down',
  'PostgreSQL crashed',
]

/** Milliseconds. */
const redisDown = 6_000

export async function strike(world: World, fault: Fault, random: Random): Promise<void> {
  if (fault === 'a node killed') return killNode(world, random.pick(world.cluster.places))
  if (fault === 'connections cut') return cutConnections(world)
  if (fault === 'PostgreSQL crashed') return crashPostgres(world)
  await world.redis.kill()
  await delay(redisDown)
  await world.redis.start()
  await until(world, place => saysRedisIs(place, 'up'))
}

async function killNode({ readers, cluster }: World, place: Place): Promise<void> {
  const moved = readers
    .filter(reader => reader.url() === place.url || !reader.isLive())
    .map(reader => reader.nextWelcome())
  await place.kill()
  // Everybody is with the others, while this one is still away.
  if (cluster.places.length > 1) await Promise.all(moved)
  await place.restart()
}

async function cutConnections({ readers, cluster }: World): Promise<void> {
  const back = readers.map(reader => reader.nextWelcome())
  for (const place of cluster.places) place.wire.cut()
  await Promise.all(back)
}

async function crashPostgres(world: World): Promise<void> {
  await world.postgres.restart('immediate')
  await until(world, place => isReady(place.node.url))
  // Whoever was turned away meanwhile.
  await Promise.all(world.readers.filter(reader => !reader.isLive()).map(reader => reader.nextWelcome()))
}

export async function saysRedisIs({ node }: Place, state: 'up' | 'down'): Promise<boolean> {
  const answer = await fetch(`${node.url}/readyz`)
  return ((await answer.json()) as { redis: string }).redis === state
}

async function until({ cluster }: World, holds: (place: Place) => Promise<boolean>): Promise<void> {
  // Another process cannot be awaited in any other way.
  for (const place of cluster.places) while (!(await holds(place))) await delay(25)
}
