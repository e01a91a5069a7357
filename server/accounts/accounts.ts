// Accounts: who people are.
import { msg } from '@lit/localize'
import type { Transaction } from 'kysely'
import { recordActivity } from '../activity/activity.ts'
import { change, lockStates } from '../channels/change.ts'
import { recordEvents } from '../channels/event-log.ts'
import { audienceOf, everyTab, groupChanged, type NewEvent } from '../channels/groups.ts'
import type { Context } from '../context.ts'
import { cutPage, top } from '../database/page.ts'
import type { Database } from '../database/tables.ts'
import { requestConfirmation } from '../credentials/credentials.ts'
import { AppError } from '../errors.ts'
import { isEmpty } from '../instance/instance.ts'
import { admit, requireAdmission } from '../invitations/invitations.ts'
import { notify } from '../notifications/notifications.ts'
import { hashPassword, refuseOwnName } from '../passwords/passwords.ts'
import type { AccountSeenView, OwnAccountView } from '../views.ts'
import { isReserved } from './reserved.ts'
import { countSignUp, countTaken } from './sign-up-throttle.ts'
import {
  findAccount,
  findOwnView,
  findUsername,
  insertAccount,
  listAccountRows,
  listTaken,
  type NewAccount,
} from './queries.ts'

export { countTaken } from './sign-up-throttle.ts'

export interface SignUp {
  username: string
  email: string
  name: string
  password: string
  /** The code of an invitation. */
  invitation?: string | undefined
  /** From which it is asked; absent for the people of the demonstration. */
  address?: string
}

/**
 * @throws {AppError} `conflict` with `fields` when the username or the e-mail is taken; `too_many` from one address; as
 * `requireAdmission` where not everybody may come in
 */
export async function signUp(
  ctx: Context,
  { username, email, name, password, invitation, address }: SignUp,
): Promise<{ accountId: string; account: OwnAccountView }> {
  refuseOwnName(password, username, email, name)
  // Before anything is said of who is here already.
  await requireAdmission(ctx.db, { code: invitation, email })
  if (address) await countSignUp(ctx, address)
  await refuseTaken(ctx, username, email, address)
  const passwordHash = await hashPassword(ctx.config, password)
  const accountId = await change(ctx, async trx => {
    const id = await addAccount(ctx, trx, { username, email, name, passwordHash }, invitation)
    if (id) await requestConfirmation(ctx, trx, id)
    return id
  })
  // Somebody was quicker.
  if (!accountId) await refuseTaken(ctx, username, email, address)
  return { accountId: accountId!, account: (await findOwnAccount(ctx, accountId!))! }
}

/**
 * The one place where people come from, and the gate before it.
 * @param invitation its code, where one has been brought
 * @returns undefined when the username or the e-mail is taken
 * @throws {AppError} as `requireAdmission`
 */
export async function addAccount(
  ctx: Context,
  trx: Transaction<Database>,
  account: NewAccount,
  invitation?: string,
): Promise<string | undefined> {
  // Of two who come first at the same moment, one waits, and is not the first any more.
  if (await isEmpty(trx)) await lockStates(trx, 'account:first')
  const admission = await requireAdmission(trx, { code: invitation, email: account.email })
  const id = await insertAccount(trx, account)
  if (!id) return undefined
  await admit(trx, id, admission)
  await recordActivity(trx, { actorId: id, verb: 'joined' })
  if (admission) await notify(ctx, trx, { kind: 'joined', accountId: admission.accountId, actorId: id })
  return id
}

/** Whether somebody new could have it: nobody does, it is well formed, and it is not reserved. */
export async function isUsernameFree(ctx: Context, username: string): Promise<boolean> {
  if (!/^[A-Za-z0-9_]{3,30}$/.test(username) || isReserved(username)) return false
  return !(await listTaken(ctx.db, username, '')).username
}

async function refuseTaken(ctx: Context, username: string, email: string, address?: string): Promise<void> {
  const taken = await listTaken(ctx.db, username, email)
  if (!taken.username && !taken.email) return
  if (address) await countTaken(ctx, address)
  const fields = {
    ...(taken.username && { username: msg('This username is taken. Choose another.') }),
    ...(taken.email && { email: msg('There is an account with this e-mail already. Sign in instead.') }),
  }
  throw new AppError('conflict', Object.values(fields)[0]!, { fields })
}

export async function findOwnAccount(ctx: Context, accountId: string): Promise<OwnAccountView | undefined> {
  return findOwnView(ctx.db, accountId)
}

/**
 * A person's number and view, as the viewer sees them; also one whom the viewer has blocked.
 * @throws {AppError} `not_found`
 */
export async function getAccount(
  ctx: Context,
  username: string,
  viewerId: string | null,
): Promise<{ id: string; view: AccountSeenView }> {
  const account = await findAccount(ctx.db, username, viewerId)
  if (!account) throw new AppError('not_found', msg('There is nobody with this username.'))
  return account
}

/** A person's number; undefined when what they show is not for the viewer. @throws {AppError} `not_found` */
export async function findShown(ctx: Context, username: string, viewerId: string | null): Promise<string | undefined> {
  const account = await findAccount(ctx.db, username, viewerId)
  if (!account) throw new AppError('not_found', msg('There is nobody with this username.'))
  return account.shown ? account.id : undefined
}

/**
 * What happens around a suspension, or an end that begins with a time of grace, in the transaction that writes it down: nobody sees the
 * person from now on. Their follows and likes go on counting until the account is deleted.
 */
export async function withdrawAccount(trx: Transaction<Database>, accountId: string): Promise<void> {
  await recordEvents(trx, await standingEvents(trx, accountId, 'account:hidden'))
}

/** The opposite: they are there again, with everything. */
export async function restoreAccount(trx: Transaction<Database>, accountId: string): Promise<void> {
  await recordEvents(trx, await standingEvents(trx, accountId, 'account:shown'))
}

async function standingEvents(trx: Transaction<Database>, accountId: string, name: string): Promise<NewEvent[]> {
  const username = await findUsername(trx, accountId)
  return [
    groupChanged(audienceOf(accountId)),
    { name, groups: [everyTab], subjects: [accountId], payload: { username } },
  ]
}

/** Newest first; those whom the viewer may see. */
export async function listAccounts(
  ctx: Context,
  viewerId: string | null,
  { before = top, limit }: { before?: string; limit: number },
): Promise<{ accounts: AccountSeenView[]; next: string | null }> {
  const { rows, next } = cutPage(await listAccountRows(ctx.db, { before, limit: limit + 1, viewerId }), limit)
  return { accounts: rows.map(row => row.view), next }
}
