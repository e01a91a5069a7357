import type { Canvas } from '../canvas.ts'
import { along, lighten, mix, vary } from '../colours.ts'
import { film } from '../motif.ts'
import type { Motif } from '../motif.ts'
import { createNoise } from '../random.ts'
import { below, curve, ellipse, num, polar, profile } from '../shapes.ts'
import type { Point } from '../shapes.ts'
import { paintSun } from './sky.ts'

export const forest: Motif = {
  name: 'forest',
  shapes: ['tall', 'upright', 'phone', 'photo'],
  palettes: ['sage', 'fjord', 'olive', 'blossom', 'jade', 'lilac', 'indigo', 'ochre', 'sumi', 'terracotta'],
  finish: film,
  paint(canvas) {
    const { width, height, unit, random, palette } = canvas
    const birch = random.chance(0.5)
    const mist = lighten(mix(palette.sky[2], palette.far, 0.22), 0.01)
    canvas.background(
      canvas.linear([mix(palette.sky[1], palette.far, 0.3), mist, mix(mist, palette.far, 0.3)]),
      canvas.lightRadial([0.28, 0.05, -0.1], 0.5, 0.4, 0.7),
    )
    if (random.chance(0.7))
      paintSun(
        canvas,
        width * random.between(0.25, 0.75),
        height * random.between(0.22, 0.45),
        unit * random.between(6, 10),
      )
    const layers = 5
    for (let layer = 0; layer < layers; layer++) {
      const depth = layer / (layers - 1)
      const colour = along(
        [mix(mist, palette.far, 0.55), palette.far, mix(palette.far, palette.near, 0.5), palette.near],
        depth,
      )
      const ground = height * (0.7 + 0.2 * depth)
      const noise = createNoise(random)
      const floor = profile(
        width + 4,
        x => ground + noise(x / (unit * 34)) * unit * 3 + noise(x / (unit * 5)) * unit * 0.4,
        90,
        -4,
      )
      canvas.fill(
        below(floor, height + 6),
        canvas.linear([colour, mix(colour, mist, 0.5 - depth * 0.4)]),
        canvas.lightLinear([0.14, -0.12]),
      )
      const thick = unit * (0.9 + 5 * depth ** 1.6)
      const gap = thick * random.between(3, 4.4)
      for (let x = random.between(-gap, gap); x < width + gap; x += gap * random.between(0.55, 1.6)) {
        paintTrunk(
          canvas,
          x,
          ground + unit * random.between(0, 3),
          thick * random.between(0.7, 1.2),
          birch && depth > 0.45 ? mix(palette.paper, colour, 0.75 - depth * 0.62) : colour,
          birch,
          depth,
        )
      }
      canvas.shade(below(floor.map(([x, y]): Point => [x, y - height * 0.35]), height), canvas.linear([['#fff', 0, 0], ['#fff', 0.45, 0.12 * (1 - depth)], ['#fff', 1, 0]])) // prettier-ignore
    }
    paintFallingLeaves(canvas)
    return {
      title: birch
        ? '{Birches|Birch wood|White trunks|Paper trees|Between the birches}{|, fog|, {October|April}|, seven in the morning}'
        : '{The wood|Fog in the spruces|Deep wood|Where the path ends|Trunks}{|, {October|April}|, before rain|, quiet}',
      description:
        '{The fog counts the trees for you: near, far, gone.|No horizon, only verticals.|Walked here every day of that autumn.} {I can smell this one.|For the stairwell, all three floors of it.|}',
      alt: `${birch ? 'Birch' : 'Dark tree'} trunks in fog, paler with distance, a few leaves in the air.`,
    }
  },
}

function paintTrunk(
  canvas: Canvas,
  x: number,
  foot: number,
  thick: number,
  colour: string,
  birch: boolean,
  depth: number,
) {
  const { height, unit, random, palette } = canvas
  const lean = random.normal() * unit * 2.2
  const top = -unit * 4
  const half = thick / 2
  const path = `M${num(x + lean - half * 0.62)} ${num(top)}Q${num(x + lean * 0.3 - half)} ${num(foot * 0.5)} ${num(x - half)} ${num(foot - thick)}Q${num(x - half)} ${num(foot)} ${num(x - half * 1.7)} ${num(foot + unit * 0.6)}H${num(x + half * 1.7)}Q${num(x + half)} ${num(foot)} ${num(x + half)} ${num(foot - thick)}Q${num(x + lean * 0.3 + half)} ${num(foot * 0.5)} ${num(x + lean + half * 0.62)} ${num(top)}Z`
  const dark = birch && depth > 0.45 ? mix(palette.near, colour, 0.15) : lighten(colour, -0.05)
  const branches = random.whole(1, 4)
  for (let branch = 0; branch < branches; branch++) {
    const t = random.between(0.05, 0.6)
    const start: Point = [x + lean * (1 - t), foot * t]
    const angle = -Math.PI / 2 + random.pick([-1, 1]) * random.between(0.5, 1.1)
    const reach = thick * random.between(2, 5)
    const end = polar(start[0], start[1], reach, angle)
    canvas.stroke(
      curve([start, polar(start[0], start[1], reach * 0.5, angle * 0.94), end]),
      birch ? dark : colour,
      thick * 0.13,
    )
    canvas.stroke(
      curve([polar(start[0], start[1], reach * 0.5, angle), polar(end[0], end[1], reach * 0.2, angle - 0.8)]),
      birch ? dark : colour,
      thick * 0.07,
    )
  }
  canvas.fill(
    path,
    canvas.linear([colour, lighten(colour, -0.03)]),
    canvas.lightLinear(birch ? [-0.1, 0.3, 0, -0.5] : [0.2 - depth * 0.1, 0, -0.4], 0),
  )
  if (!birch || depth < 0.4) return
  // One path for all of a trunk's marks: a birch wood has thousands.
  let [marks, knots] = ['', '']
  for (let y = 0; y < Math.min(height, foot); y += thick * random.between(0.18, 0.9)) {
    const middle = x + lean * (1 - y / foot) * 0.75 + random.between(-0.9, 0.9) * half
    marks += ellipse(middle, y, thick * random.between(0.06, 0.42), thick * random.between(0.012, 0.045))
  }
  for (let knot = 0; knot < 3; knot++)
    knots += ellipse(x + random.normal() * half * 0.4, foot * random.next(), thick * 0.14, thick * 0.09)
  canvas.clip(path, () => {
    canvas.mark(marks, dark, 'opacity=".85"')
    canvas.mark(knots, dark)
  })
}

function paintFallingLeaves(canvas: Canvas) {
  const { width, height, unit, random, palette } = canvas
  const colours = [palette.hues[2], palette.hues[3], palette.sun]
  for (let leaf = 0; leaf < random.whole(12, 40); leaf++) {
    const [x, y, long, angle] = [
      random.between(0, width),
      height * random.next() ** 0.6,
      unit * random.between(0.5, 1.3),
      random.between(0, 7),
    ]
    const [one, two] = [polar(x, y, long * 0.5, angle - 0.5), polar(x, y, long * 0.5, angle + 0.5)]
    canvas.fill(
      curve([[x, y], one, polar(x, y, long, angle), two], true),
      vary(random, random.pick(colours), 0.03),
      random.pick(['#a0a0a0', '#606060']),
    )
  }
}
