// The parts of the bookmarklet that need no page: which addresses are one picture, and what a srcset says.
import { describe, expect, test } from 'vitest'
import { toAddress } from '../../web/bookmarklet/addresses.ts'
import { fold, keyOf, rank } from '../../web/bookmarklet/fold.ts'
import { LEAST, type Offer, toOffer } from '../../web/bookmarklet/offer.ts'
import { inSlices } from '../../web/bookmarklet/slices.ts'
import { parseSrcset } from '../../web/bookmarklet/srcset.ts'

const offer = (url: string, width = 800, height = 600, more: Partial<Offer> = {}): Offer => ({
  url,
  width,
  height,
  claimed: false,
  lesser: [],
  loaded: '',
  alt: '',
  fill: 0,
  area: 0,
  ...more,
})

describe('one picture', () => {
  test.each([
    ['https://a.example/p.jpg?w=300', 'https://a.example/p.jpg?w=1200&h=800'],
    ['https://a.example/p.jpg?width=300&q=50', 'https://a.example/p.jpg?width=900&quality=80&fit=crop'],
    ['https://a.example/p.jpg?id=7&resize=300,200', 'https://a.example/p.jpg?id=7'],
    ['https://a.example/2026/bower-300x225.jpg', 'https://a.example/2026/bower-1024x768.jpg'],
    ['https://a.example/bower-300x225.jpg', 'https://a.example/bower.jpg'],
    ['https://a.example/bower@2x.png', 'https://a.example/bower.png'],
    ['https://a.example/w/thumb/1/1a/Bower.jpg/640px-Bower.jpg', 'https://a.example/w/1/1a/Bower.jpg'],
  ])('%s is %s in another size', (one, other) => {
    expect(keyOf(one)).toBe(keyOf(other))
    expect(fold([offer(one, 400, 300), offer(other, 1200, 900)]).map(({ url }) => url)).toEqual([other])
  })
})

describe('two pictures', () => {
  test.each([
    ['https://a.example/p.jpg?id=1', 'https://a.example/p.jpg?id=2'],
    ['https://a.example/p.jpg?q=1', 'https://a.example/p.jpg?q=2'],
    ['https://a.example/p.jpg?w=300&v=1', 'https://a.example/p.jpg?w=300&v=2'],
    ['https://a.example/p.jpg?h=8f31c', 'https://a.example/p.jpg?h=77aa1'],
    ['https://a.example/p.jpg?size=blue', 'https://a.example/p.jpg?size=red'],
    ['https://a.example/1.jpg', 'https://a.example/2.jpg'],
    ['https://a.example/image-1.jpg', 'https://a.example/image-2.jpg'],
    ['https://a.example/p.jpg', 'https://b.example/p.jpg'],
    ['https://a.example/p.jpg', 'https://a.example/p.png'],
  ])('%s is not %s', (one, other) => {
    expect(fold([offer(one), offer(other)])).toHaveLength(2)
  })

  test('one address that only gives a size, but in another shape, is another cut', () => {
    expect(fold([offer('https://a.example/p-300x300.jpg', 300, 300), offer('https://a.example/p.jpg')])).toHaveLength(2)
  })
})

test('a picture that stands twice keeps its largest file, its words, and its largest place', () => {
  const small = offer('https://a.example/p.jpg?w=400', 400, 300, { alt: 'Bower', fill: 9, loaded: 'small' })
  const large = offer('https://a.example/p.jpg?w=1600', 1600, 1200, { area: 5 })
  expect(fold([small, large])).toEqual([
    {
      url: large.url,
      width: 1600,
      height: 1200,
      claimed: false,
      lesser: [],
      loaded: 'small',
      alt: 'Bower',
      fill: 9,
      area: 5,
    },
  ])
})

test('a thumbnail is known by a lesser file of the large one', () => {
  const large = offer('https://a.example/full.jpg', 1600, 1200, { lesser: ['https://a.example/p.jpg?w=500'] })
  expect(fold([large, offer('https://a.example/p.jpg?w=100')])).toHaveLength(1)
})

test('what fills the screen comes first, then what is large on the page, and last what has no size', () => {
  const named = (name: string, fill: number, area: number, width = 800) =>
    offer(`https://a.example/${name}`, width, 600, { fill, area })
  const order = rank([
    named('unknown', 9, 9, 0),
    named('below', 0, 9),
    named('seen', 5, 5),
    named('edge', 1, 9),
    named('far', 0, 1),
  ])
  expect(order.map(({ url }) => url.slice(18))).toEqual(['seen', 'edge', 'below', 'far', 'unknown'])
})

