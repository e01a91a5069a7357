// A message to an address that a browser gave: the same guard as for visits, but nothing is read, and no redirect is followed.
import { Client } from 'undici'
import type { Config } from '../config.ts'
import { hostAndPort, parseAddress, whyRefused } from './address.ts'
import { Failure, guardedConnector, publicLookup } from './connection.ts'
import type { VisitOptions } from './visit.ts'

type Rules = Pick<Config, 'fetchAllow' | 'fetchPorts' | 'publicUrl'>

export interface Message {
  headers: Record<string, string>
  body: Uint8Array
}

/** From the connection to the headers of the answer, in milliseconds. */
const mostTime = 10_000

/**
 * The address, when a message may go there as far as can be told before its name is resolved: over TLS, or to one that FETCH_ALLOW
 * names.
 * @throws {AppError} `invalid`, for what is no web address
 */
export function postableAddress(text: string, { fetchAllow, fetchPorts }: Rules): URL | undefined {
  const url = parseAddress(text)
  if (url.protocol !== 'https:' && !fetchAllow.includes(hostAndPort(url))) return undefined
  return whyRefused(url, fetchAllow, fetchPorts) ? undefined : url
}

export function createPoster(config: Rules, { lookup = publicLookup }: VisitOptions) {
  /** @returns the status. @throws whatever kept it from being sent or answered in 10 s; for the log alone */
  return async function post(text: string, { headers, body }: Message): Promise<number> {
    const url = postableAddress(text, config)
    if (!url) throw new Failure('refused')
    const client = new Client(url.origin, {
      connect: guardedConnector(url, { allowed: config.fetchAllow, lookup, timeout: mostTime / 2 }),
      allowH2: false,
      pipelining: 0,
      maxHeaderSize: 16_384,
    })
    try {
      const answer = await client.request({
        method: 'POST',
        path: url.pathname + url.search,
        headers: { 'user-agent': `Bowerbird (+${config.publicUrl.origin})`, ...headers },
        body,
        signal: AbortSignal.timeout(mostTime),
      })
      // Without a listener, an aborted body would end the process.
      answer.body.on('error', () => {})
      return answer.statusCode
    } finally {
      void client.destroy().catch(() => {})
    }
  }
}
