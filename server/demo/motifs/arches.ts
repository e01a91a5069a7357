import type { Canvas } from '../canvas.ts'
import { lighten, mix, vary } from '../colours.ts'
import { gouache } from '../motif.ts'
import type { Motif } from '../motif.ts'
import { ellipse, num, polygon, rectangle } from '../shapes.ts'
import { paintFlock, paintSky } from './sky.ts'

export const arches: Motif = {
  name: 'arches',
  shapes: ['tall', 'upright', 'square', 'phone', 'photo'],
  palettes: ['terracotta', 'rosewood', 'blossom', 'ochre', 'lemon', 'harbour', 'sage', 'olive', 'lilac'],
  finish: gouache,
  paint(canvas) {
    const { random } = canvas
    const court = random.chance(0.6)
    if (court) paintCourt(canvas)
    else paintNested(canvas)
    return court
      ? {
          title:
            '{Courtyard|Noon|The stairs to the roof|White heat|House by the sea|Patio|Siesta}{|, {south|west} side|, half past two|, study in {pink|ochre}}',
          description:
            '{Walls, a stair and the angle of the sun.|All the architecture is in the shadow.|At this hour only the lizards move.} {After a week of drawing doors.|Pinned above the desk of our architect.|}',
          alt: 'Sunlit coloured walls with an arch, stairs and sharp shadows under a clear sky.',
        }
      : {
          title:
            '{Arch within arch|Enfilade|Portal|Seven doors|Rainbow, architectural|The long corridor}{|, nested| for {children|a stage}|, cut paper}',
          description:
            '{Each door a little darker, until there is the sea.|You want to walk in.|Card, a compass, one lamp.} {|For the hallway, of course.}',
          alt: 'Nested arches, one inside the other, lead to a small sun above a horizon.',
        }
  },
}

function arch(x: number, foot: number, half: number, tall: number): string {
  const spring = foot - tall + half
  return `M${num(x - half)} ${num(foot)}V${num(spring)}A${num(half)} ${num(half)} 0 0 1 ${num(x + half)} ${num(spring)}V${num(foot)}Z`
}

function paintNested(canvas: Canvas) {
  const { width, height, unit, random, palette } = canvas
  const hues = random.shuffle(palette.hues)
  canvas.background(palette.paper, canvas.lightLinear([0.14, -0.16], 60))
  const count = random.whole(5, 7)
  const [outer, floor] = [Math.min(width * 0.44, height * 0.44), height * 0.93]
  const tall = Math.min(height * 0.86, outer * 2.9)
  for (let layer = 0; layer < count; layer++) {
    const shrink = 1 - layer / (count + 0.8)
    const path = arch(width / 2, floor, outer * shrink, tall * (0.25 + 0.75 * shrink))
    const colour = vary(random, hues[layer % hues.length]!, 0.015)
    canvas.clip(arch(width / 2, floor, outer, tall), () =>
      canvas.group(`transform="translate(${unit * 0.6} ${unit * 0.5})"`, () => canvas.halo(path, unit * 2.2, 0.4)),
    )
    canvas.fill(
      path,
      canvas.linear([lighten(colour, 0.02), colour, lighten(colour, -0.03)]),
      canvas.lightLinear([-0.5, -0.06, 0.2], 20),
    )
  }
  const inner = 1 - count / (count + 0.8)
  const opening = arch(width / 2, floor, outer * inner * 1.25, tall * (0.25 + 0.75 * inner))
  canvas.clip(opening, () => {
    canvas.fill(rectangle(0, 0, width, height), canvas.linear([palette.sky[0], palette.sky[1], palette.sky[2]]))
    canvas.fill(ellipse(width / 2, floor - tall * 0.16, outer * inner * 0.62), palette.sun, '#989898')
    canvas.fill(
      rectangle(0, floor - tall * 0.11, width, height),
      mix(palette.far, palette.near, 0.4),
      canvas.lightLinear([0.3, -0.3]),
    )
  })
  canvas.fill(
    rectangle(-2, floor, width + 4, height),
    mix(palette.paper, palette.hues[5], 0.35),
    canvas.lightLinear([-0.4, 0.05]),
  )
}

