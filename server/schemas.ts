// What inputs of several features have in common, with the sentence for whoever gets it wrong.
import { z } from 'zod'

const most = 9_223_372_036_854_775_807n
/** Whether the database has room for it as the number of a row. */
export const isRowNumber = (text: string): boolean => /^\d{1,19}$/.test(text) && BigInt(text) <= most

/** The number of a row as text, in its one spelling. What no row can have is as good as absent. */
export const id = z
  .string({ error: 'This must be an id.' })
  .max(40, 'This is not an id.')
  .transform(text => (isRowNumber(text) ? String(BigInt(text)) : '0'))

/** An absent or empty text is ''. */
export const text = (longest: number, name: string) =>
  z
    .string({ error: `${name} must be text.` })
    .trim()
    // Half a character is none: PostgreSQL would refuse it.
    .overwrite(value => value.toWellFormed())
    .max(longest, `${name} may have at most ${longest.toLocaleString('en')} characters.`)
    .refine(value => !value.includes('\0'), `${name} contains a character that cannot be kept.`)

/** A name to look up; what nobody can be called is nobody. */
export const username = text(100, 'The username')

/** An address that mails are sent to. */
export const email = text(254, 'The e-mail').pipe(z.email('Enter an e-mail address like name@example.org.'))

/** An absolute http or https address; absent or empty is null. */
export const webAddress = (name: string) =>
  text(2_000, name)
    .refine(value => value === '' || isWebAddress(value), `${name} must begin with http:// or https://.`)
    .transform(value => value || null)

function isWebAddress(value: string): boolean {
  return URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)
}

/** Where a picture is to be fetched; what is no web address is refused there, in words of its own. */
export const pictureAddress = text(2_000, 'The address').min(1, 'Enter the address of a picture.')

/** What a person may say of a picture as they save it. */
export const caption = z.object({
  title: text(200, 'The title').default(''),
  description: text(5_000, 'The description').default(''),
  alt: text(1_000, 'The alternative text').default(''),
  pageUrl: webAddress('The page’s address').nullable().default(null),
})

/** What the asking device calls a save; absent, or the empty field of a form, is none. */
export const saveKey = z
  .string({ error: 'The key must be text.' })
  .regex(/^([\w-]{16,64})?$/, 'A key has 16 to 64 letters, digits, - or _.')
  .optional()
  .transform(key => key || undefined)

/** Of a file that is to be saved. */
export const keyedCaption = caption.extend({ key: saveKey })

const cursor = z
  .string({ error: 'This must be a cursor.' })
  .refine(isRowNumber, 'This is not a cursor of this list.')
  .nullish()
  .transform(value => value ?? undefined)

/** The cursor of a page is the number of its last row. */
export const page = {
  before: cursor,
  limit: z
    .int('The limit must be a whole number.')
    .min(1, 'The limit must be at least 1.')
    .max(50, 'The limit must be at most 50.')
    .optional(),
}

/** Of a list that can be read in both directions. */
export const pageAnywhere = { ...page, after: cursor, at: cursor }

/** For the object that has `pageAnywhere`. */
export const oneSpot = [
  ({ before, after, at }: { before?: string; after?: string; at?: string }) =>
    [before, after, at].filter(spot => spot !== undefined).length <= 1,
  'Give one of before, after and at.',
] as const

export const defaultLimit = 20
