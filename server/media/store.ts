// Bytes at rest, named by what they are: `<sha256>.<extension>`. A name's bytes never change.
import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'

export interface Store {
  /** Resolves with the name when the bytes are safe and can be opened; the same bytes twice are one file. */
  put(bytes: Uint8Array | StoredFile, extension: string): Promise<string>
  has(name: string): Promise<boolean>
  /** Undefined when there is no such file. The stream must be read to its end or destroyed. */
  open(name: string): Promise<{ stream: Readable; bytes: number } | undefined>
  remove(name: string): Promise<void>
  /** Where a browser finds it. */
  url(name: string): string
}

/** A file on this machine whose content is known. The store takes it: afterwards it may be gone from its path. */
export interface StoredFile {
  path: string
  /** SHA-256 of its content, in hex. */
  hash: string
}

const namePattern = /^[0-9a-f]{64}\.[a-z0-9]{2,5}$/

/** On the local disk. `scratch` is on the same file system, so that `folder` never holds a file that is not whole. */
export function createDiskStore(folder: string, scratch: string): Store {
  function pathOf(name: string): string {
    if (!namePattern.test(name)) throw new Error(`not the name of a stored file: ${name}`)
    return join(folder, name.slice(0, 2), name)
  }
  const sizeOf = (path: string) =>
    stat(path).then(
      found => (found.isFile() ? found.size : undefined),
      () => undefined,
    )

  return {
    async put(bytes, extension) {
      const hash = bytes instanceof Uint8Array ? createHash('sha256').update(bytes).digest('hex') : bytes.hash
      const name = `${hash}.${extension}`
      const path = pathOf(name)
      if ((await sizeOf(path)) !== undefined) return name

      const temporary = bytes instanceof Uint8Array ? join(scratch, `${randomUUID()}.part`) : bytes.path
      try {
        // Readable by the web server, which may be another user.
        if (bytes instanceof Uint8Array) await writeFile(temporary, bytes, { flag: 'wx', mode: 0o644 })
        await sync(temporary)
        await mkdir(dirname(path), { recursive: true })
        await rename(temporary, path)
        await sync(dirname(path))
      } finally {
        await rm(temporary, { force: true })
      }
      return name
    },

    has: async name => (await sizeOf(pathOf(name))) !== undefined,

    async open(name) {
      const path = pathOf(name)
      const bytes = await sizeOf(path)
      return bytes === undefined ? undefined : { stream: createReadStream(path), bytes }
    },

    remove: name => rm(pathOf(name), { force: true }),

    url: name => `/media/${name.slice(0, 2)}/${name}`,
  }
}

/** Waits until the disk has it: without this a power cut may leave an empty file under a name that promises content. */
async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
