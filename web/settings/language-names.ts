// The languages that can be chosen, each by the name that it has for itself.
import type { Language } from '../../server/protocol-own.ts'
import { spokenLanguages } from '../language/spoken.ts'
import { languageOf } from '../locale.ts'
import { ownName } from './own-name.ts'

export interface NamedLanguage {
  tag: Language
  name: string
}

const all: Record<Language, true> = {
  ar: true,
  bg: true,
  bn: true,
  ca: true,
  cs: true,
  da: true,
  de: true,
  'de-AT': true,
  'de-CH': true,
  el: true,
  en: true,
  'en-GB': true,
  es: true,
  'es-MX': true,
  et: true,
  eu: true,
  fa: true,
  fi: true,
  fr: true,
  'fr-CA': true,
  'fr-CH': true,
  ga: true,
  gl: true,
  he: true,
  hi: true,
  hr: true,
  hu: true,
  id: true,
  is: true,
  it: true,
  ja: true,
  ko: true,
  lt: true,
  lv: true,
  nb: true,
  nl: true,
  pl: true,
  pt: true,
  'pt-BR': true,
  ro: true,
  ru: true,
  sk: true,
  sl: true,
  sr: true,
  sv: true,
  th: true,
  tr: true,
  uk: true,
  ur: true,
  vi: true,
  'zh-Hans': true,
  'zh-Hant': true,
}

/** Those that Bowerbird speaks are not among them. */
export function otherLanguages(): NamedLanguage[] {
  const tags = (Object.keys(all) as Language[]).filter(tag => !spokenLanguages.some(one => one === tag))
  return tags.map(tag => ({ tag, name: ownName(tag) })).sort((a, b) => a.name.localeCompare(b.name, languageOf()))
}

/** As this browser knows them, with one that it does not know. */
export function timeZones(chosen: string | null): string[] {
  const known = Intl.supportedValuesOf('timeZone')
  return chosen && !known.includes(chosen) ? [chosen, ...known] : known
}
