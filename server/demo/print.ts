// Prints a canvas: light becomes grain on the colours, edges become those of ink on paper, and the whole gets a little age.
import sharp from 'sharp'
import type { Canvas } from './canvas.ts'
import { createRandom } from './random.ts'

export interface Finish {
  /** Pixels by which edges wander, like cut paper or gouache: 0 to 3. */
  rough: number
  /** How much film grain: 0 to 1. */
  grain: number
  /** How much darker the corners are: 0 to 1. */
  vignette: number
}

const size = 512
const mask = size - 1

/** A tile of noise from -1 to 1 whose grains are about `wavelength` pixels wide; repeats without a seam. */
function noiseTile(seed: number, wavelength: number): Float32Array {
  const { next } = createRandom(seed)
  const cells = Math.max(1, Math.round(size / wavelength))
  const coarse = Float32Array.from({ length: cells * cells }, () => next() * 2 - 1)
  const tile = new Float32Array(size * size)
  for (let y = 0; y < size; y++) {
    const [row, down] = split((y * cells) / size)
    for (let x = 0; x < size; x++) {
      const [column, across] = split((x * cells) / size)
      const right = (column + 1) % cells
      const lower = ((row + 1) % cells) * cells
      const top = coarse[row * cells + column]! * (1 - across) + coarse[row * cells + right]! * across
      const bottom = coarse[lower + column]! * (1 - across) + coarse[lower + right]! * across
      tile[y * size + x] = top * (1 - down) + bottom * down
    }
  }
  return tile
}

function split(value: number): [whole: number, rest: number] {
  return [Math.floor(value), value - Math.floor(value)]
}

/** The same noise with every value from 0 to 1 as frequent as any other. */
function evenOut(tile: Float32Array): Float32Array {
  const counts = new Uint32Array(4096)
  const bin = (value: number) => Math.min(4095, Math.max(0, Math.floor((value + 1) * 2048)))
  for (const value of tile) counts[bin(value)]!++
  let sum = 0
  const rank = Float32Array.from(counts, count => (sum += count) / tile.length)
  return tile.map(value => rank[bin(value)]!)
}

const fine = noiseTile(1, 1)
const coarser = noiseTile(5, 2)
const grains = evenOut(fine.map((value, index) => value * 0.5 + coarser[index]! * 0.45))
const wander = noiseTile(2, 7)
const wanderFar = noiseTile(3, 23)
const mottle = noiseTile(4, 64)

/** Over this range of noise a grain goes from absent to full: soft enough for JPEG, hard enough to be seen. */
const softness = 0.4

/** @returns the picture as JPEG. */
export async function print(canvas: Canvas, finish: Finish): Promise<Buffer> {
  const { width, height, random } = canvas
  const [colours, light] = await Promise.all(
    canvas.drawings().map(drawing => sharp(Buffer.from(drawing)).removeAlpha().raw().toBuffer()),
  )
  const pixels = press(colours!, light!, width, height, finish, random.whole(0, mask), shadowTint(canvas))
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 84, chromaSubsampling: '4:4:4' })
    .toBuffer()
}

/** What is left of red, green and blue in full shadow: the palette's ink, so that shadows are never grey. */
function shadowTint({ palette }: Canvas): number[] {
  return [1, 3, 5].map(at => 0.34 + (0.42 * parseInt(palette.ink.slice(at, at + 2), 16)) / 255)
}

function press(
  colours: Buffer,
  light: Buffer,
  width: number,
  height: number,
  { rough, grain, vignette }: Finish,
  offset: number,
  tint: number[],
): Buffer {
  const printed = Buffer.allocUnsafe(width * height * 3)
  const [tintRed, tintGreen, tintBlue] = tint as [number, number, number]
  for (let y = 0; y < height; y++) {
    const tileRow = ((y + offset) & mask) * size
    const fromMiddle = ((y - height / 2) / height) ** 2 * 2
    for (let x = 0; x < width; x++) {
      const tile = tileRow + ((x + offset * 3) & mask)
      let source = (y * width + x) * 3
      if (rough > 0) {
        const dx = Math.round((wander[tile]! + wanderFar[tile]!) * rough)
        const dy = Math.round((wander[(tile + 90_211) & (size * size - 1)]! + wanderFar[tile]!) * rough)
        const sx = x + dx < 0 ? 0 : x + dx >= width ? width - 1 : x + dx
        const sy = y + dy < 0 ? 0 : y + dy >= height ? height - 1 : y + dy
        source = (sy * width + sx) * 3
      }
      let red = colours[source]!
      let green = colours[source + 1]!
      let blue = colours[source + 2]!

      const lit = (light[source]! - 128) / 127
      const noise = softness / 2 + grains[tile]! * (1 - softness)
      const amount = ((lit < 0 ? -lit : lit) - noise) / softness + 0.5
      if (amount > 0) {
        const strength = amount > 1 ? 1 : amount
        if (lit < 0) {
          red *= 1 - strength * (1 - tintRed)
          green *= 1 - strength * (1 - tintGreen)
          blue *= 1 - strength * (1 - tintBlue)
        } else {
          red += (255 - red) * strength * 0.62
          green += (250 - green) * strength * 0.58
          blue += (236 - blue) * strength * 0.52
        }
      }

      const age = (grains[(tile + 131_071) & (size * size - 1)]! - 0.5) * 22 * grain + mottle[tile]! * 3 * grain
      const corner = 1 - vignette * (fromMiddle + ((x - width / 2) / width) ** 2 * 2) * 0.55
      const target = (y * width + x) * 3
      printed[target] = clamp((red + age) * corner)
      printed[target + 1] = clamp((green + age) * corner)
      printed[target + 2] = clamp((blue + age) * corner)
    }
  }
  return printed
}

function clamp(value: number): number {
  return value < 0 ? 0 : value > 255 ? 255 : value
}
