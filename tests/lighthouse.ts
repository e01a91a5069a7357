// `npm run lighthouse`: a wall and an image page as Lighthouse judges them on a phone. It wants the machine to itself, for what it measures
// is time. A page that misses is judged twice more, and the median counts; beside each stands the same page without code.
import { strict as assert } from 'node:assert'
import { serveBare } from './support/bare-page.ts'
import { openFullWall } from './support/full-wall.ts'
import { judge, type Judgement } from './support/lighthouse.ts'

/** As Lighthouse calls itself. */
const phone =
  'Mozilla/5.0 (Linux; Android 11; moto g power (2022)) AppleWebKit/537.36 Chrome/119.0.0.0 Mobile Safari/537.36'
const least = { performance: 98, accessibility: 100, bestPractices: 100, seo: 100 } as const
const most = { largestPaint: 1_500, blocking: 50, shift: 0 } as const

const wall = await openFullWall()
try {
  const missed: string[] = []
  for (const path of ['/images', wall.newest]) {
    const again = () => judge(wall.address + path)
    let judgement = await again()
    if (misses(judgement).length > 0) judgement = medianOf([judgement, await again(), await again()])
    const { wrong, ...numbers } = judgement
    console.log(path, numbers, wrong.join('; '))
    const bare = await serveBare(wall.address, path, phone)
    const floor = medianOf([await judge(bare.address), await judge(bare.address), await judge(bare.address)])
    bare.close()
    console.log(
      `bare, without code: blocked for ${Math.round(floor.blocking)} ms, its largest picture after ` +
        `${Math.round(floor.largestPaint)} ms; ours ${Math.round(judgement.blocking - floor.blocking)} ms more, and ` +
        `${(judgement.largestPaint / floor.largestPaint).toFixed(2)}×`,
    )
    missed.push(...misses(judgement).map(miss => `${path}: ${miss}`))
  }
  assert.deepEqual(missed, [])
} finally {
  await wall.close()
}

function misses(judgement: Judgement): string[] {
  return [
    ...Object.entries(least).filter(([name, bound]) => !(judgement[name as keyof typeof least] >= bound)),
    ...Object.entries(most).filter(([name, bound]) => !(judgement[name as keyof typeof most] <= bound)),
  ].map(([name]) => `${name} is ${Math.round(judgement[name as 'shift'] * 1000) / 1000}`)
}

function medianOf(all: Judgement[]): Judgement {
  const middle = (name: Exclude<keyof Judgement, 'wrong'>) =>
    all.map(one => one[name]).sort((one, other) => one - other)[all.length >> 1]!
  const names = Object.keys(all[0]!).filter(name => name !== 'wrong') as Exclude<keyof Judgement, 'wrong'>[]
  const wrong = [...new Set(all.flatMap(one => one.wrong))]
  return { ...(Object.fromEntries(names.map(name => [name, middle(name)])) as Omit<Judgement, 'wrong'>), wrong }
}
