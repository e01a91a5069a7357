// Pictures from bytes that nobody vouches for: received, decoded apart from this process, kept under their content hash.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import type { Logger } from 'pino'
import type { Config } from '../config.ts'
import { timeStage } from '../http/metrics.ts'
import type { ImageSource } from '../views.ts'
import type { Rendition } from './developed.ts'
import { createFetcher } from './fetch.ts'
import type { FetchOptions, Found } from './fetch.ts'
import { keepOriginal, recallOriginal } from './originals.ts'
import { createReceiver } from './incoming.ts'
import type { Incoming } from './incoming.ts'
import { createDecoders } from './picture.ts'
import { createPoster, type Message } from './post.ts'
import type { Decoders, DecoderLimits } from './picture.ts'
import type { S3Limits } from './s3-client.ts'
import type { Store } from './store.ts'
import { createStores } from './stores.ts'
import type { VisitOptions } from './visit.ts'

export type { Incoming } from './incoming.ts'

export interface Picture {
  /** SHA-256 of the original bytes, in hex. */
  hash: string
  /** The name under which `originals` has them. */
  original: string
  /** Pixels of the picture as it is shown: orientation is already applied. */
  width: number
  height: number
  /** A thumbhash in base64. */
  placeholder: string
  /** The dominant colour as #rrggbb. */
  color: string
  /** 64 bits as 16 hex digits: pictures that look alike differ in few of them. */
  perceptualHash: string
  /** Whether it moves; its WebP sources then move too, but for those that are `still`; the JPEG shows the first frame. */
  animated: boolean
  /** Size of the original. */
  bytes: number
  /** WebP by rising width, for a film those that move before those that are `still`; then the JPEG fallback last. */
  sources: ImageSource[]
}

export interface Media {
  /**
   * Takes an upload; on failure the stream is destroyed.
   * @throws {AppError} too_large past 20 MB, invalid when the stream stops early, unavailable when the disk is full.
   */
  receive(stream: Readable): Promise<Incoming>
  /**
   * Takes the bytes behind an address that a person gave; `url` of the answer is where redirects ended.
   * @throws {AppError} invalid (`fields.url`), unreachable (also for what may not be reached), too_large, unavailable: with
   * `retryAfter` seconds, and a sentence that names the host, where the site asks for patience.
   */
  fetch(url: string, options?: FetchOptions): Promise<Incoming & { url: string }>
  /**
   * Looks at what is behind an address that a person gave, through the same guard. Of a page at most its first megabyte is
   * read, of a picture as little as tells that it is one.
   * @throws {AppError} as `fetch`; unsupported, for what is neither a page nor a picture that can be read here.
   */
  readPage(url: string, options?: { signal?: AbortSignal }): Promise<Found>
  /**
   * Sends a message to an address that a browser gave, over TLS through the same guard.
   * @returns the status of the answer, of which nothing is read. @throws whatever kept it from being sent; for the log alone
   */
  post(url: string, message: Message): Promise<number>
  /** Visits to other sites, by `fetch` and `readPage` together: at work, waiting; the longest that a slot was held, in milliseconds. */
  visits(): { running: number; waiting: number; longest: number }
  /**
   * Makes a picture of received bytes, and resolves when every source can be served. The incoming file is used up, whatever
   * comes of it, unless `keep` leaves that to the caller.
   * @throws {AppError} unsupported, invalid, too_large, unavailable: with a sentence that says what to do.
   */
  develop(incoming: Incoming, options?: { keep?: boolean }): Promise<Picture>
  /**
   * Keeps received bytes as they are, to be developed later by any node: until then an original without a picture, which the
   * sweep leaves alone for a day. The incoming file is used up.
   * @returns the name by which `recall` finds it
   * @throws {AppError} unsupported, invalid: what cannot be a picture by the way it begins; unavailable
   */
  keep(incoming: Incoming): Promise<{ hash: string; bytes: number; name: string }>
  /**
   * A file of its own again with the bytes of an original, whichever node has kept it.
   * @param name as `keep` gave it, or its hash alone
   * @throws {AppError} not_found; unavailable when the storage cannot be reached; invalid when it has damaged the picture
   */
  recall(name: string): Promise<Incoming>
  /**
   * Makes a square of the middle of received bytes: WebP, 360 pixels or as many as there are. Resolves when it can be served; the
   * incoming file is used up, whatever comes of it.
   * @throws {AppError} as `develop`.
   */
  portrait(incoming: Incoming): Promise<ImageSource>
  /**
   * Makes smaller files of a stored original, by its name in `originals`: AVIF by rising width, to be offered before the WebP.
   * None of a film. Costs more than a save should take: for a quiet moment.
   * @throws {AppError} as `develop`; as `recall` when the original is gone or cannot be read.
   */
  enrich(name: string): Promise<ImageSource[]>
  /** Pictures in the decoders of this node: at work, waiting. */
  decoding(): { working: number; waiting: number }
  /** The files that are served below /media/. */
  store: Store
  /** The originals, for better encodings later: private, never served. */
  originals: Store
  /** Copies that people have asked for of what is theirs: private, for each of them alone. */
  exports: Store
  /** Ends the decoders; what they were doing fails as `unavailable`. */
  close(): Promise<void>
}

