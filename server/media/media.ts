// Pictures from bytes that nobody vouches for: received, decoded apart from this process, kept under their content hash.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import type { Logger } from 'pino'
import type { Config } from '../config.ts'
import type { ImageSource } from '../protocol.ts'
import { createFetcher } from './fetch.ts'
import type { FetchLimits, Lookup } from './fetch.ts'
import { createReceiver } from './incoming.ts'
import type { Incoming } from './incoming.ts'
import { createDecoders } from './picture.ts'
import type { Decoders, DecoderLimits } from './picture.ts'
import { createDiskStore } from './store.ts'
import type { Store } from './store.ts'

export type { Incoming } from './incoming.ts'

export interface Picture {
  /** SHA-256 of the original bytes, in hex. */
  hash: string
  /** Pixels of the picture as it is shown: orientation is already applied. */
  width: number
  height: number
  /** A thumbhash in base64. */
  placeholder: string
  /** The dominant colour as #rrggbb. */
  color: string
  /** A 64-bit difference hash as 16 hex digits: pictures that look alike differ in few bits. */
  perceptualHash: string
  /** Whether it moves; its WebP sources then move too, the JPEG shows the first frame. */
  animated: boolean
  /** Size of the original. */
  bytes: number
  /** WebP by rising width, then the JPEG fallback last. */
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
   * @throws {AppError} invalid (`fields.url`), unreachable (also for what may not be reached), too_large, unavailable.
   */
  fetch(url: string, options?: { signal?: AbortSignal }): Promise<Incoming & { url: string }>
  /**
   * Makes a picture of received bytes, and resolves when every source can be served. The incoming file is used up, whatever
   * comes of it.
   * @throws {AppError} unsupported, invalid, too_large, unavailable: with a sentence that says what to do.
   */
  develop(incoming: Incoming): Promise<Picture>
  /** The files that are served below /media/. */
  store: Store
  /** The originals, for better encodings later: private, never served. */
  originals: Store
  /** Ends the decoders; what they were doing fails as `unavailable`. */
  close(): Promise<void>
}

/** For tests: where names lead, and limits short enough to wait for. */
export interface MediaOptions {
  lookup?: Lookup
  fetchLimits?: Partial<FetchLimits>
  decoderLimits?: Partial<DecoderLimits>
}

export function createMedia(config: Config, log: Logger, options: MediaOptions = {}): Media {
  const folder = (name: string) => {
    const path = join(config.dataDir, name)
    mkdirSync(path, { recursive: true })
    return path
  }
  const incoming = folder('incoming')
  const receiver = createReceiver(incoming, log)
  const store = createDiskStore(folder('media'), incoming)
  const originals = createDiskStore(folder('originals'), incoming)
  const fetcher = createFetcher(config, log, receiver.receive, options)
  const decoders = createDecoders(config, log, options.decoderLimits)

  return {
    receive: receiver.receive,
    fetch: fetcher.fetch,
    develop: picture => develop(picture, decoders, store, originals),
    store,
    originals,
    close: decoders.close,
  }
}

/** The ending says the type to whoever serves the folder. */
const extensions = { 'image/webp': 'webp', 'image/jpeg': 'jpg', 'image/avif': 'avif' }

async function develop(incoming: Incoming, decoders: Decoders, store: Store, originals: Store): Promise<Picture> {
  try {
    const { format, renditions, ...facts } = await decoders.decode(incoming.path)
    const sources: ImageSource[] = []
    for (const { bytes, ...source } of renditions) {
      sources.push({ url: store.url(await store.put(bytes, extensions[source.type])), ...source })
    }
    await originals.put(incoming, format)
    return { hash: incoming.hash, bytes: incoming.bytes, ...facts, sources }
  } finally {
    await incoming.discard()
  }
}
