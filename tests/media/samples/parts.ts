// The parts that picture files are made of, taken apart and put together again.
import { crc32 } from 'node:zlib'

export const latin = (text: string) => Buffer.from(text, 'latin1')
export const pngMagic = latin('\x89PNG\r\n\x1a\n')

export function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value >>> 0)
  return bytes
}

export function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16BE(value)
  return bytes
}

export interface Part {
  /** A chunk's four letters, a JPEG marker's second byte in hex, a box's four letters. */
  kind: string
  data: Buffer
}

export function pngChunk({ kind, data }: Part): Buffer {
  const body = Buffer.concat([latin(kind), data])
  return Buffer.concat([uint32(data.length), body, uint32(crc32(body))])
}

export const joinPng = (parts: Part[]) => Buffer.concat([pngMagic, ...parts.map(pngChunk)])

export function splitPng(bytes: Buffer): Part[] {
  const parts: Part[] = []
  for (let at = 8; at + 12 <= bytes.length;) {
    const length = bytes.readUInt32BE(at)
    parts.push({ kind: bytes.toString('latin1', at + 4, at + 8), data: bytes.subarray(at + 8, at + 8 + length) })
    at += 12 + length
  }
  return parts
}

/** What comes after `at`, as a new chunk in front of the first of a kind. */
export function insertBefore(parts: Part[], kind: string, ...added: Part[]): Part[] {
  const index = parts.findIndex(part => part.kind === kind)
  return parts.toSpliced(index < 0 ? parts.length : index, 0, ...added)
}

export function riffChunk({ kind, data }: Part): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32LE(data.length)
  return Buffer.concat([latin(kind), length, data, Buffer.alloc(data.length % 2)])
}

export function joinWebp(parts: Part[]): Buffer {
  const body = Buffer.concat([latin('WEBP'), ...parts.map(riffChunk)])
  const length = Buffer.alloc(4)
  length.writeUInt32LE(body.length)
  return Buffer.concat([latin('RIFF'), length, body])
}

export function splitWebp(bytes: Buffer): Part[] {
  const parts: Part[] = []
  for (let at = 12; at + 8 <= bytes.length;) {
    const length = bytes.readUInt32LE(at + 4)
    parts.push({ kind: bytes.toString('latin1', at, at + 4), data: bytes.subarray(at + 8, at + 8 + length) })
    at += 8 + length + (length % 2)
  }
  return parts
}

export function jpegSegment({ kind, data }: Part): Buffer {
  return Buffer.concat([Buffer.from([0xff, parseInt(kind, 16)]), uint16(data.length + 2), data])
}

/** The segments up to the first scan, and everything from it on. */
export function splitJpeg(bytes: Buffer): { segments: Part[]; rest: Buffer } {
  const segments: Part[] = []
  let at = 2
  while (at + 4 <= bytes.length && bytes[at + 1] !== 0xda) {
    const length = bytes.readUInt16BE(at + 2)
    segments.push({ kind: (bytes[at + 1] ?? 0).toString(16), data: bytes.subarray(at + 4, at + 2 + length) })
    at += 2 + length
  }
  return { segments, rest: bytes.subarray(at) }
}

export function joinJpeg({ segments, rest }: { segments: Part[]; rest: Buffer }): Buffer {
  return Buffer.concat([Buffer.from([0xff, 0xd8]), ...segments.map(jpegSegment), rest])
}
