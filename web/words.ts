// Numbers, times and names as a person reads them, in the language of the page.
import { msg, str } from '@lit/localize'

import { languageOf as language, locale } from './locale.ts'

/** Of the languages that we speak: small numbers are written in it with digits of its own. */
const ownDigits = /^ar/

/** By language: to make one takes as long as to use it a hundred times. */
const numbers: Record<string, Intl.NumberFormat> = {}
const times: Record<string, Intl.RelativeTimeFormat> = {}

/** 1234 is "1.2K". A browser takes longer to make its first format than to draw a tile: small numbers do without. */
export function shortNumber(count: number): string {
  const at = language()
  if (count < 1_000 && !ownDigits.test(at)) return `${count}`
  return (numbers[at] ??= new Intl.NumberFormat(at, { notation: 'compact', maximumFractionDigits: 1 })).format(count)
}

export function likesInWords(count: number): string {
  return count === 1 ? msg('1 like') : msg(str`${shortNumber(count)} likes`)
}

export function followersInWords(count: number): string {
  return count === 1 ? msg('1 follower') : msg(str`${shortNumber(count)} followers`)
}

export function imagesInWords(count: number): string {
  return count === 1 ? msg('1 image') : msg(str`${shortNumber(count)} images`)
}

export function viewsInWords(count: number): string {
  return count === 1 ? msg('1 view') : msg(str`${shortNumber(count)} views`)
}

/** "Ada", "Ada and Bob", "Ada, Bob and 3 others"; each name once. */
export function peopleInWords(names: string[]): string {
  const distinct = [...new Set(names)]
  const list = new Intl.ListFormat(language(), { type: 'conjunction' })
  if (distinct.length <= 3) return list.format(distinct)
  return list.format([...distinct.slice(0, 2), msg(str`${distinct.length - 2} others`)])
}

/** Of each new thing who it is from, the latest first: "Ada, 1 new", "Ada and 3 others, 12 new"; empty when there is nothing. */
export function newFrom(names: string[]): string {
  const [first, second, ...others] = [...new Set(names)]
  if (first === undefined) return ''
  const list = new Intl.ListFormat(language(), { type: 'conjunction' })
  const rest =
    second === undefined ? [] : others.length === 0 ? [second] : [msg(str`${shortNumber(others.length + 1)} others`)]
  return msg(str`${list.format([first, ...rest])}, ${shortNumber(names.length)} new`)
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
  return (times[at] ??= new Intl.RelativeTimeFormat(at, { numeric: 'auto' })).format(
    -Math.floor(seconds / length),
    unit,
  )
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
