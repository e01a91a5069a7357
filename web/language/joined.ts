import { locale } from '../locale.ts'

/** Sentences one after another, as the language sets them apart; those that are empty are left out. */
export const joined = (...sentences: string[]): string =>
  sentences.filter(Boolean).join(/^(ja|zh)/.test(locale.spoken ?? '') ? '' : ' ')
