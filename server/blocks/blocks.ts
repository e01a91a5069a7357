// Blocks and mutes: whom a person does not want to see, or to hear.
import { msg } from '@lit/localize'
import type { Transaction } from 'kysely'
import { getAccount } from '../accounts/accounts.ts'
import { change, lockStates } from '../channels/change.ts'
import { recordEvents } from '../channels/event-log.ts'
import { audienceOf, groupChanged, tabsOf } from '../channels/groups.ts'
import type { Context } from '../context.ts'
import { cutPage, top } from '../database/page.ts'
import type { Database } from '../database/tables.ts'
import { AppError } from '../errors.ts'
import { accountHidden, mineChanged, untie } from '../follows/follows.ts'
import { forgetBetween, tellAgain } from '../notifications/notifications.ts'
import type { AccountRef } from '../views.ts'
import {
  deleteBlock,
  deleteMute,
  findBlockedId,
  findUsername,
  insertBlock,
  insertMute,
  listBlockedRows,
  listBlockerIds,
  listMutedRows,
} from './queries.ts'

/**
 * From now on neither sees the other, on whichever node they look; neither follows the other, nor asks to. The second time changes
 * nothing. What one of them has open of the other is dropped, without a word on why.
 * @throws {AppError} `not_found`; `invalid` for oneself
 */
export async function blockAccount(ctx: Context, accountId: string, username: string): Promise<void> {
  const otherId = await getOther(ctx, accountId, username, msg('You cannot block yourself.'))
  await change(ctx, async trx => {
    await lockStates(trx, tabsOf(accountId), tabsOf(otherId))
    if (!(await insertBlock(trx, accountId, otherId))) return
    await untie(trx, accountId, otherId)
    await untie(trx, otherId, accountId)
    await recordEvents(trx, [
      groupChanged(audienceOf(accountId), audienceOf(otherId)),
      accountHidden([tabsOf(accountId)], otherId, await findUsername(trx, otherId)),
      accountHidden([tabsOf(otherId)], accountId, await findUsername(trx, accountId)),
      await mineChanged(trx, accountId, otherId),
    ])
    await forgetBetween(trx, accountId, otherId)
  })
}

/** They see each other again; nothing that the block has ended comes back. Idempotent. @throws {AppError} `not_found` */
export async function unblockAccount(ctx: Context, accountId: string, username: string): Promise<void> {
  // Where each has blocked the other, at the same moment, both can still take it back.
  const otherId = (await findBlockedId(ctx.db, accountId, username)) ?? (await getAccount(ctx, username, accountId)).id
  await change(ctx, async trx => {
    await lockStates(trx, tabsOf(accountId), tabsOf(otherId))
    if (!(await deleteBlock(trx, accountId, otherId))) return
    const shown = async (hearerId: string, shownId: string) => ({
      name: 'account:shown',
      groups: [tabsOf(hearerId)],
      // The other may have blocked too.
      subjects: [shownId],
      payload: { username: await findUsername(trx, shownId) },
    })
    await recordEvents(trx, [
      groupChanged(audienceOf(accountId), audienceOf(otherId)),
      await shown(accountId, otherId),
      await shown(otherId, accountId),
      await mineChanged(trx, accountId, otherId),
    ])
  })
}

/** Hears no more of what a person does; they do not learn of it. Idempotent. @throws {AppError} `not_found`; `invalid` for oneself */
export async function muteAccount(ctx: Context, accountId: string, username: string): Promise<void> {
  const otherId = await getOther(ctx, accountId, username, msg('You cannot mute yourself.'))
  await setMuted(ctx, accountId, otherId, insertMute)
}

/** Idempotent. @throws {AppError} `not_found` */
export async function unmuteAccount(ctx: Context, accountId: string, username: string): Promise<void> {
  const { id: otherId } = await getAccount(ctx, username, accountId)
  await setMuted(ctx, accountId, otherId, deleteMute)
}

async function setMuted(ctx: Context, accountId: string, otherId: string, write: typeof insertMute): Promise<void> {
  await change(ctx, async trx => {
    await lockStates(trx, tabsOf(accountId))
    if (!(await write(trx, accountId, otherId))) return
    await recordEvents(trx, [groupChanged(audienceOf(otherId)), await mineChanged(trx, accountId, otherId)])
    await tellAgain(trx, accountId)
  })
}

/** For whoever gives somebody another role: whether blocks shut them out depends on it. */
export async function roleChanged(trx: Transaction<Database>, accountId: string): Promise<void> {
  const audiences = (await listBlockerIds(trx, accountId)).map(audienceOf)
  if (audiences.length > 0) await recordEvents(trx, [groupChanged(...audiences)])
}

async function getOther(ctx: Context, accountId: string, username: string, refusal: string): Promise<string> {
  const { id } = await getAccount(ctx, username, accountId)
  if (id === accountId) throw new AppError('invalid', refusal, { fields: { username: msg('This is you.') } })
  return id
}

/** Whom somebody has blocked, or muted; newest first. */
export async function listSetAside(
  ctx: Context,
  accountId: string,
  which: 'blocked' | 'muted',
  { before = top, limit }: { before?: string; limit: number },
): Promise<{ accounts: AccountRef[]; next: string | null }> {
  const list = which === 'blocked' ? listBlockedRows : listMutedRows
  const { rows, next } = cutPage(await list(ctx.db, { accountId, before, limit: limit + 1 }), limit)
  return { accounts: rows.map(row => row.view), next }
}
