// The newest events in memory: who was away for a moment is served from here.
import type { Cursor } from '../views.ts'

export interface TailedEvent {
  cursor: Cursor
  name: string
  groups: string[]
  /** Whoever may not see one of these people does not hear it. */
  subjects: string[]
  /** The Socket.IO packet, ready to be sent. */
  packet: string
}

export interface Ring {
  push(event: TailedEvent): void
  /** Events behind a cursor, in order; undefined when the ring does not reach back so far. */
  after(cursor: Cursor): TailedEvent[] | undefined
  /** From now on these are for nobody: their places stay. */
  withdraw(cursors: Cursor[]): void
  size(): number
}

/** Keeps the newest `mostEvents`, of at most `mostBytes` together; it reaches back to `start`. */
export function createRing(start: Cursor, mostEvents = 20_000, mostBytes = 32 * 1024 * 1024): Ring {
  let events: TailedEvent[] = []
  // Events before this index are gone: shifting a long array for each would be slow.
  let first = 0
  let bytes = 0
  let reachesBackTo = start

  function dropOldest() {
    const oldest = events[first++]!
    bytes -= oldest.packet.length
    reachesBackTo = oldest.cursor
    if (first > mostEvents) {
      events = events.slice(first)
      first = 0
    }
  }

  /** The index of the first event behind a cursor. */
  function indexAfter(cursor: Cursor): number {
    let low = first
    let high = events.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (events[middle]!.cursor <= cursor) low = middle + 1
      else high = middle
    }
    return low
  }

  return {
    push(event) {
      events.push(event)
      bytes += event.packet.length
      while (events.length - first > mostEvents || (bytes > mostBytes && events.length - first > 1)) dropOldest()
    },
    after(cursor) {
      if (cursor < reachesBackTo) return undefined
      return events.slice(indexAfter(cursor))
    },
    withdraw(cursors) {
      for (const cursor of cursors) {
        const index = indexAfter(cursor) - 1
        const event = events[index]
        if (index >= first && event?.cursor === cursor) events[index] = { ...event, groups: [] }
      }
    },
    size: () => events.length - first,
  }
}
