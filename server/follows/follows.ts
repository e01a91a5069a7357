// Follows: whose finds a person wants to see, and who lets them.
import { msg } from '@lit/localize'
import type { Transaction } from 'kysely'
import { getAccount } from '../accounts/accounts.ts'
import { recordActivity } from '../activity/activity.ts'
import { change, lockStates } from '../channels/change.ts'
import { recordEvents } from '../channels/event-log.ts'
import {
  audienceOf,
  everyTab,
  followersOf,
  groupChanged,
  tabsOf,
  visitorsOf,
  type NewEvent,
} from '../channels/groups.ts'
import type { Context } from '../context.ts'
import type { OpenDatabase } from '../database/db.ts'
import type { Database } from '../database/tables.ts'
import { AppError } from '../errors.ts'
import { notify, withdraw } from '../notifications/notifications.ts'
import {
  addFollower,
  addFollowing,
  countFollowers,
  deleteFollow,
  deleteRequest,
  findBetween,
  findRelation,
  findRequest,
  insertFollow,
  insertRequest,
  listFollowedIds,
  listFollowerIds,
  listRequesterIds,
  updatePrivate,
} from './queries.ts'

type Trx = Transaction<Database>

/**
 * Follows a person, or asks to when their account is private; the second time changes nothing.
 * @throws {AppError} `not_found`; `invalid` for oneself; `forbidden` for whom one has blocked
 */
export async function followAccount(
  ctx: Context,
  followerId: string,
  username: string,
): Promise<{ followers: number; requested?: true }> {
  const { id } = await getAccount(ctx, username, followerId)
  if (id === followerId) {
    throw new AppError('invalid', msg('You cannot follow yourself.'), { fields: { username: msg('This is you.') } })
  }
  return change(ctx, async trx => {
    await lockStates(trx, tabsOf(followerId), tabsOf(id))
    const between = await findBetween(trx, followerId, id)
    if (!between) throw new AppError('not_found', msg('There is nobody with this username.'))
    if (between.blocked)
      throw new AppError('forbidden', msg('There is a block between you. Unblock this person first.'))
    if (between.follows) return { followers: between.followers }
    if (!between.private) {
      // Of a node that ended before it had approved all who waited.
      await endRequest(trx, followerId, id)
      return { followers: await beginFollow(ctx, trx, followerId, id) }
    }
    if (await insertRequest(trx, followerId, id)) {
      await recordEvents(trx, await requestEvents(trx, followerId, id))
      await notify(ctx, trx, { kind: 'requested', accountId: id, actorId: followerId })
    }
    return { followers: between.followers, requested: true }
  })
}

/** Follows a person no longer, and asks no longer; whoever did neither changes nothing. @throws {AppError} `not_found` */
export async function unfollowAccount(
  ctx: Context,
  followerId: string,
  username: string,
): Promise<{ followers: number }> {
  const { id } = await getAccount(ctx, username, followerId)
  return change(ctx, trx => endFollow(trx, followerId, id))
}

/** Is followed by a person no longer, who may ask again. @throws {AppError} `not_found` */
export async function removeFollower(
  ctx: Context,
  accountId: string,
  username: string,
): Promise<{ followers: number }> {
  const { id } = await getAccount(ctx, username, accountId)
  return change(ctx, trx => endFollow(trx, id, accountId))
}

/** The one neither follows the other any longer nor asks to: for whoever decides that, in their transaction. */
export async function untie(
  trx: Trx,
  followerId: string,
  followedId: string,
): Promise<{ followers: number; ended?: { username: string } }> {
  await lockStates(trx, tabsOf(followerId), tabsOf(followedId))
  await endRequest(trx, followerId, followedId)
  if (!(await deleteFollow(trx, followerId, followedId))) return { followers: await countFollowers(trx, followedId) }
  const followed = await addFollower(trx, followedId, -1)
  const follower = await addFollowing(trx, followerId, -1)
  await recordEvents(trx, [
    ...followEvents({ id: followerId, ...follower }, { id: followedId, ...followed }),
    await mineChanged(trx, followerId, followedId),
  ])
  await withdraw(trx, { kind: 'followed', accountId: followedId, actorId: followerId })
  return { followers: followed.followers, ended: followed }
}

async function endRequest(trx: Trx, followerId: string, followedId: string): Promise<void> {
  if (!(await deleteRequest(trx, followerId, followedId))) return
  await recordEvents(trx, await requestEvents(trx, followerId, followedId))
  await withdraw(trx, { kind: 'requested', accountId: followedId, actorId: followerId })
}

async function endFollow(trx: Trx, followerId: string, followedId: string): Promise<{ followers: number }> {
  const { followers, ended } = await untie(trx, followerId, followedId)
  // Of a private account: only whoever may see them no longer hears it.
  if (ended) await recordEvents(trx, [accountHidden([tabsOf(followerId)], followedId, ended.username)])
  return { followers }
}

