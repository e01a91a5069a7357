// The e-mail of an account: confirmed by whoever reads it, changed when both the old address and the new one agree.
import { msg, str } from '@lit/localize'
import { findOwnAccount } from '../accounts/accounts.ts'
import { countUse } from '../attempts/attempts.ts'
import { change, lockStates } from '../channels/change.ts'
import { recordEvents } from '../channels/event-log.ts'
import { tabsOf } from '../channels/groups.ts'
import type { Context } from '../context.ts'
import { AppError, sqlState } from '../errors.ts'
import { inLanguageOf } from '../language/reader.ts'
import { writeLetter } from '../mail/letter.ts'
import { queueMail } from '../mail/mail.ts'
import type { EmailLinkView, OwnAccountView } from '../views.ts'
import { hashToken, linkIsOver, minutesOf, queueLink } from './links.ts'
import {
  agreeToChange,
  confirmEmail,
  deleteEmailChange,
  deleteLinks,
  findEmailChange,
  findHolder,
  findLink,
  insertEmailChange,
  isEmailTaken,
  takeLink,
  updateEmail,
} from './queries.ts'

const hour = 60 * 60
const mailsAnHour = 5
const kinds = { 'confirm-email': 'confirm', 'change-at-old': 'old', 'change-at-new': 'new' } as const

/** Mails the link to confirm again; not where it is confirmed. @throws {AppError} `too_many` after five in an hour */
export async function resendConfirmation(ctx: Context, accountId: string): Promise<void> {
  await countUse(
    ctx,
    { key: `confirm-mail:${accountId}`, most: mailsAnHour, seconds: hour },
    msg('That is enough mail for an hour.'),
  )
  await change(ctx, trx => queueLink(ctx, trx, accountId, 'confirm-email'))
}

/**
 * Asks at both addresses; at the new one alone, and without a word to the old one, when nobody has ever said that the old one is
 * theirs: it may be mistyped, and a stranger's. A change that was asked for before is forgotten.
 * @throws {AppError} `conflict` when an account has the address; `too_many` after five in an hour
 */
export async function changeEmail(ctx: Context, accountId: string, email: string): Promise<OwnAccountView> {
  const account = await findHolder(ctx.db, accountId)
  if (account?.email.toLowerCase() === email.toLowerCase()) {
    throw fieldError('invalid', msg('This is your address already.'))
  }
  // Before it is looked up: else one could find out who has an account.
  await countUse(
    ctx,
    { key: `email-change:${accountId}`, most: mailsAnHour, seconds: hour },
    msg('That is enough mail for an hour.'),
  )
  if (await isEmailTaken(ctx.db, email))
    throw fieldError('conflict', msg('There is an account with this e-mail already.'))
  await change(ctx, async trx => {
    await lockStates(trx, tabsOf(accountId))
    await deleteLinks(trx, accountId, ['change-at-old', 'change-at-new'])
    const askOld = (await findHolder(trx, accountId))!.emailConfirmed
    await insertEmailChange(trx, { accountId, email, oldAgreed: !askOld, minutes: minutesOf['change-at-new'] })
    if (askOld) await queueLink(ctx, trx, accountId, 'change-at-old')
    await queueLink(ctx, trx, accountId, 'change-at-new')
    await recordEvents(trx, [edited(accountId, { newEmail: email })])
  })
  return (await findOwnAccount(ctx, accountId))!
}

/** Idempotent. */
export async function cancelEmailChange(ctx: Context, accountId: string): Promise<OwnAccountView> {
  await forgetChange(ctx, accountId)
  return (await findOwnAccount(ctx, accountId))!
}

/** @throws {AppError} `not_found` for a link that does not work, as the others below */
export async function lookAtLink(ctx: Context, token: string): Promise<EmailLinkView> {
  const link = await findLink(ctx.db, hashToken(token))
  if (!link || link.purpose === 'reset-password') throw linkIsOver()
  const account = await findHolder(ctx.db, link.accountId)
  const newEmail = link.purpose === 'confirm-email' ? null : ((await findEmailChange(ctx.db, link.accountId)) ?? null)
  return { kind: kinds[link.purpose], email: link.purpose === 'change-at-new' ? null : account!.email, newEmail }
}

/** Follows a link. `changed` is false while the other address has not agreed. */
export async function confirmLink(ctx: Context, token: string): Promise<{ changed: boolean }> {
  const found = await findLink(ctx.db, hashToken(token))
  if (!found || found.purpose === 'reset-password') throw linkIsOver()
  const { accountId } = found
  try {
    return await change(ctx, async trx => {
      await lockStates(trx, tabsOf(accountId))
      const link = await takeLink(trx, hashToken(token))
      if (!link) throw linkIsOver()
      if (link.purpose === 'confirm-email') {
        const changed = await confirmEmail(trx, accountId, link.email)
        if (changed) await recordEvents(trx, [edited(accountId, { emailConfirmed: true })])
        return { changed: true }
      }
      const state = await agreeToChange(trx, accountId, link.purpose === 'change-at-old' ? 'old' : 'new')
      // A link to an address that is not wanted any more agrees to nothing.
      if (!state || (link.purpose === 'change-at-new' && link.email !== state.email)) throw linkIsOver()
      if (!state.agreed) return { changed: false }
      const old = (await findHolder(trx, accountId))!
      await updateEmail(trx, accountId, state.email)
      await deleteEmailChange(trx, accountId)
      // Whoever reads the old mail has no way in any more.
      await deleteLinks(trx, accountId, ['confirm-email', 'change-at-old', 'change-at-new', 'reset-password'])
      await recordEvents(trx, [edited(accountId, { email: state.email, emailConfirmed: true, newEmail: null })])
      if (!old.emailConfirmed) return { changed: true }
      const letter = await inLanguageOf(ctx, trx, accountId, () =>
        writeLetter(ctx.config, {
          subject: msg('Your e-mail address has changed'),
          paragraphs: [
            msg(str`Hello ${old.name},`),
            msg(
              str`the account “${old.username}” has another e-mail address from now on. Both addresses have agreed to it, and this is the last mail that comes here.`,
            ),
          ],
        }),
      )
      await queueMail(ctx, trx, { to: old.email, ...letter })
      return { changed: true }
    })
  } catch (error) {
    if (sqlState(error) !== '23505') throw error
    throw new AppError('conflict', msg('Somebody else has an account with this address by now.'))
  }
}

/** Whoever reads either address can put an end to the change. */
export async function refuseLink(ctx: Context, token: string): Promise<void> {
  const link = await findLink(ctx.db, hashToken(token))
  if (!link || link.purpose === 'reset-password') throw linkIsOver()
  if (link.purpose === 'confirm-email') await change(ctx, trx => takeLink(trx, hashToken(token)))
  else await forgetChange(ctx, link.accountId)
}

function forgetChange(ctx: Context, accountId: string): Promise<void> {
  return change(ctx, async trx => {
    await lockStates(trx, tabsOf(accountId))
    await deleteLinks(trx, accountId, ['change-at-old', 'change-at-new'])
    const was = await deleteEmailChange(trx, accountId)
    if (was) await recordEvents(trx, [edited(accountId, { newEmail: null })])
  })
}

const edited = (accountId: string, payload: Partial<OwnAccountView>) => ({
  name: 'account:edited',
  groups: [tabsOf(accountId)],
  payload,
})

const fieldError = (code: 'invalid' | 'conflict', message: string) =>
  new AppError(code, message, { fields: { email: message } })
