// No picture of a wall is cut.
import { expect, test } from 'vitest'
import { CAPTION, isTall, tileHeight } from '../../web/images/tile-size.ts'

test.each([0.1, 0.5, 0.71, 1, 1.5, 2, 2.2])('a picture %s times as high as wide has a tile of its shape', ratio => {
  const size = { width: 1_000, height: 1_000 * ratio }
  for (const width of [160, 264, 333.3]) expect(tileHeight(size, width) - CAPTION).toBe(Math.round(width * ratio))
  expect(isTall(size)).toBe(false)
})

test.each([2.21, 5, 40])('one %s times as high is shown whole in a tile 2.2 times as high as wide', ratio => {
  const size = { width: 1_000, height: 1_000 * ratio }
  expect(tileHeight(size, 250) - CAPTION).toBe(550)
  expect(isTall(size)).toBe(true)
})
