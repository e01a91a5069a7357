import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Masonry, type Place } from '../../web/ui/masonry.ts'

const heights = new Map<string, number>()
const heightOf = (key: string) => heights.get(key) ?? 100

function update(masonry: Masonry, keys: string[]): void {
  masonry.update(keys, index => heightOf(keys[index]!))
}

function placesOf(masonry: Masonry, keys: string[]): (Place | undefined)[] {
  return keys.map(key => masonry.place(key) && { ...masonry.place(key)! })
}

test('tiles go below the shortest column', () => {
  const masonry = new Masonry(2, 10)
  masonry.update(['a', 'b', 'c'], index => [100, 50, 30][index]!)
  expect(placesOf(masonry, ['a', 'b', 'c'])).toMatchObject([
    { column: 0, top: 0 },
    { column: 1, top: 0 },
    { column: 1, top: 60 },
  ])
  expect([masonry.top, masonry.bottom]).toEqual([0, 100])
})

test('a tile knows its number, and what stands on each side of it', () => {
  const masonry = new Masonry(3, 10)
  masonry.update([...'abcdefg'], index => [100, 60, 80, 50, 90, 40, 70][index]!)
  masonry.update([...'zabcdefgh'], () => 100)
  expect([...'zabh'].map(key => masonry.indexOf(key))).toEqual([0, 1, 2, 8])
  expect((['up', 'down', 'left', 'right'] as const).map(side => masonry.neighbour('b', side)?.key)).toEqual([
    undefined,
    'd',
    'a',
    'c',
  ])
  expect((['up', 'left', 'right'] as const).map(side => masonry.neighbour('a', side)?.key)).toEqual([
    'z',
    undefined,
    'b',
  ])

  masonry.update([...'zacdefgh'], () => 100)
  expect([...'zabcdh'].map(key => masonry.indexOf(key))).toEqual([0, 1, undefined, 2, 3, 7])
})

test('what comes before goes on top, the nearest first, and moves nothing', () => {
  const masonry = new Masonry(2, 10)
  update(masonry, ['c', 'd'])
  update(masonry, ['a', 'b', 'x', 'c', 'd'])
  expect(placesOf(masonry, ['x', 'b', 'a', 'c'])).toMatchObject([
    { column: 0, top: -110 },
    { column: 1, top: -110 },
    { column: 0, top: -220 },
    { column: 0, top: 0 },
  ])
  expect(masonry.top).toBe(-220)
})

test('whatever comes and goes, nothing that is placed moves or is covered, and what is between two edges is all that meets them', () => {
  const steps = fc.array(
    fc.record({
      side: fc.constantFrom('before', 'after', 'leaves', 'returns'),
      heights: fc.array(fc.integer({ min: 20, max: 400 }), { maxLength: 12 }),
      from: fc.integer({ min: -3_000, max: 3_000 }),
      tall: fc.integer({ min: 0, max: 1_500 }),
    }),
    { maxLength: 12 },
  )
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 6 }), steps, (columns, steps) => {
      heights.clear()
      const masonry = new Masonry(columns, 12)
      let keys: string[] = []
      let gone: string[] = []
      const known = new Map<string, Place>()
      for (const step of steps) {
        const made = step.heights.map((height, index) => {
          const key = `${heights.size}-${index}`
          heights.set(key, height)
          return key
        })
        if (step.side === 'before') keys = [...made, ...keys]
        if (step.side === 'after') keys = [...keys, ...made]
        if (step.side === 'leaves')
          [gone, keys] = [keys.filter((_, index) => index % 3 === 1), keys.filter((_, index) => index % 3 !== 1)]
        if (step.side === 'returns') [keys, gone] = [[...keys.slice(0, 2), ...gone, ...keys.slice(2)], []]
        update(masonry, keys)

        for (const key of keys) {
          const place = masonry.place(key)!
          expect(place.height).toBe(heightOf(key))
          expect(place).toEqual(known.get(key) ?? place)
          known.set(key, { ...place })
        }
        expect(keys.map(key => masonry.indexOf(key))).toEqual(keys.map((_, index) => index))
        expect(gone.map(key => masonry.indexOf(key)).filter(index => index !== undefined)).toEqual([])
        const all = keys.map(key => masonry.place(key)!)
        const byColumn = Object.values(Object.groupBy(all, place => place.column))
        for (const column of byColumn) {
          const sorted = column!.toSorted((one, other) => one.top - other.top)
          for (const [index, place] of sorted.entries())
            if (index > 0)
              expect(place.top).toBeGreaterThanOrEqual(sorted[index - 1]!.top + sorted[index - 1]!.height + 12)
          expect(sorted[0]!.top).toBeGreaterThanOrEqual(masonry.top)
          expect(sorted.at(-1)!.top + sorted.at(-1)!.height).toBeLessThanOrEqual(masonry.bottom)
        }
        const listed = new Set(keys)
        const met = masonry.between(step.from, step.from + step.tall).filter(({ key }) => listed.has(key))
        const expected = all.filter(({ top, height }) => top < step.from + step.tall && top + height > step.from)
        expect(met.map(({ key }) => key).toSorted()).toEqual(expected.map(({ key }) => key).toSorted())
      }
    }),
    { numRuns: 200 },
  )
})
