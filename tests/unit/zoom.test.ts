import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  directionOf,
  isSwipe,
  mostScale,
  pinch,
  type Point,
  type View,
  wheelFactor,
  whole,
  within,
  zoomAt,
} from '../../web/images/zoom.ts'

const side = fc.integer({ min: 20, max: 4_000 })
const size = fc.record({ width: side, height: side })
const coordinate = fc.integer({ min: -4_000, max: 4_000 })
const point = fc.record({ x: coordinate, y: coordinate })
const scale = fc.double({ min: 0.1, max: 20, noNaN: true })
const view = fc.record({ scale, x: coordinate, y: coordinate })

/** What of the picture, in its own pixels from its middle, lies at that point of the room. */
const under = (at: Point, { scale: factor, x, y }: View) => ({ x: (at.x - x) / factor, y: (at.y - y) / factor })
const close = (one: Point, other: Point) => {
  expect(one.x).toBeCloseTo(other.x, 4)
  expect(one.y).toBeCloseTo(other.y, 4)
}

test('wherever it is pulled, the picture covers as much of the room as it can, and no more is empty on one side than on the other', () => {
  fc.assert(
    fc.property(view, size, size, fc.double({ min: 1, max: 8, noNaN: true }), (wanted, shown, room, most) => {
      const seen = within(wanted, shown, room, most)
      expect(seen.scale).toBeGreaterThanOrEqual(1)
      expect(seen.scale).toBeLessThanOrEqual(most)
      for (const [place, picture, space] of [
        [seen.x, shown.width * seen.scale, room.width],
        [seen.y, shown.height * seen.scale, room.height],
      ] as const) {
        if (picture <= space) expect(Math.abs(place)).toBe(0)
        else expect(Math.abs(place)).toBeLessThanOrEqual((picture - space) / 2)
      }
    }),
  )
})

test('what is within stays as it is', () => {
  fc.assert(
    fc.property(view, size, size, (wanted, shown, room) => {
      const seen = within(wanted, shown, room, 8)
      expect(within(seen, shown, room, 8)).toEqual(seen)
    }),
  )
})

test('what lies under the pointer stays under it while one comes closer, and there is a way back', () => {
  fc.assert(
    fc.property(view, scale, point, (before, next, at) => {
      const after = zoomAt(before, next, at)
      close(under(at, after), under(at, before))
      close(zoomAt(after, before.scale, at), before)
    }),
  )
})

test('what lies between two fingers stays between them, as far apart as they are', () => {
  fc.assert(
    fc.property(view, point, point, point, point, (before, one, other, toOne, toOther) => {
      const apart = (from: Point, to: Point) => Math.hypot(from.x - to.x, from.y - to.y)
      fc.pre(apart(one, other) > 20 && apart(toOne, toOther) > 20)
      const after = pinch(before, [one, other], [toOne, toOther])
      expect(after.scale).toBeCloseTo((before.scale * apart(toOne, toOther)) / apart(one, other), 6)
      const between = (from: Point, to: Point) => ({ x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 })
      const was = under(between(one, other), before)
      const is = under(between(toOne, toOther), after)
      expect(is.x).toBeCloseTo(was.x, 2)
      expect(is.y).toBeCloseTo(was.y, 2)
    }),
  )
})

test('two fingers on one point only move the picture', () => {
  const at = { x: 5, y: 5 }
  expect(
    pinch(
      whole,
      [at, at],
      [
        { x: 7, y: 9 },
        { x: 7, y: 9 },
      ],
    ),
  ).toEqual({ scale: 1, x: 2, y: 4 })
})

test('it comes no closer than twice its pixels, at least twice and at most eight times as large', () => {
  expect(mostScale({ width: 720, height: 10 }, 1_440)).toBe(4)
  expect(mostScale({ width: 1_440, height: 10 }, 720)).toBe(2)
  expect(mostScale({ width: 100, height: 10 }, 1_440)).toBe(8)
  expect(mostScale({ width: 0, height: 0 }, 0)).toBe(2)
})

test('a wheel turned towards comes as much closer as turned away it goes off; a leap is no more than a step', () => {
  expect(wheelFactor(-30) * wheelFactor(30)).toBeCloseTo(1)
  expect(wheelFactor(-30)).toBeGreaterThan(1)
  expect(wheelFactor(-10_000)).toBe(wheelFactor(-60))
})

test.each([
  [3, 3, undefined],
  [12, 4, 'across'],
  [-12, 4, 'across'],
  [4, 12, 'down'],
  [4, -12, 'up'],
  [9, 9, 'across'],
] as const)('a finger that has gone %d and %d goes %s', (x, y, direction) => {
  expect(directionOf(x, y)).toBe(direction)
})

test.each([
  ['far', 200, 0, true],
  ['far the other way', -200, 0, true],
  ['not far, and slowly', 60, 0.1, false],
  ['not far, but quickly', 60, 0.6, true],
  ['hardly at all, but quickly', 10, 2, false],
  ['far, and quickly back', 300, -0.6, false],
])('a finger that goes %s', (_, way, velocity, meant) => {
  expect(isSwipe(way, velocity, 400)).toBe(meant)
})
