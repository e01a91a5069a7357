// Accounts: who people are.
import { recordActivity } from '../activity/activity.ts'
import { change, lockStates } from '../channels/change.ts'
import { recordEvents } from '../channels/event-log.ts'
import { tabsOf } from '../channels/groups.ts'
import type { Context } from '../context.ts'
import { cutPage, top } from '../database/page.ts'
import { AppError } from '../errors.ts'
import type { AccountView, OwnAccountView } from '../views.ts'
import { hashPassword, isPassword } from './passwords.ts'
import {
  findAccount,
  findLogin,
  findOwnView,
  insertAccount,
  listAccountRows,
  listTaken,
  updateAccount,
} from './queries.ts'
import { deleteExpiredPoints } from '../database/throttle.ts'
import { countAttempt, forgetFailures } from './throttle.ts'

export interface SignUp {
  username: string
  email: string
  name: string
  password: string
}

/** @throws {AppError} `conflict` with `fields` when the username or the e-mail is taken */
export async function signUp(
  ctx: Context,
  { username, email, name, password }: SignUp,
): Promise<{ accountId: string; account: OwnAccountView }> {
  await refuseTaken(ctx, username, email)
  const passwordHash = await hashPassword(password)
  const accountId = await change(ctx, async trx => {
    const id = await insertAccount(trx, { username, email, name, passwordHash })
    if (id) await recordActivity(trx, { actorId: id, verb: 'joined' })
    return id
  })
  // Somebody was quicker.
  if (!accountId) await refuseTaken(ctx, username, email)
  return { accountId: accountId!, account: (await findOwnAccount(ctx, accountId!))! }
}

async function refuseTaken(ctx: Context, username: string, email: string): Promise<void> {
  const taken = await listTaken(ctx.db, username, email)
  if (!taken.username && !taken.email) return
  const fields = {
    ...(taken.username && { username: 'This username is taken. Choose another.' }),
    ...(taken.email && { email: 'There is an account with this e-mail already. Sign in instead.' }),
  }
  throw new AppError('conflict', Object.values(fields)[0]!, { fields })
}

/**
 * By username or e-mail. Every failure reads the same and takes as long, so that nobody learns who has an account.
 * @throws {AppError} `unauthenticated`, or `too_many` after too many failures
 */
export async function signIn(
  ctx: Context,
  { login, password, address }: { login: string; password: string; address: string },
): Promise<{ accountId: string; account: OwnAccountView }> {
  const found = await findLogin(ctx.db, login)
  const counted = found?.id ?? login
  await countAttempt(ctx, counted, address)
  const matches = await isPassword(found?.passwordHash ?? undefined, password)
  if (!found || !matches || !found.active) {
    throw new AppError('unauthenticated', 'The username or e-mail and the password do not match.')
  }
  await forgetFailures(ctx, counted, address)
  return { accountId: found.id, account: (await findOwnAccount(ctx, found.id))! }
}

export async function findOwnAccount(ctx: Context, accountId: string): Promise<OwnAccountView | undefined> {
  return findOwnView(ctx.db, accountId)
}

/** Changes what is given; the other tabs of the person are told. */
export async function editAccount(
  ctx: Context,
  accountId: string,
  changes: { saveDelay?: number },
): Promise<OwnAccountView> {
  return change(ctx, async trx => {
    await lockStates(trx, tabsOf(accountId))
    if (Object.keys(changes).length > 0) {
      await updateAccount(trx, accountId, changes)
      await recordEvents(trx, [{ name: 'account:edited', groups: [tabsOf(accountId)], payload: changes }])
    }
    return (await findOwnView(trx, accountId))!
  })
}

/**
 * A person's number and view, as the viewer sees them.
 * @throws {AppError} `not_found`
 */
export async function getAccount(
  ctx: Context,
  username: string,
  viewerId: string | null,
): Promise<{ id: string; view: AccountView & { followedByMe: boolean } }> {
  const account = await findAccount(ctx.db, username, viewerId)
  if (!account) throw new AppError('not_found', 'There is nobody with this username.')
  return account
}

/** Newest first. */
export async function listAccounts(
  ctx: Context,
  viewerId: string | null,
  { before = top, limit }: { before?: string; limit: number },
): Promise<{ accounts: (AccountView & { followedByMe: boolean })[]; next: string | null }> {
  const { rows, next } = cutPage(await listAccountRows(ctx.db, { before, limit: limit + 1, viewerId }), limit)
  return { accounts: rows.map(row => row.view), next }
}

/** Counts of failed attempts whose time has run out. */
export async function forgetFailedAttempts(ctx: Context): Promise<void> {
  await deleteExpiredPoints(ctx.db)
}
