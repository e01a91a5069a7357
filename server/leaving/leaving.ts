// The end of an account: asked for, taken back by signing in, or come.
import { msg, str } from '@lit/localize'
import { change, lockStates } from '../channels/change.ts'
import { tabsOf } from '../channels/groups.ts'
import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import { restoreAccount, withdrawAccount } from '../accounts/accounts.ts'
import { inLanguageOf } from '../language/reader.ts'
import { dayOf } from '../language/words.ts'
import { writeLetter, type Letter } from '../mail/letter.ts'
import { queueMail } from '../mail/mail.ts'
import { endSessions } from '../sessions/sessions.ts'
import { lockLeaver, markLeaving, markRestored } from './queries.ts'

/** Days in which it can be taken back. */
const grace = 14

/**
 * Signs an account out everywhere and hides it from everybody, at once and on every node; after 14 days it is gone. Asked again, it
 * stays as it was.
 * @returns when it will be gone, in ISO 8601
 * @throws {AppError} `conflict` for the only administrator; `not_found`
 */
export async function leaveAccount(ctx: Context, accountId: string): Promise<{ deleteAt: string }> {
  return change(ctx, async trx => {
    await lockStates(trx, tabsOf(accountId))
    const leaver = await lockLeaver(trx, accountId)
    if (!leaver) throw new AppError('not_found', msg('This account does not exist, or not any more.'))
    if (leaver.deleteAt) return { deleteAt: leaver.deleteAt.toISOString() }
    if (leaver.last) {
      throw new AppError(
        'conflict',
        msg('You are the only administrator here. Make somebody else one first, then leave.'),
      )
    }
    const deleteAt = await markLeaving(trx, accountId, grace)
    await endSessions(trx, accountId)
    await withdrawAccount(trx, accountId)
    const letter = await inLanguageOf(ctx, trx, accountId, () => writeLetter(ctx.config, askedLetter(ctx, deleteAt)))
    await queueMail(ctx, trx, { to: leaver.email, ...letter })
    return { deleteAt: deleteAt.toISOString() }
  })
}

/** Brings back an account that is about to end, because its owner is there again; another stays as it is. */
export async function restoreLeaving(ctx: Context, accountId: string): Promise<void> {
  await change(ctx, async trx => {
    await lockStates(trx, tabsOf(accountId))
    const email = await markRestored(trx, accountId)
    if (!email) return
    await restoreAccount(trx, accountId)
    const letter = await inLanguageOf(ctx, trx, accountId, () => writeLetter(ctx.config, restoredLetter(ctx)))
    await queueMail(ctx, trx, { to: email, ...letter })
  })
}

function askedLetter({ config }: Context, deleteAt: Date): Letter {
  return {
    subject: msg('Your account will be deleted'),
    paragraphs: [
      msg(
        str`As you asked, your account is signed out everywhere and hidden from everybody. On ${dayOf(deleteAt)} it will be deleted, with all pictures, likes and follows.`,
      ),
      msg('If you change your mind, sign in before that day: everything will be there again.'),
    ],
    button: { words: msg('Sign in and keep it'), url: new URL('/sign-in', config.publicUrl).href },
    after: [msg('If this was not you, sign in at once and change your password.')],
  }
}

function restoredLetter({ config }: Context): Letter {
  return {
    subject: msg('Your account is back'),
    paragraphs: [msg('You have signed in: your account will not be deleted, and everything is there again.')],
    button: { words: msg('Look at your settings'), url: new URL('/settings/data', config.publicUrl).href },
    after: [msg('If this was not you, change your password.')],
  }
}
