// What a motif paints on: two SVG drawings of the same scene, its colours and its light, which print.ts lays over each other.
import type { Hex, Palette } from './colours.ts'
import type { Random } from './random.ts'
import { num, rectangle } from './shapes.ts'

type Stop = Hex | [colour: Hex, offset: number, opacity?: number]

export interface Canvas {
  width: number
  height: number
  /** A hundredth of the shorter side. */
  unit: number
  random: Random
  palette: Palette
  /** Covers what is below, its light too. Light goes from -1 (deep shadow) to 1 (bright). */
  fill(path: string, paint: string, light?: string, attributes?: string): void
  /** Colour alone: a detail in the light of what is below it. */
  mark(path: string, paint: string, attributes?: string): void
  stroke(path: string, paint: string, width: number, attributes?: string): void
  /** Light alone: a shadow or a shine on what is below it. */
  shade(path: string, light: string, attributes?: string): void
  /** A soft shadow along a path without a filter: strokes that widen and fade. */
  halo(path: string, reach: number, strength?: number, light?: number): void
  background(paint: string, light?: string): void
  group(attributes: string, paint: () => void): void
  clip(path: string, paint: () => void): void
  /** Degrees: 0 runs to the right, 90 down. */
  linear(stops: readonly Stop[], angle?: number): string
  radial(stops: readonly Stop[], x?: number, y?: number, radius?: number): string
  /** Light from one value to the next, each -1 to 1. */
  lightLinear(values: readonly number[], angle?: number): string
  lightRadial(values: readonly number[], x?: number, y?: number, radius?: number): string
  /** Attributes that blur; slow on large areas. */
  blur(deviation: number): string
  /** The drawings: of colours, and of light. */
  drawings(): [colours: string, light: string]
}

/** Light as the grey that stands for it. */
export function grey(light: number): Hex {
  const byte = Math.round(128 + Math.min(1, Math.max(-1, light)) * 127)
  return `#${byte.toString(16).padStart(2, '0').repeat(3)}`
}

export function createCanvas(width: number, height: number, random: Random, palette: Palette): Canvas {
  const defs: string[] = []
  const colours: string[] = []
  const lights: string[] = []

  function define(make: (id: string) => string): string {
    const id = `d${defs.length}`
    defs.push(make(id))
    return id
  }

  function stopsOf(stops: readonly Stop[]): string {
    return stops
      .map((stop, index) => {
        const [colour, offset, opacity] = typeof stop === 'string' ? [stop, index / (stops.length - 1)] : stop
        return `<stop offset="${num(offset * 100)}%" stop-color="${colour}" stop-opacity="${opacity ?? 1}"/>`
      })
      .join('')
  }

  function linear(stops: readonly Stop[], angle = 90): string {
    const [dx, dy] = [Math.cos((angle * Math.PI) / 180) / 2, Math.sin((angle * Math.PI) / 180) / 2]
    const ends = [0.5 - dx, 0.5 - dy, 0.5 + dx, 0.5 + dy].map(end => end.toFixed(3))
    const [x1, y1, x2, y2] = ends
    const place = `x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}"`
    return `url(#${define(id => `<linearGradient id="${id}" ${place}>${stopsOf(stops)}</linearGradient>`)})`
  }

  function radial(stops: readonly Stop[], x = 0.5, y = 0.5, radius = 0.5): string {
    const place = `cx="${x}" cy="${y}" r="${radius}"`
    return `url(#${define(id => `<radialGradient id="${id}" ${place}>${stopsOf(stops)}</radialGradient>`)})`
  }

  function both(text: string) {
    colours.push(text)
    lights.push(text)
  }

  const flat = grey(0)
  const mark = (path: string, paint: string, attributes = '') => {
    colours.push(`<path d="${path}" fill="${paint}" ${attributes}/>`)
  }
  const shade = (path: string, light: string, attributes = '') => {
    lights.push(`<path d="${path}" fill="${light}" ${attributes}/>`)
  }
  const fill = (path: string, paint: string, light = flat, attributes = '') => {
    mark(path, paint, attributes)
    shade(path, light, attributes)
  }

  const open = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`
  return {
    width,
    height,
    unit: Math.min(width, height) / 100,
    random,
    palette,
    fill,
    mark,
    shade,
    linear,
    radial,
    stroke(path, paint, thickness, attributes = '') {
      const line = `fill="none" stroke="${paint}" stroke-width="${num(thickness)}" stroke-linecap="round"`
      colours.push(`<path d="${path}" ${line} stroke-linejoin="round" ${attributes}/>`)
    },
    halo(path, reach, strength = 0.5, light = -1) {
      const steps = 5
      for (let step = 1; step <= steps; step++) {
        const line = `stroke="${grey(light)}" stroke-width="${num((reach * 2 * step) / steps)}"`
        const round = 'stroke-linejoin="round" stroke-linecap="round"'
        lights.push(`<path d="${path}" fill="none" ${line} ${round} stroke-opacity="${(strength / 3.2).toFixed(3)}"/>`)
      }
    },
    background(paint, light = flat) {
      fill(rectangle(-2, -2, width + 4, height + 4), paint, light)
    },
    group(attributes, paint) {
      both(`<g ${attributes}>`)
      paint()
      both('</g>')
    },
    clip(path, paint) {
      const id = define(name => `<clipPath id="${name}"><path d="${path}"/></clipPath>`)
      both(`<g clip-path="url(#${id})">`)
      paint()
      both('</g>')
    },
    lightLinear: (values, angle) => linear(values.map(grey), angle),
    lightRadial: (values, x, y, radius) => radial(values.map(grey), x, y, radius),
    blur(deviation) {
      const id = define(
        name =>
          `<filter id="${name}" x="-30%" y="-30%" width="160%" height="160%"><feGaussianBlur stdDeviation="${num(deviation)}"/></filter>`,
      )
      return `filter="url(#${id})"`
    },
    drawings() {
      const head = `${open}<defs>${defs.join('')}</defs>`
      return [`${head}${colours.join('')}</svg>`, `${head}${lights.join('')}</svg>`]
    },
  }
}
