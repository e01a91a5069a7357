// What work there is, and its queues: what pg-boss is told of each.
import type { PgBoss, Queue } from 'pg-boss'

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

const retries = 3
/** Seconds after which a job whose node is silent is begun again: the least that pg-boss allows, and how often it looks. */
export const heartbeat = { heartbeatSeconds: 10, heartbeatRefreshSeconds: 3, superviseIntervalSeconds: 6 }
/** Where what has failed for the last time waits for `giveUp`. */
export const givenUp = 'given-up'

/** Makes the queues that are missing, and brings up to date what a newer version wants otherwise. */
export async function openQueues(boss: PgBoss, duties: Duty[], tasks: Task[]): Promise<void> {
  const known = new Map((await boss.getQueues()).map(queue => [queue.name, queue]))
  const open = async (name: string, options: Omit<Queue, 'name'>, policy?: 'short') => {
    const queue = known.get(name)
    if (!queue) {
      await boss.createQueue(name, { ...options, policy })
      // Read now, because within a transaction of the embedded database nothing else can be read.
      await boss.getJobById(name, '00000000-0000-0000-0000-000000000000')
    } else if (Object.entries(options).some(([option, value]) => queue[option as keyof Queue] !== value)) {
      await boss.updateQueue(name, options)
    }
  }
  const shortLived = { retryLimit: retries, retryDelay: 1, deleteAfterSeconds: 3_600 }
  await open(givenUp, { ...shortLived, expireInSeconds: 120 })
  for (const { name, patience, longestSeconds = 120, giveUp } of tasks) {
    await open(name, {
      ...shortLived,
      expireInSeconds: longestSeconds,
      ...(patience && {
        retryLimit: patience.retries,
        retryDelay: patience.delaySeconds,
        retryDelayMax: patience.longestDelaySeconds,
        retryBackoff: true,
      }),
      heartbeatSeconds: heartbeat.heartbeatSeconds,
      ...(giveUp && { deadLetter: givenUp }),
    })
  }
  const scheduled = new Map((await boss.getSchedules()).map(({ name, cron }) => [name, cron]))
  for (const { name, schedule } of duties) {
    await open(name, { retryLimit: retries, retryBackoff: true, heartbeatSeconds: 30, expireInSeconds: 900 }, 'short')
    if (scheduled.get(name) !== schedule) await boss.schedule(name, schedule)
  }
}
