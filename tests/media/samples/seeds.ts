// Tiny whole pictures of every format that is read, each with a marker wherever its format has room for words.
import { deflateSync } from 'node:zlib'
import { film, photo, plain } from '../support.ts'
import { insertBefore, joinJpeg, joinPng, joinWebp, latin, splitJpeg, splitPng, splitWebp } from './parts.ts'

/** In no picture by chance, and in no file that is served. */
export const marker = 'PLANTED-by-the-tests-7b1e'

const marked = latin(marker)

export function markJpeg(bytes: Buffer): Buffer {
  const { segments, rest } = splitJpeg(bytes)
  const exif = Buffer.concat([latin('Exif\0\0'), exifWith(marker)])
  const added = [
    { kind: 'e1', data: exif },
    {
      kind: 'e1',
      data: latin(`http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x="adobe:ns:meta/">${marker}</x:xmpmeta>`),
    },
    { kind: 'ed', data: latin(`Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x1e\x1c\x02\x78\0\x19${marker}\0`) },
    { kind: 'fe', data: marked },
  ]
  return Buffer.concat([joinJpeg({ segments: [...added, ...segments], rest }), marked])
}

export function markPng(bytes: Buffer): Buffer {
  const words = latin(`Comment\0`)
  const parts = insertBefore(
    splitPng(bytes),
    'IDAT',
    { kind: 'tEXt', data: Buffer.concat([words, marked]) },
    { kind: 'zTXt', data: Buffer.concat([words, Buffer.from([0]), deflateSync(marked)]) },
    { kind: 'iTXt', data: Buffer.concat([latin('XML:com.adobe.xmp\0\0\0\0\0'), marked]) },
    { kind: 'eXIf', data: exifWith(marker) },
    { kind: 'prVt', data: marked },
  )
  return Buffer.concat([joinPng(parts), marked])
}

/** Into the extended form, which alone has room for words. */
export function markWebp(bytes: Buffer, width: number, height: number): Buffer {
  const parts = splitWebp(bytes).filter(part => part.kind !== 'EXIF' && part.kind !== 'XMP ')
  const header = parts.find(part => part.kind === 'VP8X')?.data ?? extendedHeader(width, height)
  const flagged = Buffer.from(header)
  flagged[0] = (flagged[0] ?? 0) | 0x0c
  const body = parts.filter(part => part.kind !== 'VP8X')
  const words = [
    { kind: 'EXIF', data: exifWith(marker) },
    { kind: 'XMP ', data: marked },
    { kind: 'junk', data: marked },
  ]
  return Buffer.concat([joinWebp([{ kind: 'VP8X', data: flagged }, ...body, ...words]), marked])
}

function extendedHeader(width: number, height: number): Buffer {
  const header = Buffer.alloc(10)
  header.writeUIntLE(width - 1, 4, 3)
  header.writeUIntLE(height - 1, 7, 3)
  return header
}

/** A comment and an application's block before the first picture, and a trail behind the end. */
export function markGif(bytes: Buffer): Buffer {
  const table = (bytes[10] ?? 0) & 0x80 ? 3 * 2 ** (((bytes[10] ?? 0) & 7) + 1) : 0
  const after = 13 + table
  const block = Buffer.concat([Buffer.from([marked.length]), marked, Buffer.from([0])])
  const comment = Buffer.concat([Buffer.from([0x21, 0xfe]), block])
  const application = Buffer.concat([Buffer.from([0x21, 0xff, 11]), latin('PLANTED-APP'), block])
  return Buffer.concat([bytes.subarray(0, after), comment, application, bytes.subarray(after), marked])
}

/** TIFF as in a camera's file: orientation, and an artist whose name is given. */
export function exifWith(artist: string, orientation = 1): Buffer {
  const name = latin(`${artist}\0`)
  const head = Buffer.alloc(8 + 2 + 2 * 12 + 4)
  head.write('MM\0*', 0, 'latin1')
  head.writeUInt32BE(8, 4)
  head.writeUInt16BE(2, 8)
  head.writeUInt16BE(0x0112, 10)
  head.writeUInt16BE(3, 12)
  head.writeUInt32BE(1, 14)
  head.writeUInt16BE(orientation, 18)
  head.writeUInt16BE(0x013b, 22)
  head.writeUInt16BE(2, 24)
  head.writeUInt32BE(name.length, 26)
  head.writeUInt32BE(head.length, 30)
  return Buffer.concat([head, name])
}

const [width, height] = [24, 16]

export type SeedFormat = 'jpeg' | 'png' | 'webp' | 'gif' | 'avif'

export async function makeSeeds(): Promise<Record<SeedFormat, Buffer[]>> {
  const small = () => photo(width, height)
  const clear = () => plain(width, height, { r: 255, g: 0, b: 0, alpha: 0.5 }, 4)
  const frames = () => film(width, height, 3)
  const jpegs = [
    small().jpeg(),
    small().jpeg({ progressive: true }),
    small().toColourspace('cmyk').jpeg(),
    small().toColourspace('b-w').jpeg(),
  ]
  const pngs = [
    small().png(),
    small().png({ palette: true }),
    clear().png({ progressive: true }),
    small().toColourspace('rgb16').png(),
    small().toColourspace('b-w').png(),
  ]
  const webps = [
    small().webp(),
    small().webp({ lossless: true }),
    clear().webp(),
    frames().webp({ delay: [50, 60, 70] }),
  ]
  const gifs = [small().gif(), frames().gif({ delay: [50, 60, 70], loop: 2 }), clear().gif()]
  const avifs = [small().withXmp(`<x:xmpmeta xmlns:x="adobe:ns:meta/">${marker}</x:xmpmeta>`), clear()].map(image =>
    image.avif({ effort: 0 }),
  )
  const all = (images: ReturnType<typeof photo>[]) => Promise.all(images.map(image => image.toBuffer()))
  return {
    jpeg: (await all(jpegs)).map(markJpeg),
    png: (await all(pngs)).map(markPng),
    webp: (await all(webps)).map(bytes => markWebp(bytes, width, height)),
    gif: (await all(gifs)).map(markGif),
    avif: (await all(avifs)).map(bytes => Buffer.concat([bytes, marked])),
  }
}
