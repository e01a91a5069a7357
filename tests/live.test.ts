import { setTimeout as delay } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { WebSocket } from 'ws'
import { change } from '../server/channels/change.ts'
import { pruneEvents, recordEvents } from '../server/channels/event-log.ts'
import { tabsOf } from '../server/channels/groups.ts'
import { embedded, startInstance, type Instance } from './support/instance.ts'
import { connect, pictureForm, signUp, somePicture, type Connection, type Person } from './support/people.ts'

let instance: Instance
beforeAll(async () => {
  instance = await startInstance()
})
afterAll(() => instance.close())

const db = () => instance.node(0).app.ctx.db
const titles = (connection: Connection) =>
  connection
    .all('activity:recorded')
    .filter(({ verb }) => verb === 'bookmarked')
    .map(({ target }) => (target?.kind === 'image' ? target.image.title : ''))

/** What the tail has not handed on when somebody comes back is live for them, a moment later. */
const until = (connection: Connection, title: string) =>
  connection.next('activity:recorded', ({ target }) => target?.kind === 'image' && target.image.title === title)

async function adaAndHerFollower(): Promise<[Person, Person]> {
  const [ada, bob] = await Promise.all([signUp(instance, 'ada', { node: 0 }), signUp(instance, 'bob', { node: 1 })])
  await bob.ask('account:follow', { username: ada.username })
  await bob.next('mine:changed')
  return [ada, bob]
}

/** Events for somebody else, as a busy instance has them. */
async function somebodyElsesEvents(count: number): Promise<void> {
  await sql`
    insert into event (name, groups, payload)
    select 'account:changed', array['account.0'], '{"username":"nobody"}' from generate_series(1, ${count}::int)`.execute(
    db(),
  )
}

const countEvents = async () =>
  Number((await sql<{ n: string }>`select count(*) as n from event`.execute(db())).rows[0]!.n)

const lastCursor = (connection: Connection) =>
  connection.heard
    .map(({ payload }) => (payload as { cursor?: string }).cursor)
    .findLast(cursor => cursor !== undefined)!

