// One decoder process as its parent sees it: started with nothing but its limits, watched while it works, killed past them.
import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import type { Socket } from 'node:net'
import { fileURLToPath } from 'node:url'
import { confine, environment, permissions } from './confinement.ts'
import type { Room } from './confinement.ts'
import type { DecoderSettings, Job } from './decoder.ts'
import { Reply } from './developed.ts'

/**
 * Why a decoder ended: a limit that was passed, a machine that had no time for it, a crash, a stranger's hand (the kernel's included),
 * because its parent wanted it, or before it was ready.
 */
export type Death = 'deadline' | 'memory' | 'wait' | 'crash' | 'outside' | 'ended' | 'start'

export type Outcome = Exclude<Reply, 'ready'> | { death: Death; detail: string }

export interface DecoderProcess {
  pid: number | undefined
  /** One at a time. Never rejects. */
  decode(job: Job): Promise<Outcome>
  /** Kills it; `gone` resolves when it is. */
  end(): void
  gone: Promise<void>
}

/** Milliseconds within which a decoder has to start. */
const startLimit = 20_000
/** Milliseconds between two looks at what it uses. */
const watchInterval = 100
/** Milliseconds without work after which it stands still: whoever only waits for the processor gets some of it every few of them. */
const standstill = 1_000
/** Of what the kernel counts a process's time in, on every Linux there is (proc_pid_stat(5), sysconf(_SC_CLK_TCK)). */
const ticksPerSecond = 100

const entry = fileURLToPath(new URL('decoder.ts', import.meta.url))

export interface UseLimits {
  /** For one picture: by the clock, and, where it goes on with it all the while, of the processor. */
  seconds: number
  /** Seconds by the clock in any case: a decoder comes after the node, and on a busy machine waits more than it works. */
  patience: number
}

/** @param folders as of `Room`: what it reads, and what is hidden around it */
export function startDecoder(
  settings: DecoderSettings,
  { seconds, patience }: UseLimits,
  folders: Omit<Room, 'memory'>,
): DecoderProcess {
  const room = { ...folders, memory: settings.memory }
  const flags = ['--max-old-space-size=128', ...permissions(room)]
  const [file, parameters] = confine([process.execPath, ...flags, entry, JSON.stringify(settings)], room)
  const child = spawn(file, parameters, {
    // Nothing of the node's environment: it holds passwords. One worker thread, so that one picture uses one core.
    env: { ...environment, UV_THREADPOOL_SIZE: '1', VIPS_BLOCK_UNTRUSTED: '1' },
    cwd: '/',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    serialization: 'advanced',
  })

  let ready = false
  let death: Death | undefined
  let complaint = ''
  let settle: ((outcome: Outcome) => void) | undefined
  let deadline: NodeJS.Timeout | undefined
  let watch: NodeJS.Timeout | undefined
  /** Of the picture in hand: when it was begun and last gone on with, in milliseconds; and the seconds of the processor at the first look and the last. */
  let use: { began: number; moved: number; before?: number; last?: number } = { began: 0, moved: 0 }
  let exited = () => {}
  const gone = new Promise<void>(resolve => (exited = resolve))

  function kill(reason: Death) {
    death ??= reason
    child.kill('SIGKILL')
  }

  function startClock() {
    clearTimeout(deadline)
    const now = performance.now()
    use = { began: now, moved: now }
    deadline = setTimeout(() => kill(ready ? 'wait' : 'start'), ready ? patience * 1000 : startLimit)
  }

  function finish(outcome: Outcome) {
    clearTimeout(deadline)
    clearInterval(watch)
    settle?.(outcome)
    settle = undefined
    rest()
  }

  // An idle decoder does not keep its parent alive.
  function rest() {
    child.unref()
    child.channel?.unref()
  }

  child.on('message', message => {
    const reply = Reply.safeParse(message)
    if (!reply.success) return kill('crash')
    if (reply.data !== 'ready') return finish(reply.data)
    ready = true
    if (settle) startClock()
  })
  child.stderr?.on('data', (chunk: Buffer) => (complaint = (complaint + chunk.toString('latin1')).slice(-2000)))
  ;(child.stderr as Socket | null)?.unref()

  function over(code: number | null, signal: NodeJS.Signals | null) {
    if (signal === 'SIGUSR2') death ??= 'memory'
    else if (signal === 'SIGKILL' || signal === 'SIGTERM') death ??= 'outside'
    death ??= ready ? 'crash' : 'start'
    finish({ death, detail: `${signal ?? code} ${complaint}`.trim() })
    exited()
  }
  child.on('exit', over)
  child.on('error', error => {
    complaint = String(error)
    if (child.pid === undefined) over(null, null)
  })
  rest()

  return {
    pid: child.pid,
    gone,
    end() {
      // Whoever waits for `gone` must live to see it.
      child.ref()
      kill('ended')
    },
    decode(job) {
      return new Promise(resolve => {
        if (death || child.exitCode !== null || child.signalCode !== null) {
          return resolve({ death: death ?? 'outside', detail: 'was gone already' })
        }
        settle = resolve
        child.ref()
        child.channel?.ref()
        startClock()
        watch = setInterval(() => void checkUse(), watchInterval)
        // A channel that is closed is told by the exit that comes with it.
        child.send(job, () => {})
      })
    },
  }

  /**
   * Beside the decoder's own look at its memory: a library that never lets go of its thread is seen from here. Where there is no /proc, only
   * the clock ends it.
   */
  async function checkUse() {
    const read = (name: string) => readFile(`/proc/${child.pid}/${name}`, 'latin1').catch(() => '')
    const [status, stat] = await Promise.all([read('status'), read('stat')])
    if (Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0) * 1024 > settings.memory) return kill('memory')
    if (!ready || !settle) return
    const [now, used = 0] = [performance.now(), secondsUsed(stat)]
    // What was used to start, and for the pictures before, is not this one's.
    const { began, moved, before = used, last = 0 } = use
    use = used > last ? { began, moved: now, before, last: used } : { began, moved, before, last }
    const isStill = now - began > seconds * 1000 && now - use.moved > Math.min(standstill, seconds * 1000)
    if (isStill || used - before > seconds) kill('deadline')
  }
}

/** Of the processor, by the text of /proc/<pid>/stat; undefined of one that is gone. Its name, in brackets, may contain anything. */
function secondsUsed(stat: string): number | undefined {
  // utime and stime, the 14th and 15th of all.
  const [user, system] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 13)
  return user && system ? (Number(user) + Number(system)) / ticksPerSecond : undefined
}
