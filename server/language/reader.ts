// The language of a person who is written to, and not here just now.
import type { Kysely } from 'kysely'
import type { Config } from '../config.ts'
import type { Database } from '../database/tables.ts'
import { inLanguage } from './language.ts'
import { spokenFor } from './spoken.ts'

/**
 * Does the work in the language that the person of an account has chosen, else in the one in which they were here last, else in the
 * instance's own.
 */
export async function inLanguageOf<Result>(
  { config }: { config: Config },
  db: Kysely<Database>,
  accountId: string,
  work: () => Result,
): Promise<Awaited<Result>> {
  const reader = await db
    .selectFrom('account')
    .select(['language', 'lastLanguage'])
    .where('id', '=', accountId)
    .executeTakeFirst()
  const chosen = spokenFor(reader?.language)
  const language = chosen ?? spokenFor(reader?.lastLanguage) ?? config.defaultLanguage
  return await inLanguage(language, work, (chosen && reader?.language) ?? undefined)
}
