import { expect, test } from 'vitest'
import { isTimeZone } from '../../server/accounts/languages.ts'
import { middleOf, mostZoom, push, sideOf, within, zoomAt } from '../../web/settings/crop.ts'

const size = { width: 1_200, height: 800 }

test('a crop begins as the largest square of the middle', () => {
  expect(middleOf(size)).toEqual({ x: 600, y: 400, zoom: 1 })
  expect(sideOf(size, 1)).toBe(800)
})

test('pushed however far, the square stays in the picture', () => {
  expect(push(size, middleOf(size), 5, 5)).toEqual({ x: 400, y: 400, zoom: 1 })
  expect(push(size, middleOf(size), -5, -5)).toEqual({ x: 800, y: 400, zoom: 1 })
  expect(within(size, { x: -50, y: 9_000, zoom: 4 })).toEqual({ x: 100, y: 700, zoom: 4 })
})

test('what lies under the pointer stays there while it comes closer', () => {
  const at = (crop: { x: number; y: number; zoom: number }) => crop.x + (0.25 - 0.5) * sideOf(size, crop.zoom)
  const before = middleOf(size)
  const after = zoomAt(size, before, 2, [0.25, 0.5])
  expect(after.zoom).toBe(2)
  expect(at(after)).toBeCloseTo(at(before))
})

test('it comes no closer than a picture has pixels for', () => {
  expect(mostZoom({ width: 90, height: 60 })).toBe(1)
  expect(mostZoom({ width: 192, height: 400 })).toBe(2)
  expect(zoomAt(size, middleOf(size), 100).zoom).toBe(8)
  expect(zoomAt(size, middleOf(size), 0).zoom).toBe(1)
})

test.each(['Europe/Vienna', 'America/Argentina/Buenos_Aires', 'UTC'])('%s is a time zone', name => {
  expect(isTimeZone(name)).toBe(true)
})

test.each(['', '+02:00', 'Mars/Olympus', 'Europe/Vienna; drop table'])('%j is none', name => {
  expect(isTimeZone(name)).toBe(false)
})
