// Several receiver processes as one: they hold the sockets, so that the one who measures has its hands free.
import { fork, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { reap } from '../support/reaper.ts'
import type { Arrivals, ExpectOrder, OpenOrder, Order } from './receiver.ts'

export interface Receivers {
  /** Opens sockets, divided among the processes; resolves when all are caught up. */
  open(order: OpenOrder): Promise<void>
  /** From now on these are awaited. */
  expect(order: ExpectOrder): Promise<void>
  /** Resolves when all that was expected is there. @throws {Error} when some of it is not there within a minute */
  arrived(): Promise<Arrivals>
  close(...fleets: string[]): Promise<void>
  stop(): void
}

type Result = { id: number; result?: unknown; error?: string }

const patience = 60_000

export function startReceivers(count = 2): Receivers {
  const ask = Array.from({ length: count }, startOne)

  return {
    async open(order) {
      const share = Math.ceil(order.count / count)
      await Promise.all(
        ask.map(({ tell }, index) => {
          const from = Math.min(order.count, index * share)
          const to = Math.min(order.count, from + share)
          return tell({ ...order, what: 'open', count: to - from, tokens: order.tokens?.slice(from, to) })
        }),
      )
    },
    async expect(order) {
      await Promise.all(ask.map(({ tell }) => tell({ ...order, what: 'expect' })))
    },
    async arrived() {
      const all = (await Promise.all(ask.map(({ tell }) => tell({ what: 'arrived' })))) as Arrivals[]
      const most = Math.max(...all.map(({ times }) => times.length))
      return {
        last: Math.max(...all.map(({ last }) => last)),
        bytes: all.reduce((sum, { bytes }) => sum + bytes, 0),
        times: Array.from({ length: most }, (_, event) => all.flatMap(({ times }) => times[event] ?? [])),
      }
    },
    async close(...fleets) {
      await Promise.all(ask.map(({ tell }) => tell({ what: 'close', fleets })))
    },
    stop() {
      for (const { child } of ask) child.kill('SIGKILL')
    },
  }
}

type Untold<O> = O extends Order ? Omit<O, 'id'> : never

function startOne(): { child: ChildProcess; tell(order: Untold<Order>): Promise<unknown> } {
  const child = fork(join(import.meta.dirname, 'receiver.ts'))
  if (child.pid) reap({ pid: child.pid })
  const waiting = new Map<number, (result: Result) => void>()
  let last = 0
  child.on('message', (result: Result) => {
    waiting.get(result.id)?.(result)
    waiting.delete(result.id)
  })
  return {
    child,
    tell(order) {
      const id = ++last
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`A receiver did not finish: ${order.what}`)), patience * 3)
        waiting.set(id, ({ result, error }) => {
          clearTimeout(timer)
          if (error) reject(new Error(error))
          else resolve(result)
        })
        child.send({ ...order, id })
      })
    },
  }
}
