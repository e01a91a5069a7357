import type { Canvas } from '../canvas.ts'
import { mix, vary } from '../colours.ts'
import { paperCut } from '../motif.ts'
import type { Motif } from '../motif.ts'
import { ellipse, num, polygon, rectangle } from '../shapes.ts'

export const bauhaus: Motif = {
  name: 'bauhaus',
  shapes: ['upright', 'tall', 'square', 'photo'],
  palettes: ['ochre', 'terracotta', 'harbour', 'lemon', 'sumi', 'rosewood', 'ember', 'indigo', 'jade', 'fjord'],
  finish: paperCut,
  paint(canvas) {
    const { width, height, unit, random, palette } = canvas
    canvas.background(palette.paper, canvas.lightLinear([0.06, -0.04], 70))
    const columns = random.whole(3, 5)
    const margin = random.pick([0, unit * 7])
    const cell = (width - margin * 2) / columns
    const rows = Math.max(1, Math.round((height - margin * 2) / cell))
    const tall = (height - margin * 2) / rows
    const colours = [...palette.hues, palette.ink, palette.paper]
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        const [ground, figure, third] = random.shuffle(colours)
        const [x, y] = [margin + column * cell, margin + row * tall]
        const turn = random.whole(0, 3) * 90
        canvas.clip(rectangle(x, y, cell, tall), () =>
          canvas.group(
            `transform="translate(${num(x + cell / 2)} ${num(y + tall / 2)}) scale(${cell / 100} ${tall / 100}) rotate(${turn})"`,
            () => paintTile(canvas, vary(random, ground!, 0.012), vary(random, figure!, 0.012), third!),
          ),
        )
      }
    }
    return {
      title:
        '{Composition|Exercise|Study|Preliminary course, sheet|Rhythm in quarters|Tiles, circles, halves}{| {4|9|11|16|27}| in {five|six} colours|, screen print}',
      description:
        '{Quarter circles, half circles, stripes: nothing but a ruler and a pair of compasses.|One tile, turned, and a good palette.|In the manner of the weaving workshop.} {The overprint grain is what makes it.|For the poster wall.|}',
      alt: `A grid of ${columns} by ${rows} tiles with quarter circles, stripes and triangles in bold colours.`,
    }
  },
}

/** One tile around 0, 0, a hundred wide. */
function paintTile(canvas: Canvas, ground: string, figure: string, third: string) {
  const { random } = canvas
  const soft = () => canvas.lightLinear(random.pick([[0.42, 0, -0.06], [-0.52, -0.08, 0], [0.05, 0, -0.38]]), random.pick([0, 45, 90, 135])) // prettier-ignore
  const quarter = (radius: number) => `M-50 -50H${radius - 50}A${radius} ${radius} 0 0 1 -50 ${radius - 50}Z`
  canvas.fill(rectangle(-51, -51, 102, 102), ground, canvas.lightLinear([0.04, -0.06]))
  const kind = random.whole(0, 10)
  if (kind <= 1) {
    canvas.fill(quarter(100), figure, soft())
    if (kind === 1) canvas.fill(quarter(50), third, soft())
  } else if (kind === 2) {
    for (const [index, radius] of [100, 80, 60, 40, 20].entries())
      canvas.fill(quarter(radius), index % 2 ? ground : figure, soft())
  } else if (kind === 3) {
    canvas.fill('M-50 0A50 50 0 0 1 50 0Z', figure, soft())
    canvas.fill('M-50 50A50 50 0 0 1 50 50Z', third, soft())
  } else if (kind === 4) {
    canvas.fill(ellipse(0, 0, 40), figure, soft())
    if (random.chance(0.5)) canvas.fill('M0 -40A40 40 0 0 1 0 40Z', third, soft())
  } else if (kind === 5) {
    for (let bar = 0; bar < 5; bar++) canvas.fill(rectangle(-50, -50 + bar * 20, 100, 10), figure, soft())
  } else if (kind === 6) {
    canvas.fill(polygon([[-50, -50], [50, 50], [-50, 50]]), figure, soft()) // prettier-ignore
  } else if (kind === 7) {
    canvas.fill('M-50 -50A50 50 0 0 1 -50 50Z', figure, soft())
    canvas.fill('M50 -50A50 50 0 0 0 50 50Z', third, soft())
  } else if (kind === 8) {
    // A leaf between two corners.
    canvas.fill('M-50 -50A100 100 0 0 1 50 50A100 100 0 0 1 -50 -50Z', figure, soft())
  } else if (kind === 9) {
    for (const [index, radius] of [46, 34, 22, 10].entries())
      canvas.fill(ellipse(0, 0, radius), index % 2 ? mix(ground, third, 0.85) : figure, soft())
  } else {
    const dots = [-36, -12, 12, 36].flatMap(x => [-36, -12, 12, 36].map(y => ellipse(x, y, 6.5)))
    canvas.fill(dots.join(''), figure)
  }
}
