import { expect, test } from 'vitest'
import { bestSource, stageSizes } from '../../web/images/sources.ts'
import { KeptPages } from '../../web/shell/kept-pages.ts'

const kept = (path: string) => ({ page: {} as HTMLElement, path, scroll: 0, focused: undefined })

test('of twenty pages the last eight are kept; one that is used again stays', () => {
  const pages = new KeptPages()
  for (let number = 0; number < 20; number++) {
    pages.keep(`wall ${number}`, kept(`/${number}`))
    pages.keep('the first', kept('/first'))
  }
  expect(pages.get('the first')?.path).toBe('/first')
  expect(pages.get('wall 19')?.path).toBe('/19')
  expect(pages.get('wall 13')?.path).toBe('/13')
  expect(pages.get('wall 12')).toBeUndefined()
  pages.clear()
  expect(pages.get('the first')).toBeUndefined()
})

const source = (type: 'image/avif' | 'image/webp' | 'image/jpeg', width: number, still?: true) => ({
  url: `/media/${width}`,
  type,
  width,
  height: width,
  ...(still && { still }),
})

test('what is taken away is the largest that every program opens; of a film, what moves', () => {
  const sources = [
    source('image/avif', 1_440),
    source('image/webp', 720),
    source('image/webp', 1_440),
    source('image/jpeg', 720),
  ]
  expect(bestSource(sources)).toMatchObject({ type: 'image/webp', width: 1_440 })
  expect(
    bestSource([source('image/webp', 360), source('image/webp', 720, true), source('image/jpeg', 720, true)]),
  ).toMatchObject({
    width: 360,
  })
  expect(bestSource([source('image/avif', 90)])).toMatchObject({ type: 'image/avif' })
  expect(bestSource([])).toBeUndefined()
})

test('a browser is told how wide the picture gets, whichever side of the window it meets first', () => {
  expect(stageSizes({ width: 300, height: 200 })).toContain('* 1.5000)')
})
