// Photos: the square by which people know each other.
import { msg } from '@lit/localize'
import { countFetches } from '../attempts/attempts.ts'
import { change, lockStates } from '../channels/change.ts'
import { recordEvents } from '../channels/event-log.ts'
import { followersOf, tabsOf, visitorsOf } from '../channels/groups.ts'
import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import type { Incoming } from '../media/media.ts'
import { servedName } from '../media/store.ts'
import { requireFiles } from '../pictures/pictures.ts'
import type { OwnAccountView } from '../views.ts'
import { findOwnView, updatePhoto } from './queries.ts'

/** Fetches a picture by its address and makes it the photo. @throws {AppError} as `setPhoto`, `countFetches` and `Media.fetch` */
export async function setPhotoByAddress(ctx: Context, accountId: string, url: string): Promise<OwnAccountView> {
  return oneAtATime(accountId, async () => {
    await countFetches(ctx, accountId)
    return showPhoto(ctx, accountId, await ctx.media.fetch(url))
  })
}

/**
 * Makes a square of the middle of a picture, and shows it wherever the person is named. The received bytes are used up.
 * @throws {AppError} as `Media.portrait` what cannot be read as a picture; `too_many` while another one is being made
 */
export async function setPhoto(ctx: Context, accountId: string, incoming: Incoming): Promise<OwnAccountView> {
  try {
    return await oneAtATime(accountId, () => showPhoto(ctx, accountId, incoming))
  } finally {
    await incoming.discard()
  }
}

/** Whoever has none has none afterwards. */
export async function removePhoto(ctx: Context, accountId: string): Promise<OwnAccountView> {
  return changePhoto(ctx, accountId, null)
}

async function showPhoto(ctx: Context, accountId: string, incoming: Incoming): Promise<OwnAccountView> {
  const { url } = await ctx.media.portrait(incoming)
  return changePhoto(ctx, accountId, url)
}

const atWork = new Set<string>()

/** Nobody's photos may fill the line in which everybody's pictures wait. */
async function oneAtATime<Result>(accountId: string, work: () => Promise<Result>): Promise<Result> {
  if (atWork.has(accountId)) {
    throw new AppError('too_many', msg('Your last photo is still being prepared. Try again in a moment.'), {
      retryAfter: 3,
    })
  }
  atWork.add(accountId)
  try {
    return await work()
  } finally {
    atWork.delete(accountId)
  }
}

function changePhoto(ctx: Context, accountId: string, photo: string | null): Promise<OwnAccountView> {
  return change(ctx, async trx => {
    if (photo) await requireFiles(trx, [{ store: ctx.media.store, name: servedName(photo) }])
    await lockStates(trx, tabsOf(accountId))
    const username = await updatePhoto(trx, accountId, photo)
    if (username) {
      const groups = [tabsOf(accountId), visitorsOf(accountId), followersOf(accountId)]
      await recordEvents(trx, [
        { name: 'account:changed', groups, subjects: [accountId], payload: { username, photo } },
      ])
    }
    return (await findOwnView(trx, accountId))!
  })
}
