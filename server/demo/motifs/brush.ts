import type { Canvas } from '../canvas.ts'
import { lighten, mix, vary } from '../colours.ts'
import type { Motif } from '../motif.ts'
import { createNoise } from '../random.ts'
import { curve, ellipse, polar } from '../shapes.ts'
import type { Point } from '../shapes.ts'

export const brush: Motif = {
  name: 'brush',
  shapes: ['upright', 'square', 'tall', 'photo', 'upright'],
  palettes: [
    'sumi',
    'indigo',
    'terracotta',
    'blossom',
    'fjord',
    'ochre',
    'harbour',
    'sage',
    'rosewood',
    'lilac',
    'lemon',
  ],
  finish: { rough: 1.4, grain: 0.7, vignette: 0.1 },
  paint(canvas) {
    const { width, height, unit, random, palette } = canvas
    canvas.background(vary(random, palette.paper, 0.008), canvas.lightLinear([0.08, -0.05], 60))
    const plan = random.pick(['circle', 'rows', 'rows', 'hills', 'crossing'] as const)
    const hues = random.shuffle(palette.hues)
    if (plan === 'circle') {
      const [x, y, reach] = [width / 2, height * 0.47, unit * 31]
      const start = random.between(0.9, 2.4)
      const ring = Array.from({ length: 22 }, (_, step): Point =>
        polar(x, y, reach * (1 + 0.05 * Math.sin(step)), start + (step / 21) * Math.PI * 1.93),
      )
      paintStroke(canvas, ring, unit * random.between(10, 15), random.chance(0.6) ? palette.ink : hues[0]!)
      if (random.chance(0.7))
        canvas.fill(
          ellipse(x + unit * 8, y - unit * 7, unit * 8),
          palette.sun === '#fff2dd' ? hues[1]! : palette.sun,
          canvas.lightLinear([0.2, -0.25], 50),
        )
    } else if (plan === 'rows') {
      const count = random.whole(4, 7)
      for (let row = 0; row < count; row++) {
        const y = height * (0.14 + (0.72 * (row + 0.5)) / count)
        const [left, right] = [width * random.between(0.1, 0.17), width * random.between(0.8, 0.9)]
        const line = [0, 1, 2, 3, 4].map((step): Point => [
          left + ((right - left) * step) / 4,
          y + random.normal() * unit * 1.3,
        ])
        paintStroke(
          canvas,
          random.chance(0.5) ? line : line.reverse(),
          ((height * 0.72) / count) * random.between(0.62, 0.9),
          hues[row % 6]!,
        )
      }
    } else if (plan === 'hills') {
      canvas.fill(
        ellipse(width * random.between(0.3, 0.7), height * 0.3, unit * 11),
        palette.sun,
        canvas.lightLinear([0.25, -0.2], 60),
      )
      for (let hill = 0; hill < 5; hill++) {
        const [y, swing] = [height * (0.45 + hill * 0.11), unit * random.between(4, 13)]
        const shift = random.between(0, 6)
        const line = Array.from({ length: 9 }, (_, step): Point => [
          width * (0.06 + step * 0.11),
          y + Math.sin(step * 0.8 + shift) * swing,
        ])
        paintStroke(canvas, line, unit * random.between(10, 15), mix(hues[hill]!, palette.paper, 0.1))
      }
    } else {
      for (let stroke = 0; stroke < 5; stroke++) {
        const angle = random.pick([-0.9, -0.5, 0.6, 1.1, 1.57])
        const middle: Point = [width * random.between(0.36, 0.64), height * random.between(0.34, 0.66)]
        const reach = unit * random.between(24, 38)
        const bend = random.between(-0.5, 0.5)
        const line = [-1, -0.5, 0, 0.5, 1].map((along): Point => {
          const [x, y] = polar(middle[0], middle[1], reach * along, angle)
          return polar(x, y, reach * bend * (1 - along * along) * 0.6, angle + Math.PI / 2)
        })
        paintStroke(canvas, line, unit * random.between(6, 17), stroke === 4 ? palette.ink : hues[stroke]!)
      }
      for (let drop = 0; drop < 16; drop++)
        canvas.mark(
          ellipse(
            width * random.between(0.15, 0.85),
            height * random.between(0.15, 0.85),
            unit * random.next() ** 3 * 1.6,
          ),
          random.pick(hues),
        )
    }
    return {
      title:
        plan === 'circle'
          ? '{Ensō|One breath|Circle, unfinished|The open ring}{|, no. {5|22|108}|, morning}'
          : '{Strokes|Loaded brush|Colour test|Five gestures|Wet on dry|Swatches}{|, {March|June|October}|, on cotton paper|, after rain}',
      description:
        '{Made in one go, the way you sign your name.|Where the bristles run dry, the paper speaks.|A flat brush, too much paint, no plan.} {This is the fourteenth try, says the caption.|The best part is the tail of the stroke.|}',
      alt:
        plan === 'circle'
          ? 'A single round brush stroke, not quite closed, on paper.'
          : 'Broad dry brush strokes in several colours on textured paper.',
    }
  },
}

