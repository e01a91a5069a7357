import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { AppError } from '../../server/errors.ts'
import { develop, photo, plain, startMedia } from './support.ts'

/** A refused picture leaves nothing behind, and the next one is served: what is told by its beginning never gets to a decoder. */
async function expectRefusal(bytes: Uint8Array, code: AppError['code'], message: string, decodeAvif = false) {
  const { media, dataDir } = await startMedia({ decodeAvif })
  await expect(develop(media, bytes)).rejects.toMatchObject({ code, message })
  for (const folder of ['incoming', 'media', 'originals']) expect(await readdir(join(dataDir, folder))).toEqual([])
  if (code === 'unsupported') return
  expect(await develop(media, await plain(20, 10).png().toBuffer())).toMatchObject({ width: 20, height: 10 })
}

const box = (...brands: string[]) =>
  Buffer.from(`\0\0\0${String.fromCharCode(12 + 4 * brands.length)}ftyp${brands.join('\0\0\0\0')}`)

describe('what is no picture that can be read here is told what to do', () => {
  const page = 'That is a web page, not a picture.'
  const svg = 'SVG cannot be read here; export it as PNG.'
  const heic = 'HEIC cannot be read here; export it as JPEG.'
  const video = 'That is a video, not a picture; use JPEG, PNG, WebP or GIF.'
  const tiff = 'TIFF and raw camera files cannot be read here; export it as JPEG or PNG.'
  const raw = 'Raw camera files cannot be read here; export it as JPEG.'
  const archive = 'That is an archive, not a picture; unpack it first.'
  const hidden = 'That is a hidden file of macOS, not a picture. Leave it out.'
  const postScript = 'PostScript cannot be read here; save it as PNG.'
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
    ['JPEG XL without a container', '\xff\x0a\xfa\x7f', 'JPEG XL cannot be read here; export it as JPEG or PNG.'],
    ['JPEG 2000, bare', '\xff\x4f\xff\x51\0\x2f', 'JPEG 2000 cannot be read here; export it as JPEG or PNG.'],
    ['JPEG XR', 'II\xbc\x01\x08\0\0\0', 'JPEG XR cannot be read here; export it as JPEG or PNG.'],
    ['HEIC of an iPhone', box('heic', 'mif1', 'MiHB', 'MiHE', 'MiPr', 'miaf', 'tmap'), heic],
    ['a burst of HEIC', box('hevc', 'msf1'), heic],
    ['a raw file of Canon (CR2)', 'II*\0\x10\0\0\0CR\x02\0', raw],
    ['a raw file of Canon (CR3)', box('crx ', 'isom'), raw],
    ['a raw file of Fujifilm (RAF)', 'FUJIFILMCCD-RAW 0201', raw],
    ['a raw file of Olympus (ORF)', 'IIRO\x08\0\0\0', raw],
    ['a raw file of Panasonic (RW2)', 'IIU\0\x18\0\0\0', raw],
    ['a raw file of Nikon (NEF), which is TIFF', 'MM\0*\0\0\0\x08\0\x1a', tiff],
    ['a raw file of Sony (ARW), or a DNG, which are TIFF', 'II*\0\x08\0\0\0\x12\0', tiff],
    ['BigTIFF', 'II+\0\x08\0\0\0', tiff],
    ['PSB', '8BPS\0\x02', 'Photoshop files cannot be read here; export it as JPEG or PNG.'],
    ['GIMP', 'gimp xcf v011\0', 'GIMP files cannot be read here; export it as PNG or JPEG.'],
    ['PostScript', '%!PS-Adobe-3.0 EPSF-3.0', postScript],
    ['EPS with a preview', '\xc5\xd0\xd3\xc6\x20\0\0\0', postScript],
    ['a ZIP', 'PK\x03\x04\x14\0', archive],
    ['a compressed SVG', '\x1f\x8b\x08\0', archive],
    ['what macOS puts beside a picture', '\0\x05\x16\x07\0\x02\0\0Mac OS X', hidden],
    ['what macOS puts into a folder', '\0\0\0\x01Bud1\0\0\x10\0', hidden],
    ['a film', box('isom', 'mp42'), video],
    ['a film of an iPhone (MOV)', box('qt  '), video],
    ['an old MOV', '\0\0\0\x08wide\0\0\x01\0mdat', video],
    ['WebM', '\x1aE\xdf\xa3\x9fB\x86\x81\x01', video],
    ['AVI', 'RIFF\x10\0\0\0AVI LIST', video],
    ['MPEG', '\0\0\x01\xba\x44', video],
    ['a sound', 'RIFF\x10\0\0\0WAVEfmt ', other],
    ['JSON', '{"error":"not found"}', other],
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
