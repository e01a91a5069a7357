// One visit to an address that a person gave, with every limit that holds for such visits. Nothing else opens a connection for them.
import type { Readable } from 'node:stream'
import type { Logger } from 'pino'
import { Client } from 'undici'
import type { Config } from '../config.ts'
import { AppError } from '../errors.ts'
import { parseAddress, whyRefused } from './address.ts'
import { Failure, guardedConnector, publicLookup } from './connection.ts'
import type { Lookup } from './connection.ts'
import { createPatience } from './patience.ts'
import { refererOf } from './referer.ts'
import { createSlots } from './slots.ts'

/** Times in milliseconds. */
export interface FetchLimits {
  connect: number
  headers: number
  idle: number
  /** From the first slot to the last byte, redirects included. Waiting for a slot may take as long again. */
  total: number
  redirects: number
  /** At once on this node; one at a time for each host besides. */
  atOnce: number
  waiting: number
}

const defaults: FetchLimits = {
  connect: 5_000,
  headers: 10_000,
  idle: 10_000,
  // With the second that is left to tidy up, no slot is held longer than 20.
  total: 19_000,
  redirects: 5,
  // More than one person can hold by all ways together: four saves, two bookmarks, a page, a photo.
  atOnce: 12,
  waiting: 100,
}

/** What a site has answered with 200 and no encoding. */
export interface SiteAnswer {
  /** Where redirects ended. */
  url: string
  /** As announced. */
  bytes: number | null
  contentType: string
  body: Readable
  /** Aborts at the end of the visit's time. */
  signal: AbortSignal
}

export interface Visit<Result> {
  accept: string
  signal?: AbortSignal | undefined
  pageUrl?: string | null | undefined
  /** The one sentence for everything that was refused, could not be reached or broke off. */
  failed: string
  /** Its turn has come: called for each hop. */
  begin?(): void
  /** Reads as much as it wants: the connection is closed when it resolves. */
  take(answer: SiteAnswer): Promise<Result>
}

export interface VisitOptions {
  lookup?: Lookup
  fetchLimits?: Partial<FetchLimits>
}

const passedOn = new Set(['too_large', 'unsupported', 'unavailable'])

export function createVisitor(
  config: Pick<Config, 'fetchAllow' | 'fetchPorts' | 'publicUrl'>,
  log: Logger,
  { lookup = publicLookup, fetchLimits }: VisitOptions,
) {
  const limits = { ...defaults, ...fetchLimits }
  const slots = createSlots(limits.atOnce, limits.waiting)
  const patience = createPatience()

  /** @throws {AppError} invalid (`fields.url`), unreachable, unavailable, and too_large and unsupported from `take`. */
  async function visit<Result>(text: string, wanted: Visit<Result>): Promise<Result> {
    const first = parseAddress(text)
    try {
      return await follow(first, wanted)
    } catch (error) {
      wanted.signal?.throwIfAborted()
      if (error instanceof AppError && passedOn.has(error.code)) throw error
      log.debug({ err: error, host: first.host }, 'an address could not be visited')
      throw new AppError('unreachable', wanted.failed)
    }
  }

  async function follow<Result>(first: URL, wanted: Visit<Result>): Promise<Result> {
    const patient = AbortSignal.any([...(wanted.signal ? [wanted.signal] : []), AbortSignal.timeout(2 * limits.total)])
    let url = first
    let left = limits.total
    for (let hop = 0; hop <= limits.redirects; hop++) {
      const refused = whyRefused(url, config.fetchAllow, config.fetchPorts)
      if (refused) throw new Failure(`refused: ${refused}`)
      const here = url
      const answer = await slots.run(here.hostname, { signal: patient, milliseconds: left }, async signal => {
        const began = performance.now()
        // Only now: whoever had the slot before may have been told to wait.
        patience.check(here.hostname)
        wanted.begin?.()
        const answered = await request(here, signal, wanted)
        left = Math.max(0, left - (performance.now() - began))
        return answered
      })
      if (!(answer instanceof URL)) return answer.taken
      url = answer
    }
    throw new Failure('too many redirects')
  }

  /** One request on a connection of its own; a redirect is answered by where it leads. */
  async function request<Result>(
    url: URL,
    signal: AbortSignal,
    { accept, pageUrl, take }: Visit<Result>,
  ): Promise<URL | { taken: Result }> {
    const client = new Client(url.origin, {
      connect: guardedConnector(url, { allowed: config.fetchAllow, lookup, timeout: limits.connect }),
      allowH2: false,
      pipelining: 0,
      maxHeaderSize: 16_384,
      headersTimeout: limits.headers,
      bodyTimeout: limits.idle,
    })
    try {
      const referer = refererOf(pageUrl, url)
      const headers = {
        'user-agent': `Bowerbird (+${config.publicUrl.origin})`,
        accept,
        // A body that needs no decoding cannot grow while it is decoded.
        'accept-encoding': 'identity',
        ...(referer && { referer }),
      }
      const path = url.pathname + url.search
      const answer = await client.request({ method: 'GET', path, headers, signal })
      // Without a listener, an aborted body would end the process.
      answer.body.on('error', () => {})

      const header = (name: string) => only(answer.headers[name])
      if ([301, 302, 303, 307, 308].includes(answer.statusCode)) return redirect(header('location'), url)
      patience.heed(url.hostname, answer.statusCode, header('retry-after'))
      if (answer.statusCode !== 200) throw new Failure(`status ${answer.statusCode}`)
      const encoding = header('content-encoding')?.trim().toLowerCase()
      if (encoding && encoding !== 'identity') throw new Failure(`content encoding ${encoding}`)
      const length = header('content-length')
      const taken = await take({
        url: url.href,
        bytes: length && /^\d+$/.test(length) ? Number(length) : null,
        contentType: header('content-type') ?? '',
        body: answer.body,
        signal,
      })
      return { taken }
    } finally {
      client.destroy().catch(error => log.debug({ err: error }, 'a connection could not be closed'))
    }
  }

  return { visit, load: slots.load }
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
