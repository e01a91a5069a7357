// Lists of people: who follows whom, and who asks to.
import { msg } from '@lit/localize'
import { findShown, getAccount } from '../accounts/accounts.ts'
import type { Context } from '../context.ts'
import { cutPage, top } from '../database/page.ts'
import { AppError } from '../errors.ts'
import type { AccountSeenView, RequestView } from '../views.ts'
import { answerRequest } from './follows.ts'
import { countFollowers, listFollowedRows, listFollowerRows, listRequestRows } from './queries.ts'

interface PageOf {
  before?: string
  limit: number
}

/** Newest first; of a private account nobody, but for its followers. @throws {AppError} `not_found` */
export async function listPeople(
  ctx: Context,
  viewerId: string | null,
  which: 'followers' | 'following',
  { username, before = top, limit }: PageOf & { username: string },
): Promise<{ accounts: AccountSeenView[]; next: string | null }> {
  const accountId = await findShown(ctx, username, viewerId)
  if (!accountId) return { accounts: [], next: null }
  const list = which === 'followers' ? listFollowerRows : listFollowedRows
  const { rows, next } = cutPage(await list(ctx.db, { accountId, viewerId, before, limit: limit + 1 }), limit)
  return { accounts: rows.map(row => row.view), next }
}

/** Who asks to follow an account, newest first. */
export async function listRequests(
  ctx: Context,
  accountId: string,
  { before = top, limit }: PageOf,
): Promise<{ requests: RequestView[]; next: string | null }> {
  const { rows, next } = cutPage(await listRequestRows(ctx.db, { accountId, before, limit: limit + 1 }), limit)
  return { requests: rows.map(row => row.view), next }
}

/** @throws {AppError} `not_found` when this person does not ask to follow */
export async function approveRequest(
  ctx: Context,
  accountId: string,
  username: string,
): Promise<{ followers: number }> {
  const { id, view } = await getAccount(ctx, username, accountId)
  const answered = await answerRequest(ctx, { accountId, followerId: id, approved: true })
  if (answered) return answered
  if (!view.relation.followsMe) throw new AppError('not_found', msg('This person does not ask to follow you any more.'))
  return { followers: await countFollowers(ctx.db, accountId) }
}

/** Idempotent. @throws {AppError} `not_found` for an unknown username */
export async function declineRequest(ctx: Context, accountId: string, username: string): Promise<void> {
  const { id } = await getAccount(ctx, username, accountId)
  await answerRequest(ctx, { accountId, followerId: id, approved: false })
}
