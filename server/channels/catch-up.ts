// What a client missed while it was away, between its cursor and the place of this node's tail.
import type { Kysely } from 'kysely'
import type { Database } from '../database/tables.ts'
import type { ResyncReason } from '../protocol.ts'
import { countEventsAfter, getPruned, listEventsAfter, mostListed } from './event-log.ts'
import type { Tail } from './tail.ts'

/** Beyond so many events in the log, reloading is cheaper than replaying. */
const mostReplayed = 10_000

interface Options {
  db: Kysely<Database>
  tail: Tail
  /** The client's last cursor; undefined when it shows nothing yet. */
  cursor: unknown
  /** The groups of this client that outlast a connection. */
  listGroups(): Promise<Set<string>>
  send(packet: string): void
}

/**
 * Sends what was missed, in order, and returns in the same turn in which it reached the tail: whoever joins the groups at once
 * misses nothing and receives nothing twice.
 * @returns why it could not, or undefined
 */
export async function catchUp({ db, tail, cursor, listGroups, send }: Options): Promise<ResyncReason | undefined> {
  if (cursor === undefined || cursor === null || cursor === '') return undefined
  let position = tail.decode(cursor)
  if (!position) return 'unknown-cursor'
  let reached = tail.encode(position)
  await waitFor(tail, reached)

  let groupsAsOf = tail.cursor
  let groups = await listGroups()
  // The log first, as far as the ring does not reach back.
  if (!tail.ring.after(reached)) {
    if (tail.encode(await getPruned(db)) > reached) return 'retention'
    if ((await countEventsAfter(db, position)) > mostReplayed) return 'gap'
    while (!tail.ring.after(reached)) {
      const rows = await listEventsAfter(db, position)
      const last = rows.filter(row => row.settled).at(-1)
      if (!last) return 'gap'
      for (const row of rows) {
        const at = tail.encode(row)
        // What the tail has not handed on yet is live for this client.
        if (!row.settled || at > tail.cursor) break
        if (isFor(groups, row)) send(tail.packet(row))
        position = row
        reached = at
      }
      if (rows.length < mostListed && !tail.ring.after(reached)) return 'gap'
    }
  }

  for (;;) {
    const missed = tail.ring.after(reached)
    if (!missed) return 'gap'
    // Whom the person follows was read at `groupsAsOf`; if it changed since, it is read again.
    const changed = missed.some(event => event.name === 'group:changed' && event.cursor > groupsAsOf)
    if (!changed) {
      for (const event of missed) if (isFor(groups, event)) send(event.packet)
      return undefined
    }
    groupsAsOf = tail.cursor
    groups = await listGroups()
  }
}

function isFor(groups: Set<string>, event: { name: string; groups: string[] }): boolean {
  return !event.name.startsWith('group:') && event.groups.some(group => groups.has(group))
}

/** A client may come from a node that was ahead of this one; its tail is there within a moment. */
async function waitFor(tail: Tail, cursor: string): Promise<void> {
  const deadline = Date.now() + 5_000
  while (tail.cursor < cursor && Date.now() < deadline) {
    tail.poke()
    await new Promise(resolve => setTimeout(resolve, 5))
  }
}
