// A text that grows while the pictures go by, and is put into the archive after them.
import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'

export interface Part {
  write(text: string): Promise<void>
  /** What has been written, once; nothing can be added then. */
  read(): Promise<Readable>
  /** Harmless when it has been read. */
  discard(): Promise<void>
}

export async function createPart(folder: string): Promise<Part> {
  const path = join(folder, `${randomUUID()}.part`)
  const file = await open(path, 'wx', 0o600)
  let closed = false
  async function close() {
    if (!closed) await file.close()
    closed = true
  }
  return {
    async write(text) {
      await file.appendFile(text)
    },
    async read() {
      await close()
      return createReadStream(path)
    },
    async discard() {
      await close()
      await rm(path, { force: true })
    },
  }
}
