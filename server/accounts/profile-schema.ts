// What may be changed of an account, with the sentence for whoever gets it wrong. The username is the address, and stays.
import { msg } from '@lit/localize'
import { z } from 'zod'
import { text, webAddress } from '../schemas.ts'
import { isLanguage, isTimeZone } from './languages.ts'

const wrongDelay = { error: () => msg('The delay must be 0, or from 5 to 60 seconds.') }
const wrongDate = { error: () => msg('The date of birth must be a day like 1990-12-31, not in the future.') }

const earliest = '1900-01-01'

/** A day as ISO 8601 has it. Wherever the person is, it may be tomorrow there already. */
function isBirthday(day: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return false
  const at = new Date(`${day}T00:00:00Z`)
  if (Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== day) return false
  return day >= earliest && at.getTime() < Date.now() + 86_400_000
}

/** An empty text is null, as forms send it. */
const orNull = <Output extends string>(schema: z.ZodType<Output>) =>
  z.preprocess(value => (value === '' ? null : value), schema.nullable())

/** Whatever is absent stays as it is. */
export const AccountChanges = z
  .object({
    saveDelay: z.int(wrongDelay).refine(seconds => seconds === 0 || (seconds >= 5 && seconds <= 60), wrongDelay),
    name: text(100, () => msg('The name')).min(1, { error: () => msg('Enter the name that people will see.') }),
    bio: text(500, () => msg('The words about you')),
    site: webAddress(() => msg('The address of your site')).nullable(),
    private: z.boolean({ error: () => msg('Say whether your account is private: true or false.') }),
    bornOn: orNull(z.string(wrongDate).refine(isBirthday, wrongDate)),
    language: orNull(
      z
        .string({ error: () => msg('Choose a language of the list.') })
        .refine(isLanguage, { error: () => msg('Choose a language of the list.') }),
    ),
    timeZone: orNull(
      z
        .string({ error: () => msg('Choose a time zone like Europe/Vienna.') })
        .max(100, { error: () => msg('Choose a time zone like Europe/Vienna.') })
        .refine(isTimeZone, { error: () => msg('Choose a time zone like Europe/Vienna.') }),
    ),
  })
  .partial()

export type AccountChanges = z.infer<typeof AccountChanges>
