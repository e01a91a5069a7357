// What the interface makes of what people and other pages bring: captures, file names, addresses, dates.
import { beforeAll, describe, expect, test, vi } from 'vitest'
import type { AlikeView } from '../../server/views.ts'
import { parseCapture, toFile } from '../../web/saves/capture.ts'
import { titleOf, titleOfAlt } from '../../web/saves/files.ts'
import { refusalOf } from '../../web/saves/refusals.ts'
import { toAddress } from '../../web/saves/typed-address.ts'
import { alikeInWords } from '../../web/saves/words.ts'

const page = { url: 'https://example.org/hills', title: 'Seven hills' }
const picture = { url: 'https://example.org/barn.jpg', alt: 'A barn', width: 900, height: 640 }
const parse = (value: unknown) => parseCapture(encodeURIComponent(JSON.stringify(value)))

describe('a capture', () => {
  test('is read whole, with its spaces made single', () => {
    expect(
      parse({ v: 1, page: { ...page, title: ' Seven \n hills ' }, pictures: [picture, { url: 'http://a.example/x' }] }),
    ).toEqual({
      page: { ...page, description: '' },
      pictures: [picture, { url: 'http://a.example/x', alt: '', width: undefined, height: undefined }],
    })
  })

  test.each<[string, unknown]>([
    ['of another version', { v: 2, page, pictures: [picture] }],
    ['without a page', { v: 1, pictures: [picture] }],
    ['of a page that is no web address', { v: 1, page: { ...page, url: 'file:///etc/passwd' }, pictures: [picture] }],
    ['of a page without a title', { v: 1, page: { url: page.url }, pictures: [picture] }],
    ['without pictures', { v: 1, page, pictures: [] }],
    ['with pictures that are no list', { v: 1, page, pictures: { 0: picture } }],
    ['of more than 50 pictures', { v: 1, page, pictures: Array(51).fill(picture) }],
    ['with a script for a picture', { v: 1, page, pictures: [picture, { url: 'javascript:alert(1)', alt: '' }] }],
    ['with a page for a picture', { v: 1, page, pictures: [{ url: 'data:text/html,<b>', alt: '' }] }],
    ['with a number for a text', { v: 1, page, pictures: [{ ...picture, alt: 7 }] }],
    [
      'with more than a megabyte of data',
      { v: 1, page, pictures: [{ url: `data:image/png;base64,${'A'.repeat(1_500_000)}` }] },
    ],
    ['that is a text', 'capture'],
    ['that is nothing', null],
  ])('%s is refused', (_, value) => {
    expect(parse(value)).toBeUndefined()
  })

  test.each(['%', '%7B', '', 'null', '{"v":1'])('%j is refused', text => {
    expect(parseCapture(text)).toBeUndefined()
  })
})

describe('a data: address', () => {
  test('becomes a file', async () => {
    const file = toFile('data:image/png;base64,aGk=', 'picture')
    expect([file?.name, file?.type, await file?.text()]).toEqual(['picture.png', 'image/png', 'hi'])
    expect(await toFile('data:image/svg+xml;charset=utf-8,%3Csvg/%3E', 'p')?.text()).toBe('<svg/>')
  })

  test.each(['data:image/png;base64,***', 'data:image/png', 'data:image/png,%', 'https://a.example'])(
    '%s is none',
    address => expect(toFile(address, 'picture')).toBeUndefined(),
  )
})

test.each([
  ['sunset_over-lake.jpg', 'Sunset over lake'],
  ['IMG_2041.HEIC', ''],
  ['20260101_120000.jpg', ''],
  ['Imagine a tree.png', 'Imagine a tree'],
  ['download (3).png', ''],
])('the title of the file %s is %j', (name, title) => {
  expect(titleOf(name)).toBe(title)
})

test.each([
  ['IMG_2041.HEIC', '', 'HEIC cannot be read here; export it as JPEG.'],
  ['logo', 'image/svg+xml', 'SVG cannot be read here; export it as PNG.'],
  ['scan.tiff', 'image/tiff', 'TIFF and raw camera files cannot be read here; export it as JPEG or PNG.'],
  ['letter.pdf', 'application/pdf', 'PDF cannot be read here; save the page you want as PNG.'],
  ['barn.jpg', 'image/jpeg', undefined],
])('the file %s (%s) need not be sent: %s', async (name, type, refusal) => {
  expect((await refusalOf(new File(['some bytes'], name, { type })))?.message).toBe(refusal)
})

test('a JPEG whose name says HEIC is for the server to judge, and what is larger than 20 MB is not', async () => {
  const begin = new Uint8Array([0xff, 0xd8, 0xff, 0xe0])
  expect(await refusalOf(new File([begin], 'IMG_1.heic'))).toBeUndefined()
  const most = 20 * 1024 * 1024
  expect(await refusalOf(new File([new Uint8Array(most)], 'barn.jpg'))).toBeUndefined()
  const refusal = await refusalOf(new File([new Uint8Array(most + 1)], 'barn.jpg'))
  expect([refusal?.code, refusal?.message]).toEqual([
    'too_large',
    'That picture is larger than 20 MB. Save it smaller and try again.',
  ])
})

test.each([
  ['A well-known   barn', 'A well-known barn'],
  ['photo', ''],
  ['red-barn.jpg', ''],
  ['x'.repeat(101), ''],
])('of the alternative text %j the title is %j', (alt, title) => {
  expect(titleOfAlt(alt)).toBe(title)
})

test.each([
  ['https://example.org/a', 'https://example.org/a'],
  ['  example.org/a.jpg ', 'https://example.org/a.jpg'],
  ['HTTP://example.org', 'http://example.org/'],
  ['localhost:7801/shop', 'http://localhost:7801/shop'],
  ['nas:5000', 'http://nas:5000/'],
  ['localhost/shop', 'http://localhost/shop'],
  ['192.168.1.5:80/a', 'http://192.168.1.5/a'],
  ['example.org:8443/a?b=1', 'https://example.org:8443/a?b=1'],
  ['example.org?b=1', 'https://example.org/?b=1'],
  ['tel:0', undefined],
  ['example.org:99999/a', undefined],
  ['only some words', undefined],
  ['word', undefined],
  ['javascript:alert(1)', undefined],
  ['file:///etc/passwd', undefined],
  ['', undefined],
])('%j is the address %j', (text, address) => {
  expect(toAddress(text)).toBe(address)
})

describe('in words', () => {
  beforeAll(() => void vi.stubGlobal('document', { documentElement: { lang: 'en' } }))
  const now = new Date(2026, 10, 21, 12).getTime()
  const ago = (days: number) => new Date(now - days * 86_400_000).toISOString()
  const alike = (username: string, days: number, same = false) =>
    ({ same, image: { by: { username, name: 'Ada', photo: null }, bookmarkedAt: ago(days) } }) as AlikeView

  test.each([
    [0, 'today'],
    [1, 'yesterday'],
    [6, '6 days ago'],
    [8, 'last week'],
    [22, '3 weeks ago'],
    [255, 'in March'],
    [620, 'in March 2025'],
    // A clock that is behind that of the server.
    [-0.9, 'today'],
  ])('who saved something like it %d days ago did so %s', (days, words) => {
    expect(alikeInWords(alike('bob', days), 'bob', now)).toBe(`You saved one like this ${words}`)
    expect(alikeInWords(alike('ada', days), 'bob', now)).toBe(`Ada saved one like this ${words}`)
    expect(alikeInWords(alike('ada', days, true), 'bob', now)).toBe(`Ada saved this ${words}`)
  })
})
