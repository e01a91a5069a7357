// Pictures of one colour in every way of storing one, written here so that their samples are known exactly.
import { deflateSync } from 'node:zlib'
import { joinPng, jpegSegment, latin, uint16, uint32 } from './parts.ts'
import type { Part } from './parts.ts'

/**
 * Each component has one value everywhere.
 * @param adobe the colour transform that Adobe's segment names (0 none, 1 YCC, 2 YCCK); no such segment when absent
 */
export function flatJpeg(side: number, values: number[], adobe?: number): Buffer {
  const blocks = Math.ceil(side / 8) ** 2
  // Twelve codes of four bits: the number of bits that follow. And one code of one bit: the end of a block.
  const brightness = [0, 0, 0, 12, ...Array<number>(12).fill(0), ...Array.from({ length: 12 }, (_, n) => n)]
  const detail = [1, ...Array<number>(15).fill(0), 0]
  let bits = ''
  for (let block = 0; block < blocks; block++) {
    for (const value of values) bits += block === 0 ? `${difference(value - 128)}0` : '00000'
  }
  const bytes = (bits + '1'.repeat((8 - (bits.length % 8)) % 8)).match(/.{8}/g) ?? []
  const scan = bytes.flatMap(byte => (byte === '11111111' ? [0xff, 0] : [parseInt(byte, 2)]))
  const ids = values.map((_, index) => index + 1)
  const app14 = jpegSegment({
    kind: 'ee',
    data: Buffer.concat([latin('Adobe\0\x64\0\0\0\0'), Buffer.from([adobe ?? 0])]),
  })
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    ...(adobe === undefined ? [] : [app14]),
    jpegSegment({ kind: 'db', data: Buffer.alloc(65, 8).fill(0, 0, 1) }),
    jpegSegment({
      kind: 'c0',
      data: Buffer.from([8, ...uint16(side), ...uint16(side), ids.length, ...ids.flatMap(id => [id, 0x11, 0])]),
    }),
    jpegSegment({ kind: 'c4', data: Buffer.from([0x00, ...brightness]) }),
    jpegSegment({ kind: 'c4', data: Buffer.from([0x10, ...detail]) }),
    jpegSegment({ kind: 'da', data: Buffer.from([ids.length, ...ids.flatMap(id => [id, 0]), 0, 63, 0]) }),
    Buffer.from(scan),
    Buffer.from([0xff, 0xd9]),
  ])
}

/** How many bits, in four; then the bits, of which negative numbers have the complement. */
function difference(value: number): string {
  const size = value === 0 ? 0 : Math.floor(Math.log2(Math.abs(value))) + 1
  const bits = size === 0 ? '' : (value > 0 ? value : value + 2 ** size - 1).toString(2).padStart(size, '0')
  return size.toString(2).padStart(4, '0') + bits
}

/**
 * Each pixel is these bytes.
 * @param kind PNG's colour type
 */
export function flatPng(side: number, kind: number, bits: number, pixel: number[], ...extra: Part[]): Buffer {
  const line = [0, ...Array.from({ length: Math.ceil((side * bits) / (bits < 8 ? 8 : bits)) }, () => pixel).flat()]
  const header = Buffer.concat([uint32(side), uint32(side), Buffer.from([bits, kind, 0, 0, 0])])
  return joinPng([
    { kind: 'IHDR', data: header },
    ...extra,
    { kind: 'IDAT', data: deflateSync(Buffer.from(Array.from({ length: side }, () => line).flat())) },
    { kind: 'IEND', data: Buffer.alloc(0) },
  ])
}

/** A profile in a PNG, whose name is text too. */
export const pngProfile = (icc: Buffer, name: string): Part => ({
  kind: 'iCCP',
  data: Buffer.concat([latin(`${name}\0\0`), deflateSync(icc)]),
})

export const jpegProfile = (icc: Buffer): Part => ({
  kind: 'e2',
  data: Buffer.concat([latin('ICC_PROFILE\0\x01\x01'), icc]),
})