/** For tests: where names lead, and limits short enough to wait for. */
export interface MediaOptions extends VisitOptions {
  decoderLimits?: Partial<DecoderLimits>
  s3Limits?: Partial<S3Limits>
}

export function createMedia(config: Config, log: Logger, options: MediaOptions = {}): Media {
  const incoming = join(config.dataDir, 'incoming')
  mkdirSync(incoming, { recursive: true })
  const receiver = createReceiver(incoming, log)
  const stores = createStores(config, incoming, log, options.s3Limits)
  const { store, originals, exports } = stores
  const fetcher = createFetcher(config, log, receiver.receive, options)
  const folders = { reads: incoming, hides: config.dataDir }
  const decoders = createDecoders({ ...config, folders }, log, options.decoderLimits)

  return {
    receive: receiver.receive,
    fetch: (url, given) => timeStage('fetch', () => fetcher.fetch(url, given)),
    readPage: fetcher.readPage,
    post: createPoster(config, options),
    visits: fetcher.load,
    develop: (picture, { keep = false } = {}) => develop(picture, keep, decoders, store, originals),
    keep: picture => keepOriginal(picture, config, originals),
    recall: name => recallOriginal(name, originals, receiver.receive),
    portrait: picture => portray(picture, decoders, store),
    enrich: async name => enrich(await recallOriginal(name, originals, receiver.receive), decoders, store),
    decoding: decoders.load,
    store,
    originals,
    exports,
    async close() {
      await decoders.close()
      await stores.close()
    },
  }
}

/** The ending says the type to whoever serves the folder. */
const extensions = { 'image/webp': 'webp', 'image/jpeg': 'jpg', 'image/avif': 'avif' }

async function develop(
  incoming: Incoming,
  keepFile: boolean,
  decoders: Decoders,
  store: Store,
  originals: Store,
): Promise<Picture> {
  try {
    const { format, renditions, ...facts } = await timeStage('decode', () => decoders.decode(incoming.path))
    const [sources, original] = await timeStage('store', async () => [
      await storeAll(renditions, store),
      await originals.put({ ...incoming, keep: keepFile }, format),
    ])
    return { hash: incoming.hash, original, bytes: incoming.bytes, ...facts, sources }
  } finally {
    if (!keepFile) await incoming.discard()
  }
}

async function portray(incoming: Incoming, decoders: Decoders, store: Store): Promise<ImageSource> {
  try {
    const [portrait] = await storeAll([await decoders.portray(incoming.path)], store)
    return portrait!
  } finally {
    await incoming.discard()
  }
}

/** From a copy: a decoder may read this machine's incoming folder alone, and the original may be kept elsewhere. */
async function enrich(copy: Incoming, decoders: Decoders, store: Store): Promise<ImageSource[]> {
  try {
    return await storeAll(await decoders.compress(copy.path), store)
  } finally {
    await copy.discard()
  }
}

async function storeAll(renditions: Rendition[], store: Store): Promise<ImageSource[]> {
  const sources: ImageSource[] = []
  for (const { bytes, still, ...source } of renditions) {
    const url = store.url(await store.put(bytes, extensions[source.type]))
    sources.push({ url, ...source, ...(still && { still }) })
  }
  return sources
}
