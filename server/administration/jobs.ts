// The jobs of all nodes, as their queues are now.
import { msg } from '@lit/localize'
import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import type { QueueView } from '../protocol-moderation.ts'
import { recordAction } from './administration.ts'
import { listFailedIds, listFailures, listQueues, type Failure } from './queries.ts'

const mostAtOnce = 1_000

export async function listJobs(ctx: Context): Promise<QueueView[]> {
  const queues = await listQueues(ctx.db)
  const failures = Map.groupBy(await listFailures(ctx.db), failure => failure.queue)
  return queues.map(queue => ({ ...queue, failures: (failures.get(queue.name) ?? []).map(toView) }))
}

function toView({ id, failedAt, output }: Failure) {
  const { message, value } = output ?? {}
  const error = typeof message === 'string' ? message : typeof value === 'string' ? value : ''
  return { id, failedAt: failedAt?.toISOString() ?? null, error: error.slice(0, 500) }
}

/**
 * Tries again what has failed in a queue: one job, or all of them, at most 1,000.
 * @returns how many
 * @throws {AppError} `not_found` when that one has not failed, or no more
 */
export async function retryJobs(ctx: Context, actorId: string, queue: string, id?: string): Promise<number> {
  const failed = await listFailedIds(ctx.db, queue, mostAtOnce)
  const ids = id === undefined ? failed : failed.filter(other => other === id)
  if (id !== undefined && ids.length === 0)
    throw new AppError('not_found', msg('This job has not failed, or not any more.'))
  if (ids.length === 0) return 0
  await ctx.jobs.retry(queue, ids)
  await ctx.db.transaction().execute(trx => recordAction(trx, { actorId, action: 'retry-job', reason: queue }))
  return ids.length
}
