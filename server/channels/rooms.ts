// Takes sockets out of the groups of people whom they may see no longer, on this node; every node does so at the same event. Until then
// the delivery holds back what is told there, so that it need not be done at once for each of many changes.
import type { Logger } from 'pino'
import type { Server } from 'socket.io'
import type { Audience, Sight } from '../policy/audience.ts'
import { viewerOf } from './delivery.ts'
import { ofAudience, visitorsOf } from './groups.ts'

/** Milliseconds in which many changes become one look at all sockets. */
const together = 20
const pages = visitorsOf('')
const sightOf = (group: string): Sight => (group.startsWith(pages) ? 'person' : 'things')

export interface Rooms {
  /** Looks again at who may stay, where these groups are the audiences of people. */
  recheck(changed: string[]): void
  close(): void
}

export function createRooms(io: Server, audience: Audience, log: Logger): Rooms {
  let waiting = new Set<string>()
  let timer: NodeJS.Timeout | undefined

  async function look(): Promise<void> {
    timer = undefined
    const people = waiting
    waiting = new Set()
    try {
      await audience.load(people)
    } catch (error) {
      log.warn({ error: (error as Error).message }, 'who may stay in a room cannot be read; trying again')
      people.forEach(id => waiting.add(id))
      timer ??= setTimeout(look, 1_000)
      return
    }
    for (const socket of io.of('/').sockets.values()) {
      const { watched } = socket.data as { watched?: Map<string, string> }
      if (!watched) continue
      for (const [group, accountId] of watched) {
        if (!people.has(accountId) || audience.maySee(viewerOf(socket), accountId, sightOf(group))) continue
        watched.delete(group)
        void socket.leave(group)
      }
    }
  }

  return {
    recheck(changed) {
      const people = changed.map(ofAudience).filter(id => id !== undefined)
      if (people.length === 0) return
      for (const id of people) waiting.add(id)
      timer ??= setTimeout(look, together)
    },
    close: () => clearTimeout(timer),
  }
}
