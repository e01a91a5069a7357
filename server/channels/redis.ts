// The Redis adapter: hints between nodes. Its loss costs latency, never an event; so nothing here may throw or wait.
import { createAdapter, createShardedAdapter } from '@socket.io/redis-adapter'
import { Redis } from 'ioredis'
import type { Logger } from 'pino'
import type { Server } from 'socket.io'
import { metrics } from '../http/metrics.ts'

export interface Bus {
  /** Whether hints get through as far as this node knows. */
  ready(): boolean
  ping(): Promise<boolean>
  /**
   * Runs a script on what all nodes share beside hints, under names that are this instance's own. Nothing whose loss matters is kept there.
   * @throws {Error} when Redis does not answer within half a second
   */
  run(script: string, names: string[], values?: (string | number)[]): Promise<unknown>
  close(): void
}

/** @param name of the database: who shares a Redis with others hears its own nodes alone */
export async function connectRedis(io: Server, url: string, name: string, log: Logger): Promise<Bus> {
  const prefix = `bowerbird.${name}`
  const retryStrategy = (attempt: number) => Math.min(2_000, 50 * 2 ** Math.min(attempt, 6))
  // What cannot be published now is not published later: a hint that comes late says nothing.
  const publisher = new Redis(url, {
    retryStrategy,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: 500,
    reconnectOnError: error => error.message.startsWith('READONLY'),
  })
  const subscriber = new Redis(url, { retryStrategy, maxRetriesPerRequest: null })
  let told = false
  for (const client of [publisher, subscriber]) {
    client.on('error', error => {
      if (!told) log.warn({ error: error.message }, 'Redis cannot be reached: live goes on by looking every 200 ms')
      told = true
    })
    client.on('ready', () => {
      if (told) log.info('Redis is back')
      told = false
    })
  }
  await Promise.race([
    Promise.all([publisher, subscriber].map(client => new Promise(resolve => client.once('ready', resolve)))),
    new Promise(resolve => setTimeout(resolve, 3_000)),
  ])
  const sharded = await offersSharding(publisher)
  // The adapter ignores the promises of these commands, and an unhandled rejection would end the process.
  neverReject(publisher, 'publish', 'spublish')
  neverReject(subscriber, 'subscribe', 'psubscribe', 'ssubscribe', 'unsubscribe', 'punsubscribe', 'sunsubscribe')
  // Static: a subscription per room would cost memory and a round trip for each group that is joined.
  io.adapter(
    sharded
      ? createShardedAdapter(publisher, subscriber, { channelPrefix: prefix, subscriptionMode: 'static' })
      : createAdapter(publisher, subscriber, { key: prefix }),
  )
  return {
    ready: () => publisher.status === 'ready' && subscriber.status === 'ready',
    ping: () =>
      publisher.ping().then(
        () => true,
        () => false,
      ),
    run: (script, names, values = []) =>
      publisher.eval(script, names.length, ...names.map(name => `${prefix}.${name}`), ...values),
    close() {
      publisher.disconnect()
      subscriber.disconnect()
    },
  }
}

/** Redis 7 and newer; when it cannot be asked now, it is what the configuration asks for. */
async function offersSharding(redis: Redis): Promise<boolean> {
  try {
    const answer = (await redis.call('COMMAND', 'INFO', 'SSUBSCRIBE')) as unknown[]
    return answer[0] !== null
  } catch {
    return true
  }
}

function neverReject(client: Redis, ...commands: string[]): void {
  const methods = client as unknown as Record<string, (...parameters: unknown[]) => Promise<unknown>>
  for (const command of commands) {
    const call = methods[command]!.bind(client)
    methods[command] = (...parameters) =>
      call(...parameters).catch(() => {
        metrics.hintFailures.inc()
        return 0
      })
  }
}
