// Saves: what people have asked to be kept, until it is an image. The server goes on with them whoever goes away.
import { msg } from '@lit/localize'
import { countFetches } from '../attempts/attempts.ts'
import { change, lockStates } from '../channels/change.ts'
import { recordEvents } from '../channels/event-log.ts'
import { tabsOf, type NewEvent } from '../channels/groups.ts'
import type { Context } from '../context.ts'
import type { Database } from '../database/tables.ts'
import type { Transaction } from 'kysely'
import { AppError, toErrorView } from '../errors.ts'
import { refuseSecond, type NewImage } from '../images/images.ts'
import { inLanguageOf } from '../language/reader.ts'
import { counted } from '../language/words.ts'
import { parseAddress } from '../media/address.ts'
import type { Incoming } from '../media/media.ts'
import { dropOriginal, requireFiles } from '../pictures/pictures.ts'
import type { SaveView } from '../views.ts'
import { deleteOldKeys, findAnswers, insertKeys } from './key-queries.ts'
import {
  countSaves,
  deleteOldFailures,
  deleteSave,
  findOpenUpload,
  findSaver,
  findSaveView,
  insertSaves,
  listSaveViews,
  markFailed,
  renew,
  type NewSave,
} from './queries.ts'
import { stopWork } from './running.ts'
import { titleOfAddress, titleOfFile } from './titles.ts'

export const saveTask = 'save-image'

/** Of one person: under way, or failed and not let go. */
const mostOpen = 500

/** What the device calls a save: with the same key it is begun once, however often it is asked for. */
export interface Keyed {
  key?: string
}
type Wanted = NewSave & Keyed

/**
 * Begins to save pictures from the web. Of a key that is known, the answer is the first one again, whatever has become of it.
 * @throws {AppError} `invalid` when one of the addresses cannot be one: then none is begun; `too_many`, also as `countFetches`
 */
export async function beginSaves(
  ctx: Context,
  accountId: string,
  wanted: (NewImage & Keyed & { url: string })[],
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
  { key, ...caption }: NewImage & Keyed,
  incoming: Incoming,
  fileName: string | undefined,
): Promise<SaveView> {
  try {
    const before = key && (await findAnswers(ctx.db, accountId, [key])).get(key)
    if (before) return before
    await refuseSecond(ctx, accountId, incoming.hash)
    // Whoever did not hear the answer to the same upload sends it once more.
    const under = await findOpenUpload(ctx.db, accountId, incoming.hash)
    if (under) return under
    // Before the bytes are kept: what is refused leaves nothing behind.
    refuseTooMany(await countSaves(ctx.db, accountId), 1)
    const { hash, name } = await ctx.media.keep(incoming)
    const title = caption.title || titleOfFile(fileName)
    return (await insert(ctx, accountId, [{ ...caption, key, title, url: null, hash }], name))[0]!
  } finally {
    await incoming.discard()
  }
}

/** @param original of an upload, its name: still there, or the sweep was quicker */
async function insert(ctx: Context, accountId: string, wanted: Wanted[], original?: string): Promise<SaveView[]> {
  const keys = wanted.flatMap(({ key }) => key ?? [])
  const asked = await findAnswers(ctx.db, accountId, keys)
  const unknown = withoutKnown(wanted, asked)
  if (unknown.length === 0) return inOrder(wanted, asked, [])
  // Asked without the lock first: whoever is far beyond it holds up nobody.
  refuseTooMany(await countSaves(ctx.db, accountId), unknown.length)
  const addresses = unknown.filter(({ url }) => url !== null).length
  if (addresses > 0) await countFetches(ctx, accountId, addresses)
  const begun = await change(ctx, async trx => {
    if (original) await requireFiles(trx, [{ store: ctx.media.originals, name: original }])
    await lockStates(trx, tabsOf(accountId))
    // With the lock: of two that come with the same key in one moment, the second finds the first.
    const known = await findAnswers(trx, accountId, keys)
    const fresh = withoutKnown(wanted, known)
    if (fresh.length === 0) return inOrder(wanted, known, [])
    refuseTooMany(await countSaves(trx, accountId), fresh.length)
    const saves = fresh.map(({ key: _key, ...save }) => save)
    const views = await insertSaves(trx, accountId, saves)
    const answers = fresh.flatMap(({ key }, index) => (key ? [{ key, answer: views[index]! }] : []))
    await insertKeys(trx, accountId, answers)
    const ids = views.map(({ id }) => id)
    await queue(ctx, trx, ids, accountId)
    await recordEvents(
      trx,
      views.map(view => saveChanged(accountId, view)),
    )
    return inOrder(wanted, known, views)
  })
  ctx.jobs.poke(saveTask)
  return begun
}

