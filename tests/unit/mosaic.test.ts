import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Cell, mosaic, mostCells } from '../../web/activity/mosaic.ts'

const count = fc.integer({ min: 1, max: 400 })
const width = fc.integer({ min: 150, max: 900 })
const ratio = fc.double({ min: 0.15, max: 1.8, noNaN: true })

test('one picture has the whole box', () => {
  expect(mosaic(1, 400, 300)).toEqual([{ left: 0, top: 0, width: 400, height: 300 }])
})

test('at most five have a place, and the first never has less room than another', () => {
  fc.assert(
    fc.property(count, width, ratio, fc.boolean(), (count, width, ratio, upright) => {
      const cells = mosaic(count, width, width * ratio, upright)

      expect(cells).toHaveLength(Math.min(count, mostCells))
      const area = (cell: Cell) => cell.width * cell.height
      for (const cell of cells) expect(area(cell)).toBeLessThanOrEqual(area(cells[0]!) + 0.01)
    }),
  )
})

test('whatever the box, the pictures lie in it, do not touch one another, and leave only thin gaps', () => {
  fc.assert(
    fc.property(count, width, ratio, fc.boolean(), (count, width, ratio, upright) => {
      const height = width * ratio
      const cells = mosaic(count, width, height, upright)
      for (const [index, { left, top, width: w, height: h }] of cells.entries()) {
        expect(Math.min(left, top, w - 15, h - 5)).toBeGreaterThanOrEqual(0)
        expect(left + w).toBeLessThanOrEqual(width + 0.01)
        expect(top + h).toBeLessThanOrEqual(height + 0.01)
        for (const other of cells.slice(index + 1)) {
          const beside = other.left >= left + w + 3.99 || left >= other.left + other.width + 3.99
          const above = other.top >= top + h + 3.99 || top >= other.top + other.height + 3.99
          expect(beside || above).toBe(true)
        }
      }
      const covered = cells.reduce((sum, cell) => sum + cell.width * cell.height, 0)
      expect(width * height - covered).toBeLessThanOrEqual(4 * 4 * (width + height))
    }),
  )
})

test('an upright picture gets an upright place beside the second one, a broad one a broad place above it', () => {
  const [upright] = mosaic(2, 400, 460, true)
  const [broad] = mosaic(2, 400, 460, false)

  expect(upright!.height).toBeGreaterThan(upright!.width)
  expect(broad!.width).toBeGreaterThan(broad!.height)
})
