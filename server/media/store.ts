// Bytes at rest, named by what they are: `<sha256>.<extension>`. A name's bytes never change.
import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'

/** Every method but `url` throws AppError `unavailable` when a storage elsewhere cannot be reached in time. */
export interface Store {
  /**
   * Resolves with the name when the bytes are safe and can be opened; the same bytes twice are one file, which from then on counts
   * as new.
   */
  put(bytes: Uint8Array | StoredFile, extension: string): Promise<string>
  has(name: string): Promise<boolean>
  stat(name: string): Promise<FileFacts | undefined>
  /** Undefined when there is no such file. The stream must be read to its end or destroyed. */
  open(name: string, range?: Range): Promise<{ stream: Readable; bytes: number } | undefined>
  /** Harmless when it is gone. */
  remove(name: string): Promise<void>
  /** The files whose names begin with two hexadecimal digits; foreign ones are passed over. */
  list(prefix: string): AsyncIterable<FileFacts & { name: string }>
  /** Where a browser finds it. */
  url(name: string): string
}

/** A file on this machine whose content is known. The store takes it, unless it is to keep its place as well. */
export interface StoredFile {
  path: string
  keep?: boolean
  /** SHA-256 of its content, in hex. */
  hash: string
  bytes: number
}

export interface FileFacts {
  bytes: number
  /** When it was last put. */
  modified: Date
}

/** Both ends included. */
export interface Range {
  start: number
  end: number
}

const namePattern = /^[0-9a-f]{64}\.[a-z0-9]{2,5}$/

export const isFileName = (text: string) => namePattern.test(text)

export function fileName(bytes: Uint8Array | StoredFile, extension: string): string {
  const hash = bytes instanceof Uint8Array ? createHash('sha256').update(bytes).digest('hex') : bytes.hash
  return `${hash}.${extension}`
}

/** Two levels, so that no folder has too many entries. @throws {Error} for what is not the name of a stored file */
export function filePath(name: string): string {
  if (!isFileName(name)) throw new Error(`not the name of a stored file: ${name}`)
  return `${name.slice(0, 2)}/${name}`
}

/** The address of a served file; `servedName` is its inverse. */
export const servedUrl = (name: string) => `/media/${filePath(name)}`

export const servedName = (url: string) => url.slice(url.lastIndexOf('/') + 1)

/** The types that the encoders of this server write; what a person sent plays no part. */
export const servedTypes: Record<string, string> = { webp: 'image/webp', jpg: 'image/jpeg', avif: 'image/avif' }
