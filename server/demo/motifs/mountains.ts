import type { Canvas } from '../canvas.ts'
import { along, lighten, mix } from '../colours.ts'
import { film } from '../motif.ts'
import type { Motif } from '../motif.ts'
import { createNoise } from '../random.ts'
import { below, polygon, profile, rectangle } from '../shapes.ts'
import type { Point } from '../shapes.ts'
import { paintFlock, paintSky, paintSun, pine } from './sky.ts'

export const mountains: Motif = {
  name: 'mountains',
  shapes: ['photo', 'upright', 'tall', 'wide', 'panorama', 'panorama', 'phone'],
  palettes: ['sage', 'fjord', 'blossom', 'lilac', 'indigo', 'jade', 'olive', 'ember', 'sumi', 'midnight', 'harbour'],
  finish: film,
  paint(canvas) {
    const { width, height, unit, random, palette } = canvas
    const horizon = height * random.between(0.42, 0.52)
    const lake = random.chance(0.4)
    const shore = lake ? height * random.between(0.66, 0.74) : height
    paintSky(canvas, shore * 0.85)
    paintSun(canvas, width * random.pick([0.3, 0.36, 0.64, 0.7]), horizon - unit * random.between(10, 30))
    if (random.chance(0.6))
      paintFlock(
        canvas,
        width * random.between(0.3, 0.7),
        height * 0.2,
        7,
        unit * 1.1,
        mix(palette.near, palette.far, 0.3),
      )

    const count = random.whole(5, 7)
    for (let layer = 0; layer < count; layer++) {
      const depth = layer / (count - 1)
      const top = horizon + (shore - horizon) * depth ** 1.1 * 0.78 - unit * 3
      const colour = along(
        [mix(palette.far, palette.sky[2], 0.45), palette.far, mix(palette.far, palette.near, 0.55), palette.near],
        depth,
      )
      paintRange(canvas, top, unit * (17 - 9 * depth), shore + 8, colour, depth, depth > 0.6)
    }
    if (lake) paintLake(canvas, shore)
    return {
      title: lake
        ? '{Still water|Lake of glass|Morning at the tarn|The far shore|Two skies}{| below the range|, no wind}'
        : '{Six blue ridges|Ridge after ridge|Mist in the valleys|The pass|Above the tree line|High country}{|, early|, late October| at dusk}',
      description:
        '{Every ridge a little lighter than the one before it: aerial perspective from the textbook.|The mist does all the work here.|From a walk of three days; this was the second morning.} {|I would like to paint my room in these tones.|Prints exist, I asked.}',
      alt: `${lake ? 'A calm lake in front of' : 'Many'} layered mountain ridges that fade into mist${palette.dark ? ' at night' : ''}, dark pines in front.`,
    }
  },
}

function paintRange(
  canvas: Canvas,
  top: number,
  swing: number,
  bottom: number,
  colour: string,
  depth: number,
  trees: boolean,
) {
  const { width, unit, random, palette } = canvas
  const noise = createNoise(random)
  const scale = random.between(0.7, 1.2) / (unit * 30)
  const shift = random.between(0, 100)
  const ridgeAt = (x: number) => {
    let [height, strength, pitch] = [0, 1, scale]
    for (let octave = 0; octave < 6; octave++) {
      const value = noise(x * pitch + shift * (octave + 1))
      height += (octave < 2 ? 1 - 2 * Math.abs(value) : value) * strength
      strength *= trees ? 0.36 : 0.47
      pitch *= 2.1
    }
    return top - height * swing * 0.75
  }
  const ridge = profile(width + 4, ridgeAt, 260, -4)
  const mist = mix(colour, palette.sky[2], 0.62 - depth * 0.3)
  const highest = Math.min(...ridge.map(point => point[1]))
  const share = Math.min(0.9, (unit * 34) / (bottom - highest))
  const body = canvas.linear([lighten(colour, -0.012), [colour, share * 0.35], [mist, share], [mist, 1]])
  canvas.fill(below(ridge, bottom), body, canvas.lightLinear([-0.3 + depth * 0.2, -0.02, 0.16, 0.1]))
  if (depth < 0.55 && depth > 0.05) paintFacets(canvas, ridge, unit * (16 - 10 * depth))
  if (!trees) return

  let forest = ''
  const tall = unit * (2.2 + 10 * (depth - 0.5))
  for (let x = -unit; x < width + unit; x += tall * random.between(0.09, 0.3)) {
    forest += pine(canvas, x, ridgeAt(x) + tall * 0.25, tall * random.between(0.55, 1.2))
  }
  canvas.mark(forest, colour)
}

/** The sides of the peaks that look away from the light, each down to the next valley. */
function paintFacets(canvas: Canvas, ridge: readonly Point[], reach: number) {
  const { random, unit } = canvas
  for (const [index, peak] of ridge.entries()) {
    const around = ridge.slice(Math.max(0, index - 9), index + 10)
    if (index < 3 || around.some(point => point[1] < peak[1])) continue
    let end = index
    while (
      end < ridge.length - 3 &&
      Math.max(ridge[end + 1]![1], ridge[end + 2]![1], ridge[end + 3]![1]) > ridge[end]![1]
    )
      end++
    const foot = ridge[end]!
    if (foot[1] - peak[1] < unit * 3) continue
    const drop = foot[1] - peak[1] + reach * 0.7
    const spine: Point[] = [0.85, 0.62, 0.5, 0.34, 0.2, 0.08].map(share => [
      peak[0] + (foot[0] - peak[0]) * (share * 0.55 + random.between(-0.13, 0.13)),
      peak[1] + drop * share,
    ])
    const side: Point[] = [...ridge.slice(index, end + 1), [foot[0], peak[1] + drop], ...spine]
    canvas.shade(polygon(side), canvas.linear([['#000', 0, 0.42], ['#000', 0.45, 0.26], ['#000', 1, 0]], 88)) // prettier-ignore
  }
}

function paintLake(canvas: Canvas, shore: number) {
  const { width, height, unit, random, palette } = canvas
  const water = canvas.linear([
    mix(palette.sky[2], palette.far, 0.45),
    mix(palette.sky[1], palette.far, 0.4),
    mix(palette.sky[0], palette.near, 0.5),
  ])
  canvas.fill(rectangle(-2, shore, width + 4, height - shore + 4), water, canvas.lightLinear([0.15, -0.05, -0.4]))
  const bank = canvas.linear([[palette.near, 0, 0.75], [palette.near, 1, 0]]) // prettier-ignore
  canvas.mark(rectangle(-2, shore, width + 4, unit * 13), bank)
  for (let line = 0; line < 70; line++) {
    const t = random.next() ** 1.4
    const [y, long] = [shore + unit + (height - shore) * t, unit * random.between(3, 26) * (0.5 + t)]
    const colour = random.chance(0.6) ? lighten(palette.sky[2], 0.02) : palette.near
    canvas.mark(rectangle(random.between(-0.1, 1) * width, y, long, unit * (0.12 + t * 0.22)), colour, 'opacity=".28"')
  }
}
