// Work outside a request, by pg-boss: queued in the database, done by one node at a time, begun again when that node dies.
import { fromKysely, PgBoss, type ConstructorOptions } from 'pg-boss'
import type { Transaction } from 'kysely'
import type { Logger } from 'pino'
import type { Database } from '../database/tables.ts'

/** What is done by the clock. */
export interface Duty {
  name: string
  /** When it is done, as cron has it, in UTC. */
  schedule: string
  /** May be done twice: what it does must bear that. */
  work(): Promise<unknown>
}

/** What a verb leaves to be done. */
export interface Task {
  name: string
  /** On one node. */
  atOnce: number
  /** How often, and how much later, it is tried again: three times, a second later, when absent; else each time twice as much later. */
  patience?: { retries: number; delaySeconds: number; longestDelaySeconds: number }
  /** Its data is for one person's eyes, and stays out of the log. */
  secret?: true
  /** After so many it is given to another node, although its own is alive: 120 when absent. */
  longestSeconds?: number
  /**
   * May be done twice, and by two at once: what it does must bear that. Whatever it throws is tried again, as `patience` says.
   * @param signal aborts when the job is not ours any more
   */
  work(data: TaskData, signal: AbortSignal): Promise<unknown>
  /** When it has failed, or its nodes have died, for the last time. May be done twice. */
  giveUp?(data: TaskData): Promise<unknown>
}

export type TaskData = Record<string, string>

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

const retries = 3
const mostOfGroup = 4
/** Seconds after which a job whose node is silent is begun again: the least that pg-boss allows, and how often it looks. */
const heartbeat = { heartbeatSeconds: 10, heartbeatRefreshSeconds: 3, superviseIntervalSeconds: 6 }

export function createJobs(connection: ConstructorOptions, log: Logger): Jobs {
  const boss = new PgBoss({
    ...connection,
    schema: 'pgboss',
    max: 4,
    application_name: 'bowerbird jobs',
    superviseIntervalSeconds: heartbeat.superviseIntervalSeconds,
    monitorIntervalSeconds: heartbeat.superviseIntervalSeconds,
    maintenanceIntervalSeconds: 3_600,
  } as ConstructorOptions)
  boss.on('error', (error: Error) => log.warn({ error: error.message }, 'the job queue has a problem'))
  const workers = new Map<string, string[]>()
  const alarms = new Set<NodeJS.Timeout>()
  let names: string[] = []

  async function startDuty({ name, schedule, work }: Duty): Promise<void> {
    await boss.createQueue(name, {
      policy: 'short',
      retryLimit: retries,
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

  async function startTask({
    name,
    atOnce,
    patience,
    longestSeconds = 120,
    secret,
    work,
    giveUp,
  }: Task): Promise<void> {
    const { heartbeatSeconds, heartbeatRefreshSeconds } = heartbeat
    const options = { retryLimit: retries, retryDelay: 1, expireInSeconds: longestSeconds, deleteAfterSeconds: 3_600 }
    const deadLetter = giveUp && `${name}-given-up`
    if (deadLetter) {
      await boss.createQueue(deadLetter, options)
      await boss.work<TaskData>(deadLetter, { pollingIntervalSeconds: 2 }, async jobs => {
        for (const { data } of jobs) await giveUp(data)
      })
    }
    const again = patience && {
      retryLimit: patience.retries,
      retryDelay: patience.delaySeconds,
      retryDelayMax: patience.longestDelaySeconds,
      retryBackoff: true,
    }
    await boss.createQueue(name, { ...options, ...again, heartbeatSeconds, ...(deadLetter && { deadLetter }) })
    // Read now, because within a transaction of the embedded database nothing else can be read.
    await boss.getJobById(name, '00000000-0000-0000-0000-000000000000')
    const ids: string[] = []
    workers.set(name, ids)
    for (let worker = 0; worker < atOnce; worker++) {
      const id: string = await boss.work<TaskData>(
        name,
        { pollingIntervalSeconds: 2, heartbeatRefreshSeconds, groupConcurrency: mostOfGroup },
        async jobs => {
          for (const { data, signal } of jobs) {
            await work(data, signal).catch((error: unknown) => {
              log.error(
                { error, job: name, ...(!secret && { data }) },
                'a job has failed; it is tried again a few times',
              )
              throw error
            })
          }
          // There may be more: otherwise it would wait for its next look.
          boss.notifyWorker(id)
        },
      )
      ids.push(id)
    }
  }

  function poke(name: string): void {
    for (const id of workers.get(name) ?? []) boss.notifyWorker(id)
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
      for (const duty of duties) await startDuty(duty)
      for (const task of tasks) await startTask(task)
      names = [...duties, ...tasks].map(({ name }) => name)
    },
    async counts() {
      const queues = await boss.getQueues(names)
      return {
        queued: queues.reduce((sum, queue) => sum + queue.queuedCount, 0),
        failed: queues.reduce((sum, queue) => sum + (queue.failedCount ?? 0), 0),
      }
    },
    run: async name => void (await boss.send(name, {})),
    async close() {
      for (const alarm of alarms) clearTimeout(alarm)
      await boss.stop({ graceful: true, close: true, timeout: 10_000 })
    },
  }
}
