// What a client missed while it was away, between its cursor and the place of this node's tail.
import { setTimeout as delay } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import type { Database } from '../database/tables.ts'
import type { ResyncReason } from '../protocol.ts'
import { countEventsAfter, getPruned, listEventsAfter } from './event-log.ts'
import type { Position } from './cursor.ts'
import type { Tail } from './tail.ts'

/** Beyond so many events in the log, reloading is cheaper than replaying. */
const mostReplayed = 10_000

/** Bytes that are sent before the reader must have read most of them. */
const mostUnread = 256 * 1024

interface Options {
  db: Kysely<Database>
  tail: Tail
  /** The client's last cursor; undefined when it shows nothing yet. */
  cursor: unknown
  /** The groups of this client that outlast a connection. */
  listGroups(): Promise<Set<string>>
  send(packet: string): void
  /** Resolves when the client has read most of what was sent; rejects when it does not. */
  drained(): Promise<void>
}

/**
 * Sends what was missed, in order, and returns in the same turn in which it reached the tail: whoever joins the groups at once
 * misses nothing and receives nothing twice.
 * @returns why it could not, or undefined
 */
export async function catchUp(options: Options): Promise<ResyncReason | undefined> {
  const { tail, cursor, listGroups, send, drained } = options
  if (cursor === undefined || cursor === null || cursor === '') return undefined
  const position = tail.decode(cursor)
  if (!position) return 'unknown-cursor'
  let reached = tail.encode(position)
  await waitFor(tail, reached)

  let groupsAsOf = tail.cursor
  let groups = await listGroups()
  if (!tail.ring.after(reached)) {
    const fromLog = await replayLog(options, position, groups)
    if ('reason' in fromLog) return fromLog.reason
    reached = fromLog.reached
  }

  for (;;) {
    const missed = tail.ring.after(reached)
    if (!missed) return 'gap'
    // Whom the person follows was read at `groupsAsOf`; if it changed since, it is read again.
    if (missed.some(event => event.name === 'group:changed' && event.cursor > groupsAsOf)) {
      groupsAsOf = tail.cursor
      groups = await listGroups()
      continue
    }
    let unread = 0
    for (const event of missed) {
      reached = event.cursor
      if (!isFor(groups, event)) continue
      send(event.packet)
      unread += event.packet.length
      if (unread > mostUnread) break
    }
    if (unread <= mostUnread) return undefined
    await drained()
  }
}

/** Sends from the log, as far as the ring does not reach back. */
async function replayLog(
  { db, tail, send, drained }: Options,
  start: Position,
  groups: Set<string>,
): Promise<{ reached: string } | { reason: ResyncReason }> {
  let position = start
  let reached = tail.encode(start)
  if (tail.encode(await getPruned(db)) > reached) return { reason: 'retention' }
  if ((await countEventsAfter(db, position)) > mostReplayed) return { reason: 'gap' }
  while (!tail.ring.after(reached)) {
    const rows = await listEventsAfter(db, position)
    if (rows.length === 0) return { reason: 'gap' }
    let unread = 0
    for (const row of rows) {
      const at = tail.encode(row)
      // What the tail has not handed on yet is live for this client.
      if (!row.settled || at > tail.cursor) return { reached }
      position = row
      reached = at
      if (!isFor(groups, row)) continue
      send(tail.packet(row))
      unread += row.payload.length
    }
    if (unread > mostUnread) await drained()
  }
  return { reached }
}

function isFor(groups: Set<string>, event: { name: string; groups: string[] }): boolean {
  return !event.name.startsWith('group:') && event.groups.some(group => groups.has(group))
}

/** A client may come from a node that was ahead of this one; its tail is there within a moment. */
async function waitFor(tail: Tail, cursor: string): Promise<void> {
  const deadline = Date.now() + 5_000
  while (tail.cursor < cursor && Date.now() < deadline) {
    tail.poke()
    await delay(5)
  }
}
