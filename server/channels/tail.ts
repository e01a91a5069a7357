// Each node reads the log of events from where it is, and hands on what is settled: once, and in order.
import { setImmediate } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import type { Database } from '../database/tables.ts'
import type { Cursor } from '../views.ts'
import { decodeCursor, encodeCursor, type Position } from './cursor.ts'
import {
  getLogEnd,
  getPruned,
  listEventsAfter,
  listEventsBefore,
  mostListed,
  openLog,
  type LogRow,
} from './event-log.ts'
import { createRing, type Ring, type TailedEvent } from './ring.ts'

export interface Tail {
  readonly ring: Ring
  /** The last event handed on. Changes in the same turn as its delivery. */
  readonly cursor: Cursor
  readonly stats: TailStats
  /** Decodes a client's cursor; undefined when it is none of this log. */
  decode(cursor: unknown): Position | undefined
  encode(position: Position): Cursor
  /** The Socket.IO packet of an event of the log. */
  packet(row: LogRow): string
  /** Looks now, not at the next tick. */
  poke(): void
  close(): Promise<void>
}

export interface TailStats {
  events: number
  /** Seconds from the record of the last event to its delivery. */
  lag: number
  /** Seconds for which the oldest running transaction has held back what is behind it. */
  horizonAge: number
  failures: number
}

/** Bytes for one reader in one turn of the event loop; a fraction of the budget of a reader. */
const mostAtOnce = 128 * 1024

interface Options {
  db: Kysely<Database>
  log: Logger
  /** Milliseconds until it looks without having been told to. */
  interval(): number
  /** What the events of a batch need before they can be handed on in one go. */
  prepare(events: TailedEvent[]): Promise<void>
  deliver(event: TailedEvent): void
  /** The log is not the one it was: no cursor given out so far means anything. */
  restarted(): void
}

/** Begins behind everything that is settled now; the ring already holds the newest events before that. */
export async function startTail({ db, log, interval, prepare, deliver, restarted }: Options): Promise<Tail> {
  let epoch = ''
  let position: Position = { xid: '0', id: '0' }
  let ring: Ring
  let cursor: Cursor
  const stats: TailStats = { events: 0, lag: 0, horizonAge: 0, failures: 0 }

  async function open(): Promise<void> {
    const opened = await openLog(db)
    if (opened === epoch) return
    const moved = epoch !== ''
    epoch = opened
    position = await getLogEnd(db)
    const recent = await listEventsBefore(db, position)
    ring = createRing(encodeCursor(epoch, recent.length < mostListed ? await getPruned(db) : recent[0]!))
    for (const row of recent) ring.push(toEvent(row))
    cursor = encodeCursor(epoch, position)
    if (moved) restarted()
  }

  function toEvent({ xid, id, name, groups, subjects, payload }: LogRow): TailedEvent {
    const at = encodeCursor(epoch, { xid, id })
    const rest = payload.slice(1).trimStart()
    const separator = rest.startsWith('}') ? '' : ','
    // The packet as the Socket.IO protocol has it: "2" for an event, then a JSON array.
    return { cursor: at, name, groups, subjects, packet: `2["${name}",{"cursor":"${at}"${separator}${rest}]` }
  }

  /** @returns whether there may be more at once */
  async function step(): Promise<boolean> {
    const rows = await listEventsAfter(db, position)
    const settled = rows.filter(row => row.settled)
    stats.horizonAge = rows.length > settled.length ? rows[settled.length]!.age : 0
    const last = settled.at(-1)
    if (!last) return false
    const events = settled.map(toEvent)
    await prepare(events)
    let written = 0
    for (const [index, event] of events.entries()) {
      // These without a pause: whoever joins a group does so before the event or after it.
      deliver(event)
      ring.push(event)
      cursor = event.cursor
      position = settled[index]!
      written += event.packet.length
      if (written < mostAtOnce) continue
      // Readers that keep up get to read before more is written to them.
      await setImmediate()
      written = 0
    }
    stats.events += events.length
    stats.lag = last.age
    return rows.length === mostListed
  }

  let poked = false
  let closed = false
  let wake = () => {}
  function sleep(milliseconds: number): Promise<void> {
    if (poked || closed) return Promise.resolve()
    return new Promise(resolve => {
      const timer = setTimeout(resolve, milliseconds)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  async function run(): Promise<void> {
    let broken = false
    while (!closed) {
      poked = false
      try {
        if (broken) await open()
        broken = false
        while (!closed && (await step()));
      } catch (error) {
        if (closed) return
        stats.failures++
        if (!broken) log.warn({ error: (error as Error).message }, 'the event log cannot be read; trying again')
        broken = true
      }
      // Something is committed but waits for an older transaction, which as a rule ends within milliseconds.
      const waiting = stats.horizonAge > 0
      if (broken) await sleep(250)
      else await sleep(waiting ? Math.min(interval(), 2 + stats.horizonAge * 100) : interval())
    }
  }

  await open()
  const running = run()
  return {
    get ring() {
      return ring
    },
    get cursor() {
      return cursor
    },
    stats,
    decode: text => decodeCursor(epoch, text),
    encode: place => encodeCursor(epoch, place),
    packet: row => toEvent(row).packet,
    poke() {
      poked = true
      wake()
    },
    async close() {
      closed = true
      wake()
      await running
    },
  }
}
