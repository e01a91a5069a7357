// Numbers as a person reads them.
import { languageOf as language } from './locale.ts'

/** Of the languages that we speak: small numbers are written in it with digits of its own. */
const ownDigits = /^ar/

/** By language: to make one takes as long as to use it a hundred times. */
const formats: Record<string, Intl.NumberFormat> = {}

/** 1234 is "1.2K". A browser takes longer to make its first format than to draw a tile: small numbers do without. */
export function shortNumber(count: number): string {
  const at = language()
  if (count < 1_000 && !ownDigits.test(at)) return `${count}`
  return (formats[at] ??= new Intl.NumberFormat(at, { notation: 'compact', maximumFractionDigits: 1 })).format(count)
}

/** Japanese and Chinese have no spaces between a number and its word; Intl puts them there. */
export const closeUp = (text: string): string => text.replace(/ (?=[ぁ-龠])/, '')
