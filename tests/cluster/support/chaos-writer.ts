// A writer in the chaos: likes one image after another, and repeats each request until somebody has acknowledged it.
import { setTimeout as delay } from 'node:timers/promises'
import type { ErrorView } from '../../../server/views.ts'
import { post, type Member } from './member.ts'
import type { Random } from './random.ts'
import { roam } from './roaming-socket.ts'

export interface Acknowledged {
  at: number
  /** The node that acknowledged it. */
  url: string
  /** Whether it took one attempt: else the change may be much older than its acknowledgement. */
  atOnce: boolean
}

/** What all writers together met with. */
export interface Weather {
  acknowledged(username: string): void
  /** A request without an answer: nobody knows whether it was done. */
  unanswered(): void
  refused(error: ErrorView, from: number, to: number): void
}

export interface ChaosWriter {
  readonly member: Member
  /** By the image's id. */
  readonly likes: Map<string, Acknowledged>
  /** Goes on until `enough` says so or every image is liked. */
  run(enough: () => boolean): Promise<void>
  close(): void
}

interface Options {
  member: Member
  /** What it likes, in this order. */
  images: string[]
  urls: readonly string[]
  random: Random
  weather: Weather
  /** Milliseconds between two likes, on average. */
  pause: number
}

export function startWriter({ member, images, urls, random, weather, pause }: Options): ChaosWriter {
  const likes = new Map<string, Acknowledged>()
  const socket = roam({ urls, random, auth: () => ({ token: member.token }) })

  /** Either edge, any node. @returns the node that acknowledged it */
  async function attempt(id: string): Promise<string | undefined> {
    const from = performance.now()
    try {
      const overSocket = socket.isLive() && random.fraction() < 0.5
      const url = overSocket ? socket.url() : random.pick(urls)
      const answer = await (overSocket ? socket.ask('image:like', { id }) : post(url, member, 'image:like', { id }))
      if ('data' in answer) return url
      weather.refused(answer.error, from, performance.now())
    } catch {
      weather.unanswered()
    }
    return undefined
  }

  return {
    member,
    likes,
    async run(enough) {
      for (const id of images) {
        let url = await attempt(id)
        const atOnce = url !== undefined
        while (url === undefined) {
          await delay(random.whole(10, 100))
          url = await attempt(id)
        }
        likes.set(id, { at: performance.now(), url, atOnce })
        weather.acknowledged(member.username)
        if (enough()) return
        if (pause > 1) await delay(random.fraction() * 2 * pause)
      }
    },
    close: () => socket.close(),
  }
}
