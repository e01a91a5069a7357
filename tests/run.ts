// npm test: everything, from an empty machine to one line of counts. `npm test -- likes` runs only the matching test files.
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { add, countPlaywright, countStep, countVitest, describeCounts, none } from './support/counts.ts'
import type { Counts } from './support/counts.ts'
import { makeFolder, removeFolder } from './support/daemon.ts'
import { forget, reap } from './support/reaper.ts'
import { startRedis } from './support/services.ts'
import { makeTemplateFolder, startDatabases } from './support/templates.ts'
import { ensureTools } from './support/tools.ts'

const repository = join(import.meta.dirname, '..')
const programs = join(repository, 'node_modules/.bin')
const filters = process.argv.slice(2)
const cleanups: (() => Promise<unknown>)[] = []
let current: ChildProcess | undefined
let interrupted: NodeJS.Signals | undefined

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    interrupted = signal
    current?.kill('SIGTERM')
  })
}

let counts: Counts = none
try {
  ensureTools()
  counts = await runAll()
} catch (error) {
  const why = interrupted ? `Stopped by ${interrupted}.` : error instanceof Error ? error.message : String(error)
  counts = add(counts, { ...none, failed: 1, failures: [why] })
} finally {
  // Last in, first out; one that fails must not keep the others from being taken down.
  for (const cleanUp of cleanups.reverse()) await cleanUp().catch(error => console.error(error))
}
console.log(`\n${describeCounts(counts)}`)
process.exitCode = counts.failed > 0 ? 1 : 0

async function runAll(): Promise<Counts> {
  const reports = makeFolder()
  // Whatever a test leaves behind when it is cut short lies in here. Open, because PostgreSQL and nginx run as somebody else.
  const temporary = makeFolder()
  chmodSync(temporary, 0o755)
  cleanups.push(
    () => removeFolder(reports),
    () => removeFolder(temporary),
  )
  let total: Counts = none

  if (filters.length === 0) {
    // One runner that fails does not keep the others from telling what they know.
    total = add(total, countStep('npm run check', await step('npm', ['run', '-s', 'check'])))
  }
  total = add(total, countStep('npm run build', await step('npm', ['run', '-s', 'build'])))

  const [databases, redis] = await Promise.all([startDatabases(), startRedis()])
  cleanups.push(databases.stop, redis.stop)
  const template = await makeTemplateFolder()
  cleanups.push(template.remove)
  const services = {
    ...databases.variables,
    ...template.variables,
    TEST_REDIS_URL: redis.url,
    TMPDIR: temporary,
    NODE_COMPILE_CACHE: join(temporary, 'compiled'),
  }

  const vitest = join(reports, 'vitest.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${vitest}`]
  total = add(total, countVitest(vitest, await step('vitest', ['run', ...reporters, ...filters], services)))

  if (filters.length === 0) {
    const playwright = join(reports, 'playwright.json')
    const code = await step('playwright', ['test'], { ...services, PLAYWRIGHT_JSON_OUTPUT_FILE: playwright })
    total = add(total, countPlaywright(playwright, code))
  }
  return total
}

/** Runs one program of this repository to its end, with its output passing through. */
async function step(program: string, args: string[], env: Record<string, string> = {}): Promise<number> {
  if (interrupted) throw new Error('stopped')
  console.log(`\n$ ${program} ${args.join(' ')}`)
  const began = performance.now()
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  current = spawn(program, args, {
    cwd: repository,
    stdio: ['ignore', 'inherit', 'inherit'],
    // The repository's own programs first: among them the Node that it is written for.
    env: { ...process.env, PATH: `${programs}:${process.env.PATH}`, ...env },
  })
    .on('error', reject)
    .on('close', code => resolve(code ?? 1))
  const { pid } = current
  if (pid) reap({ pid, signal: 'SIGTERM' })
  const code = await promise
  if (pid) forget({ pid })
  current = undefined
  if (interrupted) throw new Error('stopped')
  console.log(`${program} took ${Math.round((performance.now() - began) / 1000)} s`)
  return code
}
