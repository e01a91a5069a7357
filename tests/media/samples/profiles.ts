// Colour profiles (ICC version 2, matrix and gamma), and what their colours are in sRGB by the textbook: no library plays a part.
import { latin, uint16, uint32 } from './parts.ts'

type Triple = [number, number, number]
/** XYZ of red, green and blue, adapted to D50 as profiles have them. */
export type Primaries = [Triple, Triple, Triple]

/** Adobe RGB (1998) and Display P3, whose published matrices these are. */
export const adobeRgb: Primaries = [
  [0.60974, 0.31111, 0.01947],
  [0.20528, 0.62567, 0.06087],
  [0.14919, 0.06322, 0.74457],
]
export const displayP3: Primaries = [
  [0.51512, 0.2412, -0.00105],
  [0.29198, 0.69225, 0.04189],
  [0.1571, 0.06657, 0.78407],
]

const fixed = (value: number) => uint32(Math.round(value * 65_536))
const xyz = ([x, y, z]: Triple) => Buffer.concat([latin('XYZ \0\0\0\0'), fixed(x), fixed(y), fixed(z)])
const curve = (gamma: number) => Buffer.concat([latin('curv\0\0\0\0'), uint32(1), uint16(Math.round(gamma * 256))])

function description(text: string): Buffer {
  const ascii = latin(`${text}\0`)
  return Buffer.concat([latin('desc\0\0\0\0'), uint32(ascii.length), ascii, Buffer.alloc(12 + 67)])
}

export function profile([red, green, blue]: Primaries, gamma: number, text: string): Buffer {
  const tags: [string, Buffer][] = [
    ['desc', description(text)],
    ['cprt', Buffer.concat([latin('text\0\0\0\0'), latin(`${text}\0`)])],
    ['wtpt', xyz([0.9642, 1, 0.82491])],
    ['rXYZ', xyz(red)],
    ['gXYZ', xyz(green)],
    ['bXYZ', xyz(blue)],
    ...['rTRC', 'gTRC', 'bTRC'].map((name): [string, Buffer] => [name, curve(gamma)]),
  ]
  const padded = tags.map(([, data]) => Buffer.concat([data, Buffer.alloc((4 - (data.length % 4)) % 4)]))
  const start = 128 + 4 + 12 * tags.length
  let at = start
  const table = tags.map(([name, data], index) => {
    const entry = Buffer.concat([latin(name), uint32(at), uint32(data.length)])
    at += padded[index]!.length
    return entry
  })
  const header = Buffer.alloc(128)
  header.writeUInt32BE(at, 0)
  header.writeUInt32BE(0x02_10_00_00, 8)
  header.write('mntrRGB XYZ ', 12, 'latin1')
  header.writeUInt16BE(2026, 24)
  header.write('acsp', 36, 'latin1')
  Buffer.concat([fixed(0.9642), fixed(1), fixed(0.82491)]).copy(header, 68)
  return Buffer.concat([header, uint32(tags.length), ...table, ...padded])
}

/** What a colour of such a profile is in sRGB, cut off at what sRGB can show. */
export function inSrgb(color: Triple, [red, green, blue]: Primaries, gamma: number): Triple {
  const [r, g, b] = color.map(value => (value / 255) ** gamma) as Triple
  const point = red.map((_, axis) => r * red[axis]! + g * green[axis]! + b * blue[axis]!) as Triple
  // From XYZ under D50 to linear sRGB, Bradford-adapted (Lindbloom).
  const matrix: Triple[] = [
    [3.1338561, -1.6168667, -0.4906146],
    [-0.9787684, 1.9161415, 0.033454],
    [0.0719453, -0.2289914, 1.4052427],
  ]
  return matrix.map(row => {
    const linear = row.reduce((sum, factor, axis) => sum + factor * point[axis]!, 0)
    const cut = Math.min(1, Math.max(0, linear))
    return Math.round(255 * (cut <= 0.0031308 ? 12.92 * cut : 1.055 * cut ** (1 / 2.4) - 0.055))
  }) as Triple
}
