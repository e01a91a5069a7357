// A client that keeps the last cursor it was given loses nothing, whatever comes to it while it is still being brought up to date.
import pg from 'pg'
import { io, type Socket } from 'socket.io-client'
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import type { ImageView } from '../../server/views.ts'
import { ask } from '../support/database.ts'
import { startInstance, type Instance } from '../support/instance.ts'
import { call, signUp, type Person } from '../support/people.ts'

/** The number of an advisory lock: while it is held, whoever reads the follows waits. (A lock on the table would hold the log, too.) */
const holdUp = 7

let instance: Instance
let databaseUrl: string
let ada: Person
let bob: Person
let images: ImageView[]

beforeAll(async () => {
  // The server's own clockwork moves when a test says so.
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  instance = await startInstance()
  databaseUrl = instance.node(0).environment.DATABASE_URL!
  ada = await signUp(instance, 'ada')
  bob = await signUp(instance, 'bob', { node: 1 })
  images = [await bob.upload(), await bob.upload(), await bob.upload(), await bob.upload()]
  await ada.ask('account:follow', { username: bob.username })
  await ask(
    databaseUrl,
    `alter table follow rename to follow_row;
     create function wait_in_line() returns boolean language plpgsql as $$ begin
       perform pg_advisory_lock_shared(${holdUp});
       perform pg_advisory_unlock_shared(${holdUp});
       return true;
     end $$;
     create view follow as select * from follow_row where wait_in_line()`,
  )
})

afterAll(async () => {
  ada.close()
  bob.close()
  await instance.close()
  vi.useRealTimers()
})

/** Ada comes back after having missed a like of Bob's, and is held up before it is sent to her, until `release`. */
async function comeBackSlowly(): Promise<{ socket: Socket; cursors: string[]; release(): Promise<void> }> {
  const window = await ada.open()
  const { cursor } = await window.next('live:caught-up')
  window.close()
  await likedByBob(images.shift()!)

  const lock = new pg.Client({ connectionString: databaseUrl })
  await lock.connect()
  onTestFinished(() => lock.end())
  // Whom she follows cannot be read for now, so that the replay does not begin.
  await lock.query(`select pg_advisory_lock(${holdUp})`)

  const socket = io(ada.node.url, {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    auth: { cursor },
    extraHeaders: { origin: ada.node.url, cookie: ada.cookie },
  })
  onTestFinished(() => void socket.close())
  const cursors: string[] = []
  socket.onAny((_name, payload: { cursor?: string }) => payload.cursor && cursors.push(payload.cursor))
  await new Promise<void>(resolve => socket.on('connect', resolve))
  const caughtUp = new Promise<void>(resolve => socket.on('live:caught-up', () => resolve()))
  return {
    socket,
    cursors,
    async release() {
      await lock.query(`select pg_advisory_unlock(${holdUp})`)
      await caughtUp
    },
  }
}

/** Resolves when Ada's other window has heard of it. */
async function likedByBob({ id }: ImageView): Promise<void> {
  const heard = ada.next('activity:recorded', ({ target }) => target?.kind === 'image' && target.image.id === id)
  await bob.ask('image:like', { id })
  await heard
}

test('who watches an image before having caught up hears nothing of it before what was missed', async () => {
  const { socket, cursors, release } = await comeBackSlowly()
  const image = images.shift()!
  const watching = socket.emitWithAck('image:watch', { id: image.id }).catch((error: unknown) => error)
  // By the time of these answers the node has read the request.
  for (let count = 0; count < 3; count++) await call(ada.node, 'GET', '/healthz')
  await likedByBob(image)
  await release()
  expect(await watching).toHaveProperty('data')
  expect(cursors).toEqual(cursors.toSorted())
})

test('the cursor is not moved on for who has not caught up', async () => {
  const { cursors, release } = await comeBackSlowly()
  vi.advanceTimersByTime(30_000)
  for (let count = 0; count < 3; count++) await call(ada.node, 'GET', '/healthz')
  await release()
  expect(cursors).toEqual(cursors.toSorted())
})

test('a cursor from a node that had just started reaches over a few events only, however many there were before', async () => {
  await ask(databaseUrl, "select setval('event_id', (select last_value + 50000 from event_id))")
  const fresh = await instance.addNode()
  const window = await ada.open({}, fresh)
  const { cursor } = await window.next('live:caught-up')
  window.close()

  // More than a node reads into its memory when it starts.
  const filler = `select 'image:changed', array['image.0'], '{}' from generate_series(1, 600)`
  await ask(databaseUrl, `insert into event (name, groups, payload) ${filler}`)
  const later = await instance.addNode()
  const back = await ada.open({ cursor }, later)
  expect(back.all('live:resync')).toEqual([])
  back.close()
})
