import { lighten, mix, vary } from '../colours.ts'
import type { Motif } from '../motif.ts'
import { curve, polar, polygon } from '../shapes.ts'
import type { Point } from '../shapes.ts'

export const terrazzo: Motif = {
  name: 'terrazzo',
  shapes: ['square', 'upright', 'photo', 'tall'],
  palettes: ['terracotta', 'sage', 'blossom', 'ochre', 'fjord', 'lemon', 'rosewood', 'sumi', 'harbour', 'jade'],
  finish: { rough: 1, grain: 0.9, vignette: 0.12 },
  paint(canvas) {
    const { width, height, unit, random, palette } = canvas
    const dark = random.chance(0.25)
    const ground = dark
      ? mix(palette.ink, palette.near, 0.4)
      : mix(palette.paper, random.pick(palette.hues), random.pick([0.05, 0.1, 0.28]))
    canvas.background(ground, canvas.lightLinear([0.1, 0, -0.06], 50))
    const hues = random.shuffle(palette.hues).slice(0, random.whole(3, 5))
    const colours = [...hues, hues[0]!, dark ? palette.paper : palette.ink]
    const pebbles = random.chance(0.35)

    // Large stones first; each later, smaller one must find room between them.
    const big = random.between(6.5, 10)
    const laid: [x: number, y: number, radius: number][] = []
    for (const [size, tries] of [
      [1, 500],
      [0.62, 900],
      [0.36, 1400],
      [0.17, 2400],
    ] as const) {
      // prettier-ignore
      for (let dart = 0; dart < tries; dart++) {
        const [x, y] = [random.between(-20, width + 20), random.between(-20, height + 20)]
        const radius = unit * big * size * random.between(0.8, 1.15)
        if (laid.some(stone => Math.hypot(stone[0] - x, stone[1] - y) < (stone[2] + radius) * 0.97)) continue
        laid.push([x, y, radius])
        paintChip([x, y], radius)
      }
    }

    function paintChip([x, y]: Point, radius: number) {
      const corners = pebbles ? 7 : random.whole(4, 7)
      const turn = random.between(0, Math.PI)
      const squash = random.between(0.6, 1)
      const points = Array.from({ length: corners }, (_, corner): Point => {
        const [dx, dy] = polar(
          0,
          0,
          radius * random.between(0.75, 1.15),
          turn + (corner / corners) * Math.PI * 2 + random.between(-0.25, 0.25),
        )
        return [x + dx, y + dy * squash]
      })
      const path = pebbles ? curve(points, true) : polygon(points)
      const colour = vary(random, random.pick(colours), 0.03)
      const large = radius > unit * 2
      canvas.fill(
        path,
        large ? canvas.linear([lighten(colour, 0.025), lighten(colour, -0.02)], random.between(0, 360)) : colour,
        large ? canvas.lightLinear([0.18, -0.22], random.between(0, 360)) : undefined,
      )
      if (large) paintVeins(path, x, y, radius, colour)
    }

    function paintVeins(path: string, x: number, y: number, radius: number, colour: string) {
      canvas.clip(path, () => {
        for (let vein = 0; vein < random.whole(0, 3); vein++) {
          const angle = random.between(0, Math.PI * 2)
          const line = [0, 1, 2, 3].map((step): Point => {
            const [px, py] = polar(x, y, radius * (step / 1.5 - 1), angle)
            return [px + random.normal() * radius * 0.2, py + random.normal() * radius * 0.2]
          })
          canvas.stroke(
            curve(line),
            lighten(colour, random.pick([0.09, -0.08])),
            unit * random.between(0.08, 0.3),
            'stroke-opacity=".6"',
          )
        }
      })
    }
    return {
      title:
        '{Terrazzo|Stair landing|Kitchen counter sample|Marble confetti|Floor study|Chips and lime}{| no. {3|7|12|24}|, polished|, Trieste|, Lisbon|, entrance hall}',
      description:
        '{Marble chips in lime, ground and polished.|The small specks make the large ones float.|A sample I held against the cupboard doors for a week.} {We took the other one and regret it.|Found in a stairwell of the fifties.|}',
      alt: `Terrazzo: ${pebbles ? 'round pebbles' : 'angular stone chips'} of many sizes in ${dark ? 'a dark' : 'a pale'} ground.`,
    }
  },
}
