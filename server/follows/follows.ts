// Follows: whose finds a person wants to see.
import { getAccount } from '../accounts/accounts.ts'
import { recordActivity } from '../activity/activity.ts'
import { change, lockStates } from '../channels/change.ts'
import { recordEvents } from '../channels/event-log.ts'
import { followersOf, groupChanged, tabsOf, visitorsOf, type NewEvent } from '../channels/groups.ts'
import type { Context } from '../context.ts'
import type { OpenDatabase } from '../database/db.ts'
import { AppError } from '../errors.ts'
import {
  addFollower,
  addFollowing,
  countFollowers,
  deleteFollow,
  insertFollow,
  listFollowedIds,
  listFollowerIds,
} from './queries.ts'

/** Follows a person; the second time changes nothing. @throws {AppError} `not_found`, and `invalid` for oneself */
export async function followAccount(
  ctx: Context,
  followerId: string,
  username: string,
): Promise<{ followers: number }> {
  const followed = await getAccount(ctx, username, null)
  if (followed.id === followerId) {
    throw new AppError('invalid', 'You cannot follow yourself.', { fields: { username: 'This is you.' } })
  }
  return change(ctx, async trx => {
    await lockStates(trx, tabsOf(followerId), tabsOf(followed.id))
    if (!(await insertFollow(trx, followerId, followed.id))) {
      return { followers: await countFollowers(trx, followed.id) }
    }
    const followers = await addFollower(trx, followed.id, 1)
    const follower = await addFollowing(trx, followerId, 1)
    const events = followEvents(
      { id: followerId, ...follower },
      { id: followed.id, username: followed.view.username, followers },
      true,
    )
    await recordActivity(trx, { actorId: followerId, verb: 'followed', accountId: followed.id }, events)
    return { followers }
  })
}

/** Follows a person no longer; whoever did not changes nothing. @throws {AppError} `not_found` */
export async function unfollowAccount(
  ctx: Context,
  followerId: string,
  username: string,
): Promise<{ followers: number }> {
  const followed = await getAccount(ctx, username, null)
  return change(ctx, async trx => {
    await lockStates(trx, tabsOf(followerId), tabsOf(followed.id))
    if (!(await deleteFollow(trx, followerId, followed.id))) {
      return { followers: await countFollowers(trx, followed.id) }
    }
    const followers = await addFollower(trx, followed.id, -1)
    const follower = await addFollowing(trx, followerId, -1)
    await recordEvents(
      trx,
      followEvents(
        { id: followerId, ...follower },
        { id: followed.id, username: followed.view.username, followers },
        false,
      ),
    )
    return { followers }
  })
}

function followEvents(
  follower: { id: string; username: string; following: number },
  followed: { id: string; username: string; followers: number },
  followedByMe: boolean,
): NewEvent[] {
  return [
    // For the tails, and for who is catching up: whom the follower hears is another list now.
    groupChanged(followersOf(followed.id), tabsOf(follower.id)),
    {
      name: 'account:changed',
      groups: [visitorsOf(followed.id), tabsOf(followed.id)],
      payload: { username: followed.username, followers: followed.followers },
    },
    {
      name: 'account:changed',
      groups: [visitorsOf(follower.id), tabsOf(follower.id)],
      payload: { username: follower.username, following: follower.following },
    },
    {
      name: 'mine:changed',
      groups: [tabsOf(follower.id)],
      payload: { account: { username: followed.username, followedByMe } },
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
