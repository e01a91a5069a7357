// How dates, numbers and names are written for whoever is here; the session and the language keep it up to date.
import type { Spoken } from '../server/protocol-own.ts'
import { spokenFor } from './language/spoken.ts'

interface Locale {
  /** What the interface says its words in. */
  spoken: Spoken | undefined
  /** What the account says. */
  language: string | undefined
  timeZone: string | undefined
  /** A name within a sentence of another direction; as it is, until the code for it is there. */
  isolate<Value>(value: Value): Value | string
}

export const locale: Locale = { spoken: undefined, language: undefined, timeZone: undefined, isolate: value => value }

/** The account's way of writing, or else the browser's, unless that is of a language which is spoken here, and not what is spoken now. */
export function languageOf(): string {
  const { spoken = 'en', language } = locale
  if (language && (spokenFor(language) ?? spoken) === spoken) return language
  return navigator.languages.find(one => spokenFor(one) === spoken) ?? spoken
}
