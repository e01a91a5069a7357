// Passkeys: signing in by a device instead of a password.
import { msg, str } from '@lit/localize'
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import { change } from '../channels/change.ts'
import { recordEvents } from '../channels/event-log.ts'
import { tabsOf } from '../channels/groups.ts'
import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import { tellOwner } from '../factors/factors.ts'
import { wholeNumber } from '../language/words.ts'
import type { PasskeyView } from '../views.ts'
import { askForNew, askForProof, checkNew, checkProof, handleOf } from './ceremonies.ts'
import {
  countOtherWays,
  deleteExpiredChallenges,
  deletePasskey,
  findOwner,
  findPasskey,
  hasPasskey,
  insertChallenge,
  insertPasskey,
  listCredentials,
  listPasskeyViews,
  takeChallenge,
  takeCount,
  updateName,
} from './queries.ts'

export { Proof } from './schemas.ts'
/** What the browser answers when a passkey has been used. */
export type PasskeyResponse = AuthenticationResponseJSON

const mostPasskeys = 20
const noSuch = () => msg('You have no such passkey.')
const notAccepted = () => msg('This passkey was not accepted. Try again, or sign in another way.')

/** What the browser needs to make a new passkey. */
export async function beginPasskey(ctx: Context, accountId: string) {
  const owner = (await findOwner(ctx.db, accountId))!
  const options = await askForNew(ctx.config, accountId, owner, await listCredentials(ctx.db, accountId))
  await insertChallenge(ctx.db, options.challenge, accountId)
  return options
}

/**
 * Keeps the passkey that the browser has made.
 * @throws {AppError} `invalid` when it is not what was asked for; `conflict` when it is known already, or the person has 20
 */
export async function addPasskey(
  ctx: Context,
  accountId: string,
  { name, response }: { name: string; response: RegistrationResponseJSON },
): Promise<PasskeyView> {
  const isOurs = (challenge: string) => takeChallenge(ctx.db, challenge, accountId)
  const made = await checkNew(ctx.config, response, isOurs).catch((error: unknown) => {
    ctx.log.info({ error, accountId }, 'a new passkey was refused')
    throw new AppError('invalid', msg('This passkey could not be added. Try again.'))
  })
  const transports = (response.response.transports ?? []).map(String).slice(0, 10)
  return change(ctx, async trx => {
    const passkey = await insertPasskey(trx, { accountId, name, transports, ...made }, mostPasskeys)
    if (!passkey) {
      throw new AppError(
        'conflict',
        msg(str`This passkey is here already, or you have ${wholeNumber(mostPasskeys)}: remove one first.`),
      )
    }
    await tellOwner(ctx, trx, accountId, () => ({
      subject: msg('A passkey was added'),
      words: msg(str`The passkey “${name}” can now be used to sign in to your account.`),
    }))
    return passkey
  })
}

/** What the browser needs to prove who is there. @param accountId for one who is signed in; null lets the passkey say who it is */
export async function beginProof(ctx: Context, accountId: string | null) {
  const options = await askForProof(ctx.config, accountId ? await listCredentials(ctx.db, accountId) : [])
  await insertChallenge(ctx.db, options.challenge, null)
  return options
}

/**
 * Whose passkey has answered. It was opened by its owner, so no other factor is asked for.
 * @throws {AppError} `unauthenticated`, in the same words for whatever is wrong with it
 */
export async function checkPasskey(ctx: Context, response: AuthenticationResponseJSON): Promise<string> {
  const passkey = await findPasskey(ctx.db, Buffer.from(response.id, 'base64url'))
  const refuse = (why: unknown) => {
    ctx.log.info({ error: why, passkey: passkey?.id }, 'a passkey was refused')
    return new AppError('unauthenticated', notAccepted())
  }
  if (!passkey) throw refuse('unknown')
  const { id, accountId, publicKey } = passkey
  const { userHandle } = response.response
  if (userHandle && userHandle !== Buffer.from(handleOf(accountId)).toString('base64url')) throw refuse('another owner')
  const isOurs = (challenge: string) => takeChallenge(ctx.db, challenge, null)
  const counter = await checkProof(ctx.config, response, publicKey, isOurs).catch((error: unknown) => {
    throw refuse(error)
  })
  if (!(await takeCount(ctx.db, id, counter))) {
    ctx.log.warn({ passkey: id, accountId, counter }, 'a passkey has counted backwards: there may be a copy of it')
    throw refuse('its count has gone back')
  }
  return accountId
}

/** Oldest first. */
export async function listPasskeys(ctx: Context, accountId: string): Promise<PasskeyView[]> {
  return listPasskeyViews(ctx.db, accountId)
}

/** @throws {AppError} `not_found` */
export async function renamePasskey(ctx: Context, accountId: string, id: string, name: string): Promise<PasskeyView> {
  return change(ctx, async trx => {
    const passkey = await updateName(trx, accountId, id, name)
    if (!passkey) throw new AppError('not_found', noSuch())
    await recordEvents(trx, [{ name: 'security:changed', groups: [tabsOf(accountId)], payload: {} }])
    return passkey
  })
}

/**
 * Idempotent.
 * @throws {AppError} `conflict` when it is the person's last way in
 */
export async function removePasskey(ctx: Context, accountId: string, id: string): Promise<void> {
  await change(ctx, async trx => {
    if (!(await hasPasskey(trx, accountId, id))) return
    const providers = ctx.config.oidc.map(provider => provider.name)
    const { password, identities, passkeys } = await countOtherWays(trx, accountId, id, providers)
    if (!password && !identities && !passkeys) {
      throw new AppError(
        'conflict',
        msg('This is your only way to sign in. Set a password or add another passkey first.'),
      )
    }
    const name = await deletePasskey(trx, accountId, id)
    if (name === undefined) return
    await tellOwner(ctx, trx, accountId, () => ({
      subject: msg('A passkey was removed'),
      words: msg(str`The passkey “${name}” can no longer be used to sign in to your account.`),
    }))
  })
}

/** @returns how many went */
export async function forgetChallenges(ctx: Context): Promise<number> {
  return deleteExpiredChallenges(ctx.db)
}
