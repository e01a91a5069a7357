// The table in ARCHITECTURE.md that maps ASVS 5.0 to tests: whole, and none of the tests that it names has gone.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')

/** The rows of level 1 and 2 in the chapters 3, 6, 7, 8 and 10: of each section as many from 1 on. */
const sections: Record<string, number> = {
  '3.2': 2,
  '3.3': 4,
  '3.4': 6,
  '3.5': 5,
  '3.7': 2,
  '6.1': 3,
  '6.2': 12,
  '6.3': 4,
  '6.4': 4,
  '6.5': 5,
  '6.6': 3,
  '6.8': 4,
  '7.1': 3,
  '7.2': 4,
  '7.3': 2,
  '7.4': 5,
  '7.5': 2,
  '7.6': 2,
  '8.1': 2,
  '8.2': 3,
  '8.3': 1,
  '8.4': 1,
  '10.1': 2,
  '10.2': 2,
  '10.3': 4,
  '10.4': 11,
  '10.5': 5,
  '10.6': 2,
  '10.7': 3,
}
const expected = Object.entries(sections).flatMap(([section, count]) =>
  Array.from({ length: count }, (_, index) => `${section}.${index + 1}`),
)

const [, text = ''] = /### ASVS 5\.0[^\n]*\n([\s\S]*?)(?=\n#{1,3} |$(?![\s\S]))/.exec(read('ARCHITECTURE.md')) ?? []
const table = [...text.matchAll(/^\| (\d+\.\d+\.\d+)\s*\|(.*)\|(.*)\|$/gm)].map(([, row = '', , proof = '']) => ({
  row,
  proof,
}))
const passedOver = [...(text.split('Not applicable:')[1] ?? '').matchAll(/\*\*(\d+\.\d+\.\d+)\*\*/g)].map(
  ([, row]) => row!,
)

/** Each `file` › name of a test. */
function testsOf(proof: string): [file: string, name: string][] {
  return [...proof.matchAll(/`(tests\/[^`]+)` › (.*?)(?=<br>|$)/g)].map(([, file = '', name = '']) => [
    file,
    name.trim(),
  ])
}

/** Whether a file has a test, or a row of `test.each`, of this name. */
function hasTest(file: string, name: string): boolean {
  if (!existsSync(join(root, file))) return false
  return ["'", '"', '`'].some(quote => read(file).includes(quote + name + quote))
}

describe('the table of ASVS', () => {
  test('has every row of its chapters, in the table or among those that do not apply', () => {
    expect([...table.map(({ row }) => row), ...passedOver].sort()).toEqual(expected.sort())
  })

  test('names a test, or a place, in every row', () => {
    expect(table.filter(({ proof }) => testsOf(proof).length === 0 && !proof.includes('—'))).toEqual([])
  })

  test('names no test that is not there', () => {
    const absent = table.flatMap(({ row, proof }) =>
      testsOf(proof)
        .filter(([file, name]) => !hasTest(file, name))
        .map(([file, name]) => `${row}: ${file} › ${name}`),
    )
    expect(absent).toEqual([])
  })
})
