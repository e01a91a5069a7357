// Damaged pictures: each made of a seed and a number, so that the same number makes the same file again.
import { joinJpeg, joinPng, joinWebp, splitJpeg, splitPng, splitWebp } from './parts.ts'
import type { Part } from './parts.ts'
import type { SeedFormat } from './seeds.ts'

/** Numbers from 0 to below 1; mulberry32. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

type Random = () => number

const below = (random: Random, most: number) => Math.floor(random() * most)
const pick = <Item>(random: Random, items: Item[]): Item => items[below(random, items.length)]!

/** What numbers in files are wrong by: signs, ends of ranges, ones too many. */
const telling = [0, 1, 2, 0x7f, 0x80, 0xff, 0x100, 0x7fff, 0x8000, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xffffffff]

type Mutator = (bytes: Buffer, random: Random, other: Buffer) => Buffer

/** Whatever the format: these know nothing of it. */
const blind: Mutator[] = [
  function flipBits(bytes, random) {
    const changed = Buffer.from(bytes)
    for (let count = 1 + below(random, 4); count > 0; count--) {
      const at = below(random, changed.length)
      changed[at] = changed[at]! ^ (1 << below(random, 8))
    }
    return changed
  },
  function setNumber(bytes, random) {
    const changed = Buffer.from(bytes)
    const size = pick(random, [1, 2, 4])
    const at = below(random, Math.max(1, changed.length - size))
    const value = pick(random, telling) % 2 ** (8 * size)
    if (at + size > changed.length) return changed
    if (random() < 0.5) changed.writeUIntBE(value, at, size)
    else changed.writeUIntLE(value, at, size)
    return changed
  },
  function cutOff(bytes, random) {
    return bytes.subarray(0, below(random, bytes.length))
  },
  function takeOut(bytes, random) {
    const at = below(random, bytes.length)
    return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + below(random, 32))])
  },
  function putIn(bytes, random) {
    const at = below(random, bytes.length)
    const junk = Buffer.from(Array.from({ length: 1 + below(random, 32) }, () => below(random, 256)))
    return Buffer.concat([bytes.subarray(0, at), junk, bytes.subarray(at)])
  },
  function repeat(bytes, random) {
    const at = below(random, bytes.length)
    const piece = bytes.subarray(at, at + 1 + below(random, 200))
    const times = 1 + below(random, 20)
    return Buffer.concat([bytes.subarray(0, at), ...Array.from({ length: times }, () => piece), bytes.subarray(at)])
  },
  function splice(bytes, random, other) {
    return Buffer.concat([bytes.subarray(0, below(random, bytes.length)), other.subarray(below(random, other.length))])
  },
  function fill(bytes, random) {
    const at = below(random, bytes.length)
    const end = Math.min(bytes.length, at + 1 + below(random, 64))
    return Buffer.from(bytes).fill(pick(random, [0, 0xff, 0x80]), at, end)
  },
]

/** Whole parts in another order, doubled, left out, or damaged inside: lengths and checksums are right again afterwards. */
function changeParts(parts: Part[], random: Random, other: Part[]): Part[] {
  if (parts.length === 0) return parts
  const changed = [...parts]
  const at = below(random, changed.length)
  const part = changed[at]!
  const choice = below(random, 6)
  if (choice === 0) changed.splice(at, 1)
  else if (choice === 1)
    changed.splice(below(random, changed.length), 0, ...Array<Part>(1 + below(random, 50)).fill(part))
  else if (choice === 2) changed.splice(below(random, changed.length), 1, part)
  else if (choice === 3 && other.length > 0) changed.splice(at, 0, pick(random, other))
  else if (part.data.length > 0) {
    // The first bytes are where sizes and kinds are.
    const head = random() < 0.6 ? Math.min(16, part.data.length) : part.data.length
    const mutated = pick(random, blind)(part.data.subarray(0, head), random, part.data)
    changed[at] = { ...part, data: Buffer.concat([mutated, part.data.subarray(head)]) }
  }
  return changed
}

const fits = (part: Part) => part.data.length < 0xfff0

const structured: Record<SeedFormat, Mutator> = {
  png: (bytes, random, other) => joinPng(changeParts(splitPng(bytes), random, splitPng(other))),
  webp: (bytes, random, other) => joinWebp(changeParts(splitWebp(bytes), random, splitWebp(other))),
  jpeg(bytes, random, other) {
    const { segments, rest } = splitJpeg(bytes)
    return joinJpeg({ segments: changeParts(segments, random, splitJpeg(other).segments).filter(fits), rest })
  },
  // The logical screen, the tables and the headers of its pictures are near the beginning.
  gif: (bytes, random, other) => inside(bytes, random, other, 0, 64),
  avif: changeBox,
}

function inside(bytes: Buffer, random: Random, other: Buffer, from: number, to: number): Buffer {
  return Buffer.concat([
    bytes.subarray(0, from),
    pick(random, blind)(bytes.subarray(from, to), random, other),
    bytes.subarray(to),
  ])
}

/** AVIF is boxes in boxes; those that say what the pixels are. */
function changeBox(bytes: Buffer, random: Random, other: Buffer): Buffer {
  const kind = pick(random, [
    'ispe',
    'av1C',
    'iloc',
    'iinf',
    'ipma',
    'pixi',
    'colr',
    'auxC',
    'iprp',
    'meta',
    'pitm',
    'mdat',
  ])
  const at = bytes.indexOf(kind)
  if (at < 4) return pick(random, blind)(bytes, random, other)
  const from = random() < 0.2 ? at - 4 : at + 4
  return inside(bytes, random, other, from, Math.min(from + 24, bytes.length))
}

/** The mutant of this number. Half of them know the format; some are changed several times. */
export function mutate(seeds: Buffer[], format: SeedFormat, number: number): Buffer {
  const random = randomFrom(number)
  let bytes = pick(random, seeds)
  for (let times = random() < 0.7 ? 1 : 2 + below(random, 3); times > 0 && bytes.length > 16; times--) {
    const mutator = random() < 0.5 ? structured[format] : pick(random, blind)
    bytes = mutator(bytes, random, pick(random, seeds))
  }
  return bytes
}
