// A process full of sockets, told what to do by `receivers.ts`. It counts what arrives, and costs as little as it can.
import { openWire, type Wire } from './wire.ts'

export interface OpenOrder {
  /** Under which name the sockets are counted. */
  fleet: string
  port: number
  /** `bare` speaks plain ws; `product` Socket.IO. */
  kind: 'bare' | 'product'
  count: number
  /** The tokens of these people, one for each socket; visitors when absent. */
  tokens?: string[]
}

export interface ExpectOrder {
  fleets: string[]
  /** Events to each socket. */
  each: number
  /** Whether to tell when each of them arrived. */
  times: boolean
}

export interface Arrivals {
  /** Nanoseconds of the monotonic clock, when the last one came. */
  last: number
  bytes: number
  /** For each event, milliseconds of the monotonic clock on each socket. */
  times: number[][]
}

export type Order =
  | ({ id: number; what: 'open' } & OpenOrder)
  | ({ id: number; what: 'expect' } & ExpectOrder)
  | { id: number; what: 'arrived' }
  | { id: number; what: 'close'; fleets: string[] }

interface Fleet {
  wires: Wire[]
  expecting: boolean
}

const fleets = new Map<string, Fleet>()
let missing = 0
let arrivals: Arrivals = { last: 0, bytes: 0, times: [] }
let keepTimes = false
let round = 0
let resolveArrived = () => {}
let arrived: Promise<void> = Promise.resolve()

const atOnce = 50
const letterA = 0x61
const digit2 = 0x32
const digit4 = 0x34

process.on('message', (order: Order) => {
  obey(order).then(
    result => process.send!({ id: order.id, result }),
    (error: unknown) => process.send!({ id: order.id, error: String(error) }),
  )
})

async function obey(order: Order): Promise<unknown> {
  switch (order.what) {
    case 'open':
      return open(order)
    case 'expect':
      return expect(order)
    case 'arrived':
      await arrived
      return arrivals
    case 'close':
      for (const name of order.fleets) {
        for (const wire of fleets.get(name)?.wires ?? []) wire.close()
        fleets.delete(name)
      }
      return undefined
  }
}

async function open(order: OpenOrder): Promise<void> {
  const fleet = fleets.get(order.fleet) ?? { wires: [], expecting: false }
  fleets.set(order.fleet, fleet)
  for (let from = 0; from < order.count; from += atOnce) {
    const together = Math.min(atOnce, order.count - from)
    const opened = Array.from({ length: together }, (_, index) => openOne(fleet, order, order.tokens?.[from + index]))
    fleet.wires.push(...(await Promise.all(opened)))
  }
}

function openOne(fleet: Fleet, { kind, port }: OpenOrder, token: string | undefined): Promise<Wire> {
  let seen = 0
  let seenIn = 0
  const count = (length: number) => {
    if (!fleet.expecting) return
    if (seenIn !== round) seen = 0
    seenIn = round
    if (keepTimes) (arrivals.times[seen] ??= []).push(performance.timeOrigin + performance.now())
    seen++
    arrivals.bytes += length
    if (--missing === 0) finish()
  }
  if (kind === 'bare') return openWire({ port, path: '/', onText: (_bytes, start, end) => count(end - start) })

  const { promise, resolve, reject } = Promise.withResolvers<Wire>()
  const opening = openWire({
    port,
    path: '/socket.io/?EIO=4&transport=websocket',
    onClose: () => reject(new Error('The server closed the connection.')),
    // Engine.IO: 0 open, 2 ping, 4 message; of Socket.IO: 40 connect, 42 event, 44 refusal.
    onText(bytes, start, end) {
      const type = bytes[start]
      if (type === digit2) return void opening.then(wire => wire.send('3'))
      if (type !== digit4)
        return void opening.then(wire => wire.send(`40${token ? JSON.stringify({ token }) : ''}`), reject)
      // An event `42["activity:recorded"…`: the others of the product begin with other letters.
      if (bytes[start + 4] === letterA) return count(end - start)
      const text = bytes.toString('latin1', start, Math.min(end, start + 300))
      if (text.startsWith('44')) reject(new Error(text))
      if (text.startsWith('42["live:caught-up"')) void opening.then(resolve)
    },
  })
  opening.catch(reject)
  return promise
}

function expect({ fleets: names, each, times }: ExpectOrder): void {
  const expected = names.map(name => fleets.get(name)).filter(fleet => fleet !== undefined)
  for (const fleet of fleets.values()) fleet.expecting = false
  missing = 0
  for (const fleet of expected) {
    fleet.expecting = true
    missing += fleet.wires.length * each
  }
  keepTimes = times
  round++
  arrivals = { last: 0, bytes: 0, times: [] }
  arrived = new Promise(resolve => (resolveArrived = resolve))
  if (missing === 0) finish()
}

function finish(): void {
  for (const fleet of fleets.values()) fleet.expecting = false
  arrivals.last = performance.timeOrigin + performance.now()
  resolveArrived()
}
