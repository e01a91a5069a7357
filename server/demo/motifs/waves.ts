import type { Canvas } from '../canvas.ts'
import { along, lighten, mix, vary } from '../colours.ts'
import { gouache } from '../motif.ts'
import type { Motif } from '../motif.ts'
import { createNoise } from '../random.ts'
import { below, curve, ellipse, profile } from '../shapes.ts'
import { paintSky, paintSun } from './sky.ts'

export const waves: Motif = {
  name: 'waves',
  shapes: ['photo', 'upright', 'square', 'wide', 'tall', 'panorama'],
  palettes: ['harbour', 'indigo', 'fjord', 'lemon', 'jade', 'midnight', 'sumi', 'ember', 'sage', 'blossom'],
  finish: gouache,
  paint(canvas) {
    const scales = canvas.random.chance(0.4)
    if (scales) paintScales(canvas)
    else paintSwell(canvas)
    return scales
      ? {
          title:
            '{Seigaiha|Blue ocean waves|Wave pattern|Fish scales|Sea of quiet}{|, stencil| for a {kimono lining|lampshade|wrapping cloth}}',
          description:
            '{The old pattern of waves for calm seas and good luck.|Every scale is mixed anew, so it breathes.|Stencil and brush, one colour after the other.} {|I want this as a curtain.|}',
          alt: 'Rows of overlapping concentric arcs like waves or scales.',
        }
      : {
          title:
            '{Swell|Nine waves|The long swell|Open water|Sea state four|Off the cape}{| at {dawn|dusk}|, northerly|, under a {red|low} sun}',
          description:
            '{Each wave is one cut of paper in one blue.|The lines follow the water the way a comb follows hair.|A woodcut sea without a boat.} {Saved for the foam.|For the bathroom, obviously.|}',
          alt: 'Layered stylised waves with fine lines and foam under a low sun.',
        }
  },
}

function paintSwell(canvas: Canvas) {
  const { width, height, unit, random, palette } = canvas
  const horizon = height * random.between(0.26, 0.4)
  paintSky(canvas, horizon)
  paintSun(
    canvas,
    width * random.pick([0.3, 0.5, 0.68]),
    horizon - unit * random.between(-2, 9),
    unit * random.between(9, 14),
  )
  const sea = [mix(palette.far, palette.sky[2], 0.25), palette.hues[1], palette.hues[0], palette.near]
  const deep =
    palette.name === 'blossom' || palette.name === 'ember' ? [palette.far, palette.hues[0], palette.near] : sea
  const rows = random.whole(7, 10)
  for (let row = 0; row < rows; row++) {
    const depth = row / (rows - 1)
    const top = horizon + (height - horizon) * depth ** 1.35 * 0.9
    const [long, high] = [unit * (16 + 34 * depth), unit * (1 + 7 * depth)]
    const noise = createNoise(random)
    const shift = random.between(0, 10)
    const crest = (x: number) => {
      const phase = x / long + shift + noise(x / (long * 2.6)) * 0.5
      return (
        top +
        high -
        Math.abs(Math.sin(phase * Math.PI)) ** 0.75 * -high * (0.75 + 0.3 * noise(x / (long * 1.7) + 40)) -
        high
      )
    }
    const colour = vary(random, along(deep, depth), 0.012)
    const ridge = profile(width + 4, crest, 220, -4)
    const path = below(ridge, height + 8)
    canvas.halo(curve(ridge), unit * (0.7 + depth * 2), 0.3)
    canvas.fill(
      path,
      canvas.linear([lighten(colour, 0.05), colour, lighten(colour, -0.06)]),
      canvas.lightLinear([0.5, 0.02, -0.25]),
    )
    canvas.stroke(curve(ridge), mix(palette.paper, colour, 0.12), unit * (0.2 + depth * 0.5))
    const lines = Math.round(3 + depth * 9)
    for (let line = 1; line <= lines; line++) {
      const flatten = 1 - line / (lines + 2)
      const echo = profile(
        width + 4,
        x =>
          top +
          (crest(x) - top) * flatten +
          unit * line * (0.55 + depth * 0.75) +
          noise(x / (unit * 9) + line) * unit * 0.16,
        150,
        -4,
      )
      canvas.stroke(
        curve(echo),
        mix(palette.paper, colour, 0.35 + (line / lines) * 0.5),
        unit * (0.1 + depth * 0.14),
        'stroke-opacity=".75"',
      )
    }
  }
}

function paintScales(canvas: Canvas) {
  const { width, height, unit, random, palette } = canvas
  canvas.background(palette.paper)
  const radius = width / random.whole(5, 9) / 1.0
  const rings = random.whole(3, 5)
  const hues = random.shuffle(palette.hues).slice(0, 4)
  const noise = createNoise(random)
  const plan = random.whole(0, 2)
  for (let row = 0; row * radius * 0.5 < height + radius * 2; row++) {
    for (let column = -1; column * radius * 2 < width + radius * 4; column++) {
      const [x, y] = [column * radius * 2 + (row % 2) * radius, row * radius * 0.5]
      const t =
        plan === 0 ? y / height : plan === 1 ? 0.5 + 0.5 * noise(x / (unit * 30) + y / (unit * 44)) : random.next()
      const colour = vary(random, plan === 2 ? random.pick(hues) : along([...hues, palette.ink], t * 0.95), 0.016)
      for (let ring = 0; ring < rings; ring++) {
        const shrink = 1 - ring / rings
        const paint = ring % 2 ? mix(palette.paper, colour, 0.1) : colour
        const light =
          ring === 0
            ? canvas.lightRadial([0.1, 0, -0.42], 0.5, 0.5, 0.52)
            : ring % 2
              ? undefined
              : canvas.lightLinear([0.36, -0.12])
        canvas.fill(ellipse(x, y, radius * shrink * 0.995), paint, light)
      }
    }
  }
}
