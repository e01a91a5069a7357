// What the server says to people goes through `msg`, as it is said: nothing that somebody reads stands in the code by itself.
import { parseSync } from 'vite'
import { describe, expect, test } from 'vitest'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readSources } from '../house/source.ts'

const root = join(import.meta.dirname, '../..')
const paths = readSources(root, ['server'])
  .map(({ path }) => path)
  .filter(path => !path.startsWith('server/demo/'))

interface Node {
  type: string
  start: number
  [part: string]: unknown
}

const isNode = (part: unknown): part is Node => typeof (part as Node | null)?.type === 'string'
const partsOf = (node: Node): Node[] => Object.values(node).flat().filter(isNode)

/** Every node below one, with whether it is evaluated as the module is loaded. */
function* walk(node: Node, atLoad = true): Generator<{ node: Node; atLoad: boolean }> {
  yield { node, atLoad }
  const inside = atLoad && !/Function/.test(node.type) && node.type !== 'MethodDefinition'
  for (const part of partsOf(node)) yield* walk(part, inside)
}

/** A text that is written in the code where an expression stands, also as one of two, or glued. */
function isBare(node: unknown): boolean {
  if (!isNode(node)) return false
  const { type, left, right, consequent, alternate } = node
  if (type === 'Literal') return typeof node.value === 'string'
  return type === 'TemplateLiteral' || [left, right, consequent, alternate].some(isBare)
}

const nameOf = (node: unknown): string => {
  const { name, property, value } = (node ?? {}) as Node
  return String(name ?? (isNode(property) ? property.name : undefined) ?? value ?? '')
}

const argumentsOf = (node: Node) => (node.arguments ?? []) as Node[]
const hasWords = (code: string, node: Node) => /\w \w/.test(code.slice(node.start, node.end as number))

const takesWords = new Set(
  'string number int boolean array enum uuid email literal object union min max length regex refine'.split(' '),
)

/** The lines with what a person would read in English whatever they speak. */
function breaches(path: string, code: string): string[] {
  const found: string[] = []
  const add = (node: Node, problem: string) =>
    found.push(`${path}:${code.slice(0, node.start).split('\n').length} ${problem}`)
  const { program } = parseSync(path, code)
  for (const { node, atLoad } of walk(program as unknown as Node)) {
    const given = argumentsOf(node)
    if (node.type === 'NewExpression' && nameOf(node.callee) === 'AppError') {
      if (isBare(given[1])) add(node, 'an AppError without msg()')
      for (const { node: part } of given[2] ? walk(given[2]) : [])
        if (part.type === 'Property' && isBare(part.value) && hasWords(code, part)) add(part, 'a field without msg()')
    }
    if (node.type !== 'CallExpression') continue
    const callee = node.callee as Node
    if (callee.type === 'Identifier' && /^(msg|counted|listOf|dayOf|wholeNumber)$/.test(nameOf(callee)) && atLoad)
      add(node, 'says something as the module is loaded')
    if (callee.type !== 'MemberExpression' || !takesWords.has(nameOf(callee))) continue
    const last = given.at(-1)
    if (last && isBare(last) && hasWords(code, last)) add(last, 'words of a schema without () => msg()')
    const options = last?.type === 'ObjectExpression' ? (last.properties as Node[]) : []
    for (const { key, value } of options)
      if (/^(error|message)$/.test(nameOf(key)) && isBare(value)) add(last!, 'words of a schema without () => msg()')
  }
  return found
}

test('whatever the server says to people is said in their language, as it is said', () => {
  expect(paths.length).toBeGreaterThan(250)
  expect(paths.flatMap(path => breaches(path, readFileSync(join(root, path), 'utf8')))).toEqual([])
})

describe('what is found', () => {
  test.each([
    `throw new AppError('invalid', 'No such thing.')`,
    'throw new AppError(code, `No such ${thing}.`)',
    `const no = () => new AppError('invalid', few ? msg('Too few.') : 'Too many.')`,
    `const no = () => new AppError('invalid', msg('No.'), { fields: { name: 'No such name.' } })`,
    `const name = z.string().max(10, 'At most ten.')`,
    `const name = z.string({ error: 'Give a name.' })`,
    `const name = z.string().refine(isName, { path: ['name'], message: 'Give a name.' })`,
    `const sentence = msg('Never at the start.')`,
    `const words = { error: msg('Never at the start.') }`,
  ])('%s', code => {
    expect(breaches('server/some.ts', code)).toHaveLength(1)
  })

  test.each([
    `const no = () => new AppError('invalid', msg('No such thing.'), { retryAfter: 5 })`,
    `const name = z.string({ error: () => msg('Give a name.') }).regex(/^a b$/)`,
    `function say() { return msg('Now.') }`,
    `class Sayer { say() { return msg('Now.') } }`,
    `const kind = z.enum(['one', 'two'])`,
  ])('but not %s', code => {
    expect(breaches('server/some.ts', code)).toEqual([])
  })
})
