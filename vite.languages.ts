// The catalogues of the interface, web/languages/*.xlf, as modules: for each message that is translated its key and its words.
import { Parser } from 'htmlparser2'
import type { Plugin } from 'vite'
import { GAP, keyOf } from './web/language/key.ts'

interface Part {
  text: string
  /** Of what stands for values and tags: its number, as the catalogue has it. */
  id?: string
}

export function languages(): Plugin {
  return {
    name: 'languages',
    transform: {
      filter: { id: /\/web\/languages\/[\w-]+\.xlf$/ },
      handler: text => ({
        // Browsers read JSON faster than an object of code.
        code: `export default JSON.parse(${JSON.stringify(JSON.stringify(readMessages(text)))})`,
        map: null,
      }),
    },
  }
}

/**
 * By key, with `{0}` for the first value of the source. What is not translated is left out.
 * @throws where two messages have the same key, or a translation has another value than its source
 */
export function readMessages(xliff: string): Record<string, string> {
  const messages: Record<string, string> = {}
  const sources = new Map<string, string>()
  for (const { id, source, target } of readUnits(xliff)) {
    const { text, places } = readSource(source)
    const key = keyOf(text)
    const other = sources.get(key)
    if (other !== undefined && other !== text)
      throw new Error(`Two messages have the key ${key}: “${other}”, “${text}”.`)
    sources.set(key, text)
    // Of a template all of it becomes markup: translators write text.
    if (id.startsWith('h') && target.some(part => part.id === undefined && /[<>&]/.test(part.text)))
      throw new Error(`The translation of “${text}” has a sign of HTML in it.`)
    if (target.length > 0)
      messages[key] = target.map(part => (part.id === undefined ? part.text : placed(part.id))).join('')

    function placed(id: string): string {
      const found = places.get(id)
      if (found === undefined)
        throw new Error(`The translation of “${text}” has a value {${id}} that the message does not.`)
      return found
    }
  }
  return messages
}

/** A value is an expression in `${…}`; the tags around it stand in the text as they are. */
function readSource(source: Part[]): { text: string; places: Map<string, string> } {
  const places = new Map<string, string>()
  let values = 0
  const text = source.map(({ text, id }) => {
    if (id === undefined) return text
    const pieces = outsideOf(text)
    places.set(
      id,
      pieces.reduce((all, piece) => `${all}{${values++}}${piece}`),
    )
    return pieces.join(GAP)
  })
  return { text: text.join(''), places }
}

/** What stands before, between and after the expressions of a template. */
function outsideOf(code: string): string[] {
  const pieces = ['']
  let depth = 0
  for (let at = 0; at < code.length; at++) {
    if (depth === 0 && code.startsWith('${', at)) {
      depth = 1
      at++
      pieces.push('')
    } else if (depth > 0) depth += code[at] === '{' ? 1 : code[at] === '}' ? -1 : 0
    else pieces.push(`${pieces.pop()}${code[at]}`)
  }
  return pieces
}

/** Each message of a catalogue: what the source says, and the translation, which is empty where there is none. */
export function readUnits(xliff: string): { id: string; source: Part[]; target: Part[] }[] {
  const units: { id: string; source: Part[]; target: Part[] }[] = []
  let part: Part[] | undefined
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        const unit = units.at(-1)
        if (name === 'trans-unit') units.push({ id: attributes.id ?? '', source: [], target: [] })
        else if (name === 'source' || name === 'target') part = unit?.[name]
        else if (name === 'x') part?.push({ id: attributes.id ?? '', text: attributes['equiv-text'] ?? '' })
      },
      ontext(text) {
        const last = part?.at(-1)
        if (last && last.id === undefined) last.text += text
        else part?.push({ text })
      },
      onclosetag(name) {
        if (name === 'source' || name === 'target') part = undefined
      },
    },
    { xmlMode: true, decodeEntities: true },
  )
  parser.end(xliff)
  return units
}
