// Firefox's own remote control: a line of JSON with its length before it, over a socket of this machine.
import { connect, type Socket } from 'node:net'
import { once } from 'node:events'

export interface Marionette {
  /** @throws {Error} with what Firefox says. */
  send<T = unknown>(command: string, parameters?: object): Promise<T>
  close(): void
}

type Waiting = PromiseWithResolvers<unknown>

export async function connectMarionette(port: number): Promise<Marionette> {
  const socket: Socket = connect(port, '127.0.0.1')
  const waiting = new Map<number, Waiting>()
  const greeting = Promise.withResolvers<void>()
  let received = Buffer.alloc(0)
  let last = 0

  socket.on('data', (bytes: Buffer) => {
    received = Buffer.concat([received, bytes])
    for (let at = received.indexOf(':'); at > 0; at = received.indexOf(':')) {
      const end = at + 1 + Number(received.toString('latin1', 0, at))
      if (received.length < end) return
      const message = JSON.parse(received.toString('utf8', at + 1, end)) as [number, number, unknown, unknown] | object
      received = received.subarray(end)
      if (Array.isArray(message)) settle(message[1] as number, message[2], message[3])
      else greeting.resolve()
    }
  })
  socket.on('close', () => waiting.forEach(({ reject }) => reject(new Error('Firefox has gone'))))
  await once(socket, 'connect')
  await greeting.promise

  function settle(id: number, error: unknown, value: unknown): void {
    const { resolve, reject } = waiting.get(id) ?? {}
    waiting.delete(id)
    if (error) reject?.(new Error(JSON.stringify(error)))
    else resolve?.(value)
  }

  return {
    async send<T>(command: string, parameters: object = {}) {
      const answer = Promise.withResolvers<unknown>()
      waiting.set(++last, answer)
      const text = JSON.stringify([0, last, command, parameters])
      socket.write(`${Buffer.byteLength(text)}:${text}`)
      return (await answer.promise) as T
    },
    close: () => socket.destroy(),
  }
}
