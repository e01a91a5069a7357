// Signing in: who somebody is, and that it is them again.
import { msg, str } from '@lit/localize'
import { countAttempt, forgetFailures } from '../attempts/attempts.ts'
import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import { beginSecondStep, checkSecondFactor, hasSecondFactor } from '../factors/factors.ts'
import { restoreLeaving } from '../leaving/leaving.ts'
import { checkPasskey, type PasskeyResponse } from '../passkeys/passkeys.ts'
import { hashPassword, isOutdated, isPassword } from '../passwords/passwords.ts'
import type { Identity } from '../policy/standing.ts'
import { findDevice } from '../sessions/sessions.ts'
import type { SecondStepView } from '../views.ts'
import { findAdmission, findLogin, findPasswordHash, replaceHash } from './queries.ts'

const noMatch = () => msg('The username or e-mail and the password do not match.')

export interface Given {
  login: string
  password: string
  address: string
  /** What the browser brings to show that it is known. */
  device: string | undefined
}

/**
 * By username or e-mail. Every failure reads the same and takes as long, so that nobody learns who has an account.
 * @returns who it is, by which of their passwords, and what is still owed: nothing for most
 * @throws {AppError} `unauthenticated`; `too_many` after too many failures; as `admit`
 */
export async function signIn(
  ctx: Context,
  { login, password, address, device }: Given,
): Promise<{ accountId: string; passwordEpoch: number; second: SecondStepView | undefined }> {
  const found = await findLogin(ctx.db, login)
  const attempt = {
    // A name may look like a number.
    account: found?.id ?? `nobody ${login}`,
    address,
    device: await findDevice(ctx, device, found?.id ?? '0'),
  }
  await countAttempt(ctx, attempt)
  const hash = found?.passwordHash ?? undefined
  if (!(await isPassword(ctx.config, hash, password)) || !found) throw new AppError('unauthenticated', noMatch())
  await forgetFailures(ctx, attempt)
  if (isOutdated(ctx.config, hash!))
    await replaceHash(ctx.db, found.id, hash!, await hashPassword(ctx.config, password))
  const { id: accountId, passwordEpoch } = found
  return { accountId, passwordEpoch, second: await admit(ctx, accountId, { passwordEpoch }) }
}

/**
 * Lets in whoever has proved who they are, by whichever way; to be called before `beginSession`. An account that was about to be deleted
 * stays.
 * @returns what is still owed where a second factor is set; undefined when a session may begin
 * @throws {AppError} `forbidden` for a suspended account, `unauthenticated` for one whose time is over
 */
export async function admit(
  ctx: Context,
  accountId: string,
  { needsSecond = true, passwordEpoch }: { needsSecond?: boolean; passwordEpoch?: number } = {},
): Promise<SecondStepView | undefined> {
  const admission = await findAdmission(ctx.db, accountId)
  if (!admission) throw new AppError('unauthenticated', noMatch())
  if (admission.suspended) {
    const { suspendedFor: reason } = admission
    const words = reason
      ? msg(str`This account is suspended. The reason: “${reason}”. Write to the administrator.`)
      : msg('This account is suspended. Write to the administrator.')
    throw new AppError('forbidden', words)
  }
  if (needsSecond && (await hasSecondFactor(ctx.db, accountId))) return beginSecondStep(ctx, accountId, passwordEpoch)
  if (admission.leaving) await restoreLeaving(ctx, accountId)
  return undefined
}

/** One of the first three. */
export interface GivenProof {
  password?: string | undefined
  code?: string | undefined
  passkey?: PasskeyResponse | undefined
  address: string
}

/**
 * Whoever is signed in shows again that it is them: by the password, a code of their second factor, or a passkey.
 * @throws {AppError} `invalid` when it is not right, `too_many` after too many of those
 */
export async function proveIdentity(
  ctx: Context,
  { accountId, sessionId }: Identity,
  { password, code, passkey, address }: GivenProof,
): Promise<void> {
  if (code !== undefined) {
    if (!(await checkSecondFactor(ctx, accountId, code, { address, device: `session-${sessionId}` })))
      throw wrong('code', msg('This code is not right.'))
    return
  }
  if (passkey) {
    if ((await checkPasskey(ctx, passkey)) !== accountId)
      throw new AppError('invalid', msg('This is somebody else’s passkey.'))
    return
  }
  const hash = await findPasswordHash(ctx.db, accountId)
  if (!hash) throw wrong('password', msg('This account has no password. Show in another way that it is you.'))
  // Counted apart for each session: whoever guesses elsewhere does not keep the owner from it.
  const attempt = { account: accountId, address, device: `session-${sessionId}` }
  await countAttempt(ctx, attempt)
  if (!(await isPassword(ctx.config, hash, password ?? ''))) throw wrong('password', msg('This is not your password.'))
  await forgetFailures(ctx, attempt)
}

function wrong(field: 'password' | 'code', message: string): AppError {
  return new AppError('invalid', message, { fields: { [field]: message } })
}
