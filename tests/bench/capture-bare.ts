// The peer of `capture`: fetch, and the same files by sharp in this process, written to a folder; no limits, no log, no database.
import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import type { Sharp } from 'sharp'
import { makeFolder } from '../support/daemon.ts'

sharp.concurrency(1)
sharp.cache(false)
const folder = makeFolder()

/** @returns milliseconds */
export async function bareSave(url: string): Promise<number> {
  const began = performance.now()
  const bytes = Buffer.from(await (await fetch(url)).arrayBuffer())
  const shrink = (image: Sharp, width: number) =>
    image.resize({ width, withoutEnlargement: true }).raw().toBuffer({ resolveWithObject: true })
  let pixels = await shrink(sharp(bytes).autoOrient().toColourspace('srgb'), 1440)
  for (const width of [1440, 720, 360]) {
    const { info } = pixels
    const open = () => sharp(pixels.data, { raw: { width: info.width, height: info.height, channels: info.channels } })
    if (width < info.width) pixels = await shrink(open(), width)
    const raw = { width: pixels.info.width, height: pixels.info.height, channels: pixels.info.channels }
    const same = () => sharp(pixels.data, { raw })
    writeFileSync(join(folder, randomUUID()), await same().webp({ quality: 80, effort: 2 }).toBuffer())
    if (width === 720) writeFileSync(join(folder, randomUUID()), await same().jpeg({ quality: 80 }).toBuffer())
  }
  return performance.now() - began
}
