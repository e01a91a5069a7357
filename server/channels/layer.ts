// The channel layer of one node: tail, membership, hints and sockets put together.
import type { Server as HttpServer } from 'node:http'
import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import type { Server } from 'socket.io'
import type { Config } from '../config.ts'
import type { Database } from '../database/tables.ts'
import { gauge, metrics } from '../http/metrics.ts'
import { createAudience, type Audience, type LimitsQuery } from '../policy/audience.ts'
import { createDelivery } from './delivery.ts'
import { nameDatabase } from './event-log.ts'
import { imageOf, isInternal, ofAudience, type Groups } from './groups.ts'
import { createMembership, type MembersQuery } from './membership.ts'
import { createPresence, type Presence } from './presence.ts'
import { connectRedis, type Bus } from './redis.ts'
import type { TailedEvent } from './ring.ts'
import { createRooms } from './rooms.ts'
import { createServer } from './sockets.ts'
import { startTail, type Tail } from './tail.ts'

export interface ChannelLayer {
  groups: Groups
  io: Server
  tail: Tail
  audience: Audience
  presence: Presence
  bus: Bus | undefined
  /** Seconds that the last hint of another node was on its way; the clocks of both are in it. */
  hintLag(): number
  close(): Promise<void>
}

interface Options {
  config: Config
  http: HttpServer
  /** The connection of the tail, apart from the pool. */
  db: Kysely<Database>
  log: Logger
  listMembers: MembersQuery
  listLimits: LimitsQuery
  /** Told of every event, the internal ones too, in the one order. */
  heard(event: TailedEvent): void
}

const hintName = 'log:hint'
/** Milliseconds in which the hints of many commits become one. */
const hintsTogether = 2

export async function openChannelLayer({
  config,
  http,
  db,
  log,
  listMembers,
  listLimits,
  heard,
}: Options): Promise<ChannelLayer> {
  const io = createServer(http, config)
  const bus = config.redisUrl ? await connectRedis(io, config.redisUrl, await nameDatabase(db), log) : undefined
  const membership = createMembership(listMembers)
  const audience = createAudience(listLimits)
  const delivery = createDelivery(io, membership.membersOf, audience)
  const rooms = createRooms(io, audience, log)
  const tail = await startTail({
    db,
    log,
    // Alone, every commit is ours and tells us; with others, hints may be lost unnoticed, and more so without Redis.
    interval: () => (bus && !bus.ready() ? 200 : 1_000),
    prepare,
    deliver: handOn,
    // Their cursors mean nothing any more: closed like this they come again by themselves, and are told to reload.
    restarted() {
      membership.clear()
      audience.clear()
      io.of('/').sockets.forEach(socket => socket.conn.close())
    },
  })

  async function prepare(events: TailedEvent[]): Promise<void> {
    for (const group of events.flatMap(event => (event.name === 'group:changed' ? event.groups : []))) {
      const person = ofAudience(group)
      if (person) audience.forget(person)
      else membership.forget(group)
    }
    await Promise.all([
      membership.load(events.flatMap(event => event.groups)),
      audience.load(events.flatMap(event => event.subjects)),
    ])
  }

  function handOn(event: TailedEvent): void {
    metrics.eventsTailed.inc()
    heard(event)
    if (event.name === 'log:withdrawn') tail.ring.withdraw(event.groups)
    else if (event.name === 'group:changed') rooms.recheck(event.groups)
    else if (event.name === 'group:closed') {
      io.local.in(event.groups).disconnectSockets(true)
      delivery.forget()
    } else if (!isInternal(event.name)) delivery.deliver(event)
  }

  let hintLag = 0
  io.on(hintName, (sentAt: number) => {
    hintLag = Math.max(0, Date.now() - sentAt) / 1000
    tail.poke()
  })
  let hinting: NodeJS.Timeout | undefined
  let again = false
  /** The first of many commits is told at once, the others together a moment later. */
  function tellOthers(): void {
    if (hinting) {
      again = true
      return
    }
    if (bus?.ready()) io.serverSideEmit(hintName, Date.now())
    hinting = setTimeout(() => {
      hinting = undefined
      if (again) tellOthers()
      again = false
    }, hintsTogether)
  }
  const groups: Groups = {
    hint() {
      tail.poke()
      if (bus) tellOthers()
    },
    tell(group, name, payload) {
      const reach = bus?.ready() ? io : io.local
      // Not volatile: that would drop it whenever something else was sent in the same moment, and a slow reader is cut anyway.
      reach.to(group).emit(name, payload)
    },
    cursorOf: tail.encode,
    here: () => tail.cursor,
  }

  const presence = createPresence(io, bus, (group, people) =>
    groups.tell(group, 'image:looking', { id: imageOf(group), people }),
  )

  gauge('looking', 'Connections that look at something', presence.size)

  return {
    groups,
    presence,
    io,
    tail,
    audience,
    bus,
    hintLag: () => hintLag,
    async close() {
      clearTimeout(hinting)
      rooms.close()
      await presence.close()
      await tail.close()
      await io.close()
      bus?.close()
    },
  }
}
