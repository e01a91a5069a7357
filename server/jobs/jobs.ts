// Work outside a request, by pg-boss: queued in the database, done by one node at a time, begun again when that node dies.
import { fromKysely, PgBoss, type ConstructorOptions } from 'pg-boss'
import type { Transaction } from 'kysely'
import type { Logger } from 'pino'
import type { Database } from '../database/tables.ts'
import { givenUp, heartbeat, openQueues, type Duty, type Task, type TaskData } from './queues.ts'
import { inLanguage } from '../language/language.ts'
import { sourceLanguage } from '../language/spoken.ts'

export type { Duty, Task, TaskData }

/** As the verbs see the queue. */
export interface JobQueue {
  /**
   * Queues them in the transaction of the change that wants them: both happen, or neither.
   * @param options.after the earliest time; at once when absent
   * @param options.group of one group, about four are done at once on all nodes, however many wait
   * @param options.priority higher ones are done first; 0 when absent
   */
  add(
    trx: Transaction<Database>,
    name: string,
    data: TaskData[],
    options?: { after?: Date; group?: string; priority?: number },
  ): Promise<void>
  /** After the commit: this node looks now, or at that time. Without it every node looks every two seconds. */
  poke(name: string, at?: Date): void
  /** Those that have failed are tried once more. */
  retry(name: string, ids: string[]): Promise<void>
}

export interface Jobs {
  queue: JobQueue
  /** Begins the work. */
  start(duties: Duty[], tasks: Task[]): Promise<void>
  /** How many wait and how many have failed, over all nodes. */
  counts(): Promise<{ queued: number; failed: number }>
  /** Puts a duty into its queue now. */
  run(name: string): Promise<void>
  /** Lets what runs come to its end for up to 10 s; another node goes on with the rest. */
  close(): Promise<void>
}

const mostOfGroup = 4
/**
 * pg-boss has every worker of every queue ask for itself. Ours sleep until the node's one look finds something due: an idle node
 * asks once in two seconds instead of sixteen times a second. The sleepers ask too, should the look ever fail.
 */
const lookMilliseconds = 2_000
const sleep = { pollingIntervalSeconds: 60 }

