// A follower with a window: it has seen a picture when it has its bytes, in the size that a wall shows.
import { io } from 'socket.io-client'
import type { ActivityView } from '../../server/views.ts'
import type { Member } from '../cluster/support/member.ts'

export async function openFollower(url: string, { token }: Member) {
  const socket = io(url, { transports: ['websocket'], auth: { token } })
  await new Promise<void>(resolve => socket.once('live:caught-up', () => resolve()))
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