describe('of the files of a picture', () => {
  const of = (...variants: [url: string, width: number, height: number, linked?: boolean, claimed?: boolean][]) =>
    toOffer({
      variants: variants.map(([url, width, height, linked = false, claimed = false]) => ({
        url,
        width,
        height,
        linked,
        claimed,
      })),
      loaded: '',
      alt: '',
      fill: 0,
      area: 0,
    })?.url

  test('the largest is taken, and none that is broken', () => {
    expect(
      of(['https://a.example/a', 800, 600], ['https://a.example/b', 1600, 1200], ['https://a.example/c', -1, -1]),
    ).toBe('https://a.example/b')
    expect(of(['https://a.example/c', -1, -1])).toBeUndefined()
  })

  test('what has been measured comes before what only says that it is larger', () => {
    expect(of(['https://a.example/says', 1440, 960, false, true], ['https://a.example/is', 1200, 800])).toBe(
      'https://a.example/is',
    )
  })

  test('a placeholder gives way to a file whose size is not known, a picture does not', () => {
    expect(of(['https://a.example/dot', 1, 1], ['https://a.example/late', 0, 0])).toBe('https://a.example/late')
    expect(of(['https://a.example/p', LEAST, LEAST], ['https://a.example/late', 0, 0])).toBe('https://a.example/p')
  })

  test('a link leads to the same picture only when it has the same shape, or stands behind a thumbnail', () => {
    expect(of(['https://a.example/p', 800, 600], ['https://a.example/full', 1600, 1200, true])).toBe(
      'https://a.example/full',
    )
    expect(of(['https://a.example/p', 800, 600], ['https://a.example/ad', 900, 1600, true])).toBe('https://a.example/p')
    expect(of(['https://a.example/p', 120, 120], ['https://a.example/full', 1600, 900, true])).toBe(
      'https://a.example/full',
    )
  })

  test('drawings of lines are none', () => {
    expect(of(['https://a.example/logo.svg?v=1', 400, 400])).toBeUndefined()
  })
})

test.each([
  ['a.jpg', [['a.jpg', 0, 0]]],
  [
    ' a.jpg 1x, b.jpg 2x ',
    [
      ['a.jpg', 0, 1],
      ['b.jpg', 0, 2],
    ],
  ],
  [
    'a,b.jpg 300w, c,d.jpg 1200w',
    [
      ['a,b.jpg', 300, 0],
      ['c,d.jpg', 1200, 0],
    ],
  ],
  [
    'a.jpg, b.jpg 1.5x',
    [
      ['a.jpg', 0, 0],
      ['b.jpg', 0, 1.5],
    ],
  ],
  [
    'data:image/png;base64,AA== 2x,c.jpg',
    [
      ['data:image/png;base64,AA==', 0, 2],
      ['c.jpg', 0, 0],
    ],
  ],
  [
    'a.jpg 300w 200h,b.jpg',
    [
      ['a.jpg', 300, 0],
      ['b.jpg', 0, 0],
    ],
  ],
  ['', []],
  [' , ,', []],
])('the srcset “%s” is read as browsers read it', (text, expected) => {
  expect(parseSrcset(text).map(({ written, width, density }) => [written, width, density])).toEqual(expected)
})

test.each([
  ['/p.jpg#top', 'https://a.example/p.jpg'],
  ['//b.example/p.jpg', 'https://b.example/p.jpg'],
  ['data:image/png;base64,AA==', 'data:image/png;base64,AA=='],
  ['blob:https://a.example/1', 'blob:https://a.example/1'],
  ['javascript:alert(1)', ''],
  ['data:text/html,x', ''],
  ['ftp://a.example/p.jpg', ''],
  ['{{ url }}', ''],
  ['#', ''],
  ['', ''],
  [null, ''],
])('%s on a page is the picture “%s”', (written, expected) => {
  expect(toAddress(written, 'https://a.example/page')).toBe(expected)
})

test('long work gives the page a turn each time its slice is used up', async () => {
  const pause = inSlices(20)
  expect(pause()).toBeUndefined()
  for (let round = 0; round < 2; round++) {
    const until = performance.now() + 25
    while (performance.now() < until);
    let turned = false
    setTimeout(() => (turned = true), 0)
    await pause()
    expect(turned).toBe(true)
    expect(pause()).toBeUndefined()
  }
})

test('an address longer than the server takes is none', () => {
  expect(toAddress(`/${'x'.repeat(2_000)}`, 'https://a.example/')).toBe('')
})