describe('coming back', () => {
  test('gives what was missed, once and in order, then what is new, on either node', async () => {
    const [ada, bob] = await adaAndHerFollower()
    const cursor = lastCursor(bob)
    bob.close()
    for (const title of ['one', 'two', 'three']) await ada.upload({ title })

    for (const index of [0, 1]) {
      const back = await bob.open({ cursor }, instance.node(index))
      await until(back, 'three')
      const missed = titles(back)
      await ada.upload({ title: `live ${index}` })
      await back.next(
        'activity:recorded',
        ({ target }) => target?.kind === 'image' && target.image.title === `live ${index}`,
      )

      expect(missed.slice(0, 3)).toEqual(['one', 'two', 'three'])
      expect(titles(back).at(-1)).toBe(`live ${index}`)
      expect(new Set(titles(back)).size).toBe(titles(back).length)
      expect(back.all('live:resync')).toEqual([])
    }
  })

  test('counts cursors up in the order of events', async () => {
    const [ada, bob] = await adaAndHerFollower()
    for (let index = 0; index < 12; index++) await ada.upload()
    await expect.poll(() => bob.all('activity:recorded').length).toBeGreaterThanOrEqual(12)

    const cursors = bob.heard
      .map(({ payload }) => (payload as { cursor?: string }).cursor)
      .filter(cursor => cursor !== undefined)

    expect(cursors).toEqual([...cursors].sort())
    expect(new Set(cursors).size).toBe(cursors.length)
  })

  test('misses nothing that happens while it comes back', async () => {
    const [ada, bob] = await adaAndHerFollower()
    const seen: string[] = []
    let cursor = lastCursor(bob)
    bob.close()
    let writing = true
    const written: string[] = []
    const writer = (async () => {
      for (let index = 0; index < 25; index++) {
        await ada.upload({ title: `step ${index}` })
        written.push(`step ${index}`)
      }
      writing = false
    })()

    while (writing) {
      const window = await bob.open({ cursor }, instance.node(seen.length % 2))
      window.close()
      seen.push(...titles(window))
      cursor = lastCursor(window)
    }
    await writer
    const last = await bob.open({ cursor })
    // It may have seen the last step already; then this is nothing but the end of the log.
    await ada.upload({ title: 'the end' })
    await until(last, 'the end')
    seen.push(...titles(last).slice(0, -1))

    expect(seen).toEqual(written)
  })

  test('after a restart of the node is served from the log, beyond what memory holds', async () => {
    const [ada, bob] = await adaAndHerFollower()
    const cursor = lastCursor(bob)
    bob.close()
    await ada.upload({ title: 'early' })
    await somebodyElsesEvents(3_000)
    await ada.upload({ title: 'late' })
    const node = await instance.restartNode(0)

    const back = await bob.open({ cursor }, node)

    await until(back, 'late')
    expect(titles(back)).toEqual(['early', 'late'])
    expect(back.all('live:resync')).toEqual([])
  })

  test('after more than can be replayed says so, and goes on live', async () => {
    const [ada, bob] = await adaAndHerFollower()
    const cursor = lastCursor(bob)
    bob.close()
    await somebodyElsesEvents(10_100)
    const node = await instance.restartNode(0)

    const back = await bob.open({ cursor }, node)

    expect(back.all('live:resync')).toEqual([{ reason: 'gap' }])
    expect(back.all('live:caught-up')).toHaveLength(1)
    const again = await signUp(instance, 'again')
    expect(again.all('live:resync')).toEqual([])
    await ada.http('POST', '/api/account/follow', { username: again.username })
    await back.next('activity:recorded', ({ verb }) => verb === 'followed')
  })

  test('after more than is kept says so', async () => {
    const [ada, bob] = await adaAndHerFollower()
    const cursor = lastCursor(bob)
    bob.close()
    await ada.upload()
    // What other transactions of the same server still hold back is pruned when they have ended.
    await expect.poll(() => pruneEvents(db(), 0).then(countEvents)).toBe(0)
    const node = await instance.restartNode(0)

    const back = await bob.open({ cursor }, node)
    const fresh = await bob.open({ cursor: lastCursor(back) }, node)

    expect(back.all('live:resync')).toEqual([{ reason: 'retention' }])
    expect(fresh.all('live:resync')).toEqual([])
  })

  test.each(['nonsense', '0-1', 'x'.repeat(300), { toString: 1 } as never])(
    'with the cursor %j is told to reload',
    async cursor => {
      const [, bob] = await adaAndHerFollower()

      const back = await bob.open({ cursor })

      expect(back.all('live:resync')).toEqual([{ reason: 'unknown-cursor' }])
    },
  )

  test('from a log that had gone further than this one is told to reload', async () => {
    const [, bob] = await adaAndHerFollower()
    const [epoch] = lastCursor(bob).split('-')

    const back = await bob.open({ cursor: `${epoch}-9zzzzzzzzz1a` })

    expect(back.all('live:resync')).toEqual([{ reason: 'unknown-cursor' }])
  })

  test('after a long absence is served in portions that it can read', async () => {
    const [, bob] = await adaAndHerFollower()
    const { id } = await db()
      .selectFrom('account')
      .select('id')
      .where('username', '=', bob.username)
      .executeTakeFirstOrThrow()
    const cursor = lastCursor(bob)
    bob.close()
    const payload = JSON.stringify({ username: 'x'.repeat(3_000) })
    await sql`
      insert into event (name, groups, payload)
      select 'account:changed', array[${tabsOf(id)}], ${payload}::json from generate_series(1, 2000)`.execute(db())
    instance.node(1).app.ctx.groups.hint()

    const back = await bob.open({ cursor })

    // Those that the tail has not handed on when it comes back are live.
    await expect.poll(() => back.all('account:changed').length, { timeout: 15_000 }).toBe(2_000)
    expect(back.all('live:resync')).toEqual([])
  })

  test('includes the people whom another tab began to follow meanwhile, and not those it left', async () => {
    const [ada, bob] = await adaAndHerFollower()
    const eve = await signUp(instance, 'eve')
    const cursor = lastCursor(bob)
    bob.close()
    await bob.http('POST', '/api/account/follow', { username: eve.username })
    await bob.http('POST', '/api/account/unfollow', { username: ada.username })
    await ada.upload({ title: 'of ada' })
    await eve.upload({ title: 'of eve' })

    const back = await bob.open({ cursor })

    await until(back, 'of eve')
    expect(titles(back)).toEqual(['of eve'])
    expect(back.all('mine:changed').map(change => change.account?.followedByMe)).toEqual([true, false])
  })
})

