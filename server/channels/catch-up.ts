// What a client missed while it was away, between its cursor and the place of this node's tail.
import { setTimeout as delay } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import type { Database } from '../database/tables.ts'
import type { ResyncReason } from '../protocol.ts'
import type { Cursor } from '../views.ts'
import { countEventsAfter, getPruned, listEventsAfter } from './event-log.ts'
import { isInternal } from './groups.ts'
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
  /** Called in the turn in which the replay has reached the tail: who joins the groups in it misses nothing and hears nothing twice. */
  arrive(reason?: ResyncReason): void
  /** Resolves when the client has read most of what was sent; rejects when it does not. */
  drained(): Promise<void>
}

/** Who belongs to what, as of a place in the log: follows that are changed later must be read again. */
interface Audience {
  groups: Set<string>
  asOf: Cursor
}

/** Sends what was missed, in order, then arrives; or arrives with the reason why it could not. */
export async function catchUp(options: Options): Promise<void> {
  const { tail, cursor, send, drained, arrive } = options
  if (cursor === undefined || cursor === null || cursor === '') return arrive()
  const position = tail.decode(cursor)
  if (!position) return arrive('unknown-cursor')
  let reached = tail.encode(position)
  await waitFor(tail, reached)
  // From a log that went on where this one was put back to an earlier time.
  if (tail.cursor < reached) return arrive('unknown-cursor')

  let audience = await readAudience(options)
  if (!tail.ring.after(reached)) {
    const fromLog = await replayLog(options, position, audience)
    if ('reason' in fromLog) return arrive(fromLog.reason)
    ;({ reached, audience } = fromLog)
  }

  for (;;) {
    const missed = tail.ring.after(reached)
    if (!missed) return arrive('gap')
    if (missed.some(event => changesAudience(event, audience))) {
      audience = await readAudience(options)
      continue
    }
    let unread = 0
    for (const event of missed) {
      reached = event.cursor
      if (!isFor(audience, event)) continue
      send(event.packet)
      unread += event.packet.length
      if (unread > mostUnread) break
    }
    if (unread <= mostUnread) return arrive()
    await drained()
  }
}

/** Sends from the log, as far as the ring does not reach back. */
async function replayLog(
  options: Options,
  start: Position,
  readBefore: Audience,
): Promise<{ reached: Cursor; audience: Audience } | { reason: ResyncReason }> {
  const { db, tail, send, drained } = options
  let audience = readBefore
  let position = start
  let reached = tail.encode(start)
  if (tail.encode(await getPruned(db)) > reached) return { reason: 'retention' }
  if ((await countEventsAfter(db, position, mostReplayed)) > mostReplayed) return { reason: 'gap' }
  while (!tail.ring.after(reached)) {
    const rows = (await listEventsAfter(db, position)).map(row => ({ ...row, cursor: tail.encode(row) }))
    if (rows.length === 0) return { reason: 'gap' }
    if (rows.some(row => changesAudience(row, audience))) audience = await readAudience(options)
    let unread = 0
    for (const row of rows) {
      // What the tail has not handed on yet is live for this client.
      if (!row.settled || row.cursor > tail.cursor) return { reached, audience }
      position = row
      reached = row.cursor
      if (!isFor(audience, row)) continue
      send(tail.packet(row))
      unread += row.payload.length
    }
    if (unread > mostUnread) await drained()
  }
  return { reached, audience }
}

async function readAudience({ tail, listGroups }: Options): Promise<Audience> {
  const asOf = tail.cursor
  return { groups: await listGroups(), asOf }
}

function changesAudience(
  event: { name: string; groups: string[]; cursor: Cursor },
  { groups, asOf }: Audience,
): boolean {
  return event.name === 'group:changed' && event.cursor > asOf && event.groups.some(group => groups.has(group))
}

function isFor({ groups }: Audience, event: { name: string; groups: string[] }): boolean {
  return !isInternal(event.name) && event.groups.some(group => groups.has(group))
}

/** A client may come from a node that was ahead of this one; its tail is there within a moment. */
async function waitFor(tail: Tail, cursor: string): Promise<void> {
  const deadline = Date.now() + 5_000
  for (let look = 0; tail.cursor < cursor && Date.now() < deadline; look++) {
    if (look % 20 === 0) tail.poke()
    await delay(10)
  }
}
