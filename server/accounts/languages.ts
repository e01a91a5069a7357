// The languages and time zones that a person may choose: for dates and numbers, in the interface and in mails.
import type { Language } from '../protocol-own.ts'

/** BCP 47; the web has their names. */
const known: Record<Language, true> = {
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

export function isLanguage(tag: string): tag is Language {
  return Object.hasOwn(known, tag)
}

/** A name of the IANA database, as this Node.js knows it; offsets such as +02:00 are none. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}