describe('the log', () => {
  test('loses nothing of many who write at once and commit late', async () => {
    const listener = await signUp(instance, 'listener', { node: 1 })
    const { id } = await db()
      .selectFrom('account')
      .select('id')
      .where('username', '=', listener.username)
      .executeTakeFirstOrThrow()
    const written = Array.from({ length: 200 }, (_, index) => `writer ${index}`)

    await Promise.all(
      written.map((username, index) =>
        change(instance.node(index % 2).app.ctx, async trx => {
          await recordEvents(trx, [{ name: 'account:changed', groups: [tabsOf(id)], payload: { username } }])
          await sql`select pg_sleep(${Math.random() * 0.02}::float8)`.execute(trx)
        }),
      ),
    )

    await expect.poll(() => listener.all('account:changed').length, { timeout: 10_000 }).toBe(written.length)
    expect(new Set(listener.all('account:changed').map(({ username }) => username))).toEqual(new Set(written))
    const cursors = listener.all('account:changed').map(({ cursor }) => cursor)
    expect(cursors).toEqual([...cursors].sort())
  })

  test.skipIf(embedded)('keeps the order when an older transaction is still open', async () => {
    const [ada, bob] = await adaAndHerFollower()
    const { ctx } = instance.node(1).app
    let finish = () => {}
    const open = new Promise<void>(resolve => (finish = resolve))
    let begun = () => {}
    const started = new Promise<void>(resolve => (begun = resolve))
    const older = change(ctx, async trx => {
      await recordEvents(trx, [{ name: 'account:changed', groups: ['everybody'], payload: { username: 'older' } }])
      begun()
      await open
    })
    await started
    const visitor = await connect(instance.node(0))
    await visitor.ask('activity:watch', {})

    await ada.upload({ title: 'younger' })
    finish()
    await older

    const saved = await visitor.next('activity:recorded', ({ verb }) => verb === 'bookmarked')
    const told = visitor.heard.map(({ payload }) => payload)
    expect(told.indexOf(saved)).toBe(told.findIndex(payload => JSON.stringify(payload).includes('"older"')) + 1)
    await bob.next('activity:recorded')
  })

  test('tells nothing of a change that was undone', async () => {
    const visitor = await connect(instance.node(0))
    await visitor.ask('activity:watch', {})
    const { ctx } = instance.node(1).app
    const event = (username: string) => ({ name: 'account:changed', groups: ['everybody'], payload: { username } })

    const undone = change(ctx, async trx => {
      await recordEvents(trx, [event('undone')])
      throw new Error('changed my mind')
    })
    await expect(undone).rejects.toThrow('changed my mind')
    await change(ctx, trx => recordEvents(trx, [event('done')]))

    await visitor.next('account:changed', ({ username }) => username === 'done')
    expect(visitor.all('account:changed').map(({ username }) => username)).toEqual(['done'])
  })

  test.each([
    ['elsewhere', 'cluster'],
    ['beside the one it was', 'database'],
  ])('starts anew in a database that was restored %s, and clients reload', async (_where, name) => {
    const [, bob] = await adaAndHerFollower()
    const cursor = lastCursor(bob)
    bob.close()
    await sql`update event_epoch set ${sql.ref(name)} = 'another'`.execute(db())
    for (const index of instance.nodes.keys()) await instance.restartNode(index)

    const back = await bob.open({ cursor })

    expect(back.all('live:resync')).toEqual([{ reason: 'unknown-cursor' }])
  })
})

