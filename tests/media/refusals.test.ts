import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { crc32, deflateSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import type { AppError } from '../../server/errors.ts'
import { develop, film, photo, plain, startMedia } from './support.ts'

/** A refused picture leaves nothing behind, and the next one is served. */
async function expectRefusal(bytes: Uint8Array, code: AppError['code'], message: string, decodeAvif = false) {
  const { media, dataDir } = await startMedia({ decodeAvif })
  await expect(develop(media, bytes)).rejects.toMatchObject({ code, message })
  for (const folder of ['incoming', 'media', 'originals']) expect(await readdir(join(dataDir, folder))).toEqual([])
  expect(await develop(media, await plain(20, 10).png().toBuffer())).toMatchObject({ width: 20, height: 10 })
}

const box = (...brands: string[]) =>
  Buffer.from(`\0\0\0${String.fromCharCode(12 + 4 * brands.length)}ftyp${brands.join('\0\0\0\0')}`)

describe('what is no picture that can be read here is told what to do', () => {
  const page = 'That is a web page, not a picture.'
  const svg = 'SVG cannot be read here; export it as PNG.'
  const heic = 'HEIC cannot be read here; export it as JPEG.'
  const video = 'That is a video, not a picture; use JPEG, PNG, WebP or GIF.'
  const tiff = 'TIFF cannot be read here; export it as JPEG or PNG.'
  const icon = 'Icon files cannot be read here; save it as PNG.'
  const other = 'That is not a picture that can be read here; use JPEG, PNG, WebP or GIF.'
  test.each([
    ['HEIC', box('heic', 'mif1'), heic],
    ['HEIC by its second brand', box('mif1', 'heix'), heic],
    ['SVG', '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', svg],
    [
      'SVG with a declaration',
      '\ufeff<?xml version="1.0"?>\n<!-- drawn -->\n<svg xmlns="http://www.w3.org/2000/svg"/>',
      svg,
    ],
    [
      'an SVG entity bomb',
      '<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><svg>&b;</svg>',
      svg,
    ],
    ['PDF', '%PDF-1.7\n', 'PDF cannot be read here; save the page you want as PNG.'],
    ['TIFF', 'II*\0\x08\0\0\0', tiff],
    ['TIFF, the other way round', 'MM\0*\0\0\0\x08', tiff],
    ['BMP', 'BM\x46\0\0\0\0\0\0\0', 'BMP cannot be read here; save it as PNG.'],
    ['an icon', '\0\0\x01\0\x01\0', icon],
    ['a cursor', '\0\0\x02\0\x01\0', icon],
    ['PSD', '8BPS\0\x01', 'Photoshop files cannot be read here; export it as JPEG or PNG.'],
    ['JPEG XL', '\0\0\0\x0cJXL \r\n\x87\n', 'JPEG XL cannot be read here; export it as JPEG or PNG.'],
    ['JPEG 2000', '\0\0\0\x0cjP  \r\n\x87\n', 'JPEG 2000 cannot be read here; export it as JPEG or PNG.'],
    ['a film', box('isom', 'mp42'), video],
    ['a page', '\n <!DOCTYPE html><html><title>Kitten.png</title>', page],
    ['a page without a doctype', '<HTML><body>', page],
    ['text', 'kitten', other],
    ['PPM', 'P6\n1 1\n255\nabc', other],
    ['CSV, which libvips would read', '1,2,3\n4,5,6\n', other],
    ['a file of libvips itself', '\xb6\xa6\xf2\x08aaaa', other],
    ['zeros', '\0\0\0\0\0\0\0\0\0\0\0\0', other],
    ['one byte', '\xff', other],
  ])('%s', async (_, bytes, message) => {
    await expectRefusal(
      typeof bytes === 'string' && !bytes.startsWith('\ufeff')
        ? Buffer.from(bytes, 'latin1')
        : Buffer.from(bytes as string),
      'unsupported',
      message,
    )
  })

  test('AVIF, where it is off', async () => {
    const message = 'AVIF cannot be read here; export it as JPEG, PNG or WebP.'
    await expectRefusal(await photo(64, 48).avif({ effort: 0 }).toBuffer(), 'unsupported', message)
  })

  test('an empty file', () => expectRefusal(Buffer.alloc(0), 'invalid', 'That file is empty.'))
})

describe('a damaged picture is refused', () => {
  const damaged = 'That picture is damaged or incomplete. Save it again and try once more.'
  const cut = (bytes: Buffer, part: number) => bytes.subarray(0, Math.round(bytes.length * part))

  test.each([
    ['JPEG', () => photo(640, 480).jpeg()],
    ['progressive JPEG', () => photo(640, 480).jpeg({ progressive: true })],
    ['PNG', () => photo(640, 480).png()],
    ['WebP', () => photo(640, 480).webp()],
  ])('%s that was cut off', async (_, encode) => {
    const bytes = await encode().toBuffer()
    await expectRefusal(cut(bytes, 0.6), 'invalid', damaged)
    await expectRefusal(cut(bytes, 0.02), 'invalid', damaged)
  })

  test('GIF that ends in its header', async () => {
    await expectRefusal(cut(await photo(640, 480).gif().toBuffer(), 0.001), 'invalid', damaged)
  })

  test('a PNG with a wrong checksum', async () => {
    const bytes = await photo(64, 48).png().toBuffer()
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 0xff
    await expectRefusal(bytes, 'invalid', damaged)
  })

  test.each(['\xff\xd8\xff', '\x89PNG\r\n\x1a\n', 'GIF89a', 'RIFF\0\0\0\0WEBP'])(
    'nothing but the beginning %j',
    async beginning => {
      await expectRefusal(Buffer.from(beginning + 'kitten'.repeat(50), 'latin1'), 'invalid', damaged)
    },
  )

  test('another format behind the beginning of AVIF', async () => {
    await expectRefusal(Buffer.concat([box('avif'), Buffer.from('<svg/>')]), 'invalid', damaged, true)
  })
})

/** A PNG that says how large it is, whatever it holds. */
function pngThatSays(width: number, height: number, bits: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data])
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
    length.writeUInt32BE(data.length)
    sum.writeUInt32BE(crc32(body))
    return Buffer.concat([length, body, sum])
  }
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, bits, 0, 0, 0, 0])
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  const parts = [
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(100_000))),
    chunk('IEND', Buffer.alloc(0)),
  ]
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...parts])
}

