import type { Canvas } from '../canvas.ts'
import { lighten, mix } from '../colours.ts'
import type { Motif } from '../motif.ts'
import { curve, ellipse, num, polar, rectangle } from '../shapes.ts'
import type { Point } from '../shapes.ts'
import { paintStars } from './sky.ts'

export const moons: Motif = {
  name: 'moons',
  shapes: ['upright', 'tall', 'panorama', 'wide', 'square', 'phone'],
  palettes: ['midnight', 'ember', 'jade', 'polar', 'lilac', 'sumi', 'indigo', 'terracotta'],
  finish: { rough: 1, grain: 0.7, vignette: 0.45 },
  paint(canvas) {
    const { width, height, unit, random, palette } = canvas
    const night = mix(palette.near, palette.sky[0], palette.dark ? 0.55 : 0.05)
    const high = palette.dark ? palette.sky[1] : mix(palette.near, palette.hues[1], 0.3)
    canvas.background(
      canvas.radial([mix(night, high, 0.75), mix(night, high, 0.25), night], 0.5, 0.45, 0.8),
      canvas.lightRadial([0.1, 0, -0.2], 0.5, 0.45, 0.75),
    )
    paintStars(canvas, height, 0.8)
    const gold = mix(palette.sun, '#f3dfae', palette.dark ? 0.35 : 0.8)
    const dark = mix(night, high, 0.4)

    const ratio = width / height
    const layout = ratio > 1.5 ? 'row' : random.pick(['grid', 'orbit', 'orbit', 'one'])
    const places: [x: number, y: number, radius: number, phase: number][] = []
    if (layout === 'row') {
      const count = random.pick([7, 9])
      for (let moon = 0; moon < count; moon++) {
        const t = moon / (count - 1)
        const radius = (width / count) * (0.25 + 0.14 * Math.sin(t * Math.PI))
        places.push([width * (0.07 + 0.86 * t), height * (0.54 - 0.13 * Math.sin(t * Math.PI)), radius, t])
      }
    } else if (layout === 'grid') {
      const columns = random.pick([4, 5])
      const cell = (width - unit * 16) / columns
      const rows = Math.floor((height - unit * 16) / cell)
      const top = (height - rows * cell) / 2
      for (let index = 0; index < rows * columns; index++) {
        const [column, row] = [index % columns, Math.floor(index / columns)]
        places.push([
          unit * 8 + cell * (column + 0.5),
          top + cell * (row + 0.5),
          cell * 0.35,
          (index + 0.5) / (rows * columns),
        ])
      }
    } else if (layout === 'orbit') {
      const [x, y, reach] = [width / 2, height * 0.47, unit * 34]
      for (const ring of [reach, reach * 0.62, reach * 1.28])
        canvas.stroke(ellipse(x, y, ring), gold, unit * 0.12, 'stroke-opacity=".45"')
      const count = random.pick([8, 10, 12])
      for (let moon = 0; moon < count; moon++) {
        const [mx, my] = polar(x, y, reach, (moon / count) * Math.PI * 2 - Math.PI / 2)
        places.push([mx, my, unit * 5.2, moon / count])
      }
      places.push([x, y, unit * 14, 0.5])
    } else {
      canvas.stroke(ellipse(width / 2, height * 0.44, unit * 37), gold, unit * 0.14, 'stroke-opacity=".5"')
      places.push([width / 2, height * 0.44, unit * 30, random.pick([0.2, 0.32, 0.5, 0.7])])
    }
    for (const place of places) paintMoon(canvas, ...place, gold, dark)
    if (random.chance(0.4)) {
      const frame = rectangle(unit * 4, unit * 4, width - unit * 8, height - unit * 8)
      canvas.stroke(frame, gold, unit * 0.2, 'stroke-opacity=".7"')
    }
    return {
      title:
        layout === 'one'
          ? '{Moon|The moon through a small telescope|Moon study|Waiting for the moon}{|, Tuesday|, day {5|9|11}|, August}'
          : '{Phases|Lunar calendar|A month of moons|Moon chart|Twenty-nine and a half days|Wax and wane}{| for {the kitchen door|gardeners|sailors}|, {winter|summer}}',
      description:
        '{Gold ink on night blue.|Waxing on the one side, waning on the other, and the maria where they belong, more or less.|Hung over a child’s bed this would start a career.} {Two-colour print with a stencilled grain.|}',
      alt:
        layout === 'one'
          ? 'A large moon with craters among stars.'
          : `${places.length} moons in their phases, laid out as ${layout === 'row' ? 'an arc' : layout === 'grid' ? 'a grid' : 'a ring'}, on a starry night.`,
    }
  },
}

/** @param phase 0 is new, 0.5 full. */
function paintMoon(canvas: Canvas, x: number, y: number, radius: number, phase: number, gold: string, dark: string) {
  const { random } = canvas
  const bright = (1 - Math.cos(phase * Math.PI * 2)) / 2
  canvas.mark(ellipse(x, y, radius * 1.7), canvas.radial([[gold, 0, 0.3 * bright], [gold, 0.55, 0.18 * bright], [gold, 1, 0]])) // prettier-ignore
  canvas.fill(ellipse(x, y, radius), dark, canvas.lightRadial([0, -0.1, -0.35], 0.5, 0.5, 0.55))
  if (bright < 0.03) return
  const waxing = phase < 0.5
  const bulge = Math.abs(1 - 2 * bright) * radius
  const [outer, inner] = [waxing ? 1 : 0, bright > 0.5 === waxing ? 1 : 0]
  const lit = `M${num(x)} ${num(y - radius)}A${num(radius)} ${num(radius)} 0 0 ${outer} ${num(x)} ${num(y + radius)}A${num(Math.max(0.5, bulge))} ${num(radius)} 0 0 ${inner} ${num(x)} ${num(y - radius)}Z`
  canvas.clip(lit, () => {
    canvas.fill(ellipse(x, y, radius), gold, canvas.lightRadial([0.35, 0.05, -0.3], 0.4, 0.38, 0.65))
    for (let mare = 0; mare < 6; mare++) {
      const [mx, my] = polar(x, y, radius * random.between(0.1, 0.62), random.between(2.6, 6))
      const outline = Array.from({ length: 8 }, (_, corner): Point =>
        polar(mx, my, radius * random.between(0.12, 0.3), (corner / 8) * Math.PI * 2),
      )
      canvas.mark(curve(outline, true), lighten(gold, -0.12), 'opacity=".5"')
    }
    for (let crater = 0; crater < Math.min(46, radius / 4); crater++) {
      const [cx, cy] = polar(x, y, radius * Math.sqrt(random.next()) * 0.95, random.between(0, 7))
      const size = radius * (0.015 + 0.075 * random.next() ** 3)
      canvas.mark(ellipse(cx, cy, size), lighten(gold, -0.1), 'opacity=".7"')
      canvas.mark(ellipse(cx + size * 0.25, cy + size * 0.25, size * 0.8), lighten(gold, 0.03), 'opacity=".75"')
    }
  })
}
