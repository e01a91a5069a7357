// The three ways in which an event comes into being: a Redis message, a row of the log, a request that does the whole work.
import { Agent, request } from 'node:http'
import type { Redis } from 'ioredis'
import type pg from 'pg'
import { tokenOf } from './population.ts'
import type { Server } from './servers.ts'

/** Makes so many events, as fast as can be. */
export type Publish = (events: number) => Promise<void>

const agent = new Agent({ keepAlive: true, maxSockets: 32 })

/** @throws {Error} for an answer that is not 200 */
export function post(url: string, body: string, headers: Record<string, string> = {}): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  const asked = request(
    url,
    { agent, method: 'POST', headers: { 'content-type': 'application/json', ...headers } },
    response => {
      let text = ''
      response.setEncoding('utf8').on('data', part => (text += part))
      response.on('end', () =>
        response.statusCode === 200 ? resolve(text) : reject(new Error(`${response.statusCode} ${text}`)),
      )
    },
  )
  asked.on('error', reject)
  asked.end(body)
  return promise
}

/** What the bytes of the product look like, so that the peer sends as many. */
export interface Template {
  payload: string
  packet: string
}

/** Messages for the bare server, straight into Redis. */
export function barePublish(redis: Redis, { packet }: Template): Publish {
  return async events => {
    await Promise.all(Array.from({ length: events }, () => redis.publish('bare', packet)))
  }
}

/** The same by a request to one of its nodes. */
export function bareRequest({ url }: Server, { packet }: Template): Publish {
  return async events => {
    for (let event = 0; event < events; event++) await post(url, packet)
  }
}

/** Rows straight into the log, in transactions of at most 20; after each a like by somebody without followers wakes the tails. */
export function logPublish(
  client: pg.Client,
  actor: number,
  { payload }: Template,
  wake: () => Promise<void>,
): Publish {
  return async events => {
    for (let done = 0; done < events; done += 20) {
      await client.query(
        `insert into event (name, groups, payload) select 'activity:recorded', $1::text[], $2::json from generate_series(1, $3::int)`,
        [[`followers.${actor}`, 'everybody'], payload, Math.min(20, events - done)],
      )
      await wake()
    }
  }
}

let image = 0

/** Likes over HTTP: each actor likes images that it has not liked, one after the other, at the first node. */
export function verbPublish(
  client: pg.Client,
  nodes: Server[],
  actors: number[],
): { publish: Publish; sample(): Promise<Template> } {
  const publish: Publish = async events => {
    let left = events
    const work = async (actor: number) => {
      while (left-- > 0) {
        const id = String((image++ % 20_000) + 1)
        await post(`${nodes[0]!.url}/api/image/like`, JSON.stringify({ id }), {
          authorization: `Bearer ${tokenOf(actor)}`,
        })
      }
    }
    await Promise.all(actors.slice(0, events).map(work))
  }
  return {
    publish,
    async sample() {
      await publish(1)
      const { rows } = await client.query<{ payload: string }>(
        "select payload::text from event where name = 'activity:recorded' order by xid desc limit 1",
      )
      const { payload } = rows[0]!
      return { payload, packet: `42["activity:recorded",{"cursor":"0123456789-3abcd4abcd",${payload.slice(1)}]` }
    },
  }
}
