// Deliveries through the whole product (event row, commit, tail, local emit) beside bare ws and ioredis, in interleaved rounds.
import { setTimeout as delay } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { flag, numberFlag, numbersFlag } from './flags.ts'
import { connectTo, followAll, insertImages, insertPeople, tokenOf } from './population.ts'
import { startReceivers } from './receivers.ts'
import { reportDeliveries, type Row } from './deliveries-report.ts'
import { peerFile, productFile, startServices, startTwo, underCallgrind } from './servers.ts'
import { measureLatency, saturate, type Peer } from './deliveries-rounds.ts'
import { barePublish, bareRequest, logPublish, verbPublish } from './publishers.ts'

const sizes = numbersFlag('sizes', '200,1000,5000')
const rounds = numberFlag('rounds', underCallgrind ? 1 : 3)
/** Deliveries of one round. */
const perRound = numberFlag('per-round', underCallgrind ? 40_000 : 150_000)
const latencyEvents = numberFlag('latency-events', underCallgrind ? 0 : 15)
const writers = 20
const most = Math.max(...sizes)
const only = flag('only', 'bare,log,verbs').split(',')

const services = await startServices()
const receivers = startReceivers()
const stops: (() => Promise<void>)[] = [services.stop]
try {
  // One after the other: the first brings the database up to date.
  const product = await startTwo(productFile, services.environment)
  const bare = await startTwo(peerFile('bare-ws'), { REDIS_URL: services.redisUrl })
  stops.push(...[...product, ...bare].map(server => server.stop))
  const client = await connectTo(services.databaseUrl)
  const redis = new Redis(services.redisUrl)
  stops.unshift(async () => {
    redis.disconnect()
    await client.end()
  })

  // The last one has no followers.
  const lonely = most + writers * sizes.length + 1
  await insertPeople(client, lonely)
  const wake = verbPublish(client, product, [lonely]).publish
  await insertImages(client, 20_000, most)
  const rows: Row[] = []
  let open = 0
  for (const [place, size] of sizes.toSorted((a, b) => a - b).entries()) {
    const actors = Array.from({ length: writers }, (_, index) => most + place * writers + index + 1)
    await followAll(client, size, actors)
    await client.query('analyze follow')
    for (const [index, { port }] of product.entries()) {
      const tokens = Array.from({ length: (size - open) / 2 }, (_, n) => tokenOf(open + 2 * n + index + 1))
      await receivers.open({ fleet: `product${index}`, port, kind: 'product', count: tokens.length, tokens })
    }
    for (const [index, { port }] of bare.entries()) {
      await receivers.open({ fleet: `bare${index}`, port, kind: 'bare', count: (size - open) / 2 })
    }
    open = size
    await delay(underCallgrind ? 10_000 : 1_000)

    const verbs = verbPublish(client, product, actors)
    const template = await verbs.sample()
    const peers: Peer[] = [
      { name: 'bare', fleets: ['bare0', 'bare1'], servers: bare, publish: barePublish(redis, template) },
      {
        name: 'log',
        fleets: ['product0', 'product1'],
        servers: product,
        publish: logPublish(client, actors[0]!, template, () => wake(1)),
      },
      { name: 'verbs', fleets: ['product0', 'product1'], servers: product, publish: verbs.publish },
    ].filter(({ name }) => only.includes(name))
    const events = Math.max(10, Math.round(perRound / size))
    // The first round is for the compiler, and is thrown away.
    for (let round = underCallgrind ? -2 : -1; round < rounds; round++) {
      for (const peer of peers) {
        const result = await saturate({ receivers, services, peer, size, events })
        if (round >= 0) rows.push({ size, name: peer.name, ...result })
      }
    }
    for (const { name, fleet, request } of [
      { name: 'bare', fleet: 'bare1', request: bareRequest(bare[0]!, template) },
      { name: 'verbs', fleet: 'product1', request: verbs.publish },
    ]) {
      if (latencyEvents === 0) continue
      const latency = await measureLatency({ receivers, fleet, request, events: latencyEvents })
      rows.push({ size, name, latency })
    }
  }
  reportDeliveries(rows)
} finally {
  receivers.stop()
  for (const stop of stops) await stop().catch(error => console.error(error))
}
