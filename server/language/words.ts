// Numbers, days, lists and plurals, as they are written in the language that is spoken.
import { IntlMessageFormat } from 'intl-messageformat'
import { isolate } from './isolate.ts'
import { currentFormat, currentLanguage } from './language.ts'

/** To make one takes as long as to use it a hundred times. */
const formats = new Map<string, unknown>()
/** Of some ten kinds, for the countries of those who are here; what a browser calls its language is anybody's to choose. */
const mostFormats = 200
/** By language and text: as many as there are. */
const messages = new Map<string, IntlMessageFormat>()

function once<Format>(kind: string, make: (tag: string) => Format, tag = currentFormat()): Format {
  const key = `${kind} ${tag}`
  const known = formats.get(key) as Format | undefined
  if (known) return known
  // Whatever is in use is soon made anew.
  if (formats.size >= mostFormats) formats.clear()
  const format = make(tag)
  formats.set(key, format)
  return format
}

/** ICU would write out the number in full, and takes an apostrophe for the beginning of a quotation. */
function messageOf(text: string): IntlMessageFormat {
  const language = currentLanguage()
  const key = `${language} ${text}`
  const known =
    messages.get(key) ?? new IntlMessageFormat(text.replaceAll('#', '{short}').replaceAll("'", "''"), language)
  messages.set(key, known)
  return known
}

/** 1234 is "1,234". */
export const wholeNumber = (count: number): string => once('whole', tag => new Intl.NumberFormat(tag)).format(count)

/** 1234 is "1.2K". */
export const shortNumber = (count: number): string =>
  once('short', tag => new Intl.NumberFormat(tag, { notation: 'compact', maximumFractionDigits: 1 })).format(count)

/**
 * A message whose words depend on a number, as ICU writes it: `{count, plural, one {# like} other {# likes}}`. `#` is the number as
 * `shortNumber` has it.
 * @param values by the names in the message; they are put in as they are
 */
export function counted(message: string, count: number, values: Record<string, string> = {}): string {
  const language = currentLanguage()
  const isolated = Object.entries(values).map(([name, value]) => [name, isolate(value, language)])
  return String(messageOf(message).format({ ...Object.fromEntries(isolated), count, short: shortNumber(count) }))
}

/** "Ada, Bob and Cleo". */
export const listOf = (names: string[]): string =>
  once('list', tag => new Intl.ListFormat(tag, { type: 'conjunction' }), currentLanguage()).format(names)

/** "3 June 2026", in UTC. */
export const dayOf = (iso: string | Date): string =>
  once('day', tag => new Intl.DateTimeFormat(tag, { dateStyle: 'long', timeZone: 'UTC' })).format(new Date(iso))

/** "June 2026", in UTC. */
export const monthOf = (iso: string): string =>
  once('month', tag => new Intl.DateTimeFormat(tag, { month: 'long', year: 'numeric', timeZone: 'UTC' })).format(
    new Date(iso),
  )

const units: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
]

/** "2 hours ago"; undefined within the last minute, which has words of its own. */
export function agoOf(iso: string, now: number): string | undefined {
  const seconds = (now - Date.parse(iso)) / 1000
  const [unit, length] = units.find(([, size]) => seconds >= size) ?? []
  if (!unit || !length) return undefined
  const format = once('ago', tag => new Intl.RelativeTimeFormat(tag, { numeric: 'auto' }))
  // As the interface says it: Japanese has no space between a number and its word.
  return format.format(-Math.floor(seconds / length), unit).replace(/ (?=[ぁ-龠])/, '')
}
