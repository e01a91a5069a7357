// One round of one peer: everything at once for throughput, or one event after the other for latency.
import { setTimeout as delay } from 'node:timers/promises'
import { countInstructions, cpuSeconds, treeSeconds, userSeconds } from './effort.ts'
import type { Publish } from './publishers.ts'
import type { Receivers } from './receivers.ts'
import type { Server, Services } from './servers.ts'
import { quantile } from './report.ts'

export interface Peer {
  name: string
  fleets: string[]
  servers: Server[]
  publish: Publish
}

export interface Saturation {
  perSecond: number
  /** Microseconds of all servers of the peer. */
  cpu: number
  /** The part of it outside the kernel. */
  userCpu: number
  instructions: number | undefined
  /** Microseconds of PostgreSQL and Redis, for each event. */
  servicesCpu: number
  bytes: number
}

interface Round {
  receivers: Receivers
  services: Services
  peer: Peer
  size: number
  events: number
}

export async function saturate({ receivers, services, peer, size, events }: Round): Promise<Saturation> {
  const serversCpu = () => peer.servers.reduce((sum, { pid }) => sum + cpuSeconds(pid), 0)
  const userCpu = () => peer.servers.reduce((sum, { pid }) => sum + userSeconds(pid), 0)
  const servicesCpu = () => treeSeconds(services.postgresPid) + cpuSeconds(services.redisPid)
  await receivers.expect({ fleets: peer.fleets, each: events, times: false })
  const counted = await countInstructions(peer.servers)
  const [servers, user, others] = [serversCpu(), userCpu(), servicesCpu()]
  const began = now()
  await peer.publish(events)
  const { last, bytes } = await receivers.arrived()
  const deliveries = events * size
  const round = {
    perSecond: (deliveries / (last - began)) * 1000,
    cpu: ((serversCpu() - servers) / deliveries) * 1e6,
    userCpu: ((userCpu() - user) / deliveries) * 1e6,
    servicesCpu: ((servicesCpu() - others) / events) * 1e6,
    bytes: bytes / deliveries,
  }
  const instructions = await counted()
  await delay(100)
  return { ...round, instructions: instructions === undefined ? undefined : instructions / deliveries }
}

export interface Latency {
  p50: number
  p99: number
}

interface Slowly {
  receivers: Receivers
  /** The sockets of the node that is not asked. */
  fleet: string
  request: Publish
  events: number
}

/** Milliseconds from the request to the sockets on the other node, at five events a second. */
export async function measureLatency({ receivers, fleet, request, events }: Slowly): Promise<Latency> {
  const sent: number[] = []
  await receivers.expect({ fleets: [fleet], each: events, times: true })
  for (let event = 0; event < events; event++) {
    sent.push(now())
    await request(1)
    await delay(200)
  }
  const { times } = await receivers.arrived()
  const latencies = times.flatMap((arrivals, event) => arrivals.map(time => time - sent[event]!))
  return { p50: quantile(latencies, 0.5), p99: quantile(latencies, 0.99) }
}

const now = () => performance.timeOrigin + performance.now()