describe('a bomb is refused before it is decoded', () => {
  const pixels = 'That picture has more than 40 million pixels. Save it smaller and try again.'
  const avifPixels = 'That picture has more than 16 million pixels. Save it smaller and try again.'
  test.each([
    ['PNG of 50000²', async () => pngThatSays(50_000, 50_000, 1), pixels],
    ['PNG of 2³¹ − 1 by 1', async () => pngThatSays(2 ** 31 - 1, 1, 8), undefined],
    [
      'interlaced PNG of 7000²',
      () => plain(7000, 7000).png({ progressive: true, compressionLevel: 1 }).toBuffer(),
      pixels,
    ],
    ['progressive JPEG of 7000²', () => plain(7000, 7000).jpeg({ progressive: true, quality: 1 }).toBuffer(), pixels],
    // On Linux it is the wall around the memory that says no: libvips asks for the whole canvas while it reads the header.
    [
      'lossless WebP of 16383²',
      async () => webpThatSays(16_383, 16_383),
      /more than 40 million pixels|too much memory/,
    ],
    ['AVIF of 5000²', () => plain(5000, 5000).avif({ effort: 0, quality: 1 }).toBuffer(), avifPixels],
    ['AVIF of 8000²', () => plain(8000, 8000).avif({ effort: 0, quality: 1 }).toBuffer(), avifPixels],
    [
      'GIF of 301 frames',
      () => film(10, 10, 301).gif({ effort: 1 }).toBuffer(),
      'That animation has more than 300 frames. Shorten it and try again.',
    ],
    [
      'GIF of 41 million pixels in 41 frames',
      () => film(1000, 1000, 41).gif({ effort: 1 }).toBuffer(),
      'That animation has more than 40 million pixels in all its frames. Save it smaller or shorter.',
    ],
  ])('%s', async (_, make, message) => {
    const bytes = await make()
    const { media } = await startMedia({ decodeAvif: true })
    await develop(media, await plain(1, 1).png().toBuffer())
    const started = performance.now()
    await expect(develop(media, bytes)).rejects.toMatchObject({
      code: message ? 'too_large' : 'invalid',
      message: expect.stringMatching(message ?? 'That picture is damaged or incomplete.'),
    })
    expect(performance.now() - started).toBeLessThan(1_000)
  })

  test.each([
    [
      'interlaced PNG with transparency',
      () => plain(6300, 6300, '#c04020', 4).png({ progressive: true, compressionLevel: 1 }),
    ],
    ['progressive JPEG', () => plain(6300, 6300).jpeg({ progressive: true, chromaSubsampling: '4:4:4', quality: 1 })],
    ['AVIF', () => plain(4000, 4000).avif({ effort: 0, quality: 1 })],
  ])('and the largest %s that is allowed stays within the decoder’s memory and time', async (_, encode) => {
    const { media } = await startMedia({ decodeAvif: true })
    expect(await develop(media, await encode().toBuffer())).toMatchObject({ color: expect.stringMatching(/^#/) })
  })
})

/** VP8L: 14 bits for each side; the rest of such a file need not exist to ask for a gigabyte. */
function webpThatSays(width: number, height: number): Buffer {
  const size = (width - 1) | ((height - 1) << 14)
  const data = Buffer.alloc(18)
  data[0] = 0x2f
  data.writeUInt32LE(size >>> 0, 1)
  const head = Buffer.from('RIFF\0\0\0\0WEBPVP8L\0\0\0\0', 'latin1')
  head.writeUInt32LE(head.length - 8 + data.length, 4)
  head.writeUInt32LE(data.length, 16)
  return Buffer.concat([head, data])
}
