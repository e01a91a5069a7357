// Files that nobody vouches for, handed to decoders one after the other; what came of each.
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pino } from 'pino'
import sharp from 'sharp'
import { expect } from 'vitest'
import { AppError } from '../../server/errors.ts'
import { createDecoders } from '../../server/media/picture.ts'
import type { Decoders } from '../../server/media/picture.ts'
import { cpuOf } from './decoder-cost.ts'
import { temporaryFolder } from './support.ts'

export interface Tally {
  accepted: number
  refused: number
  /** Decoders that ended over a file: killed past a limit, or crashed. */
  restarts: number
  /** Of the one that took most work: seconds of the processor, the start of its decoder included. */
  slowest: number
}

/**
 * Decides each file, two at a time. Fails over a file that takes ten seconds of work, and over what is served of one unless it
 * decodes again, is as large as it says, and says nothing but its pixels.
 */
export async function decideAll(
  count: number,
  file: (number: number) => { name: string; bytes: Buffer },
  marker: string,
): Promise<Tally> {
  const folder = await temporaryFolder()
  const tally: Tally = { accepted: 0, refused: 0, restarts: 0, slowest: 0 }
  const log = pino(
    { level: 'warn' },
    { write: line => void (tally.restarts += line.includes('decoder has ended') ? 1 : 0) },
  )
  const startDecoders = () =>
    createDecoders({ decodeAvif: true, folders: { reads: folder } }, log, { processes: 1, pictures: Infinity })
  let next = 0

  async function decide(decoders: Decoders, path: string, name: string, bytes: Buffer) {
    await writeFile(path, bytes)
    const before = decoders.pids()
    const worked = before.reduce((sum, pid) => sum + cpuOf(pid), 0)
    const outcome = await decoders.decode(path).catch((error: unknown) => error)
    const [pid] = decoders.pids()
    // One that has ended is counted, and the next one has done nothing but this.
    const seconds = pid ? cpuOf(pid) - (before.includes(pid) ? worked : 0) : 0
    tally.slowest = Math.max(tally.slowest, seconds)
    expect(seconds, `${name} was not decided in time`).toBeLessThanOrEqual(10)
    if (outcome instanceof Error) {
      expect(outcome, name).toBeInstanceOf(AppError)
      expect((outcome as AppError).code, name).toMatch(/^(unsupported|invalid|too_large)$/)
      tally.refused++
      return
    }
    tally.accepted++
    for (const { bytes: served, width, height, type } of (outcome as Awaited<ReturnType<Decoders['decode']>>)
      .renditions) {
      expect(Buffer.from(served).includes(marker), `${name} serves the marker`).toBe(false)
      const found = await sharp(served, { failOn: 'warning' }).metadata()
      const told = { width: found.width, height: found.height, type: `image/${found.format}` }
      expect(told, name).toEqual({ width, height, type })
      expect([found.exif, found.xmp, found.iptc, found.icc, found.comments], name).toEqual(Array(5).fill(undefined))
      await sharp(served, { failOn: 'warning' }).raw().toBuffer()
    }
  }

  async function work(worker: number) {
    const path = join(folder, `${worker}.part`)
    const decoders = startDecoders()
    try {
      while (next < count) {
        const { name, bytes } = file(next++)
        await decide(decoders, path, name, bytes)
      }
    } finally {
      await decoders.close()
    }
    await rm(path, { force: true })
  }

  await Promise.all([work(1), work(2)])
  return tally
}
