// What a client missed while it was away, between its cursor and the place of this node's tail.
import { setTimeout as delay } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import type { Database } from '../database/tables.ts'
import type { Audience, Viewer } from '../policy/audience.ts'
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
  audience: Audience
  /** Whose eyes this client has. */
  viewer: Viewer
  /** The groups of this client that outlast a connection. */
  listGroups(): Promise<Set<string>>
  send(packet: string): void
  /** Called in the turn in which the replay has reached the tail: who joins the groups in it misses nothing and hears nothing twice. */
  arrive(reason?: ResyncReason): void
  /** Resolves when the client has read most of what was sent; rejects when it does not. */
  drained(): Promise<void>
}

/** What the client belongs to, as of a place in the log: follows that are changed later must be read again. */
interface Membership {
  groups: Set<string>
  asOf: Cursor
}

/** Sends what was missed, in order, then arrives; or arrives with the reason why it could not. */
export async function catchUp(options: Options): Promise<void> {
  const { tail, audience, cursor, send, drained, arrive } = options
  if (cursor === undefined || cursor === null || cursor === '') return arrive()
  const position = tail.decode(cursor)
  if (!position) return arrive('unknown-cursor')
  let reached = tail.encode(position)
  await waitFor(tail, reached)
  // From a log that went on where this one was put back to an earlier time.
  if (tail.cursor < reached) return arrive('unknown-cursor')

  let mine = await readMembership(options)
  if (!tail.ring.after(reached)) {
    const fromLog = await replayLog(options, position, mine)
    if ('reason' in fromLog) return arrive(fromLog.reason)
    ;({ reached, mine } = fromLog)
  }

  for (;;) {
    const missed = tail.ring.after(reached)
    if (!missed) return arrive('gap')
    if (missed.some(event => changesMembership(event, mine))) {
      mine = await readMembership(options)
      continue
    }
    const people = missed.flatMap(event => (isFor(mine, event) ? event.subjects : []))
    if (!audience.knows(people)) {
      await audience.load(people)
      continue
    }
    let unread = 0
    for (const event of missed) {
      reached = event.cursor
      if (!isFor(mine, event) || !mayHear(options, event)) continue
      send(stripped(options, event, event.packet))
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
  readBefore: Membership,
): Promise<{ reached: Cursor; mine: Membership } | { reason: ResyncReason }> {
  const { db, tail, audience, send, drained } = options
  let mine = readBefore
  let position = start
  let reached = tail.encode(start)
  if (tail.encode(await getPruned(db)) > reached) return { reason: 'retention' }
  if ((await countEventsAfter(db, position, mostReplayed)) > mostReplayed) return { reason: 'gap' }
  while (!tail.ring.after(reached)) {
    const rows = (await listEventsAfter(db, position)).map(row => ({ ...row, cursor: tail.encode(row) }))
    if (rows.length === 0) return { reason: 'gap' }
    if (rows.some(row => changesMembership(row, mine))) mine = await readMembership(options)
    await audience.load(rows.flatMap(row => (isFor(mine, row) ? row.subjects : [])))
    let unread = 0
    for (const row of rows) {
      // What the tail has not handed on yet is live for this client.
      if (!row.settled || row.cursor > tail.cursor) return { reached, mine }
      position = row
      reached = row.cursor
      if (!isFor(mine, row) || !mayHear(options, row)) continue
      send(stripped(options, row, tail.packet(row)))
      unread += row.payload.length
    }
    if (unread > mostUnread) await drained()
  }
  return { reached, mine }
}

async function readMembership({ tail, listGroups }: Options): Promise<Membership> {
  const asOf = tail.cursor
  return { groups: await listGroups(), asOf }
}

function changesMembership(
  event: { name: string; groups: string[]; cursor: Cursor },
  { groups, asOf }: Membership,
): boolean {
  return event.name === 'group:changed' && event.cursor > asOf && event.groups.some(group => groups.has(group))
}

function isFor({ groups }: Membership, event: { name: string; groups: string[] }): boolean {
  return !isInternal(event.name) && event.groups.some(group => groups.has(group))
}

function mayHear(
  { audience, viewer }: Options,
  event: { name: string; groups: string[]; subjects: string[] },
): boolean {
  // Of these some come with less in them.
  if (event.name === 'notification:changed') return true
  return event.subjects.length === 0 || (audience.filterOf(event)?.(viewer) ?? true)
}

/**
 * One's own image is always told; what it looked like only as long as one may see that. Of a notification that names somebody whose
 * things one may not see any more, or perhaps shows them, only that the list is another one now.
 */
function stripped(
  { audience, viewer }: Options,
  { name, subjects }: { name: string; subjects: string[] },
  packet: string,
): string {
  const loses = name === 'image:saved' || name === 'notification:changed'
  if (!loses || (audience.filterOf({ name: 'image:changed', subjects })?.(viewer) ?? true)) return packet
  const [, payload] = JSON.parse(packet.slice(1)) as [string, Record<string, unknown>]
  if (name === 'image:saved') return `2${JSON.stringify([name, { ...payload, alike: [] }])}`
  const { cursor, unread, version } = payload
  return `2${JSON.stringify(['notification:forgotten', { cursor, unread, version }])}`
}

/** A client may come from a node that was ahead of this one; its tail is there within a moment. */
async function waitFor(tail: Tail, cursor: string): Promise<void> {
  const deadline = Date.now() + 5_000
  for (let look = 0; tail.cursor < cursor && Date.now() < deadline; look++) {
    if (look % 20 === 0) tail.poke()
    await delay(10)
  }
}
