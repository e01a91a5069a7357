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
const running = new Set<ChildProcess>()
let interrupted: NodeJS.Signals | undefined

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    interrupted = signal
    for (const program of running) program.kill('SIGTERM')
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
  const starting = Promise.all([startDatabases(), startRedis(), makeTemplateFolder()])
  // Whoever needs them hears why there are none.
  starting.catch(() => undefined)
  cleanups.push(async () => {
    const [databases, redis, template] = await starting
    await Promise.all([databases.stop(), redis.stop(), template.remove()])
  })
  let total: Counts = none

  if (filters.length === 0) {
    // One runner that fails does not keep the others from telling what they know.
    total = add(total, countStep('npm run check', await step('npm', ['run', '-s', 'check'])))
  }
  total = add(total, countStep('npm run build', await step('npm', ['run', '-s', 'build'])))

  const [databases, redis, template] = await starting
  const services = {
    ...databases.variables,
    ...template.variables,
    TEST_REDIS_URL: redis.url,
    TMPDIR: temporary,
    NODE_COMPILE_CACHE: join(temporary, 'compiled'),
  }

  const vitest = async (name: string, choice: string[], how: How, variables: Record<string, string> = services) => {
    const report = join(reports, `${name}.json`)
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
    return countVitest(report, await step('vitest', ['run', ...reporters, ...choice], variables, how))
  }
  if (filters.length > 0) return add(total, await vitest('vitest', filters, 'inherit'))

  // Those that break things mostly wait for what they have broken: one after the other, beside all others.
  const faults = vitest('faults', ['--project=faults', '--maxWorkers=1'], 'pipe', { ...services, ...databases.aside })
  const projects = ['unit', 'cluster', 'embedded'].map(name => `--project=${name}`)
  total = add(total, await vitest('vitest', projects, 'inherit'))
  const playwright = join(reports, 'playwright.json')
  const code = await step('playwright', ['test'], { ...services, PLAYWRIGHT_JSON_OUTPUT_FILE: playwright }, 'inherit')
  return [countPlaywright(playwright, code), await faults].reduce(add, total)
}

/** How its output is shown: as it comes, or, of what runs beside something else, when it has ended. */
type How = 'inherit' | 'pipe'

/** Runs one program of this repository to its end. */
async function step(
  program: string,
  args: string[],
  env: Record<string, string> = {},
  how: How = 'inherit',
): Promise<number> {
  if (interrupted) throw new Error('stopped')
  const title = `\n$ ${program} ${args.join(' ')}`
  if (how === 'inherit') console.log(title)
  const began = performance.now()
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  const started = spawn(program, args, {
    cwd: repository,
    stdio: ['ignore', how, how],
    // The repository's own programs first: among them the Node that it is written for.
    env: { ...process.env, PATH: `${programs}:${process.env.PATH}`, ...env },
  })
    .on('error', reject)
    .on('close', code => resolve(code ?? 1))
  running.add(started)
  const output: Buffer[] = []
  for (const stream of [started.stdout, started.stderr]) stream?.on('data', (data: Buffer) => output.push(data))
  const { pid } = started
  if (pid) reap({ pid, signal: 'SIGTERM' })
  const code = await promise
  if (pid) forget({ pid })
  running.delete(started)
  if (how === 'pipe') process.stdout.write(`${title}\n${Buffer.concat(output).toString()}`)
  if (interrupted) throw new Error('stopped')
  console.log(`${program} took ${Math.round((performance.now() - began) / 1000)} s`)
  return code
}
