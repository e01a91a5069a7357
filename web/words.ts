// Counts, times and names as a person reads them, in the language of the page.
import { msg } from '@lit/localize'
import { counted } from './language/counted.ts'
import { languageOf as language, locale } from './locale.ts'
import { closeUp } from './numbers.ts'

export { shortNumber } from './numbers.ts'

/** By language: to make one takes as long as to use it a hundred times. */
const times: Record<string, Intl.RelativeTimeFormat> = {}

export const likesInWords = (count: number): string =>
  counted(msg('{count, plural, one {# like} other {# likes}}'), count)

export const followersInWords = (count: number): string =>
  counted(msg('{count, plural, one {# follower} other {# followers}}'), count)

export const imagesInWords = (count: number): string =>
  counted(msg('{count, plural, one {# image} other {# images}}'), count)

export const viewsInWords = (count: number): string =>
  counted(msg('{count, plural, one {# view} other {# views}}'), count)

/** Beside people who are named. */
export const othersInWords = (count: number): string =>
  counted(msg('{count, plural, one {# other} other {# others}}'), count)

/** Of what came meanwhile. */
export const newInWords = (count: number): string => counted(msg('{count, plural, other {# new}}'), count)

/** "Ada and Bob", as each language puts it. */
export const listOfPeople = (): Intl.ListFormat => new Intl.ListFormat(language(), { type: 'conjunction' })

/** "Ada", "Ada and Bob", "Ada, Bob and 3 others"; each name once. */
export function peopleInWords(names: string[]): string {
  const distinct = [...new Set(names)].map(locale.isolate)
  return listOfPeople().format(
    distinct.length <= 3 ? distinct : [...distinct.slice(0, 2), othersInWords(distinct.length - 2)],
  )
}

/** Of each new thing who it is from, the latest first: "Ada, 1 new", "Ada and 3 others, 12 new"; empty when there is nothing. */
export function newFrom(names: string[]): string {
  const [first, second, ...others] = [...new Set(names)]
  if (first === undefined) return ''
  const rest = second === undefined ? [] : [others.length === 0 ? second : othersInWords(others.length + 1)]
  return counted(msg('{count, plural, other {{who}, # new}}'), names.length, {
    who: listOfPeople().format([first, ...rest]),
  })
}

const units: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
]

export function timeAgo(iso: string, now: number = Date.now()): string {
  const seconds = (now - Date.parse(iso)) / 1000
  const [unit, length] = units.find(([, size]) => seconds >= size) ?? []
  if (!unit || !length) return msg('just now')
  const at = language()
  const format = (times[at] ??= new Intl.RelativeTimeFormat(at, { numeric: 'auto' }))
  return closeUp(format.format(-Math.floor(seconds / length), unit))
}

export function fullDate(iso: string): string {
  return new Intl.DateTimeFormat(language(), {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: locale.timeZone,
  }).format(new Date(iso))
}

export function monthOf(iso: string): string {
  return new Intl.DateTimeFormat(language(), { month: 'long', year: 'numeric', timeZone: locale.timeZone }).format(
    new Date(iso),
  )
}

/** The host of an address as people know it, or undefined when it is none. */
export function hostOf(address: string): string | undefined {
  return URL.canParse(address) ? new URL(address).host.replace(/^www\./, '') : undefined
}