/** @returns how many follow now; of whoever follows already nothing changes */
async function beginFollow(ctx: Context, trx: Trx, followerId: string, followedId: string): Promise<number> {
  if (!(await insertFollow(trx, followerId, followedId))) return countFollowers(trx, followedId)
  const followed = await addFollower(trx, followedId, 1)
  const follower = await addFollowing(trx, followerId, 1)
  await recordActivity(trx, { actorId: followerId, verb: 'followed', accountId: followedId }, [
    ...followEvents({ id: followerId, ...follower }, { id: followedId, ...followed }),
    await mineChanged(trx, followerId, followedId),
  ])
  await notify(ctx, trx, { kind: 'followed', accountId: followedId, actorId: followerId })
  return followed.followers
}

/** Answers a request. @returns undefined when there was none */
export async function answerRequest(
  ctx: Context,
  { accountId, followerId, approved }: { accountId: string; followerId: string; approved: boolean },
): Promise<{ followers: number } | undefined> {
  return change(ctx, async trx => {
    await lockStates(trx, tabsOf(followerId), tabsOf(accountId))
    if (!(await deleteRequest(trx, followerId, accountId))) return undefined
    const events = await requestEvents(trx, followerId, accountId)
    // The follow tells the one who asked.
    await recordEvents(trx, approved ? events.slice(0, 1) : events)
    await withdraw(trx, { kind: 'requested', accountId, actorId: followerId })
    if (!approved) return { followers: await countFollowers(trx, accountId) }
    const followers = await beginFollow(ctx, trx, followerId, accountId)
    await notify(ctx, trx, { kind: 'approved', accountId: followerId, actorId: accountId })
    return { followers }
  })
}

/**
 * From now on what the account shows is for its followers, or for everybody. Who follows it goes on doing so; who has asked to does so
 * once it is for everybody.
 */
export async function setPrivate(ctx: Context, accountId: string, isPrivate: boolean): Promise<void> {
  await change(ctx, async trx => {
    await lockStates(trx, tabsOf(accountId))
    const username = await updatePrivate(trx, accountId, isPrivate)
    if (!username) return
    const payload = { username, private: isPrivate }
    await recordEvents(trx, [
      groupChanged(audienceOf(accountId)),
      { name: 'account:edited', groups: [tabsOf(accountId)], payload: { private: isPrivate } },
      { name: 'account:changed', groups: [visitorsOf(accountId), tabsOf(accountId)], subjects: [accountId], payload },
      ...(isPrivate ? [accountHidden([everyTab], accountId, username)] : []),
    ])
  })
  if (isPrivate) return
  // Each in a transaction of its own: nobody can ask any more, and a thousand requests need not hold a thousand locks.
  for (const followerId of await listRequesterIds(ctx.db, accountId)) {
    await answerRequest(ctx, { accountId, followerId, approved: true })
  }
}

/** For those in these groups who may see this person's things no longer. */
export function accountHidden(groups: string[], accountId: string, username: string): NewEvent {
  return { name: 'account:hidden', groups, subjects: [accountId], payload: { username } }
}

/** For one's own tabs: what somebody is to one now. */
export async function mineChanged(trx: Trx, accountId: string, otherId: string): Promise<NewEvent> {
  const { username, relation } = await findRelation(trx, accountId, otherId)
  const account = { username, followedByMe: relation.followedByMe, relation }
  return { name: 'mine:changed', groups: [tabsOf(accountId)], payload: { account } }
}

/** A request has come or gone: for whom it is for, then for who has asked. */
async function requestEvents(trx: Trx, followerId: string, followedId: string): Promise<NewEvent[]> {
  const found = await findRequest(trx, followerId, followedId)
  return [
    {
      name: 'request:changed',
      groups: [tabsOf(followedId)],
      // That it is gone must be heard, also when the one who asked is.
      subjects: found.request ? [followerId] : [],
      payload: found,
    },
    await mineChanged(trx, followerId, followedId),
  ]
}

function followEvents(
  follower: { id: string; username: string; following: number },
  followed: { id: string; username: string; followers: number; private: boolean },
): NewEvent[] {
  return [
    // For the tails, and for who is catching up: whom the follower hears is another list now.
    groupChanged(followersOf(followed.id), tabsOf(follower.id), ...(followed.private ? [audienceOf(followed.id)] : [])),
    {
      name: 'account:changed',
      groups: [visitorsOf(followed.id), tabsOf(followed.id)],
      subjects: [followed.id],
      payload: { username: followed.username, followers: followed.followers },
    },
    {
      name: 'account:changed',
      groups: [visitorsOf(follower.id), tabsOf(follower.id)],
      subjects: [follower.id],
      payload: { username: follower.username, following: follower.following },
    },
  ]
}

/** The numbers of the followers of each of these people, for the tail. */
export async function listFollowers(db: OpenDatabase['db'], groups: string[]): Promise<Map<string, Float64Array>> {
  const ids = groups.map(group => group.slice(group.indexOf('.') + 1))
  const rows = await listFollowerIds(db, ids)
  return new Map(rows.map(row => [followersOf(row.followedId), Float64Array.from(row.followerIds.split(','), Number)]))
}

/** The groups of everybody whom a person follows, for catching up. */
export async function listFollowedGroups(ctx: Context, accountId: string): Promise<string[]> {
  return (await listFollowedIds(ctx.db, accountId)).map(followersOf)
}