export function createJobs(connection: ConstructorOptions, log: Logger): Jobs {
  const boss = new PgBoss({
    ...connection,
    schema: 'pgboss',
    max: 4,
    application_name: 'bowerbird jobs',
    superviseIntervalSeconds: heartbeat.superviseIntervalSeconds,
    monitorIntervalSeconds: heartbeat.superviseIntervalSeconds,
    maintenanceIntervalSeconds: 3_600,
    cronWorkerIntervalSeconds: 15,
    flowIntervalSeconds: 60,
  } as ConstructorOptions)
  /** Said once: while the database is away, everything in the queue has it again and again. */
  let troubled = false
  function hasProblem(error: unknown): void {
    if (!troubled) log.warn({ error: (error as Error).message }, 'the job queue has a problem')
    else log.debug({ error }, 'the job queue still has a problem')
    troubled = true
  }
  boss.on('error', hasProblem)
  /** How the workers of a queue begin; called when there is work for the first time. */
  const beginnings = new Map<string, () => Promise<string[]>>()
  const workers = new Map<string, Promise<string[]>>()
  const alarms = new Set<NodeJS.Timeout>()
  let names: string[] = []
  let looking: NodeJS.Timeout | undefined

  async function workOn({ name, work }: Duty): Promise<string[]> {
    const id = await boss.work(name, sleep, async () => {
      const start = performance.now()
      const result = await work()
      log.debug({ job: name, result, milliseconds: Math.round(performance.now() - start) }, 'job done')
    })
    return [id]
  }

  async function workOff({ name, atOnce, secret, work }: Task): Promise<string[]> {
    const options = {
      ...sleep,
      heartbeatRefreshSeconds: heartbeat.heartbeatRefreshSeconds,
      groupConcurrency: mostOfGroup,
    }
    return Promise.all(
      Array.from({ length: atOnce }, async () => {
        const id: string = await boss.work<TaskData>(name, options, async jobs => {
          for (const { data, signal } of jobs) {
            await work(data, signal).catch((error: unknown) => {
              log.error(
                { error, job: name, ...(!secret && { data }) },
                'a job has failed; it is tried again a few times',
              )
              throw error
            })
          }
          // There may be more: otherwise it would wait for the next look.
          boss.notifyWorker(id)
        })
        return id
      }),
    )
  }

  async function workOnGivenUp(tasks: Task[]): Promise<string[]> {
    const endings = new Map(tasks.map(({ name, giveUp }) => [name, giveUp]))
    const id: string = await boss.work<TaskData, unknown, { includeMetadata: true }>(
      givenUp,
      { ...sleep, includeMetadata: true },
      async jobs => {
        for (const { data, sourceName } of jobs) await endings.get(sourceName ?? '')?.(data)
        boss.notifyWorker(id)
      },
    )
    return [id]
  }

  /** Wakes the workers of a queue, and begins them first if they have never had anything to do. */
  async function wake(name: string): Promise<void> {
    const begun = workers.get(name)
    if (begun) {
      for (const id of await begun) boss.notifyWorker(id)
      return
    }
    const begin = beginnings.get(name)
    if (!begin) return
    // Not in the language of whoever happens to wake them: what is for somebody says whose it is.
    const beginning = inLanguage(sourceLanguage, begin)
    workers.set(name, beginning)
    // Begun anew the next time.
    beginning.catch(() => workers.delete(name))
    await beginning
  }

  function poke(name: string): void {
    wake(name).catch((error: unknown) => log.warn({ error, job: name }, 'the workers of a queue could not be woken'))
  }

  async function look(): Promise<void> {
    const { rows } = await boss.getDb().executeSql(
      `select name from unnest($1::text[]) as queue (name) where exists (
        select from pgboss.job where job.name = queue.name and state < 'active' and not blocked and start_after <= now())`,
      [[...beginnings.keys()]],
    )
    for (const { name } of rows as { name: string }[]) poke(name)
  }

  /** Looks again and again, each time when the one before has come back. */
  function keepLooking(): void {
    looking = setTimeout(() => {
      look()
        .then(() => {
          if (troubled) log.info('the job queue is back')
          troubled = false
        })
        // Cut off by the end of the node, it has none.
        .catch((error: unknown) => looking && hasProblem(error))
        .finally(() => {
          if (looking) keepLooking()
        })
    }, lookMilliseconds)
  }

  return {
    queue: {
      async add(trx, name, data, { after, group, priority } = {}) {
        const options = { startAfter: after, priority, group: group ? { id: group } : undefined }
        const jobs = data.map(each => ({ data: each, ...options }))
        await boss.insert(name, jobs, { db: fromKysely(trx) })
      },
      poke(name, at) {
        if (!at) return poke(name)
        const alarm = setTimeout(
          () => {
            alarms.delete(alarm)
            poke(name)
          },
          Math.max(0, at.getTime() - Date.now()) + 20,
        )
        alarms.add(alarm.unref())
      },
      async retry(name, ids) {
        await boss.retry(name, ids)
        poke(name)
      },
    },
    async start(duties, tasks) {
      await boss.start()
      await openQueues(boss, duties, tasks)
      for (const duty of duties) beginnings.set(duty.name, () => workOn(duty))
      for (const task of tasks) beginnings.set(task.name, () => workOff(task))
      beginnings.set(givenUp, () => workOnGivenUp(tasks))
      names = [...duties, ...tasks].map(({ name }) => name)
      keepLooking()
    },
    async counts() {
      const queues = await boss.getQueues(names)
      return {
        queued: queues.reduce((sum, queue) => sum + queue.queuedCount, 0),
        failed: queues.reduce((sum, queue) => sum + (queue.failedCount ?? 0), 0),
      }
    },
    async run(name) {
      await boss.send(name, {})
      poke(name)
    },
    async close() {
      clearTimeout(looking)
      looking = undefined
      for (const alarm of alarms) clearTimeout(alarm)
      await boss.stop({ graceful: true, close: true, timeout: 10_000 })
    },
  }
}
