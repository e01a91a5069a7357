// Files on a disk of this machine, or in a folder that several machines share.
import { randomUUID } from 'node:crypto'
import { constants, copyFile, mkdir, open, readdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileName, filePath, isFileName, servedUrl, type FileFacts, type Store } from './store.ts'

/** `scratch` is on the same file system, so that `folder` never holds a file that is not whole. */
export function createDiskStore(folder: string, scratch: string): Store {
  const pathOf = (name: string) => join(folder, filePath(name))

  return {
    async put(bytes, extension) {
      const name = fileName(bytes, extension)
      const path = pathOf(name)
      const ours = bytes instanceof Uint8Array
      const taken = !ours && !bytes.keep
      const temporary = taken ? bytes.path : join(scratch, `${randomUUID()}.part`)
      try {
        if (await renew(path)) return name
        // Readable by the web server, which may be another user.
        if (ours) await writeFile(temporary, bytes, { flag: 'wx', mode: 0o644 })
        else if (!taken) await copyFile(bytes.path, temporary, constants.COPYFILE_FICLONE)
        await sync(temporary)
        await mkdir(dirname(path), { recursive: true })
        await rename(temporary, path)
        await sync(dirname(path))
      } finally {
        await rm(temporary, { force: true })
      }
      return name
    },

    has: async name => (await factsOf(pathOf(name))) !== undefined,

    stat: async name => factsOf(pathOf(name)),

    async open(name, range) {
      // Opened before it is measured: the sweep may remove a file at any time, but not from under who reads it.
      const handle = await open(pathOf(name), 'r').catch(unlessAbsent)
      if (!handle) return undefined
      const { size } = await handle.stat()
      const bytes = range ? range.end - range.start + 1 : size
      return { stream: handle.createReadStream(range), bytes }
    },

    remove: name => rm(pathOf(name), { force: true }),

    async *list(prefix) {
      const names = await readdir(join(folder, prefix)).catch(unlessAbsent)
      for (const name of names ?? []) {
        if (!isFileName(name) || !name.startsWith(prefix)) continue
        const facts = await factsOf(pathOf(name))
        if (facts) yield { name, ...facts }
      }
    },

    url: servedUrl,
  }
}

async function factsOf(path: string): Promise<FileFacts | undefined> {
  const found = await stat(path).catch(unlessAbsent)
  return found?.isFile() ? { bytes: found.size, modified: found.mtime } : undefined
}

/** Makes a file count as new. @returns false when there is none */
async function renew(path: string): Promise<boolean> {
  const now = new Date()
  return utimes(path, now, now)
    .then(() => true, unlessAbsent)
    .then(Boolean)
}

function unlessAbsent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error
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
