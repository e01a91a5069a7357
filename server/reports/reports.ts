// Reports: what people find wrong, told to those who keep order the moment it is sent.
import { msg } from '@lit/localize'
import type { Transaction } from 'kysely'
import { recordAction } from '../administration/administration.ts'
import { change, lockStates } from '../channels/change.ts'
import { recordEvents } from '../channels/event-log.ts'
import { staff } from '../channels/groups.ts'
import type { Context } from '../context.ts'
import { cutPage, top } from '../database/page.ts'
import type { Database } from '../database/tables.ts'
import { addPoints } from '../database/throttle.ts'
import { AppError } from '../errors.ts'
import { removeImageOf, suspend } from '../moderation/moderation.ts'
import type { ReportOutcome, ReportReason, ReportView } from '../protocol-moderation.ts'
import {
  countOpen,
  findAccountTarget,
  findImageTarget,
  findOpenTarget,
  findReport,
  hasOtherStaff,
  insertReport,
  listOpenOf,
  listReportRows,
  resolveReports,
} from './queries.ts'

const mostAnHour = 30

export type WhatIsWrong = ({ kind: 'image'; id: string } | { kind: 'account'; username: string }) & {
  reason: ReportReason
  words: string
}

/**
 * Whoever reports a thing twice is thanked twice, and nobody is told again while the first report is open.
 * @throws {AppError} `not_found`, `invalid` for oneself, `too_many`
 */
export async function sendReport(ctx: Context, reporterId: string, wrong: WhatIsWrong): Promise<void> {
  const target =
    wrong.kind === 'image'
      ? await findImageTarget(ctx.db, wrong.id, reporterId)
      : await findAccountTarget(ctx.db, wrong.username, reporterId)
  if (!target) throw new AppError('not_found', msg('What you want to report is not here any more.'))
  if (target.accountId === reporterId)
    throw new AppError('invalid', msg('This is your own: you can change or remove it.'))
  const [count] = await addPoints(ctx.db, [{ key: `reports:${reporterId}`, seconds: 3_600 }])
  if (count && count.points > mostAnHour) {
    throw new AppError('too_many', msg('You have reported a lot in the last hour. Thank you; try again later.'), {
      retryAfter: count.seconds,
    })
  }
  await change(ctx, async trx => {
    const { reason, words } = wrong
    const id = await insertReport(trx, { ...target, reporterId, reason, words })
    if (!id) return
    const report = (await findReport(trx, id))!
    await recordEvents(trx, [{ name: 'report:recorded', groups: [staff], payload: { report } }])
  })
}

/** Newest first. */
export async function listReports(
  ctx: Context,
  { state, before = top, limit }: { state?: 'open' | 'resolved'; before?: string; limit: number },
): Promise<{ reports: ReportView[]; next: string | null }> {
  const listed = await listReportRows(ctx.db, { state: state ?? null, before, limit: limit + 1 })
  const { rows, next } = cutPage(listed, limit)
  return { reports: rows.map(row => row.view), next }
}

export async function countOpenReports(ctx: Context): Promise<number> {
  return countOpen(ctx.db)
}

/**
 * Ends a report, with every other that is open about the same thing. The outcome is brought about in the same transaction.
 * @throws {AppError} `conflict` when somebody has ended it already; `invalid` when there is nothing to remove; `forbidden` as
 * `suspendAccount`, and about oneself, as long as there is anybody else who could decide it
 */
export async function resolveReport(
  ctx: Context,
  actorId: string,
  { id, outcome, words }: { id: string; outcome: ReportOutcome; words: string },
): Promise<ReportView> {
  await change(ctx, async trx => {
    await lockStates(trx, staff)
    const target = await findOpenTarget(trx, id)
    if (!target) throw await gone(trx, id)
    if (target.accountId === actorId && (await hasOtherStaff(trx, actorId))) {
      throw new AppError('forbidden', msg('This report is about you. Somebody else who keeps order decides it.'))
    }
    // Reports of images that are gone have nothing in common.
    const ids = target.kind === 'image' && !target.imageId ? [id] : await listOpenOf(trx, target)
    if (outcome === 'removed') {
      if (!target.imageId) throw new AppError('invalid', msg('There is no image that could be removed.'))
      await removeImageOf(ctx, trx, actorId, target.imageId, words)
    } else if (outcome === 'suspended') await suspend(trx, actorId, target.username, words)
    const { accountId, imageId } = target
    const resolved = await resolveReports(trx, ids, { outcome, words, actorId })
    await recordAction(trx, {
      actorId,
      action: 'resolve-report',
      accountId,
      imageId,
      reason: words ? `${outcome}: ${words}` : outcome,
    })
    await recordEvents(
      trx,
      resolved.map(({ id, resolution }) => ({ name: 'report:changed', groups: [staff], payload: { id, resolution } })),
    )
  })
  return (await findReport(ctx.db, id))!
}

async function gone(trx: Transaction<Database>, id: string): Promise<AppError> {
  return (await findReport(trx, id))
    ? new AppError('conflict', msg('Somebody has settled this report already.'))
    : new AppError('not_found', msg('This report does not exist, or not any more.'))
}
