import { lightness, mix, vary } from '../colours.ts'
import type { Motif } from '../motif.ts'
import { num, rectangle } from '../shapes.ts'

export const weave: Motif = {
  name: 'weave',
  shapes: ['tall', 'upright', 'square', 'photo'],
  palettes: ['terracotta', 'ochre', 'rosewood', 'indigo', 'sumi', 'sage', 'ember', 'jade', 'harbour', 'olive'],
  finish: { rough: 1.5, grain: 0.8, vignette: 0.2 },
  paint(canvas) {
    const { width, height, random, palette } = canvas
    const columns = Math.round(width / random.between(11, 14))
    const [wide, high] = [width / columns, 9.5]
    const rows = Math.ceil(height / high)
    const ground = random.chance(0.6) ? mix(palette.paper, palette.hues[5], 0.2) : mix(palette.ink, palette.near, 0.5)
    const colours = [
      ground,
      ...random.shuffle(palette.hues).slice(0, 4),
      random.chance(0.5) ? palette.ink : mix(palette.paper, palette.hues[3], 0.25),
    ]
    const bands = planBands()

    // Every thread goes over and under: stitches of one colour are one path, in three slightly different dyes.
    canvas.background(mix(ground, palette.ink, 0.5))
    const paths = colours.map(() => ['', '', ''])
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        const stitch = rectangle(
          column * wide + 0.7,
          row * high + (column % 2 ? 0 : high * 0.42),
          wide - 1.3,
          high - 1.5,
        )
        paths[colourAt(column, row)]![random.chance(0.7) ? 0 : random.whole(1, 2)] += stitch
      }
    }
    for (const [index, dyes] of paths.entries())
      for (const path of dyes) if (path) canvas.mark(path, vary(random, colours[index]!, 0.022))
    for (let column = 0; column < columns; column++) {
      canvas.shade(rectangle(column * wide, -2, wide, height + 4), canvas.lightLinear([-0.32, 0.2, 0.16, -0.38], 0))
    }
    for (let fold = 0; fold < 3; fold++) {
      const x = width * random.between(-0.1, 1)
      canvas.shade(rectangle(x, -2, width * 0.24, height + 4), canvas.linear([['#000', 0, 0], ['#000', 0.5, 0.2], ['#fff', 0.62, 0.14], ['#fff', 1, 0]], 4)) // prettier-ignore
    }

    function planBands() {
      const plan: {
        top: number
        tall: number
        kind: number
        size: number
        fore: number
        back: number
        third: number
      }[] = []
      for (let top = 0; top < rows / 2 + 30;) {
        const wideBand = random.chance(0.6)
        const size = wideBand ? random.pick([10, 12, 14, 16]) : random.whole(1, 3)
        const tall = wideBand ? size * 2 : random.whole(2, 6)
        const back = wideBand && random.chance(0.6) ? 0 : random.whole(1, 5)
        const [fore, third] = random
          .shuffle([0, 1, 2, 3, 4, 5])
          .sort((one, other) => clash(back, other) - clash(back, one))
        plan.push({ top, tall, size, kind: wideBand ? random.whole(0, 4) : 5, fore: fore!, back, third: third! })
        top += tall
      }
      return plan
    }

    /** Whether two colours can be told apart; 1 or 0, so that chance decides among those which can. */
    function clash(one: number, other: number): number {
      return Math.abs(lightness(colours[one]!) - lightness(colours[other]!)) > 0.2 ? 1 : 0
    }

    /** Bands that mirror around the middle row, their figures around the middle column. */
    function colourAt(column: number, row: number): number {
      const across = Math.abs(column - columns / 2)
      const down = Math.abs(row - rows / 2)
      const band = bands.find(({ top, tall }) => down < top + tall) ?? bands.at(-1)!
      const x = Math.abs((across % (band.size * 2)) - band.size)
      const y = Math.abs(down - band.top - band.tall / 2)
      const far = x + y
      if (band.kind === 0)
        return far < band.size * 0.3
          ? band.third
          : far < band.size * 0.62
            ? band.back
            : far < band.size * 0.95
              ? band.fore
              : band.back
      if (band.kind === 1) return (Math.floor(x + down) >> 2) % 2 ? band.fore : band.back
      if (band.kind === 2)
        return Math.floor(far / 3) % 3 === 0 ? band.fore : Math.floor(far / 3) % 3 === 1 ? band.back : band.third
      if (band.kind === 3) return x < 2 + (y % 8) && y < band.tall * 0.4 ? band.fore : band.back
      if (band.kind === 4)
        return Math.max(x, y) < band.size * 0.3 ? band.third : far < band.size ? band.fore : band.back
      return band.fore
    }
    return {
      title: `{Kilim|Flat weave|Runner|Wall hanging|Blanket|Saddlebag}{| with diamonds| from the north| for a {hall|bench}|, wool on cotton}{|, detail}`,
      description: `{${num(columns)} threads across; the pattern mirrors at the middle.|Woven from the edge to the middle, then everything backwards.|The dyer ran out twice: look at the changes in the ${palette.name === 'indigo' ? 'blue' : 'red'}.} {Held it in my hands at the fair.|}`,
      alt: 'Close view of a woven textile with mirrored bands of diamonds and stripes.',
    }
  },
}
