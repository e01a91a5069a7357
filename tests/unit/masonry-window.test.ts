import { describe, expect, test } from 'vitest'
import { Masonry, type Place } from '../../web/ui/masonry.ts'
import { columnsFor, tilesNear } from '../../web/ui/masonry-window.ts'
import { spread, usual } from '../../web/wall/columns.ts'

describe('of three thousand small tiles, in a window that is four thousand pixels tall', () => {
  const height = 4_000
  const masonry = new Masonry(10, 20)
  masonry.update(
    Array.from({ length: 3_000 }, (_, index) => `${index}`),
    () => 60,
  )
  const distance = (place: Place, from: number) => {
    const middle = from + height / 2
    return Math.max(place.top - middle, middle - place.top - place.height, 0)
  }
  const near = (from: number, made: Set<string> = new Set()) =>
    tilesNear(masonry, { from, height, listed: () => true, made: key => made.has(key), covered: false })

  // The last is the end of the wall.
  test.each([0, 5_000, 11_000, masonry.bottom - height])(
    'fewer than 400 are in the page %i px down, and none is left out for a farther one',
    from => {
      const everywhere = masonry.between(-Infinity, Infinity)
      expect(masonry.between(from, from + height).length).toBeGreaterThan(400)

      const chosen = near(from).near
      expect(chosen).toHaveLength(380)
      const keys = new Set(chosen.map(({ key }) => key))
      expect(keys.size).toBe(380)
      const farthest = Math.max(...chosen.map(place => distance(place, from)))
      const left = everywhere.filter(({ key }) => !keys.has(key))
      expect(Math.min(...left.map(place => distance(place, from)))).toBeGreaterThanOrEqual(farthest)
    },
  )

  test('fewer than 400 are in the page in each frame of a way down, and what is there at its end is the nearest', () => {
    const made = new Set<string>()
    let from = 0
    const frame = () => {
      const { now, more } = near(from, made)
      made.clear()
      for (const { key } of now) made.add(key)
      expect(made.size).toBe(now.length)
      expect(now.length).toBeLessThanOrEqual(380)
      return more
    }
    for (; from < 8_000; from += 50) frame()
    while (frame());
    expect([...made].toSorted()).toEqual(
      near(from)
        .near.map(({ key }) => key)
        .toSorted(),
    )
  })

  test('in a window of a usual height, all that can be seen is among them', () => {
    const usualHeight = 900
    const { near } = tilesNear(masonry, {
      from: 6_000,
      height: usualHeight,
      listed: () => true,
      made: () => false,
      covered: false,
    })
    const keys = new Set(near.map(({ key }) => key))
    const visible = masonry.between(6_000, 6_000 + usualHeight)
    expect(visible.length).toBeGreaterThan(100)
    expect(visible.filter(({ key }) => !keys.has(key))).toEqual([])
  })
})

describe('how many columns a wall has', () => {
  test.each([
    [320, { airy: 1, regular: 2, dense: 3 }],
    [559, { airy: 1, regular: 2, dense: 3 }],
    [560, { airy: 2, regular: 2, dense: 3 }],
    [1280, { airy: 3, regular: 5, dense: 7 }],
    [3840, { airy: 4, regular: 6, dense: 10 }],
  ] as const)('at %i px: %o', (width, counts) => {
    for (const density of ['airy', 'regular', 'dense'] as const) {
      const { count, gap, width: column } = columnsFor({ width, ...spread(usual, density) })
      expect([density, count]).toEqual([density, counts[density]])
      // They fill the wall, and no more than it.
      expect(count * column + (count - 1) * gap).toBeCloseTo(width)
      expect(gap).toBe(width < 560 ? 12 : 20)
    }
  })
})
