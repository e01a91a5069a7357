// A reader in the chaos: follows some writers, watches some images, and keeps the last cursor, as the contract asks of a client.
import type { ImageChanged } from '../../../server/protocol.ts'
import type { ActivityView, Cursor } from '../../../server/views.ts'
import type { Member } from './member.ts'
import type { Random } from './random.ts'
import { roam, type RoamingSocket } from './roaming-socket.ts'

export interface Heard {
  id: string
  cursor: Cursor
  /** Who liked which image. */
  username: string
  imageId: string
  at: number
  /** The node that told it. */
  url: string
}

export interface ChaosReader extends Omit<RoamingSocket, 'ask'> {
  readonly member: Member
  readonly follows: Set<string>
  /** Every activity, in the order in which it came, over all connections. */
  readonly heard: Heard[]
  /** Every broken promise about cursors: a broadcast that was not behind the one before it. */
  readonly disorder: string[]
  resyncs(): number
  /** The likes of the watched images, as far as this reader knows. */
  readonly likes: Map<string, number>
  /** When everything up to this person's activity has come, and the watches are answered. */
  heardFrom(username: string): Promise<void>
}

interface Options {
  member: Member
  follows: string[]
  watches: string[]
  urls: readonly string[]
  random: Random
}

export function startReader({ member, follows, watches, urls, random }: Options): ChaosReader {
  let cursor: Cursor | undefined
  let resyncs = 0
  let lastDurable = ''
  let lastName = ''
  const heard: Heard[] = []
  const disorder: string[] = []
  const likes = new Map<string, number>()
  const asked = new Set<Promise<void>>()
  // Of each watched image: whether a change came since the snapshot was asked for, which may be older.
  const changed = new Set<string>()
  let tell = () => {}

  function hear(name: string, payload: unknown) {
    const at = performance.now()
    const event = payload as Partial<{ cursor: Cursor }>
    if (name === 'live:resync') resyncs++
    if (event.cursor !== undefined) {
      const durable = !name.startsWith('live:')
      if (event.cursor < (cursor ?? '') || (durable && event.cursor <= lastDurable)) {
        disorder.push(`${name} ${event.cursor} after ${lastName} ${cursor}`)
      }
      if (durable) lastDurable = event.cursor
      cursor = event.cursor
      lastName = name
    }
    if (name === 'image:changed') {
      const change = payload as ImageChanged
      changed.add(change.id)
      if (change.likes !== undefined) likes.set(change.id, change.likes)
    }
    if (name === 'activity:recorded') {
      const { id, cursor: place, actor, target } = payload as ActivityView
      const imageId = target?.kind === 'image' ? target.image.id : ''
      heard.push({ id, cursor: place, username: actor.username, imageId, at, url: socket.url() })
      tell()
    }
  }

  const socket = roam({
    urls,
    random,
    auth: () => ({ token: member.token, ...(cursor && { cursor }) }),
    hear,
    connected() {
      for (const id of watches) {
        const watching = watch(id).finally(() => asked.delete(watching))
        asked.add(watching)
      }
    },
  })

  async function watch(id: string): Promise<void> {
    changed.delete(id)
    try {
      const answer = await socket.ask('image:watch', { id })
      if ('data' in answer && !changed.has(id)) likes.set(id, answer.data.likes)
    } catch {
      // Cut before the answer came: the next connection asks again.
    }
  }

  return {
    ...socket,
    member,
    follows: new Set(follows),
    heard,
    disorder,
    likes,
    resyncs: () => resyncs,
    async heardFrom(username) {
      const last = Promise.withResolvers<void>()
      tell = () => heard.at(-1)?.username === username && last.resolve()
      tell()
      await last.promise
      while (asked.size > 0) await Promise.all(asked)
    },
  }
}
