import type { Canvas } from '../canvas.ts'
import { along, lighten, mix } from '../colours.ts'
import { film } from '../motif.ts'
import type { Motif } from '../motif.ts'
import { ellipse, num, polygon, rectangle } from '../shapes.ts'
import { paintFlock, paintSky, paintSun } from './sky.ts'

export const city: Motif = {
  name: 'city',
  shapes: ['photo', 'wide', 'panorama', 'upright', 'tall', 'phone'],
  palettes: ['ember', 'lilac', 'midnight', 'jade', 'harbour', 'terracotta', 'rosewood', 'blossom', 'ochre'],
  finish: film,
  paint(canvas) {
    const { width, height, unit, random, palette } = canvas
    const river = random.chance(0.4)
    const ground = river ? height * 0.8 : height
    paintSky(canvas, ground)
    paintSun(
      canvas,
      width * random.between(0.25, 0.75),
      ground * random.between(0.3, 0.6),
      unit * random.between(8, 15),
    )
    if (random.chance(0.5)) paintFlock(canvas, width * 0.5, ground * 0.22, 9, unit * 0.8, palette.near)
    const layers = random.whole(4, 5)
    for (let layer = 0; layer < layers; layer++) {
      const depth = layer / (layers - 1)
      const colour = along(
        [mix(palette.far, palette.sky[2], 0.4), palette.far, mix(palette.far, palette.near, 0.65), palette.near],
        depth,
      )
      paintRow(canvas, ground, ground * (0.62 - 0.4 * depth), colour, depth)
    }
    if (river) paintRiver(canvas, ground)
    return {
      title:
        '{Blue hour|Evening in the old quarter|Windows|Everybody is home|Last tram|Rooftops|City of lamps}{| by the river|, from the fifth floor|, {September|November}|, six o’clock}',
      description:
        '{Every window is somebody’s supper.|The haze between the rows gives it depth.|I count the lit windows every time.} {Screen print in five layers.|Taken, or rather painted, from the hill behind the station.|}',
      alt: `City skyline in layers ${palette.dark ? 'at night' : 'at dusk'} with lit windows${river ? ' above a river' : ''}, the ${palette.dark ? 'moon' : 'sun'} behind the roofs.`,
    }
  },
}

function paintRow(canvas: Canvas, ground: number, tall: number, colour: string, depth: number) {
  const { width, unit, random, palette } = canvas
  const bottom = ground + 4
  const wide = unit * (5 + 6.5 * depth)
  const haze = mix(colour, palette.sky[2], 0.45 - depth * 0.35)
  const lamp = mix(palette.sun, '#ffdc8a', 0.6)
  let [windows, dimmed] = ['', '']
  for (let x = -wide * random.next(); x < width;) {
    const broad = wide * random.between(0.6, 1.45)
    const high = tall * (0.45 + 0.55 * random.next() ** 1.4)
    const top = ground - high
    const house = lighten(colour, random.normal() * 0.012)
    const outline = rectangle(x, top, broad + 1, bottom - top) + roof(canvas, x, top, broad)
    canvas.fill(
      outline,
      canvas.linear([house, [house, 0.35], haze]),
      canvas.lightLinear(random.chance(0.5) ? [0.1, -0.34] : [-0.12, -0.42], 0),
    )
    if (depth > 0.3) {
      const [step, gap] = [unit * (1.5 + depth * 1.1), unit * (1.1 + depth * 0.7)]
      const columns = Math.floor((broad - gap) / step)
      const inset = (broad - columns * step + step * 0.45) / 2
      for (let y = top + gap; y < bottom - gap * 2; y += step * 1.35) {
        for (let column = 0; column < columns; column++) {
          const pane = rectangle(x + inset + column * step, y, step * 0.55, step * 0.8)
          if (random.chance(0.3)) windows += pane
          else if (random.chance(0.75)) dimmed += pane
        }
      }
    }
    x += broad
  }
  canvas.mark(dimmed, lighten(colour, -0.05), 'opacity=".7"')
  canvas.mark(windows, lamp, `opacity="${0.55 + depth * 0.4}"`)
  canvas.shade(windows, '#a8a8a8')
}

function roof(canvas: Canvas, x: number, top: number, broad: number): string {
  const { unit, random } = canvas
  const middle = x + broad / 2
  const kind = random.whole(0, 8)
  if (kind === 0) return polygon([[x, top + 1], [middle, top - broad * 0.42], [x + broad, top + 1]]) // prettier-ignore
  if (kind === 1)
    return (
      ellipse(middle, top, broad * 0.34, broad * 0.38) +
      rectangle(middle - unit * 0.15, top - broad * 0.7, unit * 0.3, broad * 0.5)
    )
  if (kind === 2)
    return (
      rectangle(x + broad * 0.2, top - unit * 2.4, broad * 0.6, unit * 2.6) +
      rectangle(x + broad * 0.36, top - unit * 4.4, broad * 0.28, unit * 2.4)
    )
  if (kind === 3) {
    const tank = rectangle(middle - unit * 1.3, top - unit * 3.8, unit * 2.6, unit * 2.4)
    const legs =
      rectangle(middle - unit, top - unit * 1.5, unit * 0.3, unit * 1.7) +
      rectangle(middle + unit * 0.7, top - unit * 1.5, unit * 0.3, unit * 1.7)
    return tank + legs + polygon([[middle - unit * 1.5, top - unit * 3.7], [middle, top - unit * 5.2], [middle + unit * 1.5, top - unit * 3.7]]) // prettier-ignore
  }
  if (kind === 4) return rectangle(middle - unit * 0.12, top - unit * random.between(4, 9), unit * 0.24, unit * 9)
  if (kind === 5) return polygon([[x, top + 1], [x, top - broad * 0.3], [x + broad, top + 1]]) // prettier-ignore
  if (kind === 6)
    return [0.15, 0.6].map(share => rectangle(x + broad * share, top - unit * 1.6, broad * 0.14, unit * 1.8)).join('')
  return rectangle(x + broad * 0.1, top - unit * 0.7, broad * 0.8, unit)
}

function paintRiver(canvas: Canvas, shore: number) {
  const { width, height, unit, random, palette } = canvas
  const water = canvas.linear([
    mix(palette.near, palette.sky[2], 0.35),
    mix(palette.near, palette.sky[1], 0.3),
    palette.near,
  ])
  canvas.fill(rectangle(-2, shore, width + 4, height - shore + 4), water, canvas.lightLinear([-0.3, 0.02, -0.2]))
  canvas.fill(rectangle(-2, shore - unit * 0.6, width + 4, unit * 1.2), palette.near)
  const lamp = mix(palette.sun, '#ffdc8a', 0.5)
  for (let light = 0; light < width / (unit * 3.4); light++) {
    const x = random.between(0, width)
    for (let dash = 0; dash < 9; dash++) {
      const y = shore + unit * (1.4 + dash * 1.5 * random.between(0.85, 1.15))
      if (y > height - unit) break
      const long = unit * random.between(0.5, 2.1)
      canvas.mark(
        ellipse(x + random.normal() * unit * 0.5, y, long, unit * 0.16),
        lamp,
        `opacity="${num(0.7 - dash * 0.065)}"`,
      )
    }
  }
}
