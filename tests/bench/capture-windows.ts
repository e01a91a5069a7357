// People with a window, who see what happens as it is told.
import { io, type Socket } from 'socket.io-client'
import type { ActivityView, SaveView } from '../../server/views.ts'
import type { Member } from '../cluster/support/member.ts'

async function openWindow(url: string, { token }: Member): Promise<Socket> {
  const socket = io(url, { transports: ['websocket'], auth: { token } })
  await new Promise<void>(resolve => socket.once('live:caught-up', () => resolve()))
  return socket
}

/** Whoever saves. */
export async function openSaver(url: string, person: Member) {
  const socket = await openWindow(url, person)
  return {
    /** Resolves when so many saves have become images. @throws {Error} when one fails */
    seesEnds: (count: number) =>
      new Promise<void>((resolve, reject) => {
        let saved = 0
        socket.on('image:saved', () => ++saved === count && resolve())
        socket.on('save:changed', ({ save }: { save: SaveView }) => {
          if (save.state === 'failed') reject(new Error(`a save failed: ${save.error?.message}`))
        })
      }),
    close: () => void socket.close(),
  }
}

/** A follower has seen a picture when it has its bytes, in the size that a wall shows. */
export async function openFollower(url: string, person: Member) {
  const socket = await openWindow(url, person)
  return {
    /** Resolves when the next picture that is announced has been loaded. */
    async seesNext(): Promise<void> {
      const { target } = await new Promise<ActivityView>(resolve => socket.once('activity:recorded', resolve))
      if (target?.kind !== 'image') throw new Error('another activity')
      const source = target.image.sources.find(({ width }) => width >= 700) ?? target.image.sources[0]!
      const answer = await fetch(url + source.url)
      if (!answer.ok) throw new Error(`the picture is not there: ${answer.status}`)
      await answer.arrayBuffer()
    },
    close: () => void socket.close(),
  }
}
