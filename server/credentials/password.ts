// Passwords as people change them, and as they get back to an account whose password they have forgotten.
import { msg, str } from '@lit/localize'
import type { Transaction } from 'kysely'
import { countAttempt, forgetFailures } from '../attempts/attempts.ts'
import { change } from '../channels/change.ts'
import { recordEvents } from '../channels/event-log.ts'
import { tabsOf } from '../channels/groups.ts'
import type { Context } from '../context.ts'
import type { Database } from '../database/tables.ts'
import { addPoints } from '../database/throttle.ts'
import { AppError } from '../errors.ts'
import type { Task } from '../jobs/jobs.ts'
import { inLanguageOf } from '../language/reader.ts'
import { writeLetter } from '../mail/letter.ts'
import { mailPatience, queueMail } from '../mail/mail.ts'
import { hashPassword, isPassword, refuseOwnName } from '../passwords/passwords.ts'
import type { Identity } from '../policy/standing.ts'
import { endSessions, forgetDevices } from '../sessions/sessions.ts'
import { hashToken, linkIsOver, queueLink } from './links.ts'
import {
  confirmEmail,
  deleteLinks,
  deleteOtherWays,
  findHolder,
  findHolderByLogin,
  findLink,
  isPasswordStill,
  takeLink,
  updatePassword,
} from './queries.ts'
import type { Holder } from './queries.ts'

const task = 'mail-reset'
const hour = 60 * 60
/** Links to one account in an hour: nobody fills another person's mailbox. */
const resetsAnHour = 3

/**
 * Ends every other session and its sockets; the one in which it is asked goes on, and is to be given another token by whoever answers.
 * @param input.current the password until now; where there is none, the person must have proved lately that it is them
 * @throws {AppError} `invalid` for a wrong `current`, `too_many` after too many of them, `forbidden` with `confirm`
 */
export async function changePassword(
  ctx: Context,
  identity: Identity,
  { current, password, address }: { current: string; password: string; address: string },
): Promise<void> {
  const { accountId, sessionId } = identity
  const account = (await findHolder(ctx.db, accountId))!
  if (account.passwordHash) {
    // Counted apart for each session: whoever guesses elsewhere does not keep the owner from it.
    const attempt = { account: accountId, address, device: `session-${sessionId}` }
    await countAttempt(ctx, attempt)
    if (!(await isPassword(ctx.config, account.passwordHash, current))) {
      const message = msg('This is not your password.')
      throw new AppError('invalid', message, { fields: { current: message } })
    }
    await forgetFailures(ctx, attempt)
  } else if (!(await ctx.sessions.look(identity))?.recent) {
    throw new AppError('forbidden', msg('Confirm first that it is you.'), { confirm: true })
  }
  refuseOwnName(password, account.username, account.email, account.name)
  const passwordHash = await hashPassword(ctx.config, password)
  await change(ctx, async trx => {
    // Whoever has got the account back by a link meanwhile is not locked out again.
    if (!(await isPasswordStill(trx, accountId, account.passwordHash))) {
      throw new AppError('unauthenticated', msg('The password has been changed meanwhile. Sign in again.'))
    }
    await setPassword(ctx, trx, account, passwordHash, sessionId)
    await recordEvents(trx, [{ name: 'account:edited', groups: [tabsOf(accountId)], payload: { hasPassword: true } }])
  })
}

/** Does the same, and takes as long, whether or not there is such an account: who it is, a job looks up later. */
export async function requestReset(ctx: Context, login: string): Promise<void> {
  await change(ctx, trx => ctx.jobs.add(trx, task, [{ login }]))
  ctx.jobs.poke(task)
}

export function resetWork(ctx: Context): Task {
  return {
    name: task,
    atOnce: 1,
    patience: mailPatience,
    // Somebody may have typed their password in the wrong field.
    secret: true,
    async work({ login }) {
      const account = await findHolderByLogin(ctx.db, login!)
      if (!account || account.suspended) return
      // Counted once, however often the mail server has to be asked: a link that has not got through is no further one.
      const queued = await change(ctx, async trx => {
        const [count] = await addPoints(trx, [{ key: `reset-mail:${account.id}`, seconds: hour }])
        if (count!.points > resetsAnHour) return false
        await queueLink(ctx, trx, account.id, 'reset-password')
        return true
      })
      if (!queued) ctx.log.info({ account: account.id }, 'too many links to one mailbox')
    },
  }
}

/**
 * Sets the password of whoever follows the link, which is used up by it, and signs the account out everywhere. Nobody is signed in by it:
 * what else the account asks for, it goes on asking for.
 * @returns whose account it is
 * @throws {AppError} `not_found` for a link that does not work; `invalid`, and the link stays, for a password that will not do
 */
export async function resetPassword(
  ctx: Context,
  { token, password }: { token: string; password: string },
): Promise<string> {
  const found = await findLink(ctx.db, hashToken(token))
  const account = found?.purpose === 'reset-password' ? await findHolder(ctx.db, found.accountId) : undefined
  const sentElsewhere = found?.email && found.email.toLowerCase() !== account?.email.toLowerCase()
  if (!account || account.suspended || sentElsewhere) throw linkIsOver()
  refuseOwnName(password, account.username, account.email, account.name)
  const passwordHash = await hashPassword(ctx.config, password)
  await change(ctx, async trx => {
    const link = await takeLink(trx, hashToken(token))
    if (!link) throw linkIsOver()
    await setPassword(ctx, trx, account, passwordHash, null)
    // They read the mail of this address, unless the link was handed to them. If nobody has shown that before, somebody else may have
    // signed up with it and left a door open.
    if (await confirmEmail(trx, account.id, link.email)) await deleteOtherWays(trx, account.id)
  })
  return account.id
}

async function setPassword(
  ctx: Context,
  trx: Transaction<Database>,
  { id, username, name, email }: Holder,
  passwordHash: string,
  sessionId: string | null,
): Promise<void> {
  await updatePassword(trx, id, passwordHash, sessionId)
  await deleteLinks(trx, id, ['reset-password'])
  await endSessions(trx, id, { except: sessionId })
  await forgetDevices(trx, id)
  const letter = await inLanguageOf(ctx, trx, id, () =>
    writeLetter(ctx.config, {
      subject: msg('Your password has been changed'),
      paragraphs: [
        msg(str`Hello ${name},`),
        msg(str`the account “${username}” has a new password. Wherever else you were signed in, you are signed out.`),
      ],
      button: { words: msg('It was not me'), url: `${ctx.config.publicUrl.origin}/forgot-password` },
      after: [msg('If you have changed it yourself, all is well.')],
    }),
  )
  await queueMail(ctx, trx, { to: email, ...letter })
}
