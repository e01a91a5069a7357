// A picture's bytes opened for decoding, within what its format may ask for. Runs in the decoder process only.
import sharp from 'sharp'
import type { OutputInfo, Sharp, SharpOptions } from 'sharp'
import type { Refusal } from './developed.ts'
import type { Format } from './format.ts'

/** WebP ends at 16,383 pixels, so very tall pictures are limited by their height. */
export const mostHeight = 16_383

// They stand in words in refusals.ts.
const mostPixels = { still: 40_000_000, avif: 16_000_000, allFrames: 40_000_000 }
const mostFrames = 300

export interface Opened {
  /** Pixels as it is shown: orientation is already applied. */
  width: number
  height: number
  animated: boolean
  /** Its first frame, upright. */
  first(): Sharp
  /** All frames below each other, as they are stored. */
  frames(): Sharp
}

/** Pixels between two steps: nothing of the file they came from is left but these. */
export interface Pixels {
  data: Buffer
  info: OutputInfo
}

/** What is too large for us: its words are the parent's. */
export class Refused extends Error {
  readonly why: Refusal

  constructor(why: Refusal) {
    super(why)
    this.why = why
  }
}

/** @throws {Refused} when it has too many pixels or frames; what sharp throws when it is damaged. */
export async function openPicture(input: Buffer, format: Format): Promise<Opened> {
  const strict: SharpOptions = { failOn: 'warning', limitInputPixels: mostPixels[format === 'avif' ? 'avif' : 'still'] }
  const open = (options: SharpOptions) => sharp(input, { ...strict, ...options })

  // The limits are checked below, with a better sentence than the library's.
  const found = await open({ limitInputPixels: false }).metadata()
  const frames = format === 'gif' || format === 'webp' ? (found.pages ?? 1) : 1
  const animated = frames > 1
  // A turned film would have to be turned frame by frame, which no encoder writes.
  const { width, height } = animated ? found : found.autoOrient
  checkSize(width * height, frames, format)
  return {
    width,
    height,
    animated,
    first: () => (animated ? open({}) : open({}).autoOrient()),
    frames: () => open({ animated: true }),
  }
}

function checkSize(area: number, frames: number, format: Format): void {
  if (format === 'avif' && area > mostPixels.avif) throw new Refused('pixels-of-avif')
  if (area > mostPixels.still) throw new Refused('pixels')
  if (frames > mostFrames) throw new Refused('frames')
  if (frames > 1 && area * frames > mostPixels.allFrames) throw new Refused('pixels-of-frames')
}

/** Own width first, then each smaller one; a picture is never enlarged. */
export function widthsFor(own: number, falling: number[]): number[] {
  return [own, ...falling.filter(width => width < own)]
}

export function shrink(image: Sharp, width: number): Promise<Pixels> {
  return image
    .toColourspace('srgb')
    .resize({ width, height: mostHeight, fit: 'inside', withoutEnlargement: true })
    .raw()
    .toBuffer({ resolveWithObject: true })
}

export function from({ data, info: { width, height, channels } }: Pixels): Sharp {
  return sharp(data, { raw: { width, height, channels } })
}
