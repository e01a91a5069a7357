// Messages with their values, in one language: what the page that hands the bookmarklet out has made of ICU's (web/bookmarklet-page/words.ts).
import { intl, parse } from './realm.ts'

/** `{name}` stands for a value. What depends on a number is a text for each plural category, or for `=1`. */
export type Message = string | Record<string, string>
export type Values = Record<string, string | number>

export interface Said {
  language: string
  dir: string
  /** An address writes some letters in three to nine characters: each stands here after one that the words do not have, and that stands for it there. */
  letters: string
  /** JSON, in those letters. */
  words: string
}

/** @returns what writes a message; the number that it depends on is its `count` */
export function filler(language: string): (message: Message, values?: Values) => string {
  const { PluralRules, NumberFormat } = intl()
  const rules = new PluralRules(language)
  const numbers = new NumberFormat(language)
  const write = (value: string | number = '') => (typeof value === 'number' ? numbers.format(value) : value)
  return (message, values = {}) => {
    const count = Number(values.count)
    const text =
      typeof message === 'string' ? message : (message[`=${count}`] ?? message[rules.select(count)] ?? message.other)
    return text!.replace(/\{(\w+)\}/g, (_all, name: string) => write(values[name]))
  }
}

export function learn({ language, letters, words }: Said): (word: string, values?: Values) => string {
  let json = words
  for (let at = 0; at < letters.length; at += 2) json = json.replaceAll(letters[at]!, letters[at + 1]!)
  const all = parse(json) as Record<string, Message>
  const fill = filler(language)
  return (word, values) => fill(all[word]!, values)
}
