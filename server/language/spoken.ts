// The languages that Bowerbird speaks, and which of them somebody reads who names theirs.
import type { Spoken } from '../protocol-own.ts'

/** The first is the one that the messages are written in. */
const all: Record<Spoken, true> = {
  en: true,
  es: true,
  'pt-BR': true,
  fr: true,
  de: true,
  ja: true,
  'zh-Hans': true,
  ar: true,
}
export const spokenLanguages = Object.keys(all) as Spoken[]

export const sourceLanguage: Spoken = 'en'

/** By language and script, since a country changes neither: de-AT is read by whoever reads de, zh-TW not by whoever reads zh-Hans. */
const byScript = new Map(spokenLanguages.map(language => [scriptOf(language), language]))

/** @param tag of BCP 47, from anywhere; undefined when it is none, or we do not speak it */
export function spokenFor(tag: string | null | undefined): Spoken | undefined {
  const script = tag && tag.length <= 40 ? scriptOf(tag) : undefined
  return script ? byScript.get(script) : undefined
}

function scriptOf(tag: string): string | undefined {
  try {
    const { language, script } = new Intl.Locale(tag).maximize()
    return `${language}-${script}`
  } catch {
    return undefined
  }
}

export const directionOf = (language: Spoken): 'ltr' | 'rtl' => (language === 'ar' ? 'rtl' : 'ltr')

/** The path of a page in a language, as `splitLanguage` takes it apart; without one it is the path itself. */
export const pathIn = (language: Spoken | undefined, path: string): string =>
  language ? `/${language}${path}`.replace(/\/(?=$|[?#])/, '') : path

/** The path of a page in one language, `/de/images`, taken apart; undefined where no language stands before it. */
export function splitLanguage(path: string): { language: Spoken; path: string } | undefined {
  const [, first = '', rest = ''] = /^\/([\w-]+)(\/.*)?$/.exec(path) ?? []
  const language = spokenLanguages.find(one => one === first)
  return language && { language, path: rest || '/' }
}
