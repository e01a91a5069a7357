// Small files that ask for a lot: written here, byte by byte, because no honest encoder makes them.
import { constants, deflateRawSync } from 'node:zlib'
import sharp from 'sharp'
import { insertBefore, joinPng, joinWebp, jpegSegment, latin, splitPng, uint16, uint32 } from './parts.ts'

const megabyte = 1024 * 1024
const zeros = deflateRawSync(Buffer.alloc(megabyte), { level: 9, finishFlush: constants.Z_FULL_FLUSH })

/** A zlib stream of so many zeros, whose compressed megabyte is made once. */
function zlibOfZeros(length: number): Buffer {
  const whole = Math.floor(length / megabyte)
  const rest = deflateRawSync(Buffer.alloc(length % megabyte), { level: 9 })
  // Adler-32 of zeros: its first sum stays 1, its second counts them.
  const sum = ((length % 65_521) << 16) | 1
  return Buffer.concat([Buffer.from([0x78, 0xda]), ...Array.from({ length: whole }, () => zeros), rest, uint32(sum)])
}

/** Black, whole and right in every checksum. */
export function blackPng(side: number, { channels = 3, bits = 8, interlaced = false, height = side } = {}): Buffer {
  const lineOf = (width: number) => 1 + Math.ceil((width * channels * bits) / 8)
  // Adam7: where each pass begins, and how far its pixels are apart.
  const passes = interlaced
    ? [[0, 0, 8, 8], [4, 0, 8, 8], [0, 4, 4, 8], [2, 0, 4, 4], [0, 2, 2, 4], [1, 0, 2, 2], [0, 1, 1, 2]] // prettier-ignore
    : [[0, 0, 1, 1]]
  const length = passes.reduce((sum, [left = 0, top = 0, across = 1, down = 1]) => {
    return sum + lineOf(Math.ceil((side - left) / across)) * Math.ceil((height - top) / down)
  }, 0)
  const colorType = { 1: 0, 3: 2, 4: 6 }[channels] ?? 0
  return pngOf(side, height, [bits, colorType, 0, 0, interlaced ? 1 : 0], zlibOfZeros(length))
}

/**
 * As many pixels as are allowed, in few long lines that have to be stood upright: that takes 700 MB, of 300 kB.
 */
export function longPng(): Buffer {
  const png = blackPng(27_000, { height: 1_480, channels: 4, bits: 16, interlaced: true })
  // TIFF with the one entry that says how the camera was held.
  const exif = Buffer.concat([latin('MM\0*'), uint32(8), uint16(1), ...[0x112, 3, 0, 1, 6, 0].map(uint16), uint32(0)])
  return joinPng(insertBefore(splitPng(png), 'IDAT', { kind: 'eXIf', data: exif }))
}

/** Grey, with a hundred thousand bytes of pixels, however many there should be. */
export function pngThatSays(width: number, height: number): Buffer {
  return pngOf(width, height, [8, 0, 0, 0, 0], zlibOfZeros(100_000))
}

function pngOf(width: number, height: number, kind: number[], data: Buffer): Buffer {
  return joinPng([
    { kind: 'IHDR', data: Buffer.concat([uint32(width), uint32(height), Buffer.from(kind)]) },
    { kind: 'IDAT', data },
    { kind: 'IEND', data: Buffer.alloc(0) },
  ])
}

/**
 * Grey. Its tables know one code each, a single zero: no change of brightness, and the end of a block. So a block costs one or
 * two bits.
 */
export function greyJpeg(side: number, { progressive = false } = {}): Buffer {
  const components = [1, 2, 3]
  const blocks = components.length * Math.ceil(side / 8) ** 2
  const frame = [8, ...uint16(side), ...uint16(side), 3, ...components.flatMap(id => [id, 0x11, 0])]
  const one = [1, ...Array<number>(15).fill(0), 0]
  const scan = [3, ...components.flatMap(id => [id, 0]), 0, progressive ? 0 : 63, 0]
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    jpegSegment({ kind: 'db', data: Buffer.alloc(65, 1).fill(0, 0, 1) }),
    jpegSegment({ kind: progressive ? 'c2' : 'c0', data: Buffer.from(frame) }),
    jpegSegment({ kind: 'c4', data: Buffer.from([0x00, ...one]) }),
    jpegSegment({ kind: 'c4', data: Buffer.from([0x10, ...one]) }),
    jpegSegment({ kind: 'da', data: Buffer.from(scan) }),
    Buffer.alloc(Math.ceil((blocks * (progressive ? 1 : 2)) / 8)),
    Buffer.from([0xff, 0xd9]),
  ])
}

/** VP8L: 14 bits for each side; the rest of such a file need not exist to ask for a gigabyte. */
export function webpThatSays(width: number, height: number): Buffer {
  const data = Buffer.alloc(18)
  data[0] = 0x2f
  data.writeUInt32LE(((width - 1) | ((height - 1) << 14)) >>> 0, 1)
  return joinWebp([{ kind: 'VP8L', data }])
}

/** About a kilobyte, whatever its size: AV1 is very good at one colour. */
export function plainAvif(side: number): Promise<Buffer> {
  const create = { width: side, height: side, channels: 3 as const, background: '#c04020' }
  return sharp({ create, limitInputPixels: false }).avif({ effort: 0, quality: 1 }).toBuffer()
}

/** The same picture, which says of itself that it is smaller. */
export function lyingAvif(avif: Buffer, width: number, height: number): Buffer {
  const bytes = Buffer.from(avif)
  const at = bytes.indexOf('ispe')
  uint32(width).copy(bytes, at + 8)
  uint32(height).copy(bytes, at + 12)
  return bytes
}

export function blackTiff(side: number): Buffer {
  const entry = (tag: number, type: number, value: number) =>
    Buffer.concat([
      uint16(tag),
      uint16(type),
      uint32(1),
      type === 3 ? Buffer.concat([uint16(value), uint16(0)]) : uint32(value),
    ])
  const strip = zlibOfZeros(side * side * 3)
  const entries = [
    entry(0x100, 4, side),
    entry(0x101, 4, side),
    entry(0x102, 3, 8),
    entry(0x103, 3, 8),
    entry(0x106, 3, 2),
    entry(0x111, 4, 8),
    entry(0x115, 3, 3),
    entry(0x116, 4, side),
    entry(0x117, 4, strip.length),
  ]
  const directory = Buffer.concat([uint16(entries.length), ...entries, uint32(0)])
  return Buffer.concat([latin('MM\0*'), uint32(8 + strip.length), strip, directory])
}

/** Ten entities, each ten of the one before: ten thousand million letters. */
export function entitySvg(): Buffer {
  const entities = Array.from({ length: 10 }, (_, n) => `<!ENTITY e${n + 1} "${`&e${n};`.repeat(10)}">`)
  return latin(
    `<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY e0 "x">${entities.join('')}]><svg><text>&e10;</text></svg>`,
  )
}

/** Groups that each show the one before ten times. */
export function nestedSvg(): Buffer {
  const groups = Array.from({ length: 9 }, (_, n) => `<g id="g${n + 1}">${`<use href="#g${n}"/>`.repeat(10)}</g>`)
  return latin(
    `<svg xmlns="http://www.w3.org/2000/svg"><g id="g0"><rect width="9" height="9"/></g>${groups.join('')}</svg>`,
  )
}
