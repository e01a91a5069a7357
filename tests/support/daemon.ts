// A server of somebody else (PostgreSQL, Redis, nginx) or of ours, run as a child that never outlives the tests.
import { spawn } from 'node:child_process'
import { chownSync, mkdtempSync, readFileSync, realpathSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { forget, reap } from './reaper.ts'

export interface Owner {
  uid: number
  gid: number
}

export interface Exit {
  code: number | null
  signal: NodeJS.Signals | null
}

export interface Daemon {
  readonly pid: number
  readonly exited: Promise<Exit>
  /** Everything it has printed, on both streams. */
  output(): string
  /** Resolves when its output matches; rejects with the output when it ends first. */
  printed(pattern: RegExp): Promise<void>
  /** Sends the signal and waits for the end. */
  stop(signal: NodeJS.Signals): Promise<Exit>
}

export interface DaemonOptions {
  /** As whom; as ourselves when absent. */
  owner?: Owner
  env?: Record<string, string | undefined>
  cwd?: string
  /** Which signal ends it when this process dies without stopping it. */
  lastSignal?: NodeJS.Signals
}

export function startDaemon(command: string, args: string[], options: DaemonOptions = {}): Daemon {
  const { owner, env = process.env, cwd, lastSignal = 'SIGKILL' } = options
  const child = spawn(command, args, { ...owner, env, cwd, stdio: ['ignore', 'pipe', 'pipe'] })
  const { promise: exited, resolve } = Promise.withResolvers<Exit>()
  const watchers = new Set<() => void>()
  let output = ''
  let ended = false

  const { pid } = child
  if (pid) reap({ pid, signal: lastSignal })
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', text => {
      output += text
      for (const look of watchers) look()
    })
  }
  const end = (exit: Exit) => {
    ended = true
    if (pid) forget({ pid })
    resolve(exit)
    for (const look of watchers) look()
  }
  child.on('error', error => {
    output += `${error.message}\n`
    end({ code: null, signal: null })
  })
  child.on('close', (code, signal) => end({ code, signal }))

  return {
    pid: pid ?? 0,
    exited,
    output: () => output,
    printed(pattern) {
      const { promise, resolve, reject } = Promise.withResolvers<void>()
      const look = () => {
        if (pattern.test(output)) resolve()
        else if (ended) reject(new Error(`${command} ended before it printed ${pattern}:\n${output}`))
      }
      watchers.add(look)
      look()
      return promise.finally(() => watchers.delete(look))
    },
    stop(signal) {
      child.kill(signal)
      return exited
    },
  }
}

/** PostgreSQL refuses to run as root; so root's tests borrow a user that every Debian has. Undefined: stay who we are. */
export function unprivilegedOwner(): Owner | undefined {
  if (process.getuid?.() !== 0) return undefined
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map(line => line.split(':'))
  const user = users.find(([name]) => name === 'postgres') ?? users.find(([name]) => name === 'nobody')
  if (!user) throw new Error('Root needs a user named postgres or nobody to run PostgreSQL as.')
  return { uid: Number(user[2]), gid: Number(user[3]) }
}

/** An empty folder, which is removed with this process at the latest. */
export function makeFolder(owner?: Owner): string {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'bowerbird-'))
  reap({ folder })
  if (owner) chownSync(folder, owner.uid, owner.gid)
  return folder
}

export async function removeFolder(folder: string) {
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  forget({ folder })
}
