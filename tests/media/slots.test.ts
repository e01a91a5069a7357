import { expect, test } from 'vitest'
import { createSlots } from '../../server/media/slots.ts'

const never = new AbortController().signal

/** Tasks that end when the test says so. */
function startTasks(atOnce: number, waiting = 100) {
  const slots = createSlots(atOnce, waiting)
  const running: string[] = []
  const ends = new Map<string, () => void>()
  const start = (name: string, key: string, signal = never) =>
    slots.run(key, { signal, milliseconds: 60_000 }, async () => {
      running.push(name)
      await new Promise<void>(resolve => ends.set(name, resolve))
      running.splice(running.indexOf(name), 1)
    })
  return { start, running, end: (name: string) => ends.get(name)?.() }
}

test('so many run at once, and one at a time for each key', async () => {
  const { start, running, end } = startTasks(2)
  const all = [start('a1', 'a'), start('a2', 'a'), start('b1', 'b'), start('c1', 'c')]
  await expect.poll(() => running).toEqual(['a1', 'b1'])
  end('b1')
  // a2 came first, but its key is busy: it holds up nobody.
  await expect.poll(() => running).toEqual(['a1', 'c1'])
  end('a1')
  await expect.poll(() => running).toEqual(['c1', 'a2'])
  end('c1')
  end('a2')
  await Promise.all(all)
})

test('who has waited too long leaves the queue', async () => {
  const { start, running, end } = startTasks(1)
  const first = start('first', 'a')
  const patience = new AbortController()
  const second = start('second', 'a', patience.signal)
  await expect.poll(() => running).toEqual(['first'])
  patience.abort()
  await expect(second).rejects.toMatchObject({ code: 'unavailable' })
  end('first')
  await first
  expect(running).toEqual([])
})

test('a full queue refuses at once', async () => {
  const { start, end, running } = startTasks(1, 1)
  const first = start('first', 'a')
  const second = start('second', 'a')
  await expect(start('third', 'a')).rejects.toMatchObject({ code: 'unavailable', retryAfter: 5 })
  await expect.poll(() => running).toEqual(['first'])
  end('first')
  await expect.poll(() => running).toEqual(['second'])
  end('second')
  await Promise.all([first, second])
})

test('a task that does not end in time is told so, and soon loses its slot whatever it does', async () => {
  const slots = createSlots(1, 10)
  const told = Promise.withResolvers<unknown>()
  const held = { signal: never, milliseconds: 30 }
  const stubborn = slots.run('a', held, signal => {
    signal.addEventListener('abort', () => told.resolve(signal.reason))
    return new Promise(() => {})
  })
  const next = slots.run('b', held, async () => 'done')
  expect(slots.load()).toMatchObject({ running: 1, waiting: 1 })

  await expect(told.promise).resolves.toMatchObject({ name: 'TimeoutError' })
  await expect(stubborn).rejects.toMatchObject({ name: 'TimeoutError' })
  expect(await next).toBe('done')
  expect(slots.load()).toMatchObject({ running: 0, waiting: 0 })
  expect(slots.load().longest).toBeGreaterThan(30)
  expect(slots.load().longest).toBeLessThan(2_000)
})
