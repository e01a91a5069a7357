// Notifications: what people are told of others, in groups that grow while they are unread.
import type { Transaction } from 'kysely'
import { change } from '../channels/change.ts'
import { recordEvents } from '../channels/event-log.ts'
import { tabsOf } from '../channels/groups.ts'
import type { Context } from '../context.ts'
import { cutPage, top } from '../database/page.ts'
import type { Database } from '../database/tables.ts'
import type { NotificationView } from '../protocol.ts'
import {
  deleteActor,
  deleteActorsBetween,
  deleteOfImage,
  deleteOld,
  insertActor,
  listTold,
  touchState,
  updateRead,
  type NewNotification,
  type Touched,
} from './queries.ts'
import { countUnread, findNotification, findPushed, listNotificationRows } from './shown-queries.ts'

export type { NewNotification } from './queries.ts'
export { getKeys } from './keys.ts'
export { describe, pathOf } from './words.ts'

type Trx = Transaction<Database>

/** Calls the browsers of whoever is told; see server/push/. */
export const pushTask = 'push-notification'
/** Seconds until then: who sees it in an open window, or whom it is withdrawn from, is not called. */
const pushDelay = 3

/**
 * Tells somebody what somebody else did, in the transaction in which they did it, as the last of its writes. The same by the same
 * person is not told twice; nothing is told to oneself, of whom one has blocked or muted, and of what one may not see.
 */
export async function notify(ctx: Context, trx: Trx, news: NewNotification): Promise<void> {
  const grown = await insertActor(trx, news)
  if (!grown) return
  await tellChanged(trx, grown)
  if (!grown.push) return
  const after = new Date(Date.now() + pushDelay * 1000)
  await ctx.jobs.add(trx, pushTask, [{ notificationId: grown.id, accountId: grown.accountId }], { after })
  ctx.jobs.poke(pushTask, after)
}

/**
 * Takes back what somebody was told, as far as they have not read it: what was done has been undone. In the transaction of that, as
 * the last of its writes. Of a request nothing stays: whoever asks again is told of again.
 */
export async function withdraw(trx: Trx, news: NewNotification): Promise<void> {
  const shrunk = await deleteActor(trx, news, news.kind === 'requested')
  if (shrunk) await tellChanged(trx, shrunk)
}

/** Tells all whom the words of an image name now, and takes back what was told to who is not named any more. */
export async function tellMentioned(
  ctx: Context,
  trx: Trx,
  { actorId, imageId, accountIds }: { actorId: string; imageId: string; accountIds: string[] },
): Promise<void> {
  for (const accountId of await listTold(trx, { kind: 'mentioned', actorId, imageId })) {
    if (!accountIds.includes(accountId)) await withdraw(trx, { kind: 'mentioned', accountId, actorId, imageId })
  }
  for (const accountId of accountIds) await notify(ctx, trx, { kind: 'mentioned', accountId, actorId, imageId })
}

/** Between two people nothing is told any more, and nothing was: one has blocked the other. */
export async function forgetBetween(trx: Trx, oneId: string, otherId: string): Promise<void> {
  for (const touched of await deleteActorsBetween(trx, oneId, otherId)) await tellForgotten(trx, touched)
}

/** What a person is to be shown of their notifications is something else now: they have muted somebody, or a kind of them. */
export async function tellAgain(trx: Trx, accountId: string): Promise<void> {
  const touched = await touchState(trx, accountId)
  if (touched) await tellForgotten(trx, touched)
}

/** An image is about to go. */
export async function forgetImage(trx: Trx, imageId: string): Promise<void> {
  for (const touched of await deleteOfImage(trx, imageId)) await tellForgotten(trx, touched)
}

/** The group as it is now, or that it is gone. */
async function tellChanged(trx: Trx, { id, accountId, version }: Touched & { id: string }): Promise<void> {
  const found = await findNotification(trx, accountId, id)
  if (!found) return tellForgotten(trx, { accountId, version })
  const payload = { notification: found.view, unread: found.unread, version }
  await recordEvents(trx, [
    { name: 'notification:changed', groups: [tabsOf(accountId)], subjects: found.actorIds, payload },
  ])
}

async function tellForgotten(trx: Trx, { accountId, version }: Touched): Promise<void> {
  const payload = { unread: await countUnread(trx, accountId), version }
  await recordEvents(trx, [{ name: 'notification:forgotten', groups: [tabsOf(accountId)], payload }])
}

/** Those last changed first. */
export async function listNotifications(
  ctx: Context,
  accountId: string,
  { before = top, limit }: { before?: string; limit: number },
): Promise<{ notifications: NotificationView[]; unread: number; version: string; next: string | null }> {
  const { rows: listed, unread, version } = await listNotificationRows(ctx.db, { accountId, before, limit: limit + 1 })
  const { rows, next } = cutPage(listed, limit)
  return { notifications: rows.map(row => row.view), unread, version, next }
}

/** Marks some as read, or all up to a position, on every device. Idempotent. @returns how many are left */
export async function readNotifications(
  ctx: Context,
  accountId: string,
  which: { ids?: string[] | undefined; upTo?: string | undefined },
): Promise<{ unread: number; version: string }> {
  return change(ctx, async trx => {
    const { version, changed } = await updateRead(trx, accountId, which)
    const payload = { unread: await countUnread(trx, accountId), version }
    if (changed) {
      await recordEvents(trx, [
        { name: 'notification:read', groups: [tabsOf(accountId)], payload: { ...which, ...payload } },
      ])
    }
    return payload
  })
}

/** As it is now; undefined when it has been read, is gone, or is of a kind of which its owner is not to be called. */
export async function findForPush(ctx: Context, accountId: string, id: string): Promise<NotificationView | undefined> {
  return findPushed(ctx.db, accountId, id)
}

/** What was read three months ago, or is a year old. @returns how many went */
export async function forgetOldNotifications(ctx: Context): Promise<number> {
  return deleteOld(ctx.db)
}
