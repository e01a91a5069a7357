import type { Canvas } from '../canvas.ts'
import { along, lighten, mix } from '../colours.ts'
import { film } from '../motif.ts'
import type { Motif } from '../motif.ts'
import { createNoise } from '../random.ts'
import { below, curve, ellipse, polygon, profile } from '../shapes.ts'
import type { Point } from '../shapes.ts'
import { paintSky, paintSun } from './sky.ts'

export const dunes: Motif = {
  name: 'dunes',
  shapes: ['photo', 'tall', 'wide', 'upright', 'panorama', 'phone'],
  palettes: ['terracotta', 'ochre', 'blossom', 'rosewood', 'ember', 'lilac', 'olive', 'midnight', 'harbour'],
  finish: film,
  paint(canvas) {
    const { width, height, unit, random, palette } = canvas
    const horizon = height * random.between(0.34, 0.52)
    paintSky(canvas, horizon)
    paintSun(canvas, width * random.pick([0.28, 0.34, 0.66, 0.72]), horizon - unit * random.between(4, 22))

    const count = random.whole(4, 6)
    const warm = mix(palette.hues[0], palette.far, 0.35)
    for (let layer = 0; layer < count; layer++) {
      const depth = layer / (count - 1)
      const top = horizon + (height - horizon) * depth ** 1.25 * 0.72 - unit * 2
      const colour = along(
        [mix(palette.far, palette.sky[2], 0.4), palette.far, warm, mix(warm, palette.near, 0.62)],
        depth,
      )
      paintDune(canvas, top, unit * (4 + 13 * depth), colour, depth)
    }
    const walker = random.chance(0.45)
    if (walker) paintWalkers(canvas, horizon)
    return {
      title:
        '{Dunes|The long dunes|Sand sea|Singing sand|Where the wind sleeps|Empty quarter}{| at {first|last} light|, after the wind|, before noon}',
      description:
        '{The ridge lines are drawn by the wind every night anew.|One clear light, five shades of sand, nothing else.|I keep coming back to how the shadow side never goes black.} {Kept for the colours.|For the big wall in the hall.|Look at how the far dunes dissolve into the sky.|}',
      alt: `Layers of smooth sand dunes with sharp crests under a low ${palette.dark ? 'moon' : 'sun'}${walker ? ', tiny walkers on a ridge' : ''}.`,
    }
  },
}

function paintDune(canvas: Canvas, top: number, swing: number, colour: string, depth: number) {
  const { width, height, unit, random } = canvas
  const noise = createNoise(random)
  const [scale, shift] = [random.between(1, 1.7) / (unit * 48), random.between(0, 50)]
  const ridgeAt = (x: number) => top + noise(x * scale + shift) * swing + noise(x * scale * 2.3 + 90) * swing * 0.18
  const ridge = profile(width + 4, ridgeAt, 120, -4)
  const bottom = height + 10
  const glow = canvas.linear([lighten(colour, 0.045), colour, lighten(colour, -0.05)])
  canvas.fill(below(ridge, bottom), glow, canvas.lightLinear([0.3 - depth * 0.1, 0.02, -0.12, -0.25]))
  if (depth < 0.15) return

  // The side away from the light: from a crest along an S to the foot, bounded by the ridge down to the next valley.
  for (const [index, crest] of ridge.entries()) {
    const around = ridge.slice(Math.max(0, index - 6), index + 7)
    if (index < 2 || around.some(point => point[1] < crest[1])) continue
    let end = index
    while (end < ridge.length - 1 && ridge[end + 1]![1] >= ridge[end]![1] - 0.01) end++
    const far = ridge[end]![0]
    if (far - crest[0] < unit * 9 || ridge[end]![1] - crest[1] < unit * (1 + 3 * depth)) continue
    const [lean, drop] = [(far - crest[0]) * random.between(0.35, 0.6), bottom - crest[1]]
    const turn = (share: number, along: number): Point => [crest[0] + lean * along, crest[1] + drop * share]
    const spine = [crest, turn(0.1, -0.1), turn(0.26, 0.3), turn(0.46, 0.2), turn(0.7, 0.75), turn(1, 0.6)]
    const back = ridge.slice(index, end + 1).reverse().map(point => point.join(' ')) // prettier-ignore
    const face = `${curve(spine)}L${far} ${bottom}L${back.join('L')}Z`
    const dark = lighten(colour, -0.1)
    canvas.mark(face, canvas.linear([[dark, 0, 1], [dark, 0.3, 0.7], [dark, 1, 0]], 8)) // prettier-ignore
    canvas.shade(face, canvas.linear([['#000', 0, 0.62], ['#000', 0.4, 0.28], ['#000', 1, 0]], 4)) // prettier-ignore
  }
  if (depth > 0.55) paintRipples(canvas, ridgeAt, colour, depth)
}

function paintRipples(canvas: Canvas, ridgeAt: (x: number) => number, colour: string, depth: number) {
  const { width, unit, random } = canvas
  const noise = createNoise(random)
  for (let line = 1; line < 26; line++) {
    const down = unit * line * (1.1 + line * 0.05)
    const y = (x: number) =>
      ridgeAt(x) * 0.55 + ridgeAt(width * 0.4) * 0.45 + down + noise(x / (unit * 14) + line * 0.35) * unit * 0.9
    canvas.stroke(curve(profile(width, y, 46)), lighten(colour, -0.07), unit * 0.16, `stroke-opacity="${0.34 * depth}"`)
  }
}

function paintWalkers(canvas: Canvas, horizon: number) {
  const { width, height, unit, random, palette } = canvas
  const [x, y] = [width * random.between(0.25, 0.6), horizon + (height - horizon) * 0.3]
  for (let walker = 0; walker < random.whole(1, 4); walker++) {
    const left = x + walker * unit * 2.6
    const body: Point[] = [[left - unit * 0.34, y], [left + unit * 0.34, y], [left + unit * 0.16, y - unit * 1.7], [left - unit * 0.14, y - unit * 1.7]] // prettier-ignore
    canvas.mark(polygon(body), palette.near)
    canvas.mark(ellipse(left, y - unit * 2, unit * 0.3), palette.near)
    canvas.mark(polygon([body[0]!, body[1]!, [left + unit * 6, y + unit * 1.3]]), palette.near, 'opacity=".3"')
  }
}
