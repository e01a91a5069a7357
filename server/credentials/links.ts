// Links that are mailed: made by a job as the mail is sent, so that they lie in no queue; kept as a hash; followed once.
import { createHash, randomBytes } from 'node:crypto'
import { msg, str } from '@lit/localize'
import type { Kysely, Transaction } from 'kysely'
import { z } from 'zod'
import type { Context } from '../context.ts'
import type { Database } from '../database/tables.ts'
import { AppError } from '../errors.ts'
import type { Task } from '../jobs/jobs.ts'
import { inLanguageOf } from '../language/reader.ts'
import { wholeNumber } from '../language/words.ts'
import { writeLetter, type Letter } from '../mail/letter.ts'
import { mailPatience, sendMail } from '../mail/mail.ts'
import { findEmailChange, findHolder, insertLink, type Holder, type LinkRow, type Purpose } from './queries.ts'

const task = 'mail-link'

/** Minutes for which a link works. */
export const minutesOf: Record<Purpose, number> = {
  'confirm-email': 24 * 60,
  'change-at-old': 24 * 60,
  'change-at-new': 24 * 60,
  'reset-password': 30,
}

export const linkToken = z
  .string({ error: () => msg('This link is not complete.') })
  .max(200, { error: () => msg('This link is not complete.') })

export const hashToken = (token: string) => createHash('sha256').update(token).digest()

export const linkIsOver = () =>
  new AppError(
    'not_found',
    msg('This link does not work any more: it was used, its time is over, or a newer one was sent.'),
  )

/** After the commit a link of this purpose is on its way. */
export async function queueLink(
  ctx: Context,
  trx: Transaction<Database>,
  accountId: string,
  purpose: Purpose,
): Promise<void> {
  await ctx.jobs.add(trx, task, [{ accountId, purpose }])
  ctx.jobs.poke(task, new Date(Date.now() + 30))
}

export function linkWork(ctx: Context): Task {
  return {
    name: task,
    atOnce: 2,
    patience: mailPatience,
    work: ({ accountId, purpose }) => sendLink(ctx, accountId!, purpose as Purpose),
  }
}

/** Does nothing where it is not wanted any more. */
async function sendLink(ctx: Context, accountId: string, purpose: Purpose): Promise<void> {
  const found = await findHolder(ctx.db, accountId)
  if (!found || found.suspended || (purpose === 'confirm-email' && found.emailConfirmed)) return
  const isChange = purpose === 'change-at-old' || purpose === 'change-at-new'
  const newEmail = isChange ? await findEmailChange(ctx.db, accountId) : undefined
  if (isChange && !newEmail) return
  const email = purpose === 'change-at-new' ? newEmail! : found.email
  const url = await makeLink(ctx, ctx.db, { accountId, purpose, email })
  const letter = await inLanguageOf(ctx, ctx.db, accountId, () =>
    writeLetter(ctx.config, letters[purpose](found, url, newEmail ?? '')),
  )
  await sendMail(ctx, { to: email, ...letter })
}

/** A link for a new password that is given to somebody by hand: it does not show that they read the mail of the account's address. */
export async function handOverLink(ctx: Context, trx: Transaction<Database>, accountId: string): Promise<string> {
  return makeLink(ctx, trx, { accountId, purpose: 'reset-password', email: '' })
}

async function makeLink(ctx: Context, db: Kysely<Database>, link: LinkRow): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  await insertLink(db, { ...link, tokenHash: hashToken(token), minutes: minutesOf[link.purpose] })
  // In the fragment, which no server is sent and no log has. From the configured address, never from the Host header.
  const page = link.purpose === 'reset-password' ? 'reset-password' : 'confirm-email'
  return `${ctx.config.publicUrl.origin}/${page}#${token}`
}

const letters: Record<Purpose, (holder: Holder, url: string, newEmail: string) => Letter> = {
  'confirm-email': ({ name, username }, url) => ({
    subject: msg('Confirm your e-mail address'),
    paragraphs: [
      msg(str`Welcome to Bowerbird, ${name}.`),
      msg(
        str`Please confirm that this is your address, so that you can get back to your account “${username}” if you ever forget the password.`,
      ),
    ],
    button: { words: msg('Confirm this address'), url },
    after: [
      msg(
        str`The link works for ${wholeNumber(24)} hours. If you have no account with us, ignore this mail: nothing will come of it.`,
      ),
    ],
  }),
  'change-at-old': ({ name, username }, url, newEmail) => ({
    subject: msg('Your e-mail address is about to change'),
    paragraphs: [
      msg(str`Hello ${name},`),
      msg(
        str`the account “${username}” is to have the address ${newEmail} instead of this one. That happens when both addresses agree.`,
      ),
    ],
    button: { words: msg('Agree or refuse'), url },
    after: [
      msg(
        str`The link works for ${wholeNumber(24)} hours. If it was not you who asked for this, refuse it there, and change your password.`,
      ),
    ],
  }),
  'change-at-new': ({ name, username, emailConfirmed }, url) => ({
    subject: msg('Confirm your new e-mail address'),
    paragraphs: [
      msg(str`Hello ${name},`),
      emailConfirmed
        ? msg(
            str`this is to be the address of the account “${username}”. That happens when both the old address and this one agree.`,
          )
        : msg(str`this is to be the address of the account “${username}”. That happens as soon as you agree.`),
    ],
    button: { words: msg('Agree or refuse'), url },
    after: [
      msg(
        str`The link works for ${wholeNumber(24)} hours. If you know nothing of it, ignore this mail: nothing will come of it.`,
      ),
    ],
  }),
  'reset-password': ({ name, username }, url) => ({
    subject: msg('Choose a new password'),
    paragraphs: [
      msg(str`Hello ${name},`),
      msg(str`somebody, hopefully you, has asked for a new password for the account “${username}”.`),
    ],
    button: { words: msg('Choose a new password'), url },
    after: [
      msg(
        str`The link works once, for ${wholeNumber(30)} minutes. If it was not you, ignore this mail: your password stays as it is.`,
      ),
    ],
  }),
}
