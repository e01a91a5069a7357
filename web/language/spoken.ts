// The languages that Bowerbird speaks, as a browser names them.
import type { Spoken } from '../../server/protocol-own.ts'

export const spokenLanguages: Spoken[] = ['en', 'es', 'pt-BR', 'fr', 'de', 'ja', 'zh-Hans', 'ar']

const whole: Record<string, Spoken> = { pt: 'pt-BR', zh: 'zh-Hans' }

/** As server/language/spoken.ts: by language and script, whatever the country. Undefined where it is none of them. */
export function spokenFor(tag: string | null | undefined): Spoken | undefined {
  const [base] = /^(?:en|es|pt|fr|de|ja|zh(?!.*(?:Hant|TW|HK|MO))|ar)\b/.exec(tag ?? '') ?? []
  return base ? (whole[base] ?? (base as Spoken)) : undefined
}