describe('a client that asks for too much', () => {
  test('is refused when it floods, and cut when it goes on', async () => {
    const visitor = await connect(instance.node(0))
    const answers: string[] = []

    for (let index = 0; index < 1_000; index++) {
      visitor.socket.emit('image:get', { id: '1' }, answer =>
        answers.push('error' in answer ? answer.error.code : 'data'),
      )
    }

    expect(await visitor.ended).toBe('transport close')
    expect(answers).toContain('too_many')
  })

  test('is cut when a message is larger than 64 kB', async () => {
    const visitor = await connect(instance.node(0))

    visitor.socket.emit('image:get', { id: 'x'.repeat(70_000) }, () => {})

    expect(await visitor.ended).toMatch(/transport (close|error)/)
  })

  test('may watch many people, but not any number', async () => {
    await sql`
      insert into account (username, email, name, password_hash)
      select 'crowd_' || n, 'crowd_' || n || '@example.org', 'Crowd', '' from generate_series(1, 310) as n`.execute(
      db(),
    )
    const visitor = await connect(instance.node(0))
    const answers = await Promise.allSettled(
      Array.from({ length: 190 }, (_, n) => visitor.ask('account:watch', { username: `crowd_${n + 1}` })),
    )
    expect(answers.every(({ status }) => status === 'fulfilled')).toBe(true)

    const more: string[] = []
    for (let n = 191; n <= 310; n++) {
      const answer = await visitor.ask('account:watch', { username: `crowd_${n}` }).catch((error: Error) => error)
      if (answer instanceof Error) more.push(answer.message)
      // The pace that is allowed for ever.
      await delay(20)
    }

    expect(more.length).toBeGreaterThan(5)
    expect(more[0]).toContain('Unwatch something')
    await visitor.ask('account:unwatch', { username: 'crowd_1' })
    expect(await visitor.ask('account:watch', { username: 'crowd_310' })).toMatchObject({ username: 'crowd_310' })
  })

  test('is one socket, however often it says hello', async () => {
    const ada = await signUp(instance, 'ada')
    const { url } = instance.node(0)
    const headers = { cookie: ada.cookie, origin: url }
    const greedy = new WebSocket(`${url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`, { headers })
    const heard: string[] = []
    greedy.on('message', message => heard.push(String(message)))
    await new Promise(resolve => greedy.once('message', resolve))

    for (let hello = 0; hello < 20; hello++) greedy.send('40')

    await expect.poll(() => heard.some(text => text.startsWith('42["live:caught-up"'))).toBe(true)
    const image = await ada.upload()
    await ada.ask('image:like', { id: image.id })
    await ada.next('mine:changed')
    // Those that come after the first is answered end the connection, as Socket.IO has it.
    expect(heard.filter(text => text.startsWith('40')).length).toBeLessThanOrEqual(1)
    expect(heard.filter(text => text.includes('mine:changed')).length).toBeLessThanOrEqual(1)
    greedy.close()
  })

  test('is answered whatever it sends', async () => {
    const visitor = await connect(instance.node(0))
    const emit = visitor.socket.emitWithAck.bind(visitor.socket) as (...given: unknown[]) => Promise<unknown>

    expect(await emit('activity:watch')).toEqual({ data: {} })
    expect(await emit(5, {})).toMatchObject({ error: { code: 'not_found' } })
    expect(await emit('image:get', [], 'more')).toMatchObject({ error: { code: 'invalid' } })
    expect(await emit('account:get', { username: 'a\0b' })).toMatchObject({ error: { code: 'invalid' } })
  })

  test('hears that a request does not exist', async () => {
    const visitor = await connect(instance.node(0))

    await expect(visitor.ask('image:destroy' as 'activity:watch', {})).rejects.toThrow('not_found')
    await expect(visitor.ask('constructor' as 'activity:watch', {})).rejects.toThrow('not_found')
    await expect(visitor.ask('image:get', null as never)).rejects.toThrow('invalid')
  })

  test('is cut when it does not read, while others go on', async () => {
    const node = instance.node(0)
    const slow = new WebSocket(`${node.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`)
    await new Promise(resolve => slow.once('message', resolve))
    const joined = new Promise<void>(resolve =>
      slow.on('message', message => {
        const text = String(message)
        if (text.startsWith('42["live:caught-up"')) slow.send('421["activity:watch",{}]')
        if (text.startsWith('431')) resolve()
      }),
    )
    slow.send('40')
    await joined
    const reader = await connect(node)
    await reader.ask('activity:watch', {})
    const closed = new Promise<void>(resolve => slow.once('close', () => resolve()))
    let received = 0
    slow.on('message', () => received++)

    slow.pause()
    const payload = JSON.stringify({ username: 'x'.repeat(20_000) })
    for (let round = 0; round < 10; round++) {
      await sql`
        insert into event (name, groups, payload)
        select 'account:changed', array['everybody'], ${payload}::json from generate_series(1, 100)`.execute(db())
      node.app.ctx.groups.hint()
    }

    await expect.poll(() => reader.all('account:changed').length, { timeout: 15_000 }).toBe(1_000)
    slow.resume()
    await closed
    expect(received).toBeLessThan(1_000)
  })
})

test.skipIf(embedded)(
  'whoever shares a Redis with another instance hears nothing of it, though their numbers are the same',
  async () => {
    const [first, namesake] = await Promise.all([startInstance(), startInstance()])
    onTestFinished(async () => {
      await Promise.all([first.close(), namesake.close()])
    })
    const [ada, eve] = [await signUp(first, 'ada'), await signUp(namesake, 'eve')]
    const numberOf = async (where: Instance) =>
      (await where.node(0).app.ctx.db.selectFrom('account').select('id').executeTakeFirstOrThrow()).id
    expect(await numberOf(first)).toBe(await numberOf(namesake))

    for (const person of [ada, eve]) {
      expect(eve.all('save:progressed')).toEqual([])
      await person.http('POST', '/api/saves', pictureForm({ title: 'A find' }, await somePicture()))
      await person.next('save:progressed')
      await person.next('image:saved')
    }
  },
)
