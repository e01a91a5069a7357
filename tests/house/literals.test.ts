// What a person reads in an element is a message, which can be said in every language.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Parser } from 'htmlparser2'
import { describe, expect, test } from 'vitest'
import { parseSync } from 'vite'
import { lineOf, readSources } from './source.ts'

const root = join(import.meta.dirname, '../..')
/** For whoever builds, and for other pages: the bookmarklet is handed its words. */
const elsewhere = /^web\/(gallery|bookmarklet)\//

/** What is the same in every language. */
const names = /^(Bowerbird|@|https?:\/*|#|×|·|…|[\d\W_]*)$/
const code = new Set(['code', 'kbd', 'pre', 'samp', 'style', 'svg', 'script'])
/** Of elements that browsers know, and of ours: what is shown or read out. */
const read =
  /^(\.?(aria-(label|description|roledescription|placeholder|valuetext)|title|alt|placeholder|label|summary|text|heading|words|hint|note|what|caption))$/

interface Node {
  type: string
  start: number
  tag?: { name?: string }
  quasi?: Node
  quasis?: { value: { cooked: string } }[]
  callee?: { name?: string }
  [key: string]: unknown
}

/** Stands in a template for an expression. */
const HOLE = '\u001f'

/** Templates of HTML; those that `msg` says only when `all` are wanted. */
function templatesIn(file: string, text: string, all = false): { at: number; html: string }[] {
  const found: { at: number; html: string }[] = []
  visit(parseSync(file, text).program as unknown as Node, false)
  return found

  function visit(node: Node, said: boolean): void {
    if (node.type === 'TaggedTemplateExpression' && /^(html|svg)$/.test(node.tag?.name ?? '') && (all || !said))
      found.push({ at: node.start, html: (node.quasi?.quasis ?? []).map(({ value }) => value.cooked).join(HOLE) })
    const inside = node.type === 'CallExpression' && node.callee?.name === 'msg'
    for (const value of Object.values(node))
      for (const child of Array.isArray(value) ? value : [value])
        if (child && typeof (child as Node).type === 'string') visit(child as Node, inside)
  }
}

/** Sentences in the code that `msg` does not say, but for those of errors that are for whoever builds. */
function sentencesIn(file: string, text: string): { at: number; sentence: string }[] {
  const found: { at: number; sentence: string }[] = []
  visit(parseSync(file, text).program as unknown as Node)
  return found

  function visit(node: Node): void {
    const { callee } = node
    if (node.type === 'CallExpression' && callee?.name === 'msg') return
    if (node.type === 'NewExpression' && /(Error|Exception)$/.test(callee?.name ?? '')) return
    const words = node.type === 'Literal' ? node.value : node.quasis?.map(({ value }) => value.cooked).join('…')
    if (typeof words === 'string' && /^[A-Z][a-z’]* [a-z’]+|^[A-Z][a-z]+[.!?…]$/.test(words))
      found.push({ at: node.start, sentence: words })
    for (const value of Object.values(node))
      for (const child of Array.isArray(value) ? value : [value])
        if (child && typeof (child as Node).type === 'string') visit(child as Node)
  }
}

function attributesTwice(html: string): string[] {
  const found: string[] = []
  let seen = new Set<string>()
  const parser = new Parser({
    onopentagname: () => void (seen = new Set()),
    onattribute(name) {
      if (seen.has(name)) found.push(name)
      seen.add(name)
    },
  })
  parser.end(html)
  return found
}

/** Texts and attributes that a person reads, and that are no message. */
export function literalsIn(html: string): string[] {
  const literals: string[] = []
  const open: string[] = []
  const parser = new Parser({
    onopentag(name, attributes) {
      open.push(name)
      for (const [attribute, value] of Object.entries(attributes))
        if (read.test(attribute)) add(`${attribute}="${value}"`, value)
    },
    onclosetag: () => void open.pop(),
    ontext(text) {
      if (!open.some(name => code.has(name))) add(text, text)
    },
  })
  parser.end(html)
  return literals

  function add(whole: string, text: string): void {
    for (const piece of text.split(HOLE))
      if (/\p{L}/u.test(piece) && !names.test(piece.trim())) literals.push(whole.replaceAll(HOLE, '…').trim())
  }
}

describe('in the interface', () => {
  test('no element says something that is no message', () => {
    const wrong = readSources(root, ['web'])
      .filter(({ path }) => !elsewhere.test(path))
      .flatMap(({ path }) => {
        const text = readFileSync(join(root, path), 'utf8')
        return templatesIn(path, text).flatMap(({ at, html }) =>
          literalsIn(html).map(literal => `${path}:${lineOf(text, at)} ${literal}`),
        )
      })
    expect(wrong).toEqual([])
  })

  test('no code says a sentence that is no message', () => {
    const wrong = readSources(root, ['web'])
      .filter(({ path }) => !elsewhere.test(path))
      .flatMap(({ path }) => {
        const text = readFileSync(join(root, path), 'utf8')
        return sentencesIn(path, text).map(({ at, sentence }) => `${path}:${lineOf(text, at)} ${sentence}`)
      })
    expect(wrong).toEqual([])
  })

  test('no tag has an attribute twice: browsers drop the second, and Lit loses count', () => {
    const twice = readSources(root, ['web']).flatMap(({ path }) => {
      const text = readFileSync(join(root, path), 'utf8')
      return templatesIn(path, text, true).flatMap(({ at, html }) =>
        attributesTwice(html).map(name => `${path}:${lineOf(text, at)} ${name}`),
      )
    })
    expect(twice).toEqual([])
    expect(attributesTwice(`<input dir=${HOLE} type=text dir=${HOLE} /><p dir=ltr></p>`)).toEqual(['dir'])
  })

  test('what is said between tags and in attributes would be found', () => {
    expect(literalsIn('<p>Hello</p>')).toEqual(['Hello'])
    expect(literalsIn(`<b>${HOLE} likes</b>`)).toEqual(['… likes'])
    expect(literalsIn(`<a title="Look" href="/images">${HOLE}</a>`)).toEqual(['title="Look"'])
    expect(literalsIn('<kbd>Ctrl</kbd><a href="/">Bowerbird</a> · 3 ×')).toEqual([])
  })
})
