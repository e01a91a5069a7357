// One process at a time in a data folder: the embedded database would be damaged by a second one.
import { readFileSync } from 'node:fs'
import { link, readFile, rm, writeFile } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { StartError } from '../config.ts'

/** Milliseconds for which one that is ending is waited for: whoever kills a node starts the next at once. */
const patience = 3_000

/**
 * Takes the folder for this process; a lock left by a process that is gone is taken over.
 * @returns what gives it back
 * @throws {StartError} with a sentence for the person who starts a second node on it
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const file = `${folder}.lock`
  const mine = `${file}.${process.pid}`
  await writeFile(mine, nameOf(process.pid)!)
  const deadline = Date.now() + patience
  try {
    for (;;) {
      try {
        // The lock appears with its content or not at all.
        await link(mine, file)
        return () => rm(file, { force: true })
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      }
      const owner = await readFile(file, 'utf8').catch(() => '')
      const pid = Number.parseInt(owner, 10)
      if (pid && nameOf(pid) === owner) {
        if (pid !== process.pid && Date.now() < deadline) {
          await delay(100)
          continue
        }
        throw new StartError(
          `The data folder ${folder} is in use by process ${pid}. Stop it, or give this one another DATA_DIR; several nodes need DATABASE_URL and REDIS_URL.`,
        )
      }
      await rm(file, { force: true })
    }
  } finally {
    await rm(mine, { force: true })
  }
}

/**
 * What a running process is known by: its number, and where the system tells, the boot and the tick at which it began. Numbers
 * come again: in a container the next start often has the very one of the last.
 */
function nameOf(pid: number): string | undefined {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return undefined
  }
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    // The second field is a name in brackets, which may hold anything; the start is the 22nd.
    const started = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')[19]
    return `${pid} ${boot} ${started}`
  } catch {
    return `${pid}`
  }
}
