// What is in a ZIP, read by its central directory as an unpacker does: so that what we write is not judged by what has written it.
import { crc32, inflateRawSync } from 'node:zlib'

/** The bytes of each entry by its path. @throws when a checksum or a size is wrong */
export function unzip(zip: Buffer): Map<string, Buffer> {
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'))
  if (end < 0) throw new Error('This is not a ZIP.')
  const files = new Map<string, Buffer>()
  let at = zip.readUInt32LE(end + 16)
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    if (zip.readUInt32LE(at) !== 0x02014b50) throw new Error(`There is no entry at ${at}.`)
    const [method, sum] = [zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 16)]
    const [packed, size] = [zip.readUInt32LE(at + 20), zip.readUInt32LE(at + 24)]
    const lengths = [28, 30, 32].map(place => zip.readUInt16LE(at + place))
    const path = zip.toString('utf8', at + 46, at + 46 + lengths[0]!)
    const local = zip.readUInt32LE(at + 42)
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
    const raw = zip.subarray(start, start + packed)
    const bytes = method === 0 ? raw : inflateRawSync(raw)
    if (bytes.length !== size || crc32(bytes) !== sum) throw new Error(`${path} is damaged.`)
    files.set(path, bytes)
    at += 46 + lengths[0]! + lengths[1]! + lengths[2]!
  }
  return files
}