/** Also of the same key twice in one request only the first. */
function withoutKnown(wanted: Wanted[], known: ReadonlyMap<string, SaveView>): Wanted[] {
  return wanted.filter(
    ({ key }, index) => !key || (!known.has(key) && wanted.findIndex(one => one.key === key) === index),
  )
}

/** @param begun of those that are not known, in their order */
function inOrder(wanted: Wanted[], known: ReadonlyMap<string, SaveView>, begun: SaveView[]): SaveView[] {
  const rest = begun.values()
  const answers = new Map(known)
  return wanted.map(({ key }) => {
    const view = (key && answers.get(key)) || rest.next().value!
    if (key) answers.set(key, view)
    return view
  })
}

function refuseTooMany(open: number, more: number): void {
  if (open + more <= mostOpen) return
  const words = msg(
    '{count, plural, one {You have # save that is under way or has failed. Wait until it is done, or let go of it.} other {You have # saves that are under way or have failed. Wait until some are done, or let go of those that failed.}}',
  )
  throw new AppError('too_many', counted(words, open))
}

/** Has them worked at. Who has many open lets those go first who have few: nobody waits for 500 of somebody else. */
export async function queue(
  ctx: Context,
  trx: Transaction<Database>,
  saveIds: string[],
  accountId: string,
  after?: Date,
): Promise<void> {
  const priority = -(await countSaves(trx, accountId))
  const data = saveIds.map(saveId => ({ saveId }))
  await ctx.jobs.add(trx, saveTask, data, { group: accountId, priority, ...(after && { after }) })
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
    const deleted = await deleteSave(trx, id, accountId)
    if (deleted) await recordEvents(trx, [{ name: 'save:cancelled', groups: [tabsOf(accountId)], payload: { id } }])
    return deleted
  })
  if (!cancelled) return
  stopWork(id)
  if (cancelled.hash) await dropOriginal(ctx, cancelled.hash)
}

/** Tries again what has failed; of what is under way nothing changes. @throws {AppError} `not_found`; as `countFetches` */
export async function retrySave(ctx: Context, accountId: string, id: string): Promise<SaveView> {
  const known = await findSaveView(ctx.db, id, accountId)
  if (known?.state === 'failed' && known.url !== null) await countFetches(ctx, accountId)
  const save = await change(ctx, async trx => {
    await lockStates(trx, tabsOf(accountId))
    const renewed = await renew(trx, id, accountId)
    if (!renewed) return findSaveView(trx, id, accountId)
    await queue(ctx, trx, [id], accountId)
    await recordEvents(trx, [saveChanged(accountId, renewed)])
    return renewed
  })
  if (!save) throw new AppError('not_found', msg('This save is done, or was cancelled.'))
  ctx.jobs.poke(saveTask)
  return save
}

/** Marks a save as failed, unless it is gone, and tells its owner why. @param why is asked in their language */
export async function failSave(ctx: Context, id: string, why: () => AppError): Promise<void> {
  await change(ctx, async trx => {
    const accountId = await findSaver(trx, id)
    if (!accountId) return
    const failed = await markFailed(trx, id, await inLanguageOf(ctx, trx, accountId, () => toErrorView(why())))
    if (failed) await recordEvents(trx, [saveChanged(failed.accountId, failed.view)])
  })
}

/** Lets go of what failed a month ago, and of keys that nobody asks with any more. */
export async function forgetOldFailures(ctx: Context): Promise<number> {
  return (await deleteOldFailures(ctx.db)) + (await deleteOldKeys(ctx.db))
}