/** A stroke is its bristles: each runs its own way, in its own mix of the paint, and out of paint at its own time. */
function paintStroke(canvas: Canvas, through: readonly Point[], wide: number, colour: string) {
  const { unit, random, palette } = canvas
  const noise = createNoise(random)
  const spine = resample(through, 36)
  const steps = spine.length
  const bristles = Math.round(Math.min(130, wide / (unit * 0.13)))
  const normals = spine.map((_, index): Point => {
    const [before, after] = [spine[Math.max(0, index - 1)]!, spine[Math.min(steps - 1, index + 1)]!]
    const long = Math.hypot(after[0] - before[0], after[1] - before[1]) || 1
    return [-(after[1] - before[1]) / long, (after[0] - before[0]) / long]
  })
  const parallel = (offset: number, from: number, until: number) =>
    spine.slice(from, until).map(([x, y], index): Point => {
      const [nx, ny] = normals[index + from]!
      return [x + nx * offset, y + ny * offset]
    })

  const wet = `stroke="${colour}" stroke-linecap="butt"`
  for (const [from, until, share, opacity] of [
    [2, 23, 0.96, 0.75],
    [1, 27, 0.8, 0.6],
  ] as const) {
    // prettier-ignore
    canvas.mark(curve(parallel(0, from, until)), 'none', `${wet} stroke-width="${wide * share}" stroke-opacity="${opacity}"`)
  }
  for (const bristle of random.shuffle(Array.from({ length: bristles }, (_, index) => index))) {
    const place = bristle / (bristles - 1) - 0.5
    const dry = Math.max(0, noise(bristle * 0.23) * 0.28 + random.between(-0.02, 0.26))
    const from = random.chance(0.3) ? random.whole(0, 3) : Math.round(1 + noise(bristle * 0.4 + 30))
    const line = parallel(
      place * wide * (1 + random.normal() * 0.012),
      Math.max(0, from),
      Math.round(steps * (1 - dry)),
    )
    const tone = lighten(
      mix(colour, palette.paper, random.chance(0.1) ? 0.3 : 0),
      noise(bristle * 0.15 + 80) * 0.05 + random.normal() * 0.022,
    )
    canvas.stroke(
      curve(line),
      tone,
      (wide / bristles) * random.between(0.8, 2.4),
      `stroke-opacity="${random.chance(0.25) ? 0.5 : 0.9}"`,
    )
  }
}

/** The same way in many equal steps of the parameter (Catmull-Rom). */
function resample(points: readonly Point[], count: number): Point[] {
  const get = (index: number) => points[Math.min(points.length - 1, Math.max(0, index))]!
  return Array.from({ length: count }, (_, step) => {
    const place = (step / (count - 1)) * (points.length - 1)
    const index = Math.min(points.length - 2, Math.floor(place))
    const t = place - index
    const [a, b, c, d] = [get(index - 1), get(index), get(index + 1), get(index + 2)]
    const blend = (axis: 0 | 1) =>
      b[axis] +
      0.5 *
        t *
        (c[axis] -
          a[axis] +
          t * (2 * a[axis] - 5 * b[axis] + 4 * c[axis] - d[axis] + t * (3 * (b[axis] - c[axis]) + d[axis] - a[axis])))
    return [blend(0), blend(1)]
  })
}
