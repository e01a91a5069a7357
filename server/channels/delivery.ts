// Writes one event to the sockets of its groups: encoded once, and straight to the socket when nothing is queued before it.
import { setTimeout as delay } from 'node:timers/promises'
import type { Server, Socket } from 'socket.io'
import type { Audience, Viewer } from '../policy/audience.ts'
import { mayRead, type Identity } from '../policy/standing.ts'
import { tabsOf } from './groups.ts'
import type { TailedEvent } from './ring.ts'

/** Bytes that may wait for one reader; whoever is slower is cut, and catches up by cursor. */
export const byteBudget = 1024 * 1024

/** The parts of engine.io and ws that the fast path needs; where one is missing, the usual way is taken. */
interface Connection {
  readyState: string
  upgrading?: boolean
  writeBuffer: { data?: unknown }[]
  transport: {
    socket?: {
      readyState: number
      _socket?: { write(bytes: Buffer): boolean; writableLength: number }
      terminate(): void
    }
  }
}

const open = 1

/** The frame of a text message from a server: RFC 6455, section 5.2, unmasked and in one piece. */
export function textFrame(text: string): Buffer {
  const length = Buffer.byteLength(text)
  const header = length < 126 ? 2 : length < 65_536 ? 4 : 10
  const frame = Buffer.allocUnsafe(header + length)
  frame[0] = 0x81
  if (header === 2) frame[1] = length
  else if (header === 4) {
    frame[1] = 126
    frame.writeUInt16BE(length, 2)
  } else {
    frame[1] = 127
    frame.writeBigUInt64BE(BigInt(length), 2)
  }
  frame.write(text, header)
  return frame
}

/** Sends a ready packet to these sockets, each in its order with everything else that is sent to it. */
export function createSender(packet: string): (socket: Socket) => void {
  // "4" is the message type of Engine.IO.
  const frame = textFrame(`4${packet}`)
  return socket => {
    const connection = socket.conn as unknown as Connection
    const ws = connection.transport.socket
    const stream = ws?._socket
    // What Engine.IO has sent before is in the stream already, unless it still waits in its buffer.
    if (
      stream &&
      connection.writeBuffer.length === 0 &&
      connection.readyState === 'open' &&
      !connection.upgrading &&
      ws.readyState === open
    ) {
      stream.write(frame)
      if (stream.writableLength > byteBudget) ws.terminate()
    } else sendPacket(socket, packet)
  }
}

/** Sends a ready packet the usual way, behind whatever is queued. */
export function sendPacket(socket: Socket, packet: string): void {
  const { client } = socket as unknown as {
    client: { writeToEngine(packets: string[], options: { preEncoded: boolean; compress: boolean }): void }
  }
  client.writeToEngine([packet], { preEncoded: true, compress: false })
}

/** Resolves when little waits for the reader. @throws {Error} when that takes longer than 20 s, or the reader has gone */
export async function drained(socket: Socket): Promise<void> {
  const deadline = Date.now() + 20_000
  while (waitingBytes(socket) > byteBudget / 16) {
    if (!socket.connected || Date.now() > deadline) throw new Error('The reader does not read.')
    await delay(10)
  }
}

/** Bytes that wait for a reader, in Node and in Engine.IO. */
export function waitingBytes(socket: Socket): number {
  const { transport, writeBuffer } = socket.conn as unknown as Connection
  let bytes = transport.socket?._socket?.writableLength ?? 0
  for (const { data } of writeBuffer) if (typeof data === 'string') bytes += data.length
  return bytes
}

/** Ends the connection at once, with what waits for it. A polite close would wait for the slow reader. */
export function terminate(socket: Socket): void {
  const { transport } = socket.conn as unknown as Connection
  if (transport.socket) transport.socket.terminate()
  else socket.conn.close()
}

/** Whose eyes a socket has; a token that may not read has those of a visitor. */
export function viewerOf({ data }: Socket): Viewer {
  const identity = data as Partial<Identity>
  return identity.accountId && mayRead(identity as Identity) ? Number(identity.accountId) : null
}

export interface Delivery {
  /** Delivers to the members of the event's groups on this node who may hear it, to each once. */
  deliver(event: TailedEvent): void
  /** The groups have other members from now on, in the middle of a turn. */
  forget(): void
}

const tabs = tabsOf('')

/** Beside Socket.IO's rooms `account.<number>`, kept from now on: found without making a name, or looking an id up. */
function followOnline(io: Server): ReadonlyMap<number, readonly Socket[]> {
  const { adapter, sockets } = io.of('/')
  const online = new Map<number, Socket[]>()
  adapter.on('join-room', (room: string, id: string) => {
    if (!room.startsWith(tabs)) return
    const account = Number(room.slice(tabs.length))
    online.set(account, [...(online.get(account) ?? []), sockets.get(id)!])
  })
  adapter.on('leave-room', (room: string, id: string) => {
    if (!room.startsWith(tabs)) return
    const account = Number(room.slice(tabs.length))
    const others = (online.get(account) ?? []).filter(socket => socket.id !== id)
    if (others.length > 0) online.set(account, others)
    else online.delete(account)
  })
  return online
}

/** @param followersIn the numbers of the accounts in a group that nobody joins; undefined for a group that is a room */
export function createDelivery(
  io: Server,
  followersIn: (group: string) => Float64Array | undefined,
  { filterOf }: Pick<Audience, 'filterOf'>,
): Delivery {
  const { adapter, sockets } = io.of('/')
  const online = followOnline(io)
  // Of many events in one turn of the event loop most have the same groups, whose members cannot change before its end.
  let known: Map<string, readonly Socket[]> | undefined

  function membersOf(group: string): readonly Socket[] {
    const accounts = followersIn(group)
    const members: Socket[] = []
    if (accounts) {
      for (const account of accounts) {
        const tabs = online.get(account)
        if (tabs) for (const socket of tabs) members.push(socket)
      }
    } else {
      for (const id of adapter.rooms.get(group) ?? []) {
        const socket = sockets.get(id)
        if (socket) members.push(socket)
      }
    }
    return members
  }

  function unionOf(groups: string[]): readonly Socket[] {
    const occupied = groups.map(membersOf).filter(members => members.length > 0)
    return occupied.length > 1 ? [...new Set(occupied.flat())] : (occupied[0] ?? [])
  }

  function forget(): void {
    known = undefined
  }

  return {
    forget,
    deliver(event) {
      const { groups, packet } = event
      if (!known) {
        known = new Map()
        queueMicrotask(forget)
      }
      const key = groups.join(' ')
      let members = known.get(key)
      if (!members) known.set(key, (members = unionOf(groups)))
      if (members.length === 0) return
      const mayHear = event.subjects.length > 0 ? filterOf(event) : undefined
      const send = createSender(packet)
      if (mayHear) {
        for (const socket of members) if (mayHear(viewerOf(socket))) send(socket)
      } else for (const socket of members) send(socket)
    },
  }
}
