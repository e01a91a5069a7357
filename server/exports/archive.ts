// A ZIP that is written while it is filled: one entry after the other, never whole in memory.
import { createHash, randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'
import type { StoredFile } from '../media/store.ts'

export interface Archive {
  /** Resolves when the stream has been read to its end; rejects when it or the disk fails: then the archive is void. */
  add(path: string, stream: Readable, options: { at: Date; compress: boolean }): Promise<void>
  /** The whole file, which is then the caller's. */
  end(): Promise<StoredFile>
  /** Harmless after the file has been taken. */
  discard(): Promise<void>
}

/** @param folder for the file while it is written */
export function createArchive(folder: string): Archive {
  const path = join(folder, `${randomUUID()}.part`)
  const zip = new ZipFile()
  const hash = createHash('sha256')
  const stop = new AbortController()
  let bytes = 0

  async function* counted(source: AsyncIterable<Buffer>) {
    for await (const chunk of source) {
      bytes += chunk.length
      hash.update(chunk)
      yield chunk
    }
  }

  const { promise: broken, reject: breakOff } = Promise.withResolvers<never>()
  broken.catch(() => {})
  zip.on('error', breakOff)
  const written = pipeline(
    zip.outputStream as Readable,
    counted,
    createWriteStream(path, { flags: 'wx', mode: 0o600 }),
    { signal: stop.signal },
  )
  written.catch(breakOff)

  return {
    async add(name, stream, { at, compress }) {
      const read = new Promise<void>((resolve, reject) => {
        stream.once('error', reject)
        stream.once('end', resolve)
      })
      zip.addReadStream(stream, name, { mtime: at, compress, mode: 0o100644 })
      await Promise.race([read, broken]).catch((error: unknown) => {
        stream.destroy()
        throw error
      })
    },
    async end() {
      // No two archives are the same file, not even of two nodes at once: whoever removes one removes nobody else's.
      zip.end({ comment: `Made by Bowerbird: ${randomUUID()}`, forceZip64Format: false })
      await Promise.race([written, broken])
      return { path, hash: hash.digest('hex'), bytes }
    },
    async discard() {
      stop.abort()
      await written.catch(() => {})
      await rm(path, { force: true })
    },
  }
}
