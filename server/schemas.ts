// What inputs of several features have in common, with the sentence for whoever gets it wrong.
import { msg, str } from '@lit/localize'
import { z } from 'zod'
import { wholeNumber } from './language/words.ts'

const most = 9_223_372_036_854_775_807n
/** Whether the database has room for it as the number of a row. */
export const isRowNumber = (text: string): boolean => /^\d{1,19}$/.test(text) && BigInt(text) <= most

/** The number of a row as text, in its one spelling. What no row can have is as good as absent. */
export const id = z
  .string({ error: () => msg('This must be an id.') })
  .max(40, { error: () => msg('This is not an id.') })
  .transform(text => (isRowNumber(text) ? String(BigInt(text)) : '0'))

/** An absent or empty text is ''. @param name with its article, as the beginning of a sentence */
export const text = (longest: number, name: () => string) =>
  z
    .string({ error: () => msg(str`${name()} must be text.`) })
    .trim()
    // Half a character is none: PostgreSQL would refuse it.
    .overwrite(value => value.toWellFormed())
    .max(longest, { error: () => msg(str`${name()} may have at most ${wholeNumber(longest)} characters.`) })
    .refine(value => !value.includes('\0'), {
      error: () => msg(str`${name()} contains a character that cannot be kept.`),
    })

/** A name to look up; what nobody can be called is nobody. */
export const username = text(100, () => msg('The username'))

/** An address that mails are sent to. */
export const email = text(254, () => msg('The e-mail')).pipe(
  z.email({ error: () => msg('Enter an e-mail address like name@example.org.') }),
)

/** An absolute http or https address; absent or empty is null. */
export const webAddress = (name: () => string) =>
  text(2_000, name)
    .refine(value => value === '' || isWebAddress(value), {
      error: () => msg(str`${name()} must begin with http:// or https://.`),
    })
    .transform(value => value || null)

function isWebAddress(value: string): boolean {
  return URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)
}

/** Where a picture is to be fetched; what is no web address is refused there, in words of its own. */
export const pictureAddress = text(2_000, () => msg('The address')).min(1, {
  error: () => msg('Enter the address of a picture.'),
})

/** What a person may say of a picture as they save it. */
export const caption = z.object({
  title: text(200, () => msg('The title')).default(''),
  description: text(5_000, () => msg('The description')).default(''),
  alt: text(1_000, () => msg('The alternative text')).default(''),
  pageUrl: webAddress(() => msg('The page’s address'))
    .nullable()
    .default(null),
})

/** What the asking device calls a save; absent, or the empty field of a form, is none. */
export const saveKey = z
  .string({ error: () => msg('The key must be text.') })
  .regex(/^([\w-]{16,64})?$/, { error: () => msg('A key has 16 to 64 letters, digits, - or _.') })
  .optional()
  .transform(key => key || undefined)

/** Of a file that is to be saved. */
export const keyedCaption = caption.extend({ key: saveKey })

const cursor = z
  .string({ error: () => msg('This must be a cursor.') })
  .refine(isRowNumber, { error: () => msg('This is not a cursor of this list.') })
  .nullish()
  .transform(value => value ?? undefined)

/** The cursor of a page is the number of its last row. */
export const page = {
  before: cursor,
  limit: z
    .int({ error: () => msg('The limit must be a whole number.') })
    .min(1, { error: () => msg('The limit must be at least 1.') })
    .max(50, { error: () => msg('The limit must be at most 50.') })
    .optional(),
}

/** Of a list that can be read in both directions. */
export const pageAnywhere = { ...page, after: cursor, at: cursor }

/** For the object that has `pageAnywhere`. */
export const oneSpot = [
  ({ before, after, at }: { before?: string; after?: string; at?: string }) =>
    [before, after, at].filter(spot => spot !== undefined).length <= 1,
  { error: () => msg('Give one of before, after and at.') },
] as const

export const defaultLimit = 20
