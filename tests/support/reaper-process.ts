// Outlives the process that started it by a moment: when its input ends, what that process left behind is cleared away.
import { rmSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'

const processes = new Map<number, NodeJS.Signals>()
const folders = new Set<string>()

interface Line {
  pid?: number
  signal?: NodeJS.Signals
  folder?: string
  forget?: boolean
}

for await (const line of createInterface({ input: process.stdin })) {
  const { pid, signal = 'SIGKILL', folder, forget } = JSON.parse(line) as Line
  if (pid && forget) processes.delete(pid)
  else if (pid) processes.set(pid, signal)
  if (folder && forget) folders.delete(folder)
  else if (folder) folders.add(folder)
}

for (const [pid, signal] of processes) send(pid, signal)
// What still runs would write into the folders again. It is not our child, so it can only be asked after.
const deadline = Date.now() + 10_000
for (const pid of processes.keys()) {
  while (send(pid, 0) && Date.now() < deadline) await delay(50)
  send(pid, 'SIGKILL')
}
for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })

/** False when there is no such process any more. */
function send(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal)
  } catch {
    return false
  }
}
