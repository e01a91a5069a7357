// The only module that opens a connection to an address which a person gave.
import { lookup as resolveName } from 'node:dns/promises'
import type { LookupFunction } from 'node:net'
import type { Readable } from 'node:stream'
import type { Logger } from 'pino'
import { Client, buildConnector } from 'undici'
import type { Config } from '../config.ts'
import { AppError } from '../errors.ts'
import { hostAndPort, isPublicAddress, parseAddress, whyRefused } from './address.ts'
import { mostBytes, tooLarge } from './incoming.ts'
import type { Incoming } from './incoming.ts'
import { createSlots } from './slots.ts'

export type Lookup = (hostname: string) => Promise<{ address: string; family: number }[]>

/** Times in milliseconds. */
export interface FetchLimits {
  connect: number
  headers: number
  idle: number
  /** From the call to the last byte, waiting in the queue and redirects included. */
  total: number
  redirects: number
  /** At once on this node; one at a time for each host besides. */
  atOnce: number
  waiting: number
  ports: string[]
}

const defaults: FetchLimits = {
  connect: 5_000,
  headers: 10_000,
  idle: 10_000,
  total: 20_000,
  redirects: 5,
  atOnce: 4,
  waiting: 100,
  ports: ['80', '443'],
}

/** Why a fetch failed, for the log alone: the person is told the same whatever it was. */
class Failure extends Error {}

export function createFetcher(
  config: Pick<Config, 'fetchAllow' | 'publicUrl' | 'decodeAvif'>,
  log: Logger,
  receive: (stream: Readable) => Promise<Incoming>,
  {
    lookup = name => resolveName(name, { all: true }),
    fetchLimits,
  }: { lookup?: Lookup; fetchLimits?: Partial<FetchLimits> },
) {
  const limits = { ...defaults, ...fetchLimits }
  const slots = createSlots(limits.atOnce, limits.waiting)
  const headers = {
    'user-agent': `Bowerbird (+${config.publicUrl.origin})`,
    accept: `${config.decodeAvif ? 'image/avif,' : ''}image/webp,image/png,image/jpeg,image/gif,image/*;q=0.8,*/*;q=0.5`,
    // A body that needs no decoding cannot grow while it is decoded.
    'accept-encoding': 'identity',
  }

  async function fetch(text: string, { signal }: { signal?: AbortSignal } = {}): Promise<Incoming & { url: string }> {
    const first = parseAddress(text)
    // One deadline over everything: a flood of 1xx answers resets undici's own timeouts.
    const deadline = AbortSignal.timeout(limits.total)
    const either = signal ? AbortSignal.any([signal, deadline]) : deadline
    try {
      return await follow(first, either)
    } catch (error) {
      signal?.throwIfAborted()
      if (error instanceof AppError && (error.code === 'too_large' || error.code === 'unavailable')) throw error
      log.debug({ err: error, host: first.host }, 'an address could not be fetched')
      throw new AppError(
        'unreachable',
        'No picture could be fetched from that address. Check it, or save the picture and upload it.',
      )
    }
  }

  async function follow(first: URL, signal: AbortSignal): Promise<Incoming & { url: string }> {
    let url = first
    for (let hop = 0; hop <= limits.redirects; hop++) {
      const refused = whyRefused(url, config.fetchAllow, limits.ports)
      if (refused) throw new Failure(`refused: ${refused}`)
      const here = url
      const result = await slots.run(here.hostname, signal, () => request(here, signal))
      if (!(result instanceof URL)) return { ...result, url: here.href }
      url = result
    }
    throw new Failure('too many redirects')
  }

  /** One request on a connection of its own; a redirect is answered by where it leads. */
  async function request(url: URL, signal: AbortSignal): Promise<URL | Incoming> {
    const client = new Client(url.origin, {
      connect: guard(connectorOf(url), url),
      allowH2: false,
      pipelining: 0,
      maxHeaderSize: 16_384,
      headersTimeout: limits.headers,
      bodyTimeout: limits.idle,
    })
    try {
      const path = url.pathname + url.search
      const { statusCode, headers: answered, body } = await client.request({ method: 'GET', path, headers, signal })
      // Without a listener, an aborted body would end the process.
      body.on('error', () => {})

      const location = only(answered.location)
      if ([301, 302, 303, 307, 308].includes(statusCode)) return redirect(location, url)
      if (statusCode !== 200) throw new Failure(`status ${statusCode}`)
      const encoding = only(answered['content-encoding'])?.trim().toLowerCase()
      if (encoding && encoding !== 'identity') throw new Failure(`content encoding ${encoding}`)
      if (Number(only(answered['content-length'])) > mostBytes) throw tooLarge()
      return await receive(body)
    } finally {
      client.destroy().catch(error => log.debug({ err: error }, 'a connection could not be closed'))
    }
  }

  const isExempt = (url: URL) => config.fetchAllow.includes(hostAndPort(url))

  function connectorOf(url: URL) {
    // undici ignores a lookup given with each connection: only the one given here counts. It is not called for literal
    // addresses, which whyRefused has looked at.
    const checkedLookup: LookupFunction = (hostname, options, callback) => {
      lookup(hostname).then(
        addresses => {
          const [one] = addresses
          const bad = isExempt(url) ? undefined : addresses.find(({ address }) => !isPublicAddress(address))
          if (!one) callback(new Failure(`${hostname} has no address`), '', 0)
          else if (bad) callback(new Failure(`${hostname} resolves to ${bad.address}`), '', 0)
          else if (options.all) callback(null, addresses)
          else callback(null, one.address, one.family)
        },
        error => callback(error, '', 0),
      )
    }
    return buildConnector({ allowH2: false, timeout: limits.connect, lookup: checkedLookup, maxCachedSessions: 0 })
  }

  /** Checks where the connection really leads, before a byte is sent. */
  function guard(connect: buildConnector.connector, url: URL): buildConnector.connector {
    return (options, callback) =>
      connect(options, (error, socket) => {
        if (error) return callback(error, null)
        if (isExempt(url) || isPublicAddress(socket.remoteAddress ?? '')) return callback(null, socket)
        const failure = new Failure(`connected to ${socket.remoteAddress}`)
        socket.on('error', () => {}).destroy()
        callback(failure, null)
      })
  }

  return { fetch }
}

function redirect(location: string | undefined, from: URL): URL {
  if (!location || !URL.canParse(location, from)) throw new Failure('redirect without an address')
  const url = new URL(location, from)
  url.hash = ''
  return url
}

function only(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header.join(',') : header
}
