// What can be said about a picture in a few bytes: how it looks while it loads, its colour, what it resembles.
import type { Sharp } from 'sharp'
import { rgbaToThumbHash } from 'thumbhash'
import { hashedSide, perceptualHash } from './perceptual-hash.ts'

/** Takes a small picture; `placeholder`, `color` and `perceptualHash` are spelt as in `Picture`. */
export async function describe(image: Sharp) {
  const { data, info } = await image
    .clone()
    .resize({ width: 100, height: 100, fit: 'inside', withoutEnlargement: true })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  const grey = await image
    .clone()
    .flatten({ background: '#ffffff' })
    .greyscale()
    .resize(hashedSide, hashedSide, { fit: 'fill' })
    .raw()
    .toBuffer()
  return {
    placeholder: Buffer.from(rgbaToThumbHash(info.width, info.height, data)).toString('base64'),
    color: dominantColor(data),
    perceptualHash: perceptualHash(grey),
  }
}

/** The mean of the fullest cell when each channel is cut into eight; what is transparent does not count. */
export function dominantColor(rgba: Uint8Array): string {
  const cells = new Map<number, { count: number; sum: [number, number, number] }>()
  for (let i = 0; i < rgba.length; i += 4) {
    const [red = 0, green = 0, blue = 0, alpha = 0] = rgba.subarray(i, i + 4)
    if (alpha < 128) continue
    const key = ((red >> 5) << 6) | ((green >> 5) << 3) | (blue >> 5)
    const cell = cells.get(key) ?? { count: 0, sum: [0, 0, 0] }
    cell.count++
    cell.sum[0] += red
    cell.sum[1] += green
    cell.sum[2] += blue
    cells.set(key, cell)
  }
  const fullest = [...cells.values()].reduce((best, cell) => (cell.count > best.count ? cell : best), {
    count: 0,
    sum: [0, 0, 0],
  })
  if (fullest.count === 0) return '#ffffff'
  return (
    '#' +
    fullest.sum
      .map(total =>
        Math.round(total / fullest.count)
          .toString(16)
          .padStart(2, '0'),
      )
      .join('')
  )
}
