// How dates and numbers are written for whoever is here; the session and the language keep it up to date.
import type { Spoken } from '../server/protocol-own.ts'
import { spokenFor } from './language/spoken.ts'

interface Locale {
  /** What the interface says its words in. */
  spoken: Spoken | undefined
  /** What the account says. */
  language: string | undefined
  timeZone: string | undefined
}

export const locale: Locale = { spoken: undefined, language: undefined, timeZone: undefined }

/** The account's way of writing, or else the browser's, unless that is of a language which is spoken here, and not what is spoken now. */
export const languageOf = (): string => {
  const { spoken = 'en', language } = locale
  const fits = (tag: string) => (spokenFor(tag) ?? spoken) === spoken
  if (language && fits(language)) return language
  return navigator.languages.find(one => spokenFor(one) === spoken) ?? spoken
}
