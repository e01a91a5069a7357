// One picture's bytes to the set of files that are served. Runs in the decoder process only.
import sharp from 'sharp'
import type { OutputInfo, Sharp, SharpOptions } from 'sharp'
import { AppError } from '../errors.ts'
import type { Developed, Rendition } from './developed.ts'
import { describe } from './describe.ts'
import type { Format } from './format.ts'

const widths = { still: [1440, 720, 360], animated: [720, 360], jpeg: 720 }

/** WebP ends at 16,383 pixels, so very tall pictures are limited by their height. */
const mostHeight = 16_383

const mostPixels = { still: 40_000_000, avif: 16_000_000, allFrames: 40_000_000 }
const mostFrames = 300

const webp = { quality: 80, effort: 2 }
const jpeg = { quality: 80, progressive: true }

/** Pixels between two steps: nothing of the file they came from is left but these. */
interface Pixels {
  data: Buffer
  info: OutputInfo
}

/** @throws {AppError} when it has too many pixels or frames; what sharp throws when it is damaged or takes too long. */
export async function encodePicture(input: Buffer, format: Format, seconds: number): Promise<Developed> {
  const strict: SharpOptions = { failOn: 'warning', limitInputPixels: mostPixels[format === 'avif' ? 'avif' : 'still'] }
  const open = (options: SharpOptions) => sharp(input, { ...strict, ...options }).timeout({ seconds })

  // The limits are checked below, with a better sentence than the library's.
  const found = await open({ limitInputPixels: false }).metadata()
  const frames = format === 'gif' || format === 'webp' ? (found.pages ?? 1) : 1
  const animated = frames > 1
  // A turned film would have to be turned frame by frame, which no encoder writes.
  const { width, height } = animated ? found : found.autoOrient
  checkSize(width * height, frames, format)

  const largest = animated ? widths.animated : widths.still
  const first = animated ? open({}) : open({}).autoOrient()
  const still = await shrink(first, largest[0] ?? 0)
  const renditions = animated
    ? await encodeFrames(() => open({ animated: true }), widthsFor(still.info.width, largest))
    : []

  let pixels = still
  for (const size of widthsFor(still.info.width, largest)) {
    if (size < pixels.info.width) pixels = await shrink(from(pixels, seconds), size)
    if (!animated) renditions.unshift(await render(from(pixels, seconds).webp(webp), 'image/webp'))
    // The fallback is made from the first size that is small enough.
    if (size <= widths.jpeg && renditions.at(-1)?.type !== 'image/jpeg') {
      const flat = from(pixels, seconds).flatten({ background: '#ffffff' })
      renditions.push(await render(flat.jpeg(jpeg), 'image/jpeg'))
    }
  }
  return { width, height, animated, ...(await describe(from(pixels, seconds))), renditions }
}

function checkSize(area: number, frames: number, format: Format): void {
  const most = mostPixels[format === 'avif' ? 'avif' : 'still']
  const inMillions = (pixels: number) => `${pixels / 1_000_000} million pixels`
  if (area > most) {
    throw new AppError('too_large', `That picture has more than ${inMillions(most)}. Save it smaller and try again.`)
  }
  if (frames > mostFrames) {
    throw new AppError('too_large', `That animation has more than ${mostFrames} frames. Shorten it and try again.`)
  }
  if (frames > 1 && area * frames > mostPixels.allFrames) {
    const most = inMillions(mostPixels.allFrames)
    throw new AppError(
      'too_large',
      `That animation has more than ${most} in all its frames. Save it smaller or shorter.`,
    )
  }
}

/** Own width first, then each smaller one; a picture is never enlarged. */
function widthsFor(own: number, falling: number[]): number[] {
  return [own, ...falling.filter(width => width < own)]
}

function shrink(image: Sharp, width: number): Promise<Pixels> {
  return image
    .toColourspace('srgb')
    .resize({ width, height: mostHeight, fit: 'inside', withoutEnlargement: true })
    .raw()
    .toBuffer({ resolveWithObject: true })
}

function from({ data, info: { width, height, channels } }: Pixels, seconds: number): Sharp {
  return sharp(data, { raw: { width, height, channels } }).timeout({ seconds })
}

async function render(image: Sharp, type: Rendition['type']): Promise<Rendition> {
  const { data, info } = await image.toBuffer({ resolveWithObject: true })
  return { bytes: data, type, width: info.width, height: info.pageHeight ?? info.height }
}

/** By rising width. Each from the original: the raw frames of a whole film would not fit into the decoder's memory. */
async function encodeFrames(open: () => Sharp, falling: number[]): Promise<Rendition[]> {
  const renditions: Rendition[] = []
  for (const width of falling.toReversed()) {
    const frames = open().resize({ width, height: mostHeight, fit: 'inside', withoutEnlargement: true })
    renditions.push(await render(frames.webp(webp), 'image/webp'))
  }
  return renditions
}
