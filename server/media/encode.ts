// One picture's bytes to the files that are served. Runs in the decoder process only.
import type { Sharp } from 'sharp'
import type { Developed, Rendition } from './developed.ts'
import { describe } from './describe.ts'
import type { Format } from './format.ts'
import { from, mostHeight, openPicture, shrink, widthsFor } from './opened.ts'

const smallest = 360
const widths = { still: [1440, 720, smallest], animated: [720, smallest], jpeg: 720 }

/** Pixels of each side of a portrait, where the picture has as many. */
const portraitSide = 360

const webp = { quality: 80, effort: 2 }
const jpeg = { quality: 80, progressive: true }
/**
 * Effort 2 costs twice as much and saves one byte in a hundred: `npm run bench -- pictures`. The smallest is nearly always shown smaller than
 * it is, which hides what a sixth less of its bytes costs: six of them are the first window of a phone.
 */
const avif = (width: number) => ({ quality: width > smallest ? 55 : 50, effort: 1, chromaSubsampling: '4:2:0' })

/**
 * The set that every picture gets as it is saved.
 * @throws {Refused} when it has too many pixels or frames; what sharp throws when it is damaged.
 */
export async function encodePicture(input: Buffer, format: Format): Promise<Developed> {
  const { width, height, animated, first, frames } = await openPicture(input, format)
  const falling = animated ? widths.animated : widths.still
  let pixels = await shrink(first(), falling[0] ?? 0)
  const sizes = widthsFor(pixels.info.width, falling)
  const moving = animated ? await encodeFrames(frames, sizes) : []

  const stills: Rendition[] = []
  let fallback: Rendition | undefined
  for (const size of sizes) {
    if (size < pixels.info.width) pixels = await shrink(from(pixels), size)
    const still = await render(from(pixels).webp(webp), 'image/webp')
    stills.unshift(animated ? { ...still, still: true } : still)
    // Made from the first size that is small enough.
    if (size <= widths.jpeg) fallback ??= await render(flat(from(pixels)).jpeg(jpeg), 'image/jpeg')
  }
  const renditions = [...moving, ...stills, ...(fallback ? [fallback] : [])]
  return { width, height, animated, ...(await describe(from(pixels))), renditions }
}

/** Smaller files of a picture that stands still, by rising width, for when there is time. None of a film. */
export async function encodeAvif(input: Buffer, format: Format): Promise<Rendition[]> {
  const { animated, first } = await openPicture(input, format)
  if (animated) return []
  const renditions: Rendition[] = []
  let pixels = await shrink(first(), widths.still[0] ?? 0)
  for (const size of widthsFor(pixels.info.width, widths.still)) {
    if (size < pixels.info.width) pixels = await shrink(from(pixels), size)
    renditions.unshift(await render(from(pixels).avif(avif(size)), 'image/avif'))
  }
  return renditions
}

/** The middle of a picture as a square. Of a film its first frame. */
export async function encodePortrait(input: Buffer, format: Format): Promise<Rendition> {
  const { width, height, first } = await openPicture(input, format)
  const side = Math.min(portraitSide, width, height)
  const square = first().toColourspace('srgb').resize({ width: side, height: side, fit: 'cover' })
  return render(square.webp(webp), 'image/webp')
}

const flat = (image: Sharp) => image.flatten({ background: '#ffffff' })

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
