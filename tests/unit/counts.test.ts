import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { add, countPlaywright, countStep, countVitest, describeCounts } from '../support/counts.ts'

function report(content: unknown): string {
  const file = join(mkdtempSync(join(tmpdir(), 'bowerbird-')), 'report.json')
  writeFileSync(file, JSON.stringify(content))
  return file
}

test('the end of a run names what failed, with its first words and what its windows showed, before the line of counts', () => {
  const vitest = report({
    numPassedTests: 3,
    numPendingTests: 1,
    numTodoTests: 0,
    testResults: [
      {
        name: join(process.cwd(), 'tests/a.test.ts'),
        status: 'failed',
        message: '',
        assertionResults: [
          { status: 'passed', fullName: 'well', failureMessages: [] },
          { status: 'failed', fullName: 'not well', failureMessages: ['\u001b[31mexpected 1 to be 2\u001b[39m'] },
        ],
      },
      {
        name: join(process.cwd(), 'tests/b.test.ts'),
        status: 'failed',
        message: 'no such module',
        assertionResults: [],
      },
    ],
  })
  const body = Buffer.from('http://localhost/images\n- heading "Everything"').toString('base64')
  const attachments = [{ name: 'screenshot' }, { name: 'windows', body }]
  const failed = { errors: [{ message: 'not there in time' }], attachments }
  const flaky = { status: 'flaky', results: [failed, { errors: [] }] }
  const playwright = report({
    stats: { expected: 2, unexpected: 0, flaky: 1, skipped: 0 },
    suites: [
      { title: 'c', suites: [{ title: 'in c', specs: [{ title: 'shy', file: 'c.ts', line: 4, tests: [flaky] }] }] },
    ],
  })

  const counts = [countVitest(vitest, 1), countPlaywright(playwright, 0), countStep('npm run check', 0)].reduce(add)

  expect(describeCounts(counts).split('\n')).toEqual([
    '✘ tests/a.test.ts › not well',
    '    expected 1 to be 2',
    '✘ tests/b.test.ts › as a whole',
    '    no such module',
    '✘ c.ts:4 › shy',
    '    not there in time',
    '    | http://localhost/images',
    '    | - heading "Everything"',
    '6 passed, 3 failed, 1 skipped',
  ])
})

test('a runner that crashed, ran nothing or failed without a failed test never looks like success', () => {
  const empty = report({ numPassedTests: 0, numPendingTests: 0, numTodoTests: 0, testResults: [] })
  const well = report({ stats: { expected: 5, unexpected: 0, flaky: 0, skipped: 0 }, suites: [] })

  expect(describeCounts(countVitest('/nowhere.json', 0))).toBe('✘ vitest ended without a report\n0 passed, 1 failed')
  expect(describeCounts(countVitest(empty, 0))).toBe('✘ vitest ran no test\n0 passed, 1 failed')
  expect(countPlaywright(well, 1)).toMatchObject({ passed: 5, failed: 1 })
  expect(countPlaywright(well, 0)).toEqual({ passed: 5, failed: 0, skipped: 0, failures: [] })
})
