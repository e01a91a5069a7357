// The first promise, held while everything breaks that can. To repeat a run: CHAOS_SEED; for a larger one: CHAOS_DELIVERIES.
import { setTimeout as delay } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { faults, strike } from './support/chaos-faults.ts'
import { describeOutcome, readOutcome } from './support/chaos-outcome.ts'
import { createWorld, type World } from './support/chaos-world.ts'
import { innocent, judge } from './support/judge.ts'
import { createJournal, type Journal } from './support/latency.ts'
import { post } from './support/member.ts'
import { chooseSeed, createRandom, type Random } from './support/random.ts'

const seed = chooseSeed(process.env.CHAOS_SEED)
const deliveries = Number(process.env.CHAOS_DELIVERIES ?? 50_000)
const nodes = Number(process.env.CHAOS_NODES ?? 2)
/** Milliseconds: as a rule a third of it is enough. */
const timeout = 240_000 + deliveries

test('the judge sees what was lost, came twice, too late, or for somebody else', () => {
  const expected = ['1', '2', '3', '4']
  expect(judge(expected, ['1', '2', '3', '4'])).toEqual(innocent)
  expect(judge(expected, ['1', '3', '4'])).toEqual({ ...innocent, lost: 1 })
  expect(judge(expected, ['1', '2', '2', '3', '4'])).toEqual({ ...innocent, twice: 1 })
  expect(judge(expected, ['1', '3', '2', '4'])).toEqual({ ...innocent, outOfOrder: 1 })
  expect(judge(expected, ['1', '2', '7', '3', '4'])).toEqual({ ...innocent, phantom: 1 })
})

test('nobody misses an activity while nodes, Redis, PostgreSQL and connections break', { timeout }, async () => {
  const began = performance.now()
  const random = createRandom(seed)
  const journal = createJournal()
  const world = await createWorld(random, nodes, deliveries)
  onTestFinished(world.close)
  const { weather, writers, readers, cluster } = world
  const started = performance.now()
  await Promise.race([cluster.deserted, run(world, random, journal)])
  const ended = performance.now()

  const outcome = await readOutcome(world, journal)
  const { acknowledged, unanswered } = weather.count()
  const welcomes = readers.reduce((sum, reader) => sum + reader.welcomes(), 0)
  const seconds = (from: number, to: number) => `${((to - from) / 1000).toFixed(1)} s`
  console.log(
    [
      `chaos with CHAOS_SEED=${seed}: ${nodes} nodes, ${writers.length} writers, ${readers.length} readers, ` +
        `prepared in ${seconds(began, started)}, run in ${seconds(started, ended)}`,
      `faults: ${journal.troubles.map(({ name, from, to }) => `${name} (${seconds(from, to)})`).join(', ')}`,
      `${acknowledged} likes acknowledged, ${unanswered} requests without an answer, ${weather.refusals.length} refused, ` +
        `${welcomes} connections of readers`,
      describeOutcome(outcome),
    ].join('\n'),
  )

  expect(outcome).toMatchObject({
    verdict: innocent,
    disorder: [],
    resyncs: 0,
    forgotten: 0,
    unacknowledged: 0,
    stale: 0,
  })
  expect(outcome.expected).toBeGreaterThanOrEqual(deliveries)
  // While PostgreSQL is away, `unavailable` is the right answer; else nobody is refused anything.
  const wronged = weather.refusals.filter(
    ({ error, from, to }) => error.code !== 'unavailable' || journal.troubleAt(from, to) !== 'PostgreSQL crashed',
  )
  expect(wronged).toEqual([])
})

async function run(world: World, random: Random, journal: Journal): Promise<void> {
  const { weather, writers, readers, closer, images, cluster } = world
  let over = false
  const writing = Promise.all(
    writers.map(writer => writer.run(() => over && weather.count().deliveries >= deliveries)),
  ).finally(weather.finished)
  for (const fault of random.sample(faults, faults.length)) {
    await weather.more(random.whole(40, 120))
    await journal.during(fault, () => strike(world, fault, random))
  }
  over = true
  await writing

  // The last activity of all: whoever has heard it has heard everything before it, or lost it.
  expect(await post(cluster.places[0]!.url, closer, 'image:like', { id: images[0]! })).toHaveProperty('data')
  await Promise.race([Promise.all(readers.map(reader => reader.heardFrom(closer.username))), delay(20_000)])
}
