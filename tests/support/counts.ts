// How many tests passed and failed, read from what the runners wrote down.
import { existsSync, readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { stripVTControlCharacters } from 'node:util'

export interface Counts {
  passed: number
  failed: number
  skipped: number
  /** A line for each that failed, so that the end of a log tells which they were. */
  failures: string[]
}

export const none: Readonly<Counts> = { passed: 0, failed: 0, skipped: 0, failures: [] }

interface VitestReport {
  numTotalTests: number
  numPassedTests: number
  numPendingTests: number
  numTodoTests: number
  testResults: {
    name: string
    status: string
    message: string
    assertionResults: { status: string; fullName: string; failureMessages: string[] }[]
  }[]
}

interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number }
  suites: PlaywrightSuite[]
}

interface PlaywrightSuite {
  title: string
  suites?: PlaywrightSuite[]
  specs?: {
    title: string
    file: string
    line: number
    tests: { status: string; results: PlaywrightResult[] }[]
  }[]
}

interface PlaywrightResult {
  errors: { message?: string }[]
  /** Their bodies in base64. */
  attachments?: { name: string; body?: string }[]
}

/** The name under which a test that fails attaches what its windows show: a log that is all one has does not hold its pictures. */
export const shownAtTheEnd = 'windows'
/** Lines of it. */
const MOST_SHOWN = 60

/** A file that could not be loaded counts as one failed test. */
export function countVitest(file: string, exitCode: number): Counts {
  const report = read<VitestReport>(file)
  if (!report) return nothing('vitest')
  const failures = report.testResults.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter(assertion => assertion.status === 'failed')
    if (status === 'failed' && failed.length === 0) return [describe(name, 'as a whole', message)]
    return failed.map(({ fullName, failureMessages }) => describe(name, fullName, failureMessages[0]))
  })
  const { numPassedTests: passed, numPendingTests, numTodoTests } = report
  const counts = { passed, failed: failures.length, skipped: numPendingTests + numTodoTests, failures }
  return suspicious(counts, exitCode, 'vitest')
}

/** A flaky test passed only when it was tried again: it counts as failed. */
export function countPlaywright(file: string, exitCode: number): Counts {
  const report = read<PlaywrightReport>(file)
  if (!report) return nothing('playwright')
  const { expected, unexpected, flaky, skipped } = report.stats
  const counts = { passed: expected, failed: unexpected + flaky, skipped, failures: report.suites.flatMap(failedIn) }
  return suspicious(counts, exitCode, 'playwright')
}

function failedIn({ suites = [], specs = [] }: PlaywrightSuite): string[] {
  const own = specs.flatMap(({ title, file, line, tests }) =>
    tests
      .filter(({ status }) => status === 'unexpected' || status === 'flaky')
      .map(({ results }) =>
        [
          describe(`${file}:${line}`, title, results.flatMap(({ errors }) => errors)[0]?.message),
          ...results.flatMap(shownIn).slice(0, MOST_SHOWN),
        ].join('\n'),
      ),
  )
  return [...own, ...suites.flatMap(failedIn)]
}

function shownIn({ attachments = [] }: PlaywrightResult): string[] {
  const bodies = attachments.filter(({ name }) => name === shownAtTheEnd).map(({ body = '' }) => body)
  return bodies.flatMap(body => Buffer.from(body, 'base64').toString().split('\n')).map(line => `    | ${line}`)
}

function describe(file: string, title: string, message = ''): string {
  // Colours make a line that is read in a file harder to read.
  const plain = stripVTControlCharacters(message).trim().split('\n').slice(0, 6)
  return [`${relative(process.cwd(), file)} › ${title}`, ...plain.map(line => `    ${line}`)].join('\n')
}

/** A command that passes or fails as a whole. */
export function countStep(command: string, exitCode: number): Counts {
  return exitCode === 0
    ? { ...none, passed: 1 }
    : { ...none, failed: 1, failures: [`${command} ended with ${exitCode}`] }
}

export function add(one: Counts, other: Counts): Counts {
  return {
    passed: one.passed + other.passed,
    failed: one.failed + other.failed,
    skipped: one.skipped + other.skipped,
    failures: [...one.failures, ...other.failures],
  }
}

export function describeCounts({ passed, failed, skipped, failures }: Counts): string {
  const named = failures.map(failure => `✘ ${failure}\n`).join('')
  return `${named}${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`
}

function read<Report>(file: string): Report | undefined {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Report) : undefined
}

/** A runner that wrote nothing down has crashed. */
function nothing(runner: string): Counts {
  return { passed: 0, failed: 1, skipped: 0, failures: [`${runner} ended without a report`] }
}

/** No test at all, or an error outside of every test, must not look like success. */
function suspicious(counts: Counts, exitCode: number, runner: string): Counts {
  const ran = counts.passed + counts.failed
  if (ran > 0 && (exitCode === 0 || counts.failed > 0)) return counts
  const why = ran === 0 ? 'ran no test' : `ended with ${exitCode}, though no test failed`
  return { ...counts, failed: counts.failed + 1, failures: [...counts.failures, `${runner} ${why}`] }
}
