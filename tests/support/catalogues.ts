// What the code says and what the catalogues have of it, side by side.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readConfigFileAndWriteSchema } from '@lit/localize-tools/lib/config.js'
import { RuntimeLitLocalizer } from '@lit/localize-tools/lib/modes/runtime.js'
import { readUnits } from '../../vite.languages.ts'
import { spokenLanguages } from '../../server/language/spoken.ts'

const root = join(import.meta.dirname, '../..')

/** Of the interface, and of the server. */
export const catalogues = [
  { folder: 'web/languages', config: 'lit-localize.json' },
  { folder: 'server/languages', config: 'lit-localize.server.json' },
]

export const translated = spokenLanguages.filter(language => language !== 'en')

export interface Message {
  id: string
  /** From the root. */
  file: string
  /** As the code gives it to `msg`: what stands between the values. */
  strings: string[]
  /** As translators read it: `{0}` for a value, or for a tag. */
  words: string
}

/** What the catalogue has for it; undefined where nothing is translated. */
export interface Translation {
  source: string
  target: string | undefined
}

type Localizer = ConstructorParameters<typeof RuntimeLitLocalizer>[0]

export function localizerOf(config: string): RuntimeLitLocalizer {
  return new RuntimeLitLocalizer(readConfigFileAndWriteSchema(join(root, config)) as Localizer)
}

/** @throws where the code calls `msg` with something that cannot be extracted */
export function readMessages(localizer: RuntimeLitLocalizer): Message[] {
  const { messages, errors } = localizer.extractSourceMessages()
  const [wrong] = errors
  if (wrong) throw new Error(`${wrong.file?.fileName}: ${String(wrong.messageText)}`)
  return messages.map(({ name, file, node, contents }) => ({
    id: name,
    file: file.fileName.slice(root.length + 1),
    strings: stringsOf(node),
    words: wordsOf(
      contents.map(part => (typeof part === 'string' ? { text: part } : { text: '', id: `${part.index}` })),
    ),
  }))
}

export function readCatalogue(folder: string, language: string): Map<string, Translation> {
  const units = readUnits(readFileSync(join(root, folder, `${language}.xlf`), 'utf8'))
  return new Map(
    units.map(({ id, source, target }) => [
      id,
      { source: wordsOf(source), target: target.length > 0 ? wordsOf(target) : undefined },
    ]),
  )
}

const wordsOf = (parts: { text: string; id?: string }[]) =>
  parts.map(({ text, id }) => (id === undefined ? text : `{${id}}`)).join('')

/** Of a text or a template, tagged or not. */
function stringsOf(node: { getText(): string }): string[] {
  interface Node {
    text?: string
    template?: Node
    head?: { text: string }
    templateSpans?: { literal: { text: string } }[]
    arguments?: Node[]
    getText(): string
  }
  const argument = (node as Node).arguments?.[0] ?? (node as Node)
  const template = argument.template ?? argument
  if (template.templateSpans) return [template.head!.text, ...template.templateSpans.map(({ literal }) => literal.text)]
  return [template.text ?? '']
}

/** The names of values in a message, and of its plural's categories; undefined where it has no plural. */
export function pluralOf(
  words: string,
): { name: string; categories: string[]; values: string[]; rest: string } | undefined {
  const [whole, name = '', branches = ''] = /\{(\w+), plural, ((?:=?\w+ \{(?:[^{}]|\{\w+\})*\} ?)+)\}/.exec(words) ?? []
  if (whole === undefined) return undefined
  const pieces = [...branches.matchAll(/(=?\w+) \{((?:[^{}]|\{\w+\})*)\}/g)]
  return {
    name,
    categories: pieces.map(([, category = '']) => category),
    values: valuesIn(words.replace(whole, pieces.map(([, , text = '']) => text).join(' '))),
    rest: words.replace(whole, ''),
  }
}

/** Each once, in the order of the alphabet. */
export const valuesIn = (words: string): string[] =>
  [...new Set([...words.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name))].sort()
