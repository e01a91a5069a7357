// What is left of somebody goes, a few things in each transaction: others keep their counts, and nobody waits for it.
import { msg } from '@lit/localize'
import { change, lockStates } from '../channels/change.ts'
import { recordEvents } from '../channels/event-log.ts'
import {
  eventsWithdrawn,
  followersOf,
  groupChanged,
  tabsOf,
  visitorsOf,
  watchersOf,
  type NewEvent,
} from '../channels/groups.ts'
import type { Context } from '../context.ts'
import type { Database } from '../database/tables.ts'
import type { Transaction } from 'kysely'
import { removeExport } from '../exports/exports.ts'
import { takeAway } from '../images/images.ts'
import { inLanguageOf } from '../language/reader.ts'
import { writeLetter, type Letter } from '../mail/letter.ts'
import { queueMail } from '../mail/mail.ts'
import {
  deleteAccount,
  deleteActivity,
  deleteEventsOf,
  deleteFollows,
  deleteLikes,
  findGoing,
  listFollows,
  listImageIds,
  listLikedIds,
  listOverdue,
  type Going,
} from './queries.ts'

/** In one transaction. */
const some = 200
/** Cursors in one event. */
const cursorsAtOnce = 500

/** Deletes the accounts whose time is over. May be done twice, by two at once, and be killed at any point. @returns how many */
export async function deleteOverdue(ctx: Context): Promise<number> {
  let gone = 0
  for (const id of await listOverdue(ctx.db)) {
    const going = await findGoing(ctx.db, id)
    try {
      if (going && (await deleteEverything(ctx, going))) gone++
    } catch (error) {
      // The others need not wait for what hinders this one.
      ctx.log.error({ error, account: id }, 'an account could not be deleted; it is tried again')
    }
  }
  if (gone > 0) ctx.log.info({ accounts: gone }, 'accounts were deleted, as their owners had asked')
  return gone
}

async function deleteEverything(ctx: Context, going: Going): Promise<boolean> {
  const { id } = going
  await removeExport(ctx, id)
  for (let ids = [id]; ids.length > 0;) {
    ids = await listImageIds(ctx.db, id, some)
    for (const imageId of ids) await change(ctx, trx => takeAway(trx, ctx.groups, id, imageId))
  }
  while (await takeLikesBack(ctx, id));
  while (await endFollows(ctx, id));
  while ((await change(ctx, trx => deleteActivity(trx, id, some))) > 0);
  while ((await change(ctx, trx => withdrawEvents(ctx, trx, going))) > 0);
  return change(ctx, async trx => {
    await lockStates(trx, tabsOf(id))
    // Afterwards nobody knows any more what they read.
    const letter = await inLanguageOf(ctx, trx, id, () => writeLetter(ctx.config, goneLetter()))
    if (!(await deleteAccount(trx, going))) return false
    await withdrawEvents(ctx, trx, going)
    await queueMail(ctx, trx, { to: going.email, ...letter })
    return true
  })
}

const goneLetter = (): Letter => ({
  subject: msg('Your account has been deleted'),
  paragraphs: [
    msg(
      'As you asked, your account and everything that was yours has been deleted. This is the last mail that you get from here.',
    ),
    msg('Thank you for having been with us.'),
  ],
})

/** @returns whether there may be more */
async function takeLikesBack(ctx: Context, accountId: string): Promise<boolean> {
  const ids = await listLikedIds(ctx.db, accountId, some)
  if (ids.length === 0) return false
  await change(ctx, async trx => {
    await lockStates(trx, ...ids.map(watchersOf))
    const images = await deleteLikes(trx, accountId, ids)
    const events = images.map(({ id, likes, owner }) => ({
      name: 'image:changed',
      groups: [watchersOf(id)],
      subjects: [owner],
      payload: { id, likes },
    }))
    if (events.length > 0) await recordEvents(trx, events)
  })
  return true
}

/** @returns whether there may be more */
async function endFollows(ctx: Context, accountId: string): Promise<boolean> {
  const ends = await listFollows(ctx.db, accountId, some)
  const others = [...ends.followers, ...ends.followed]
  if (others.length === 0) return false
  await change(ctx, async trx => {
    await lockStates(trx, tabsOf(accountId), ...others.map(tabsOf))
    const counted = await deleteFollows(trx, accountId, ends)
    await recordEvents(trx, [
      groupChanged(followersOf(accountId), ...ends.followers.map(tabsOf), ...ends.followed.map(followersOf)),
      ...counted.map(({ id, username, followers, following }): NewEvent => ({
        name: 'account:changed',
        groups: [visitorsOf(id), tabsOf(id)],
        subjects: [id],
        payload: { username, followers, following },
      })),
    ])
  })
  return true
}

/** Who comes back hears nothing of them any more, neither from the log nor from a node's memory. @returns how many went */
async function withdrawEvents(ctx: Context, trx: Transaction<Database>, going: Going): Promise<number> {
  const gone = (await deleteEventsOf(trx, going)).map(ctx.groups.cursorOf)
  for (let start = 0; start < gone.length; start += cursorsAtOnce) {
    await recordEvents(trx, [eventsWithdrawn(...gone.slice(start, start + cursorsAtOnce))])
  }
  return gone.length
}
