import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { AppError } from '../../server/errors.ts'
import { createDecoders } from '../../server/media/picture.ts'
import { cpuOf, peakOf } from './decoder-cost.ts'
import {
  blackPng,
  blackTiff,
  entitySvg,
  greyJpeg,
  lyingAvif,
  nestedSvg,
  plainAvif,
  pngThatSays,
  webpThatSays,
} from './samples/bombs.ts'
import { film, plain, silent, temporaryFolder } from './support.ts'

interface Blast {
  /** The sentence of the refusal; undefined when a picture came out of it. */
  message: string | undefined
  cpu: number
  peak: number
}

/** Hands the file to a fresh decoder that has decoded nothing but one pixel before. */
async function blast(bytes: Buffer, decodeAvif = true): Promise<Blast> {
  const folder = await temporaryFolder()
  const decoders = createDecoders({ decodeAvif, folders: { reads: folder } }, silent, { processes: 1 })
  onTestFinished(decoders.close)
  const path = join(folder, 'bomb')
  await writeFile(path, await plain(1, 1).png().toBuffer())
  await decoders.decode(path)
  const [pid = 0] = decoders.pids()
  const before = cpuOf(pid)
  await writeFile(path, bytes)
  const message = await decoders.decode(path).then(
    () => undefined,
    (error: AppError) => error.message,
  )
  // It must have survived: otherwise there is nothing to measure.
  expect(decoders.pids()).toEqual([pid])
  return { message, cpu: cpuOf(pid) - before, peak: peakOf(pid) }
}

/** Encoding such a thing takes longer than all that is tested here. */
const avifs = new Map<number, Promise<Buffer>>()
function avifOf(side: number): Promise<Buffer> {
  const made = avifs.get(side) ?? plainAvif(side)
  avifs.set(side, made)
  return made
}

const pixels = 'That picture has more than 40 million pixels. Save it smaller and try again.'
const avifPixels = 'That picture has more than 16 million pixels. Save it smaller and try again.'
const avifOff = 'AVIF cannot be read here; export it as JPEG, PNG or WebP.'
const svg = 'SVG cannot be read here; export it as PNG.'
const frames = 'That animation has more than 300 frames. Shorten it and try again.'
const allFrames = 'That animation has more than 40 million pixels in all its frames. Save it smaller or shorter.'
const tooMuch = /more than 40 million pixels|too much memory/
const damaged = 'That picture is damaged or incomplete. Save it again and try once more.'

describe.runIf(process.platform === 'linux')('a bomb costs its decoder at most 2 s of work and 300 MB:', () => {
  test.each([
    ['AVIF of 8000²', () => avifOf(8000), avifPixels],
    ['AVIF of 7071²', () => avifOf(7071), avifPixels],
    ['AVIF of 5000²', () => avifOf(5000), avifPixels],
    ['interlaced PNG of 16000²', () => blackPng(16_000, { interlaced: true }), pixels],
    ['progressive JPEG of 16000²', () => greyJpeg(16_000, { progressive: true }), pixels],
    ['progressive JPEG of 7071²', () => greyJpeg(7071, { progressive: true }), pixels],
    ['progressive JPEG of 5000²', () => greyJpeg(5000, { progressive: true }), undefined],
    ['interlaced PNG of 7000² with transparency', () => blackPng(7000, { channels: 4, interlaced: true }), pixels],
    // On Linux it is the wall around the memory that says no: libvips asks for the whole canvas while it reads the header.
    ['lossless WebP of 16383² in 38 bytes', () => webpThatSays(16_383, 16_383), tooMuch],
    ['TIFF of 16000²', () => blackTiff(16_000), /^TIFF and raw camera files cannot/],
    ['PNG of 16000²', () => blackPng(16_000), pixels],
    ['JPEG of 16000²', () => greyJpeg(16_000), pixels],
    ['PNG of 50000² in one bit', () => blackPng(50_000, { channels: 1, bits: 1 }), pixels],
    ['SVG of entities', entitySvg, svg],
    ['SVG of groups in groups', nestedSvg, svg],
    // Beyond the fifteen of the table.
    ['AVIF of 8000² that says 100²', async () => lyingAvif(await avifOf(8000), 100, 100), damaged],
    ['PNG of 2³¹ − 1 by 1', () => pngThatSays(2 ** 31 - 1, 1), damaged],
    ['GIF of 301 frames', () => film(10, 10, 301).gif({ effort: 1 }).toBuffer(), frames],
    ['GIF of 41 million pixels in 41 frames', () => film(1000, 1000, 41).gif({ effort: 1 }).toBuffer(), allFrames],
  ])('%s', async (_, make, message) => {
    const result = await blast(await make())
    expect(result.message ?? 'decoded').toMatch(message ?? /^decoded$/)
    expect(result.cpu).toBeLessThanOrEqual(2)
    expect(result.peak).toBeLessThanOrEqual(300e6)
  })

  test.each([
    ['interlaced PNG', () => blackPng(6324, { interlaced: true })],
    ['interlaced PNG with transparency', () => blackPng(6324, { channels: 4, interlaced: true })],
    ['PNG in 16 bits', () => blackPng(6324, { channels: 4, bits: 16 })],
    ['progressive JPEG', () => greyJpeg(6324, { progressive: true })],
    ['AVIF', () => avifOf(4000)],
  ])('and the largest %s that is let in is decoded within 2 s of work and 512 MB', async (_, make) => {
    const { message, cpu, peak } = await blast(await make())
    expect(message).toBeUndefined()
    expect(cpu).toBeLessThanOrEqual(2)
    expect(peak).toBeLessThanOrEqual(512 * 2 ** 20)
  })

  test.each([8000, 7071, 5000])('an AVIF of %i² costs nothing where AVIF is off', async side => {
    const { message, cpu } = await blast(await avifOf(side), false)
    expect([message, cpu < 0.1]).toEqual([avifOff, true])
  })
})
