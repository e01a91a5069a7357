// What the server says, in each language: XLIFF files (https://docs.oasis-open.org/xliff/v1.2/os/xliff-core.html), as lit-localize writes them.
import { readFileSync } from 'node:fs'
import { Parser } from 'htmlparser2'
import type { Spoken } from '../protocol-own.ts'
import { sourceLanguage } from './spoken.ts'

interface Filled {
  strTag: true
  strings: TemplateStringsArray
  /** Which value of the source stands in each gap. */
  values: number[]
}

/** By the number that @lit/localize gives a message. */
export type Messages = Record<string, string | Filled>

const read = new Map<Spoken, Messages>()

/** Undefined for the language that the messages are written in. Read once, when it is first spoken. */
export function messagesOf(language: Spoken): Messages | undefined {
  if (language === sourceLanguage) return undefined
  const known = read.get(language)
  if (known) return known
  const messages = parseCatalogue(readFileSync(new URL(`../languages/${language}.xlf`, import.meta.url), 'utf8'))
  read.set(language, messages)
  return messages
}

/** What has no translation is left out, and so is said in the language of the source. */
export function parseCatalogue(xliff: string): Messages {
  const messages: Messages = {}
  let id = ''
  let target: { strings: string[]; values: number[] } | undefined
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (name === 'trans-unit') id = attributes.id ?? ''
        else if (name === 'target') target = { strings: [''], values: [] }
        else if (name === 'x' && target) {
          target.values.push(Number(attributes.id))
          target.strings.push('')
        }
      },
      ontext(text) {
        if (target) target.strings[target.strings.length - 1] += text
      },
      onclosetag(name) {
        if (name !== 'target' || !target) return
        const { strings, values } = target
        target = undefined
        if (strings.some(Boolean) || values.length > 0)
          messages[id] = values.length > 0 ? filled(strings, values) : strings[0]!
      },
    },
    { xmlMode: true, decodeEntities: true },
  )
  parser.end(xliff)
  return messages
}

const filled = (strings: string[], values: number[]): Filled => ({
  strTag: true,
  strings: Object.assign(strings, { raw: strings }),
  values,
})
