// One process at a time in a data folder: the embedded database would be damaged by a second one.
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Takes the folder for this process; a lock left by a process that is gone is taken over.
 * @returns what gives it back
 * @throws {Error} with a sentence for the person who starts a second node on it
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const file = `${join(folder)}.lock`
  for (;;) {
    try {
      await writeFile(file, String(process.pid), { flag: 'wx' })
      return () => rm(file, { force: true })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    const owner = Number(await readFile(file, 'utf8').catch(() => ''))
    if (owner && isAlive(owner)) {
      throw new Error(
        `The data folder ${folder} is in use by process ${owner}. Stop it, or give this one another DATA_DIR; several nodes need DATABASE_URL and REDIS_URL.`,
      )
    }
    await rm(file, { force: true })
  }
}

function isAlive(pid: number): boolean {
  if (pid === process.pid) return true
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
