// MUTANTS=1000000 makes so many of each format; MUTANTS_SEED=… repeats or changes them.
import { beforeAll, expect, test } from 'vitest'
import { decideAll } from './decided.ts'
import { mutate } from './samples/mutants.ts'
import { makeSeeds, marker } from './samples/seeds.ts'
import type { SeedFormat } from './samples/seeds.ts'

const count = Number(process.env.MUTANTS ?? 1_000)
const first = Number(process.env.MUTANTS_SEED ?? 20_261_121)

let seeds: Awaited<ReturnType<typeof makeSeeds>>
beforeAll(async () => {
  seeds = await makeSeeds()
})

const formats: SeedFormat[] = ['jpeg', 'png', 'webp', 'gif', 'avif']

test.each(formats)('every seed of %s is whole, and holds the marker', async format => {
  const whole = seeds[format]
  expect(whole.some(bytes => bytes.includes(marker))).toBe(true)
  expect(
    await decideAll(whole.length, number => ({ name: `seed ${number}`, bytes: whole[number]! }), marker),
  ).toMatchObject({
    accepted: whole.length,
    refused: 0,
    restarts: 0,
  })
})

test.each(formats)(
  `${count} damaged files of %s are each decided, and nothing but pixels is served`,
  async format => {
    const began = performance.now()
    const tally = await decideAll(
      count,
      number => ({ name: `${format} ${first + number}`, bytes: mutate(seeds[format], format, first + number) }),
      marker,
    )
    const seconds = Math.round((performance.now() - began) / 1000)
    console.log(`${format}: ${count} mutants from ${first} in ${seconds} s:`, JSON.stringify(tally))
    expect(tally.accepted + tally.refused).toBe(count)
    // A decoder that falls over a file would be refused it too.
    expect(tally.restarts).toBe(0)
    // Otherwise nothing was tried behind the first bytes.
    expect(tally.accepted).toBeGreaterThan(count / 50)
    expect(tally.refused).toBeGreaterThan(count / 50)
  },
  Math.max(60_000, count * 100),
)
