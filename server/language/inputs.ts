// What zod says of an input where its schema has no words of its own: of what programs send, and no form does.
import { z } from 'zod'
import type { Spoken } from '../protocol-own.ts'
import { currentLanguage } from './language.ts'

const { en, es, ptBR, fr, de, ja, zhCN, ar } = z.locales
const locales: Record<Spoken, typeof en> = { en, es, 'pt-BR': ptBR, fr, de, ja, 'zh-Hans': zhCN, ar }

const made = new Map<Spoken, z.core.$ZodErrorMap>()

/** In the language that is spoken. */
export function ownWordsOfZod(): z.core.$ZodErrorMap {
  const language = currentLanguage()
  const known = made.get(language) ?? locales[language]().localeError
  made.set(language, known)
  return known
}
