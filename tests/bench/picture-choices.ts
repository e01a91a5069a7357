// What each way of encoding costs and keeps: the same pixels, at the same three sizes, through every choice.
import { readFile } from 'node:fs/promises'
import sharp from 'sharp'
import type { OutputInfo, Sharp } from 'sharp'
import { format, printTable, times } from './report.ts'
import { luminanceOf, luminanceOfPixels, similarity } from './ssim.ts'

export const widths = [1440, 720, 360]

type Encode = (image: Sharp) => Sharp

const webps = [0, 2, 4].flatMap(effort =>
  [75, 80, 85].map((quality): [string, Encode] => [
    `WebP effort ${effort}, quality ${quality}`,
    image => image.webp({ effort, quality }),
  ]),
)
// WebP keeps colour at half the size: so does AVIF here.
const avifs = [
  [0, 55],
  [1, 50],
  [1, 55],
  [1, 60],
  [2, 55],
  [4, 55],
].map(([effort, quality]): [string, Encode] => [
  `AVIF effort ${effort}, quality ${quality}`,
  image => image.avif({ effort, quality, chromaSubsampling: '4:2:0' }),
])

const choices: [string, Encode][] = [
  ...webps,
  ['JPEG quality 80, progressive', image => image.jpeg({ quality: 80, progressive: true })],
  ['mozjpeg quality 80', image => image.jpeg({ quality: 80, mozjpeg: true })],
  ...avifs,
]

export interface Sized {
  data: Buffer
  info: OutputInfo
}

/** The three sizes of a photograph, each from the next larger one. */
export async function shrinkAll(path: string): Promise<Sized[]> {
  const sizes: Sized[] = []
  let image = sharp(await readFile(path)).autoOrient()
  for (const width of widths) {
    const resized = image.toColourspace('srgb').resize({ width, withoutEnlargement: true })
    const { data, info } = await resized.raw().toBuffer({ resolveWithObject: true })
    sizes.push({ data, info })
    image = open({ data, info })
  }
  return sizes
}

function open({ data, info: { width, height, channels } }: Sized): Sharp {
  return sharp(data, { raw: { width, height, channels } })
}

export function ownSeconds(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

export async function measureChoices(paths: string[]): Promise<void> {
  const totals = choices.map(() => ({ cpu: 0, bytes: 0, likeness: 0 }))
  let shrinking = 0
  for (const path of paths) {
    const before = ownSeconds()
    const sizes = await shrinkAll(path)
    shrinking += ownSeconds() - before
    const originals = sizes.map(({ data, info }) => luminanceOfPixels(data, info))
    for (const [index, [, encode]] of choices.entries()) {
      const total = totals[index]!
      for (const [size, pixels] of sizes.entries()) {
        const began = ownSeconds()
        const encoded = await encode(open(pixels)).toBuffer()
        total.cpu += ownSeconds() - began
        total.bytes += encoded.length
        total.likeness += similarity(originals[size]!, await luminanceOf(encoded)) / sizes.length
      }
    }
  }
  const chosen = totals[choices.findIndex(([name]) => name === 'WebP effort 2, quality 80')]!
  printTable(
    `Encoders: ${paths.length} photographs, ${widths.join(', ')} wide; before any, decoding and shrinking takes ${format((shrinking / paths.length) * 1000)} ms`,
    ['', 'CPU ms a set', 'kB a set', 'of WebP 2/80', 'SSIM', '1000 × (1 − SSIM)'],
    choices.map(([name], index) => {
      const { cpu, bytes, likeness } = totals[index]!
      const mean = likeness / paths.length
      return [
        name,
        format((cpu / paths.length) * 1000),
        format(bytes / paths.length / 1024),
        times(bytes / chosen.bytes),
        mean.toFixed(4),
        format(1000 * (1 - mean)),
      ]
    }),
  )
}
