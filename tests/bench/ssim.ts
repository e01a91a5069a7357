// How much two pictures look alike: mean SSIM of their luminance, after Wang, Bovik, Sheikh and Simoncelli (2004).
import sharp from 'sharp'

export interface Luminance {
  data: Uint8Array
  width: number
  height: number
}

/** Rec. 601 luma of the bytes as they are. */
export async function luminanceOf(image: Uint8Array): Promise<Luminance> {
  const { data, info } = await sharp(image).flatten({ background: '#fff' }).toColourspace('srgb').raw().toBuffer({
    resolveWithObject: true,
  })
  return luminanceOfPixels(data, info)
}

export function luminanceOfPixels(
  pixels: Uint8Array,
  { width, height, channels }: { width: number; height: number; channels: number },
): Luminance {
  const data = new Uint8Array(width * height)
  for (let i = 0, at = 0; i < data.length; i++, at += channels) {
    data[i] = Math.round(0.299 * pixels[at]! + 0.587 * pixels[at + 1]! + 0.114 * pixels[at + 2]!)
  }
  return { data, width, height }
}

const side = 8
const step = 4
const [c1, c2] = [(0.01 * 255) ** 2, (0.03 * 255) ** 2]

/**
 * 1 for the same picture. Over windows of 8 × 8 that overlap by half and count alike, where the paper has round ones: the figures
 * are good for comparing choices here, not with figures from elsewhere.
 */
export function similarity(one: Luminance, other: Luminance): number {
  // Programs round the last line differently.
  const differs = one.width !== other.width || Math.abs(one.height - other.height) > 1
  if (differs) throw new Error(`${one.width} × ${one.height} beside ${other.width} × ${other.height}`)
  const height = Math.min(one.height, other.height)
  let sum = 0
  let windows = 0
  for (let top = 0; top + side <= height; top += step) {
    for (let left = 0; left + side <= one.width; left += step) {
      sum += similarityAt(one.data, other.data, top * one.width + left, one.width)
      windows++
    }
  }
  return sum / windows
}

function similarityAt(one: Uint8Array, other: Uint8Array, start: number, stride: number): number {
  let [sumA, sumB, sumAa, sumBb, sumAb] = [0, 0, 0, 0, 0]
  for (let row = 0; row < side; row++) {
    for (let at = start + row * stride, end = at + side; at < end; at++) {
      const [a, b] = [one[at]!, other[at]!]
      sumA += a
      sumB += b
      sumAa += a * a
      sumBb += b * b
      sumAb += a * b
    }
  }
  const count = side * side
  const [meanA, meanB] = [sumA / count, sumB / count]
  const [varianceA, varianceB] = [sumAa / count - meanA * meanA, sumBb / count - meanB * meanB]
  const covariance = sumAb / count - meanA * meanB
  return (
    ((2 * meanA * meanB + c1) * (2 * covariance + c2)) /
    ((meanA * meanA + meanB * meanB + c1) * (varianceA + varianceB + c2))
  )
}
