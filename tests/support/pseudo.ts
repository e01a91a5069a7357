// A language that nobody speaks: every message as it is in English, accented and two fifths longer, so that what has no room for it is seen.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readMessages } from '../../vite.languages.ts'

const catalogue = join(import.meta.dirname, '../../web/languages/de.xlf')

const accented: Record<string, string> = {
  ...{ a: 'áá', e: 'éé', i: 'íí', o: 'öö', u: 'üü', y: 'ÿ', c: 'ç', n: 'ñ' },
  ...{ A: 'ÅÅ', E: 'ÉÉ', I: 'ÎÎ', O: 'ÖÖ', U: 'ÛÛ', C: 'Ç', N: 'Ñ' },
}

/** What stays as it is: tags, the gaps of values, entities and addresses. */
const kept = /<[^>]*>|\{\w+\}|&\w+;|https?:\S+/

/** Of a message of a catalogue, with all its values. */
export function toPseudo(message: string): string {
  const plural = /(\{\w+, plural, )((?:=?\w+ \{(?:[^{}]|\{\w+\})*\} ?)+)\}/.exec(message)
  if (!plural) return accent(message)
  const [whole, head = '', branches = ''] = plural
  const said = branches.replace(
    /(=?\w+ \{)((?:[^{}]|\{\w+\})*)\}/g,
    (_all, name: string, text: string) => `${name}${accent(text)}}`,
  )
  const at = message.indexOf(whole)
  return `${accent(message.slice(0, at))}${head}${said}}${accent(message.slice(at + whole.length))}`
}

function accent(text: string): string {
  return text
    .split(new RegExp(`(${kept.source})`))
    .map((part, index) => (index % 2 ? part : part.replace(/\p{L}/gu, letter => accented[letter] ?? letter)))
    .join('')
}

/** The module that the build makes of a catalogue, in the language that nobody speaks. */
export function pseudoModule(): string {
  const xliff = readFileSync(catalogue, 'utf8')
  const english = xliff.replace(
    /<source>([^]*?)<\/source>\s*<target>[^]*?<\/target>/g,
    '<source>$1</source><target>$1</target>',
  )
  const messages = Object.entries(readMessages(english)).map(([key, text]) => [key, toPseudo(text)])
  return `export default ${JSON.stringify(Object.fromEntries(messages))}`
}
