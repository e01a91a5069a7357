// What stays on a device of what was seen, and what is shown of it.
import { describe, expect, test } from 'vitest'
import { asShown, imagesIn, smallest, tooMuch, without } from '../../web/offline/bounds.ts'
import type { Kept } from '../../web/offline/device.ts'

const day = 24 * 60 * 60_000
const now = 100 * day
const kept = (key: number, more: Partial<Kept> = {}): Kept => ({
  ...{ key: `${key}`, owner: 'ada', name: 'image:list', data: {}, at: now - key, size: 1_000 },
  ...more,
})
const keys = (list: Kept[]) => list.map(({ key }) => Number(key)).sort((one, other) => one - other)

const webp = (width: number, more = {}) => ({ url: `/media/${width}.webp`, type: 'image/webp', width, ...more })
const jpeg = { url: '/media/whole.jpg', type: 'image/jpeg', width: 1600 }
const avif = { url: '/media/320.avif', type: 'image/avif', width: 320 }
const image = (id: string, by = 'bob', sources = [avif, webp(320), webp(640), jpeg]) => ({
  id,
  by: { username: by },
  sources,
})

describe('what goes', () => {
  test('is what is of somebody else, older than two weeks, or too large', () => {
    const all = [
      kept(1),
      kept(2, { owner: 'bob' }),
      kept(3, { at: now - 15 * day }),
      kept(4, { size: 600_000 }),
      kept(5, { at: now - 13 * day }),
    ]
    expect(keys(tooMuch(all, 'ada', now))).toEqual([2, 3, 4])
  })

  test('is the oldest of more than sixty answers, and of more than two million characters', () => {
    expect(keys(tooMuch(Array.from({ length: 62 }, (_, n) => kept(n)).reverse(), 'ada', now))).toEqual([60, 61])
    expect(
      keys(
        tooMuch(
          Array.from({ length: 6 }, (_, n) => kept(n, { size: 450_000 })),
          'ada',
          now,
        ),
      ),
    ).toEqual([4, 5])
  })
})

describe('what is taken back, or of somebody who is not for me any more', () => {
  const wall = { images: [image('1'), image('2', 'eve')], next: '9' }
  const home = {
    activities: [{ actor: { username: 'eve' }, target: { kind: 'image', image: image('1') } }],
    next: null,
  }

  test('goes out of each list, and the rest stays', () => {
    expect(without(wall, new Set(['1']))).toEqual({ images: [wall.images[1]], next: '9' })
    expect(without(wall, new Set(['@eve']))).toEqual({ images: [wall.images[0]], next: '9' })
    expect(without(home, new Set(['@eve']))).toEqual({ activities: [], next: null })
    expect(without(home, new Set(['1']))).toEqual({ activities: [], next: null })
    expect(without(wall, new Set(['3', '@nobody']))).toEqual(wall)
  })

  test('leaves nothing of what is about it alone', () => {
    expect(without(image('1'), new Set(['1']))).toBeUndefined()
    expect(without({ username: 'eve', images: 3 }, new Set(['@eve']))).toBeUndefined()
  })
})

describe('what is shown', () => {
  test('has the smallest picture that every browser can show and that stands still, and nothing further to read', () => {
    expect(smallest([avif, webp(320), webp(640), jpeg])).toEqual(webp(320))
    expect(smallest([webp(320), webp(640), webp(320, { still: true }), jpeg])).toEqual(webp(320, { still: true }))
    expect(smallest([jpeg])).toEqual(jpeg)
    expect(smallest([])).toBeUndefined()
    expect(asShown({ images: [image('1')], next: '9', previous: '1' })).toEqual({
      images: [{ ...image('1'), sources: [webp(320)] }],
      next: null,
      previous: null,
    })
    expect(imagesIn({ activities: [{ target: { image: image('7') } }, { target: null }] })).toEqual([image('7')])
  })
})
