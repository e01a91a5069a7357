// Who asks over a socket: what they may join, and how they watch.
import { msg } from '@lit/localize'
import { AppError } from '../errors.ts'
import type { Caller } from './consumers.ts'
import { eyesOf } from './eyes.ts'
import { audienceOf } from './groups.ts'
import type { ClientSocket } from './sockets.ts'
import type { Tail } from './tail.ts'

/** Groups of one socket: several screens of tiles, and what else it watches. */
const mostGroups = 300

export function callerOf(socket: ClientSocket, tail: Tail): Caller {
  function join(group: string): void {
    // An answer may come after the socket has gone, and nobody would leave the group for it.
    if (!socket.connected) return
    if (socket.rooms.size >= mostGroups)
      throw new AppError('too_many', msg('You watch too much at once. Unwatch something.'))
    void socket.join(group)
  }
  function leave(group: string): void {
    socket.data.watched?.delete(group)
    void socket.leave(group)
  }
  return {
    accountId: socket.data.accountId ?? null,
    sessionId: socket.data.sessionId ?? null,
    scopes: socket.data.scopes ?? null,
    provedAt: socket.data.provedAt ?? null,
    connection: socket.id,
    eyes: () => Promise.resolve(socket.data.bot ? null : eyesOf(socket.data, socket.data.visitor)),
    join,
    leave,
    async watch(group, read) {
      const watched = socket.rooms.has(group)
      if (!watched) join(group)
      try {
        for (let attempt = 1; ; attempt++) {
          const since = tail.cursor
          let whose = ''
          const snapshot = await read(accountId => {
            whose = audienceOf(accountId)
            if (socket.connected) (socket.data.watched ??= new Map()).set(group, accountId)
          })
          // What was told while it was read may be newer than the snapshot, which would then take it back. Of something so busy, the
          // next change corrects it within moments.
          const told = tail.ring.after(since)?.some(({ groups }) => groups.includes(group) || groups.includes(whose))
          if (!told || attempt === 4 || !socket.connected) return snapshot
        }
      } catch (error) {
        // Also who watched it already, if they may do so no longer.
        if (!watched || error instanceof AppError) leave(group)
        throw error
      }
    },
  }
}
