// Work outside a request, by pg-boss: queued in the database, done by one node at a time, begun again when that node dies.
import { PgBoss, type ConstructorOptions } from 'pg-boss'
import type { Logger } from 'pino'

export interface Job {
  name: string
  /** When it is done, as cron has it, in UTC. */
  schedule: string
  /** May be done twice: what it does must bear that. */
  work(): Promise<unknown>
}

export interface Jobs {
  /** How many wait and how many have failed, over all nodes. */
  counts(): Promise<{ queued: number; failed: number }>
  /** Puts a job into its queue now. */
  run(name: string): Promise<void>
  close(): Promise<void>
}

export async function startJobs(connection: ConstructorOptions, jobs: Job[], log: Logger): Promise<Jobs> {
  const boss = new PgBoss({
    ...connection,
    schema: 'pgboss',
    max: 2,
    application_name: 'bowerbird jobs',
  } as ConstructorOptions)
  boss.on('error', (error: Error) => log.warn({ error: error.message }, 'the job queue has a problem'))
  await boss.start()
  for (const { name, schedule, work } of jobs) {
    await boss.createQueue(name, {
      policy: 'short',
      retryLimit: 3,
      retryBackoff: true,
      heartbeatSeconds: 30,
      expireInSeconds: 900,
    })
    await boss.work(name, { pollingIntervalSeconds: 10 }, async () => {
      const start = performance.now()
      const result = await work()
      log.debug({ job: name, result, milliseconds: Math.round(performance.now() - start) }, 'job done')
    })
    await boss.schedule(name, schedule)
  }
  return {
    async counts() {
      const queues = await boss.getQueues(jobs.map(job => job.name))
      return {
        queued: queues.reduce((sum, queue) => sum + queue.queuedCount, 0),
        failed: queues.reduce((sum, queue) => sum + (queue.failedCount ?? 0), 0),
      }
    },
    run: async name => void (await boss.send(name, {})),
    close: () => boss.stop({ graceful: true, close: true, timeout: 10_000 }),
  }
}
