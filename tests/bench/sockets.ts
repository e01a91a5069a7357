// What a socket costs before anything is sent to it: CPU of the handshake and of the sign-in lookup, memory while it is idle.
import { setTimeout as delay } from 'node:timers/promises'
import { cpuSeconds, residentKb } from './effort.ts'
import { numberFlag } from './flags.ts'
import { hammer } from './http-load.ts'
import { connectTo, followMany, insertPeople, tokenOf } from './population.ts'
import { startReceivers } from './receivers.ts'
import { format, printTable, times } from './report.ts'
import { peerFile, productFile, startServices, startTwo, type Server } from './servers.ts'

const count = numberFlag('sockets', 5_000)
const followed = Math.min(numberFlag('following', 300), count - 1)
const lookups = numberFlag('lookups', 5_000)

/** Milliseconds until V8 has seen that nothing happens, and has given memory back. */
const idle = numberFlag('idle', 12_000)

const services = await startServices()
const receivers = startReceivers()
const stops = [services.stop]

interface Cost {
  /** Microseconds for each socket. */
  cpu: number
  /** Kilobytes for each socket. */
  memory: number
}

const cpuOf = (servers: Server[]) => servers.reduce((sum, { pid }) => sum + cpuSeconds(pid), 0)
const memoryOf = (servers: Server[]) => servers.reduce((sum, { pid }) => sum + residentKb(pid), 0)

/** Opens half of the sockets on each of two fresh nodes, and measures once they are quiet. */
async function openMany(
  kind: 'bare' | 'product',
  signedIn: boolean,
  then?: (servers: Server[], before: number) => Promise<void>,
): Promise<Cost> {
  const servers =
    kind === 'bare'
      ? await startTwo(peerFile('bare-ws'), { REDIS_URL: services.redisUrl })
      : await startTwo(productFile, services.environment)
  const fleets = servers.map(({ port }) => `${kind}:${port}`)
  try {
    await delay(1_500)
    const [cpu, memory] = [cpuOf(servers), memoryOf(servers)]
    for (const [index, { port }] of servers.entries()) {
      const tokens = signedIn ? Array.from({ length: count / 2 }, (_, n) => tokenOf(2 * n + index + 1)) : undefined
      await receivers.open({ fleet: fleets[index]!, port, kind, count: count / 2, tokens })
    }
    const spent = cpuOf(servers) - cpu
    await delay(idle)
    const held = memoryOf(servers) - memory
    await then?.(servers, memory)
    return { cpu: (spent / count) * 1e6, memory: held / count }
  } finally {
    await receivers.close(...fleets)
    await Promise.all(servers.map(server => server.stop()))
  }
}

try {
  // Migrates.
  for (const server of await startTwo(productFile, services.environment)) await server.stop()
  const client = await connectTo(services.databaseUrl)
  stops.unshift(() => client.end())
  await insertPeople(client, count)
  await followMany(client, 1, count, followed, count)
  await client.query('analyze follow')

  const bare = await openMany('bare', false)
  const visitor = await openMany('product', false)
  let known = 0
  let withToken = 0
  let withoutToken = 0
  const signedIn = await openMany('product', true, async (servers, before) => {
    // As if everybody whom somebody follows had done something: from then on the nodes know all followers.
    const people = Array.from({ length: count }, (_, index) => index + 1)
    for (let from = 0; from < count; from += 50) {
      const groups = people.slice(from, from + 50).map(person => `followers.${person}`)
      await client.query(`insert into event (name, groups, payload) values ('group:changed', $1, '{}')`, [groups])
      await delay(25)
    }
    await delay(idle)
    known = (memoryOf(servers) - before) / count
    // A request that does nothing, with and without a token: what is between them is the lookup.
    const { url } = servers[0]!
    for (const rounds of [lookups / 5, lookups]) {
      const spend = async (headers?: (n: number) => Record<string, string>) => {
        const start = cpuOf(servers)
        await hammer({ url: `${url}/api/activity/unwatch`, requests: rounds, body: () => '{}', headers })
        return ((cpuOf(servers) - start) / rounds) * 1e6
      }
      withoutToken = await spend()
      withToken = await spend(n => ({ authorization: `Bearer ${tokenOf((n % count) + 1)}` }))
    }
  })

  const row = (name: string, { cpu, memory }: Cost) => [
    name,
    format(cpu),
    times(cpu / bare.cpu),
    format(memory),
    times(memory / bare.memory),
  ]
  printTable(
    `${count.toLocaleString('en')} sockets on two nodes, opened one after the other and then idle`,
    ['', 'CPU µs each', 'of bare', 'kB each', 'of bare'],
    [
      row('bare ws', bare),
      row('product, visitors', visitor),
      row(`product, signed in, each following ${followed}`, signedIn),
      ['the same, once all followers are known', '', '', format(known), times(known / bare.memory)],
      ['Reach', '≤ 350', '', '≤ 25 (at 15,000)', ''],
    ],
  )
  printTable(
    'A request that does nothing, 32 connections',
    ['', 'CPU µs of the node'],
    [
      ['without a token', format(withoutToken)],
      ['with a token', format(withToken)],
      ['the sign-in lookup', format(withToken - withoutToken)],
      ['lookup and handshake of a socket (above)', format(signedIn.cpu)],
      ['Reach', '≤ 350'],
    ],
  )
} finally {
  receivers.stop()
  for (const stop of stops) await stop().catch(error => console.error(error))
}
