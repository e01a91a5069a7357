// HTTP with a storage that speaks S3: signed, with deadlines, tried again where it is worth it. The only other module that opens
// connections to the outside: to the one address that the administrator has configured, never to one that a person gave.
import { setTimeout as delay } from 'node:timers/promises'
import type { Readable } from 'node:stream'
import { msg } from '@lit/localize'
import { AwsV4Signer } from 'aws4fetch'
import type { Logger } from 'pino'
import { Pool } from 'undici'
import { AppError } from '../errors.ts'

export interface S3Config {
  /** An http or https origin. */
  endpoint: URL
  bucket: string
  region: string
  accessKeyId: string
  secretAccessKey: string
}

/** Times in milliseconds. */
export interface S3Limits {
  connect: number
  /** Without a byte of an answer. */
  idle: number
  /** From the call to the head of the answer, every attempt included. */
  total: number
  attempts: number
  connections: number
}

const defaults: S3Limits = { connect: 3_000, idle: 10_000, total: 20_000, attempts: 3, connections: 64 }

/** Bytes in a millisecond: what is sent gets so much more time. */
const slowest = 1_000

/** SHA-256 of no bytes. */
const nothing = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'

export interface S3Request {
  method: 'GET' | 'HEAD' | 'PUT' | 'DELETE'
  /** Below the bucket; characters that need no escaping. */
  key: string
  query?: Record<string, string>
  headers?: Record<string, string>
  /** Made anew for each attempt. `hash` is SHA-256 in hex: signed, so that the storage refuses bytes that are not those. */
  body?: { hash: string; bytes: number; open(): Readable | Uint8Array }
  /** A shorter deadline than usual. */
  total?: number
}

export interface S3Answer {
  headers: Record<string, string | string[] | undefined>
  body: Readable
}

export interface S3Client {
  /**
   * The answer, or undefined for 404. Its body must be read to its end or destroyed.
   * @throws {AppError} unavailable, when no attempt has gone well in time
   */
  send(request: S3Request): Promise<S3Answer | undefined>
  close(): Promise<void>
}

/** What the storage said, for the log alone. */
class Failure extends Error {
  readonly again: boolean
  constructor(message: string, again: boolean) {
    super(message)
    this.again = again
  }
}

export function createS3Client(config: S3Config, log: Logger, changed: Partial<S3Limits> = {}): S3Client {
  const limits = { ...defaults, ...changed }
  const pool = new Pool(config.endpoint.origin, {
    connections: limits.connections,
    allowH2: false,
    connect: { timeout: limits.connect },
    headersTimeout: limits.idle,
    bodyTimeout: limits.idle,
  })
  const keys = new Map<string, ArrayBuffer>()

  async function attempt(request: S3Request, signal: AbortSignal): Promise<S3Answer | undefined> {
    const { method, key, query = {}, headers = {}, body } = request
    const url = new URL(`/${config.bucket}/${key}`, config.endpoint)
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
    const signed = await new AwsV4Signer({
      ...config,
      method,
      url: url.href,
      headers: { 'x-amz-content-sha256': body?.hash ?? nothing, ...headers },
      service: 's3',
      cache: keys,
    }).sign()
    const answer = await pool.request({
      method,
      path: url.pathname + url.search,
      headers: { ...Object.fromEntries(signed.headers), ...(body && { 'content-length': String(body.bytes) }) },
      body: body?.open(),
      signal,
    })
    // Without a listener, a body that is aborted would end the process.
    answer.body.on('error', () => {})
    const { statusCode } = answer
    if (statusCode >= 200 && statusCode < 300) return answer
    const said = await answer.body.text().catch(() => '')
    if (statusCode === 404 && !/<Code>NoSuchBucket</.test(said)) return undefined
    const code = /<Code>(\w{1,80})</.exec(said)?.[1] ?? ''
    throw new Failure(`status ${statusCode} ${code}`.trim(), statusCode >= 500 || statusCode === 429)
  }

  return {
    async send(request) {
      // For the head alone: a body may be passed on to somebody slow, and has its own limit.
      const deadline = new AbortController()
      const timer = setTimeout(
        () => deadline.abort(new Failure('deadline', false)),
        Math.min(request.total ?? Infinity, limits.total + (request.body?.bytes ?? 0) / slowest),
      )
      try {
        for (let tried = 1; ; tried++) {
          try {
            return await attempt(request, deadline.signal)
          } catch (error) {
            deadline.signal.throwIfAborted()
            if (tried >= limits.attempts || (error instanceof Failure && !error.again)) throw error
            await delay(100 * 2 ** tried * (0.5 + Math.random()), undefined, { signal: deadline.signal })
          }
        }
      } catch (error) {
        log.warn({ error: String(error), method: request.method, key: request.key }, 'the picture storage has failed')
        throw new AppError(
          'unavailable',
          msg('The storage of pictures cannot be reached just now. Try again in a moment.'),
          {
            retryAfter: 10,
          },
        )
      } finally {
        clearTimeout(timer)
      }
    },
    close: () => pool.destroy(),
  }
}
