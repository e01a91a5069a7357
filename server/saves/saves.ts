// Saves: what people have asked to be kept, until it is an image. The server goes on with them whoever goes away.
import { change, lockStates } from '../channels/change.ts'
import { recordEvents } from '../channels/event-log.ts'
import { tabsOf, type NewEvent } from '../channels/groups.ts'
import type { Context } from '../context.ts'
import type { Database } from '../database/tables.ts'
import type { Transaction } from 'kysely'
import { AppError, toErrorView } from '../errors.ts'
import { refuseSecond } from '../images/images.ts'
import { parseAddress } from '../media/address.ts'
import type { Incoming } from '../media/media.ts'
import { requireFiles } from '../pictures/pictures.ts'
import type { SaveView } from '../views.ts'
import {
  countSaves,
  deleteSave,
  findSaveView,
  insertSaves,
  listSaveViews,
  listStuck,
  markFailed,
  renew,
  type NewSave,
} from './queries.ts'
import { stopWork } from './running.ts'
import { titleOfAddress, titleOfFile } from './titles.ts'

/** What people say of a picture as they save it. */
export interface Caption {
  title: string
  description: string
  alt: string
  pageUrl: string | null
}

export const saveTask = 'save-image'

/** Begun and not ended, of one person. */
const mostOpen = 500

/**
 * Begins to save pictures from the web.
 * @throws {AppError} `invalid` when one of the addresses cannot be one: then none is begun; `too_many`
 */
export async function beginSaves(
  ctx: Context,
  accountId: string,
  wanted: (Caption & { url: string })[],
): Promise<SaveView[]> {
  const saves = wanted.map(({ url, ...caption }) => {
    const { href } = parseAddress(url)
    return { ...caption, title: caption.title || titleOfAddress(href), url: href, hash: null }
  })
  return insert(ctx, accountId, saves)
}

/**
 * Begins to save received bytes: from here on they are the server's to lose. The incoming file is used up.
 * @param fileName as the person's device calls it, for a title when none is given
 * @throws {AppError} `conflict` with the image when this person has kept the same bytes; `unsupported` for what is no picture;
 * `too_many`
 */
export async function keepUpload(
  ctx: Context,
  accountId: string,
  caption: Caption,
  incoming: Incoming,
  fileName: string | undefined,
): Promise<SaveView> {
  try {
    await refuseSecond(ctx, accountId, incoming.hash)
    const { hash, name } = await ctx.media.keep(incoming)
    const title = caption.title || titleOfFile(fileName)
    return (await insert(ctx, accountId, [{ ...caption, title, url: null, hash }], name))[0]!
  } finally {
    await incoming.discard()
  }
}

/** @param original of an upload, its name: still there, or the sweep was quicker */
async function insert(ctx: Context, accountId: string, saves: NewSave[], original?: string): Promise<SaveView[]> {
  const open = await countSaves(ctx.db, accountId)
  if (open + saves.length > mostOpen) {
    throw new AppError('too_many', `You have ${open} saves under way. Wait until some of them are done.`)
  }
  const begun = await change(ctx, async trx => {
    await lockStates(trx, tabsOf(accountId))
    if (original) await requireFiles(trx, [{ store: ctx.media.originals, name: original }])
    const views = await insertSaves(trx, accountId, saves)
    for (const { id } of views) await queue(ctx, trx, id, accountId)
    await recordEvents(
      trx,
      views.map(view => saveChanged(accountId, view)),
    )
    return views
  })
  ctx.jobs.poke(saveTask)
  return begun
}

/** Has it worked at. */
export function queue(
  ctx: Context,
  trx: Transaction<Database>,
  saveId: string,
  accountId: string,
  after?: Date,
): Promise<void> {
  return ctx.jobs.add(trx, saveTask, { saveId }, { group: accountId, ...(after && { after }) })
}

export function saveChanged(accountId: string, save: SaveView): NewEvent {
  return { name: 'save:changed', groups: [tabsOf(accountId)], payload: { save } }
}

/** What of a person is not saved yet, oldest first. */
export async function listSaves(ctx: Context, accountId: string): Promise<SaveView[]> {
  return listSaveViews(ctx.db, accountId)
}

/** Gives a save up; of what is done or gone nothing changes. */
export async function cancelSave(ctx: Context, accountId: string, id: string): Promise<void> {
  const cancelled = await change(ctx, async trx => {
    await lockStates(trx, tabsOf(accountId))
    if (!(await deleteSave(trx, id, accountId))) return false
    await recordEvents(trx, [{ name: 'save:cancelled', groups: [tabsOf(accountId)], payload: { id } }])
    return true
  })
  if (cancelled) stopWork(id)
}

/** Tries again what has failed; of what is under way nothing changes. @throws {AppError} `not_found` */
export async function retrySave(ctx: Context, accountId: string, id: string): Promise<SaveView> {
  const save = await change(ctx, async trx => {
    await lockStates(trx, tabsOf(accountId))
    const renewed = await renew(trx, id, accountId)
    if (!renewed) return findSaveView(trx, id, accountId)
    await queue(ctx, trx, id, accountId)
    await recordEvents(trx, [saveChanged(accountId, renewed)])
    return renewed
  })
  if (!save) throw new AppError('not_found', 'This save is done, or was cancelled.')
  ctx.jobs.poke(saveTask)
  return save
}

/** Tells the owners of saves that no job will end: their nodes were killed again and again. @returns how many there were */
export async function failStuckSaves(ctx: Context): Promise<number> {
  const stuck = await listStuck(ctx.db)
  for (const { id, accountId } of stuck) {
    await failSave(ctx, { id, accountId }, new AppError('internal', 'This could not be saved. Try again.'))
  }
  return stuck.length
}

/** Marks a save as failed, unless it is gone, and tells its owner why. */
export async function failSave(
  ctx: Context,
  { id, accountId }: { id: string; accountId: string },
  error: AppError,
): Promise<void> {
  await change(ctx, async trx => {
    await lockStates(trx, tabsOf(accountId))
    const failed = await markFailed(trx, id, toErrorView(error))
    if (failed) await recordEvents(trx, [saveChanged(accountId, failed)])
  })
}
