// What processes cost: CPU time and memory as the kernel counts them, instructions where something counts them.
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { findProgram } from '../support/tools.ts'

const run = promisify(execFile)

/** Seconds of CPU of a process with all its threads, to the microsecond. */
export function cpuSeconds(pid: number): number {
  let nanoseconds = 0
  for (const task of listTasks(pid)) {
    nanoseconds += Number(read(`/proc/${pid}/task/${task}/schedstat`)?.split(' ')[0] ?? 0)
  }
  return nanoseconds / 1e9
}

/** Of that the part outside the kernel, whose share of a delivery depends on who has to be woken by it. */
export function userSeconds(pid: number): number {
  const fields = read(`/proc/${pid}/stat`)?.split(') ')[1]?.split(' ')
  return Number(fields?.[11] ?? 0) / ticksPerSecond
}

// What `getconf CLK_TCK` says on every Linux.
const ticksPerSecond = 100

/** The same as `cpuSeconds` for a process and its children, which for PostgreSQL are its connections. */
export function treeSeconds(pid: number): number {
  const children = listTasks(pid).flatMap(task => read(`/proc/${pid}/task/${task}/children`)?.split(' ') ?? [])
  return cpuSeconds(pid) + children.filter(Boolean).reduce((sum, child) => sum + treeSeconds(Number(child)), 0)
}

/** Resident kilobytes. */
export function residentKb(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(read(`/proc/${pid}/status`) ?? '')?.[1] ?? 0)
}

function listTasks(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/task`)
  } catch {
    return []
  }
}

/** Undefined when the process or thread has ended. */
function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

export interface Counted {
  pid: number
  /** Of a process that runs below callgrind: where that writes what it has counted. */
  callgrindFile?: string
}

/** Counts instructions from now on. @returns what ends it, with the number, or undefined where nothing counts here */
export async function countInstructions(processes: Counted[]): Promise<() => Promise<number | undefined>> {
  if (processes.every(({ callgrindFile }) => callgrindFile)) {
    for (const { pid } of processes) await run('callgrind_control', ['--zero', String(pid)])
    return async () => {
      let sum = 0
      for (const { pid, callgrindFile } of processes) {
        await run('callgrind_control', ['--dump', String(pid)])
        sum += takeDumps(callgrindFile!)
      }
      return sum
    }
  }
  if (!(await perfCounts())) return async () => undefined
  const pids = processes.map(({ pid }) => pid).join()
  const perf = spawn('perf', ['stat', '-x,', '-e', 'instructions:u,instructions:k', '-p', pids])
  let output = ''
  perf.stderr.setEncoding('utf8').on('data', text => (output += text))
  return async () => {
    perf.kill('SIGINT')
    await once(perf, 'close')
    return output.split('\n').reduce((sum, line) => sum + Number(line.split(',')[0] || 0), 0)
  }
}

/** Callgrind numbers its dumps: each is read once and removed. */
function takeDumps(file: string): number {
  let sum = 0
  for (const name of readdirSync(dirname(file)).filter(name => name.startsWith(`${basename(file)}.`))) {
    const path = join(dirname(file), name)
    sum += Number(/^(?:totals|summary):\s+(\d+)/m.exec(readFileSync(path, 'utf8'))?.[1] ?? 0)
    rmSync(path)
  }
  return sum
}

let perfWorks: Promise<boolean> | undefined
function perfCounts(): Promise<boolean> {
  if (!findProgram('perf')) return Promise.resolve(false)
  return (perfWorks ??= run('perf', ['stat', '-x,', '-e', 'instructions:u,instructions:k', 'true']).then(
    ({ stderr }) => /^\d+,/m.test(stderr),
    () => false,
  ))
}
