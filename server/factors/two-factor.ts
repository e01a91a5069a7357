// Signing in with an authenticator app beside the password: switched on, off, and its recovery codes.
import { msg } from '@lit/localize'
import type { Transaction } from 'kysely'
import { change } from '../channels/change.ts'
import type { Context } from '../context.ts'
import type { Database } from '../database/tables.ts'
import { AppError } from '../errors.ts'
import type { TwoFactorView } from '../views.ts'
import { appAddress, hashRecoveryCode, inBase32, newRecoveryCode, newSecret } from './codes.ts'
import { isFresh, tellOwner } from './factors.ts'
import {
  countRecoveryCodes,
  deleteTwoFactor,
  enableTwoFactor,
  findOwner,
  findTwoFactor,
  insertSecret,
  replaceRecoveryCodes,
} from './queries.ts'
import { seal } from './sealed.ts'

const howManyCodes = 10
const isOn = () => msg('Two-factor sign-in is on already. Switch it off first to begin anew.')
const isOff = () => msg('Two-factor sign-in is not on.')

export async function getTwoFactor(ctx: Context, accountId: string): Promise<TwoFactorView> {
  const enabledAt = (await findTwoFactor(ctx.db, accountId))?.enabledAt ?? null
  return {
    enabledAt: enabledAt && enabledAt.toISOString(),
    codesLeft: enabledAt ? await countRecoveryCodes(ctx.db, accountId) : 0,
  }
}

/**
 * A new secret for the app; nothing is asked for until `enableTwoFactor` has seen a code of it.
 * @throws {AppError} `conflict` when two-factor sign-in is on
 */
export async function beginTwoFactor(ctx: Context, accountId: string): Promise<{ secret: string; url: string }> {
  const secret = newSecret()
  const { username } = (await findOwner(ctx.db, accountId))!
  if (!(await insertSecret(ctx.db, accountId, await seal(ctx, accountId, secret))))
    throw new AppError('conflict', isOn())
  return { secret: inBase32(secret), url: appAddress(secret, `${username}@${ctx.config.publicUrl.host}`) }
}

/**
 * @returns the recovery codes, which nobody can ask for again
 * @throws {AppError} `invalid` for a code that is wrong, `conflict` when it is on already or was never begun
 */
export async function confirmTwoFactor(ctx: Context, accountId: string, code: string): Promise<string[]> {
  const factor = await findTwoFactor(ctx.db, accountId)
  if (!factor) throw new AppError('conflict', msg('Begin first: your app needs a secret.'))
  if (factor.enabledAt) throw new AppError('conflict', isOn())
  if (!(await isFresh(ctx, accountId, factor.secret, code))) {
    const words = msg('This code is not right. Check that the clock of your device is, and take the next one.')
    throw new AppError('invalid', words, { fields: { code: words } })
  }
  return change(ctx, async trx => {
    await enableTwoFactor(trx, accountId)
    const codes = await giveCodes(trx, accountId)
    await tellOwner(ctx, trx, accountId, () => ({
      subject: msg('Two-factor sign-in is on'),
      words: msg('From now on signing in with your password asks for a code of your authenticator app as well.'),
    }))
    return codes
  })
}

/** Idempotent. */
export async function disableTwoFactor(ctx: Context, accountId: string): Promise<void> {
  await change(ctx, trx => endTwoFactor(ctx, trx, accountId))
}

/** The same in the transaction of whoever decides it. @returns false when it was not on */
export async function endTwoFactor(ctx: Context, trx: Transaction<Database>, accountId: string): Promise<boolean> {
  if (!(await deleteTwoFactor(trx, accountId))) return false
  await tellOwner(ctx, trx, accountId, () => ({
    subject: msg('Two-factor sign-in is off'),
    words: msg('From now on your password alone is enough to sign in.'),
  }))
  return true
}

/**
 * Ten new recovery codes; those before are void.
 * @throws {AppError} `conflict` when two-factor sign-in is not on
 */
export async function renewCodes(ctx: Context, accountId: string): Promise<string[]> {
  return change(ctx, async trx => {
    const factor = await findTwoFactor(trx, accountId)
    if (!factor?.enabledAt) throw new AppError('conflict', isOff())
    const codes = await giveCodes(trx, accountId)
    await tellOwner(ctx, trx, accountId, () => ({
      subject: msg('You have new recovery codes'),
      words: msg('Your recovery codes were made anew. The old ones let nobody in any more.'),
    }))
    return codes
  })
}

async function giveCodes(trx: Transaction<Database>, accountId: string): Promise<string[]> {
  const codes = Array.from({ length: howManyCodes }, newRecoveryCode)
  await replaceRecoveryCodes(trx, accountId, codes.map(hashRecoveryCode))
  return codes
}
