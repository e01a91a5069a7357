// Second factors: what somebody must show beside the password.
import { createHash, randomBytes } from 'node:crypto'
import { msg, str } from '@lit/localize'
import type { Kysely, Transaction } from 'kysely'
import { countAttempt, forgetFailures } from '../attempts/attempts.ts'
import { recordEvents } from '../channels/event-log.ts'
import { tabsOf } from '../channels/groups.ts'
import type { Context } from '../context.ts'
import type { Database } from '../database/tables.ts'
import { AppError } from '../errors.ts'
import { inLanguageOf } from '../language/reader.ts'
import { writeLetter } from '../mail/letter.ts'
import { queueMail } from '../mail/mail.ts'
import { findDevice } from '../sessions/sessions.ts'
import type { SecondStepView } from '../views.ts'
import { findStep, hashRecoveryCode, isAppCode } from './codes.ts'
import {
  deleteExpiredSteps,
  deleteRecoveryCode,
  deleteSecondStep,
  findOwner,
  findTwoFactor,
  insertSecondStep,
  takeStep,
  takeTry,
  type FirstStep,
} from './queries.ts'
import { unseal } from './sealed.ts'

const minutesForSecondStep = 10
const mostTries = 5
const wrongCode = () => msg('This code is not right, or it has been used. Take the next one.')

const hashToken = (token: string) => createHash('sha256').update(token).digest()

/** Whether a password alone does not let somebody in. */
export async function hasSecondFactor(db: Kysely<Database>, accountId: string): Promise<boolean> {
  return Boolean((await findTwoFactor(db, accountId))?.enabledAt)
}

/** Where somebody tries from: wrong codes are counted as wrong passwords are. */
export interface From {
  address: string
  /** The browser, where somebody has signed in to this very account before. */
  device: string | undefined
}

/**
 * Whether a code of the app, or a recovery code, is right; it is used up by this.
 * @throws {AppError} `too_many` after 50 wrong ones in a day: of a million codes 3 fit at a time, so guessing takes decades
 */
export async function checkSecondFactor(
  ctx: Context,
  accountId: string,
  code: string,
  { address, device }: From,
): Promise<boolean> {
  const factor = await findTwoFactor(ctx.db, accountId)
  if (!factor?.enabledAt) return false
  const attempt = { account: `second ${accountId}`, address, device }
  await countAttempt(ctx, attempt)
  const right = isAppCode(code)
    ? await isFresh(ctx, accountId, factor.secret, code)
    : await deleteRecoveryCode(ctx.db, accountId, hashRecoveryCode(code))
  if (right) await forgetFailures(ctx, attempt)
  return right
}

/** Whether a code of the app is right, and neither it nor a later one was taken before. */
export async function isFresh(ctx: Context, accountId: string, sealed: Uint8Array, code: string): Promise<boolean> {
  const step = findStep(await unseal(ctx, accountId, sealed), code)
  return step !== undefined && takeStep(ctx.db, accountId, step)
}

/**
 * For somebody whose password was right: the token that `finishSecondStep` takes, for 10 minutes and 5 codes.
 * @param passwordEpoch of that password, which may have been changed since; absent for another way in
 */
export async function beginSecondStep(
  ctx: Context,
  accountId: string,
  passwordEpoch?: number,
): Promise<SecondStepView> {
  const token = randomBytes(32).toString('base64url')
  const step = { accountId, tokenHash: hashToken(token), minutes: minutesForSecondStep, passwordEpoch }
  const { passkey, recovery } = await insertSecondStep(ctx.db, step)
  return {
    token,
    methods: ['totp', ...(recovery ? (['recovery'] as const) : []), ...(passkey ? (['passkey'] as const) : [])],
  }
}

/**
 * @param from `device` as the browser brings it
 * @returns whose sign-in is complete
 * @throws {AppError} `unauthenticated` for a wrong code, with `fields.code`, and without when the password must be given again
 */
export async function finishSecondStep(
  ctx: Context,
  token: string,
  code: string,
  { address, device }: From,
): Promise<FirstStep> {
  const tokenHash = hashToken(token)
  const step = await takeTry(ctx.db, tokenHash, mostTries)
  if (!step) throw new AppError('unauthenticated', msg('This sign-in has run out. Begin again with your password.'))
  const from = { address, device: await findDevice(ctx, device, step.accountId) }
  if (!(await checkSecondFactor(ctx, step.accountId, code, from))) {
    const message = wrongCode()
    throw new AppError('unauthenticated', message, { fields: { code: message } })
  }
  // Two right codes at once begin one session.
  if (!(await deleteSecondStep(ctx.db, tokenHash)))
    throw new AppError('unauthenticated', msg('You have signed in already.'))
  return step
}

/**
 * A way in to an account is another now: its windows are told, and its owner by mail, in case it was somebody else.
 * @param tell is called in the owner's language
 */
export async function tellOwner(
  ctx: Context,
  trx: Transaction<Database>,
  accountId: string,
  tell: () => { subject: string; words: string },
): Promise<void> {
  await recordEvents(trx, [{ name: 'security:changed', groups: [tabsOf(accountId)], payload: {} }])
  const owner = await findOwner(trx, accountId)
  if (!owner?.email) return
  const letter = await inLanguageOf(ctx, trx, accountId, () => {
    const { subject, words } = tell()
    return writeLetter(ctx.config, {
      subject,
      paragraphs: [msg(str`Hello ${owner.name},`), words, msg('If this was not you, change your password at once.')],
      button: { words: msg('Look at your security settings'), url: `${ctx.config.publicUrl.origin}/settings/security` },
    })
  })
  await queueMail(ctx, trx, { to: owner.email, ...letter })
}

/** @returns how many went */
export async function forgetSecondSteps(ctx: Context): Promise<number> {
  return deleteExpiredSteps(ctx.db)
}
