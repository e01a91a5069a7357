// Child processes and folders that must not outlive this process, even when it is killed with -9.
import { spawn } from 'node:child_process'
import type { Writable } from 'node:stream'

let input: Writable | undefined

/** From now on the process or folder is cleared away when this process ends, however it ends. */
export function reap(what: { pid: number; signal?: NodeJS.Signals } | { folder: string }) {
  tell(what)
}

/** It has ended, or was removed, in an orderly way. */
export function forget(what: { pid: number } | { folder: string }) {
  tell({ ...what, forget: true })
}

function tell(line: object) {
  input ??= start()
  input.write(`${JSON.stringify(line)}\n`)
}

function start(): Writable {
  // Detached: Ctrl-C reaches the whole foreground group, and the reaper has its work then.
  const reaper = spawn(process.execPath, [`${import.meta.dirname}/reaper-process.ts`], {
    detached: true,
    stdio: ['pipe', 'ignore', 'inherit'],
  })
  reaper.unref()
  reaper.stdin.on('error', () => {})
  const handle = reaper.stdin as Writable & { unref?: () => void }
  handle.unref?.()
  return reaper.stdin
}
