// Pictures for the demo: painted by a program, each from its seed, so that nobody's work is copied and nothing is downloaded.
import { createCanvas } from './canvas.ts'
import type { Motif, Shape, Words } from './motif.ts'
import { motifs } from './motifs/index.ts'
import { palettes } from './palettes.ts'
import { print } from './print.ts'
import { createRandom, say } from './random.ts'
import type { Random } from './random.ts'

export interface Picture extends Words {
  /** JPEG. */
  bytes: Buffer
  pageUrl: string
  motif: string
  width: number
  height: number
}

const ratios: Record<Shape, number> = {
  phone: 9 / 16,
  tall: 2 / 3,
  upright: 4 / 5,
  square: 1,
  photo: 3 / 2,
  broad: 4 / 3,
  wide: 16 / 9,
  panorama: 3,
}

/** The same seed always makes the same picture. Neighbouring seeds have different motifs. */
export async function makePicture(seed: number, motif = motifOf(seed)): Promise<Picture> {
  const random = createRandom(seed)
  const fitting = palettes.filter(palette => motif.palettes?.includes(palette.name) ?? true)
  const { width, height } = sizeOf(ratios[random.pick(motif.shapes)])
  const canvas = createCanvas(width, height, random, random.pick(fitting))
  const words = motif.paint(canvas)
  const title = write(random, words.title)
  return {
    title,
    description: write(random, words.description),
    alt: write(random, words.alt),
    pageUrl: inventPage(random, title),
    motif: motif.name,
    width,
    height,
    bytes: await print(canvas, motif.finish),
  }
}

/** Deals the motifs like cards: each once, in a new order, before any comes again. */
export function motifOf(seed: number): Motif {
  const round = Math.floor(seed / motifs.length)
  const place = seed - round * motifs.length
  return createRandom(round + 7_000).shuffle(motifs)[place]!
}

/** About 1.6 megapixels, at most 2,000 pixels wide. */
function sizeOf(ratio: number): { width: number; height: number } {
  const width = Math.min(2000, Math.round(Math.sqrt(1_600_000 * ratio)))
  return { width, height: Math.round(width / ratio) }
}

function write(random: Random, text: string): string {
  return say(random, text).replace(/\s+/g, ' ').trim()
}

function inventPage(random: Random, title: string): string {
  const slug = title.toLowerCase().replace(/[^a-z]+/g, '-').replace(/^-|-$/g, '') // prettier-ignore
  const place = say(random, '{journal|studio|prints|archive|atelier|gallery|fieldnotes}')
  const section = say(random, '{works|notes|2024|2025|series|portfolio}')
  return `https://${place}.example.org/${section}/${slug}`
}
