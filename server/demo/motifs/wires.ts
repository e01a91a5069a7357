import type { Canvas } from '../canvas.ts'
import { mix } from '../colours.ts'
import { film } from '../motif.ts'
import type { Motif } from '../motif.ts'
import { num, rectangle } from '../shapes.ts'
import { paintClouds, paintFlock, paintSky, paintSun } from './sky.ts'

export const wires: Motif = {
  name: 'wires',
  shapes: ['photo', 'wide', 'square', 'upright', 'panorama'],
  palettes: [
    'blossom',
    'harbour',
    'terracotta',
    'lemon',
    'ember',
    'lilac',
    'ochre',
    'fjord',
    'rosewood',
    'sumi',
    'jade',
  ],
  finish: film,
  paint(canvas) {
    const { width, height, unit, random, palette } = canvas
    paintSky(canvas, height)
    paintClouds(canvas, height)
    if (random.chance(0.6))
      paintSun(
        canvas,
        width * random.between(0.15, 0.85),
        height * random.between(0.5, 0.78),
        unit * random.between(9, 18),
      )
    const ink = mix(palette.near, palette.ink, 0.5)
    const [left, right] = [-width * random.between(0.05, 0.3), width * random.between(1.05, 1.4)]
    const count = random.whole(3, 5)
    const slope = random.between(-0.12, 0.12) * height
    let birds = 0
    for (let wire = 0; wire < count; wire++) {
      const start = height * (0.24 + wire * random.between(0.085, 0.1))
      const end = start + slope + unit * wire * 0.8
      const sag = unit * random.between(6, 10)
      const y = (x: number) => {
        const t = (x - left) / (right - left)
        return start + (end - start) * t + sag * 4 * t * (1 - t)
      }
      const control = (start + end) / 2 + sag * 2
      canvas.stroke(
        `M${num(left)} ${num(start)}Q${num((left + right) / 2)} ${num(control)} ${num(right)} ${num(end)}`,
        ink,
        unit * 0.26,
      )
      let x = width * random.between(0.04, 0.4)
      const crowd = random.whole(2, 9)
      for (let bird = 0; bird < crowd && x < width * 0.96; bird++) {
        paintBird(canvas, x, y(x), unit * random.between(2.3, 3), random.chance(0.5) ? 1 : -1, ink)
        birds++
        x += unit * (random.chance(0.25) ? random.between(9, 24) : random.between(3.6, 6.5))
      }
    }
    if (random.chance(0.6))
      paintFlock(canvas, width * random.between(0.2, 0.8), height * 0.13, random.whole(3, 7), unit * 1.7, ink)
    if (random.chance(0.55)) paintPole(canvas, width * random.pick([0.12, 0.86]), height * 0.16, ink)
    return {
      title:
        '{Birds on wires|Score for swallows|Assembly|Before the journey|Gossip|Starlings, resting|Music by ear}{|, evening|, in {C|G} major|, above the station|, early September}',
      description: `{You can play it: somebody did.|They gather for a week, then one morning the wires are empty.|${birds} of them; I counted twice.} {One always sits apart.|Seen from the kitchen.|}`,
      alt: `About ${birds} small birds sit in silhouette on ${count} wires before a softly coloured sky.`,
    }
  },
}

function paintBird(canvas: Canvas, x: number, y: number, size: number, facing: number, ink: string) {
  const { random } = canvas
  const lean = random.between(-10, 8)
  canvas.group(
    `transform="translate(${num(x)} ${num(y)}) scale(${(size * facing).toFixed(2)} ${size.toFixed(2)}) rotate(${num(lean)})"`,
    () => {
      const body =
        'M.42 -1.02C.5 -1.3 .3 -1.52 .05 -1.48C-.2 -1.45 -.3 -1.22 -.4 -.98C-.55 -.65 -.62 -.35 -.95 .62L-.72 .68C-.6 .38 -.42 .08 -.2 .02C.25 0 .5 -.5 .42 -1.02Z'
      canvas.mark(body, ink)
      canvas.mark('M.34 -1.34L.72 -1.22L.4 -1.14Z', ink)
      canvas.shade(body, canvas.linear([['#fff', 0, 0.16], ['#fff', 1, 0]], 120)) // prettier-ignore
    },
  )
}

function paintPole(canvas: Canvas, x: number, top: number, ink: string) {
  const { height, unit } = canvas
  canvas.fill(rectangle(x - unit * 0.9, top, unit * 1.8, height), ink, canvas.lightLinear([0.14, -0.2], 0))
  for (const [index, level] of [4, 11, 18].entries()) {
    const half = unit * (11 - index * 1.6)
    canvas.fill(rectangle(x - half, top + unit * level, half * 2, unit * 1.1), ink)
    for (const side of [-0.9, -0.5, 0.5, 0.9])
      canvas.fill(rectangle(x + half * side - unit * 0.35, top + unit * (level - 1.5), unit * 0.7, unit * 1.6), ink)
  }
}
