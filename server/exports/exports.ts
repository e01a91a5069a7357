// Exports: a copy of everything that is somebody's, made for them as a ZIP and kept for a week.
import { msg, str } from '@lit/localize'
import { change, lockStates } from '../channels/change.ts'
import { recordEvents } from '../channels/event-log.ts'
import { tabsOf, type NewEvent } from '../channels/groups.ts'
import type { Context } from '../context.ts'
import { addPoints } from '../database/throttle.ts'
import { AppError } from '../errors.ts'
import { wholeNumber } from '../language/words.ts'
import type { ExportView } from '../protocol-own.ts'
import {
  deleteExportOf,
  findDownload,
  findExportView,
  insertExport,
  listExpired,
  listUnusedFiles,
  markFailed,
  type Download,
} from './queries.ts'

export const exportTask = 'make-export'

const mostADay = 10
/** Milliseconds; by then whoever has put a file has written down whose it is. */
const orphanAge = 24 * 3_600_000

/** Begins a copy, in the place of the last one; one that is being made goes on. @throws {AppError} `too_many` */
export async function beginExport(ctx: Context, accountId: string): Promise<ExportView> {
  const before = await findExportView(ctx.db, accountId)
  if (before && isUnderWay(before)) return before
  await countExport(ctx, accountId)
  const { begun, old } = await change(ctx, async trx => {
    await lockStates(trx, tabsOf(accountId))
    const other = await findExportView(trx, accountId)
    if (other && isUnderWay(other)) return { begun: other }
    const old = await deleteExportOf(trx, accountId)
    const begun = await insertExport(trx, accountId)
    await ctx.jobs.add(trx, exportTask, [{ exportId: begun.id }])
    await recordEvents(trx, [exportChanged(accountId, begun)])
    return { begun, old }
  })
  ctx.jobs.poke(exportTask)
  if (old?.file) await removeFile(ctx, old.file)
  return begun
}

const isUnderWay = ({ state }: ExportView) => state === 'waiting' || state === 'working'

async function countExport(ctx: Context, accountId: string): Promise<void> {
  const [count] = await addPoints(ctx.db, [{ key: `export:${accountId}`, seconds: 24 * 3_600 }])
  if (!count || count.points <= mostADay) return
  throw new AppError(
    'too_many',
    msg(str`You can have ${wholeNumber(mostADay)} copies made in a day. Come back tomorrow.`),
    {
      retryAfter: Math.max(1, Math.ceil(count.seconds)),
    },
  )
}

export async function getExport(ctx: Context, accountId: string): Promise<ExportView | null> {
  return (await findExportView(ctx.db, accountId)) ?? null
}

/** Lets a copy go, also one that is being made. Idempotent. */
export async function removeExport(ctx: Context, accountId: string): Promise<void> {
  const removed = await change(ctx, async trx => {
    await lockStates(trx, tabsOf(accountId))
    const gone = await deleteExportOf(trx, accountId)
    if (gone) await recordEvents(trx, [exportChanged(accountId, null)])
    return gone
  })
  if (removed?.file) await removeFile(ctx, removed.file)
}

/** @throws {AppError} `not_found`, also for what is somebody else's */
export async function openDownload(ctx: Context, accountId: string, id: string) {
  const found: Download | undefined = await findDownload(ctx.db, id, accountId)
  const file = found && (await ctx.media.exports.open(found.file))
  if (!file) throw new AppError('not_found', msg('This copy is not here any more. Ask for a new one in your settings.'))
  return { ...file, name: `bowerbird-${found.username}-${found.day}.zip` }
}

export async function failExport(ctx: Context, id: string): Promise<void> {
  await change(ctx, async trx => {
    const failed = await markFailed(trx, id)
    if (failed) await recordEvents(trx, [exportChanged(failed.accountId, failed.view)])
  })
}

/** Removes copies whose week is over; and, a part of the store at each hour, files that a node has put and died. */
export async function dropExports(ctx: Context, hour = new Date().getUTCHours()): Promise<number> {
  const expired = await listExpired(ctx.db)
  for (const accountId of expired) await removeExport(ctx, accountId)
  for (let number = hour; number < 256; number += 24) {
    const old: string[] = []
    for await (const { name, modified } of ctx.media.exports.list(number.toString(16).padStart(2, '0')))
      if (modified.getTime() < Date.now() - orphanAge) old.push(name)
    for (const file of old.length > 0 ? await listUnusedFiles(ctx.db, old) : []) await ctx.media.exports.remove(file)
  }
  return expired.length
}

/** What cannot be removed now is an orphan, and found again. */
export async function removeFile(ctx: Context, file: string): Promise<void> {
  await ctx.media.exports
    .remove(file)
    .catch((error: unknown) => ctx.log.warn({ error, file }, 'an export could not be removed'))
}

export function exportChanged(accountId: string, view: ExportView | null): NewEvent {
  return { name: 'export:changed', groups: [tabsOf(accountId)], payload: { export: view } }
}