function paintCourt(canvas: Canvas) {
  const { width, height, unit, random, palette } = canvas
  const walls = random.shuffle(palette.hues.map(hue => mix(hue, palette.paper, 0.22)))
  const floor = height * random.between(0.78, 0.86)
  paintSky(canvas, floor)
  if (random.chance(0.5))
    canvas.fill(
      ellipse(width * random.between(0.2, 0.8), height * 0.15, unit * random.between(6, 10)),
      palette.sun,
      canvas.lightLinear([0.2, 0]),
    )
  else paintFlock(canvas, width * 0.4, height * 0.12, 5, unit, palette.near)
  const mirrored = random.chance(0.5)
  canvas.group(mirrored ? `transform="translate(${width} 0) scale(-1 1)"` : '', () => {
    const [main, tower, low] = walls as [string, string, string]
    const back = height * random.between(0.28, 0.38)
    wall(width * 0.42, back, width * 0.62, tower)
    window(width * 0.76, back + unit * 14, unit * 5)
    window(width * 0.92, back + unit * 14, unit * 5)
    const front = height * random.between(0.42, 0.5)
    wall(-4, front, width * 0.62, main)
    shadow(polygon([[width * 0.61, front], [width * 0.61 + unit * 20, front + unit * 14], [width * 0.61 + unit * 20, floor], [width * 0.61, floor]])) // prettier-ignore

    const half = Math.min(width * 0.15, unit * 17)
    const door = arch(width * 0.27, floor, half, (floor - front) * 0.74)
    canvas.fill(door, mix(main, palette.near, 0.72), canvas.lightLinear([-0.55, -0.1], 30))
    canvas.clip(door, () => {
      canvas.fill(
        arch(width * 0.27 + half * 0.5, floor, half, (floor - front) * 0.7),
        mix(palette.sky[2], palette.sun, 0.2),
        canvas.lightLinear([0.2, -0.1]),
      )
      canvas.fill(rectangle(0, floor - unit * 8, width, unit * 9), mix(low, palette.paper, 0.2))
    })
    const ground = mix(palette.paper, walls[3] ?? palette.far, 0.4)
    canvas.fill(rectangle(-4, floor, width + 8, height - floor + 4), ground, canvas.lightLinear([0.22, -0.12], 70))
    shadow(polygon([[-4, floor], [width * 0.62, floor], [width * 0.62 + unit * 20, floor + unit * 9], [width * 0.62 + unit * 20, height], [-4, height]])) // prettier-ignore

    const steps = random.whole(6, 9)
    const [rise, run] = [((floor - front) * 0.78) / steps, (width * 0.36) / steps]
    for (let step = 0; step < steps; step++) {
      const x = width * 1.01 - run * (steps - step)
      const top = floor + unit * 3 - rise * (step + 1)
      canvas.fill(
        rectangle(x, top, width - x + 8, floor + unit * 3 - top),
        vary(random, low, 0.006),
        canvas.lightLinear([-0.05, -0.3], 0),
      )
      canvas.fill(rectangle(x, top, width - x + 8, rise * 0.24), lighten(low, 0.07), '#b0b0b0')
    }
    if (random.chance(0.75)) paintCactus(canvas, width * random.between(0.5, 0.58), floor + unit * 5)
  })

  function wall(x: number, top: number, wide: number, colour: string) {
    canvas.fill(
      rectangle(x, top, wide, floor - top + 2),
      canvas.linear([lighten(colour, 0.015), colour]),
      canvas.lightLinear([0.26, 0, -0.14], 60),
    )
    canvas.fill(rectangle(x, top, wide, unit * 1.1), lighten(colour, 0.06), '#a8a8a8')
  }
  function window(x: number, y: number, half: number) {
    canvas.fill(
      arch(x, y + half * 2.6, half, half * 3),
      mix(palette.near, walls[0]!, 0.3),
      canvas.lightLinear([-0.6, 0], 30),
    )
    canvas.fill(rectangle(x - half * 1.15, y + half * 2.6, half * 2.3, half * 0.3), lighten(walls[1]!, 0.08))
  }
  function shadow(path: string) {
    canvas.mark(path, mix(palette.near, palette.hues[0], 0.3), 'opacity=".3"')
    canvas.shade(path, '#000', 'fill-opacity=".2"')
  }
}

function paintCactus(canvas: Canvas, x: number, foot: number) {
  const { unit, random, palette } = canvas
  const green = mix('#4f7355', palette.near, 0.2)
  const column = (left: number, y: number, wide: number, tall: number) => {
    canvas.fill(
      `M${num(left - wide)} ${num(y)}V${num(y - tall + wide)}a${num(wide)} ${num(wide)} 0 0 1 ${num(wide * 2)} 0V${num(y)}Z`,
      green,
      canvas.lightLinear([0.3, 0, -0.55], 0),
    )
    for (const rib of [-0.45, 0, 0.45])
      canvas.stroke(`M${num(left + wide * rib)} ${num(y)}V${num(y - tall + wide)}`, lighten(green, -0.06), unit * 0.15)
  }
  for (let stem = 0; stem < 3; stem++)
    column(x + (stem - 1) * unit * 3.4, foot - unit * 5, unit * 1.6, unit * random.between(9, 24))
  const pot = polygon([[x - unit * 6, foot - unit * 7], [x + unit * 6, foot - unit * 7], [x + unit * 4.6, foot + unit * 2], [x - unit * 4.6, foot + unit * 2]]) // prettier-ignore
  canvas.fill(pot, mix(palette.hues[0], '#b8603c', 0.5), canvas.lightLinear([0.3, 0, -0.6], 0))
}
