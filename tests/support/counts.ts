// How many tests passed and failed, read from what the runners wrote down.
import { existsSync, readFileSync } from 'node:fs'

export interface Counts {
  passed: number
  failed: number
  skipped: number
}

interface VitestReport {
  numTotalTests: number
  numPassedTests: number
  numPendingTests: number
  numTodoTests: number
  testResults: { status: string; assertionResults: { status: string }[] }[]
}

interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number }
  errors: unknown[]
}

/** A file that could not be loaded counts as one failed test. */
export function countVitest(file: string, exitCode: number): Counts {
  const report = read<VitestReport>(file)
  if (!report) return nothing()
  const failedTests = report.testResults.flatMap(({ assertionResults }) =>
    assertionResults.filter(({ status }) => status === 'failed'),
  ).length
  const brokenFiles = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some(assertion => assertion.status === 'failed'),
  ).length
  return suspicious(
    {
      passed: report.numPassedTests,
      failed: failedTests + brokenFiles,
      skipped: report.numPendingTests + report.numTodoTests,
    },
    exitCode,
  )
}

/** A flaky test passed only when it was tried again: it counts as failed. */
export function countPlaywright(file: string, exitCode: number): Counts {
  const report = read<PlaywrightReport>(file)
  if (!report) return nothing()
  const { expected, unexpected, flaky, skipped } = report.stats
  return suspicious({ passed: expected, failed: unexpected + flaky, skipped }, exitCode)
}

export function add(one: Counts, other: Counts): Counts {
  return {
    passed: one.passed + other.passed,
    failed: one.failed + other.failed,
    skipped: one.skipped + other.skipped,
  }
}

export function describeCounts({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`
}

function read<Report>(file: string): Report | undefined {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Report) : undefined
}

/** A runner that wrote nothing down has crashed. */
function nothing(): Counts {
  return { passed: 0, failed: 1, skipped: 0 }
}

/** No test at all, or an error outside of every test, must not look like success. */
function suspicious(counts: Counts, exitCode: number): Counts {
  const ran = counts.passed + counts.failed
  return ran === 0 || (exitCode !== 0 && counts.failed === 0) ? { ...counts, failed: counts.failed + 1 } : counts
}
