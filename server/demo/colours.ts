// Mixing colours the way eyes do (OKLab, Björn Ottosson 2020), and the palettes that the pictures are painted with.
import type { Random } from './random.ts'

export type Hex = string

export interface Palette {
  name: string
  /** Dusk and night: lights are lit. */
  dark: boolean
  /** Top, middle, horizon. */
  sky: [Hex, Hex, Hex]
  sun: Hex
  /** Of the hills at the horizon, and of those at our feet. */
  far: Hex
  near: Hex
  paper: Hex
  ink: Hex
  /** Six that may stand beside each other. */
  hues: [Hex, Hex, Hex, Hex, Hex, Hex]
}

function toLab(hex: Hex): [number, number, number] {
  const linear = [1, 3, 5].map(at => {
    const channel = parseInt(hex.slice(at, at + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  const [r, g, b] = linear as [number, number, number]
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ]
}

function fromLab([lightness, a, b]: [number, number, number]): Hex {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  const channels = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ]
  const hex = channels.map(linear => {
    const channel = linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055
    const byte = Math.round(Math.min(1, Math.max(0, channel)) * 255)
    return byte.toString(16).padStart(2, '0')
  })
  return `#${hex.join('')}`
}

/** The colour on the way from one to the other; 0 is the first. */
export function mix(from: Hex, to: Hex, t: number): Hex {
  const [a, b] = [toLab(from), toLab(to)]
  return fromLab([a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, a[2] + (b[2] - a[2]) * t])
}

/** The colour at `t` from 0 to 1 along a row of colours. */
export function along(colours: readonly Hex[], t: number): Hex {
  const place = Math.min(0.9999, Math.max(0, t)) * (colours.length - 1)
  const index = Math.floor(place)
  return mix(colours[index]!, colours[index + 1] ?? colours[index]!, place - index)
}

/** Lighter (above 0) or darker by a share of the whole range. */
export function lighten(hex: Hex, by: number): Hex {
  const [lightness, a, b] = toLab(hex)
  return fromLab([Math.min(1, Math.max(0, lightness + by)), a, b])
}

export function lightness(hex: Hex): number {
  return toLab(hex)[0]
}

/** The same colour, as a hand mixes it anew: a little lighter, darker, warmer or cooler. */
export function vary(random: Random, hex: Hex, by = 0.02): Hex {
  const [lightness, a, b] = toLab(hex)
  const shift = by * 0.35
  return fromLab([lightness + random.normal() * by, a + random.normal() * shift, b + random.normal() * shift])
}
