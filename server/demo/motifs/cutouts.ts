import type { Canvas } from '../canvas.ts'
import { lightness, vary } from '../colours.ts'
import { paperCut } from '../motif.ts'
import type { Motif } from '../motif.ts'
import { curve, ellipse, num, polar, rectangle } from '../shapes.ts'
import type { Point } from '../shapes.ts'

export const cutouts: Motif = {
  name: 'cutouts',
  shapes: ['upright', 'square', 'photo', 'tall'],
  palettes: ['harbour', 'lemon', 'ochre', 'terracotta', 'blossom', 'fjord', 'rosewood', 'indigo', 'jade', 'ember'],
  finish: paperCut,
  paint(canvas) {
    const { width, height, unit, random, palette } = canvas
    canvas.background(palette.paper, canvas.lightLinear([0.06, -0.05], 60))
    const [columns, rows] = [
      width > height ? random.whole(3, 4) : random.whole(2, 3),
      width > height ? random.whole(2, 3) : random.whole(3, 4),
    ]
    const margin = random.pick([0, unit * 6])
    const [wide, high] = [(width - margin * 2) / columns, (height - margin * 2) / rows]
    let last = ''
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        const [x, y] = [margin + wide * column, margin + high * row]
        const ground = vary(random, random.pick([...palette.hues, palette.paper].filter(hue => hue !== last)), 0.012)
        last = ground
        const sheet = rectangle(x + random.normal(), y + random.normal(), wide + 2, high + 2)
        canvas.halo(sheet, unit * 0.9, 0.22)
        canvas.fill(sheet, ground, canvas.lightLinear([0.08, -0.1], random.between(0, 180)))
        const figures = [...palette.hues, palette.paper, palette.ink].filter(
          hue => Math.abs(lightness(hue) - lightness(ground)) > 0.16,
        )
        paintFigure(
          canvas,
          [x + wide / 2, y + high / 2],
          Math.min(wide, high) * 0.41,
          figures.length ? random.pick(figures) : palette.paper,
        )
      }
    }
    return {
      title:
        '{Cut-outs|Painting with scissors|Algae|The garden, cut|Paper sheaf|Leaves and scraps}{|, blue first|, from bed|, {second|third} wall|, gouache on paper}',
      description:
        '{Painted sheets, big scissors, no drawing beforehand.|The leftover between two leaves became a third.|Pinned first, glued much later.} {I try this with the children every winter.|After the old man in Nice.|}',
      alt: `Organic cut paper shapes like leaves and algae on a patchwork of ${columns * rows} coloured sheets.`,
    }
  },
}

function paintFigure(canvas: Canvas, [x, y]: Point, reach: number, colour: string) {
  const { unit, random } = canvas
  const paths = random.pick([alga, alga, frond, flower, pebble])(canvas, reach)
  canvas.group(`transform="translate(${num(x)} ${num(y)}) rotate(${num(random.between(-35, 35))})"`, () => {
    for (const path of paths) {
      canvas.group(`transform="translate(${num(unit * 0.25)} ${num(unit * 0.4)})"`, () =>
        canvas.halo(path, unit * 0.9, 0.3),
      )
      canvas.fill(
        path,
        vary(canvas.random, colour, 0.012),
        canvas.lightLinear([0.16, 0, -0.18], random.between(30, 100)),
      )
    }
  })
}

/** Round fingers on both sides of a spine. */
function alga({ random }: Canvas, reach: number): string[] {
  const fingers = random.whole(4, 6)
  const bend = random.between(-0.35, 0.35)
  const spine = (t: number): Point => [Math.sin(t * 2.6) * reach * bend, reach * (0.95 - 1.9 * t)]
  const side = (sign: number) =>
    Array.from({ length: fingers }, (_, finger) => {
      const t = (finger + 0.5) / (fingers + 0.35)
      const [cx, cy] = spine(t)
      const long = reach * (0.78 - Math.abs(t - 0.42) * 0.72) * random.between(0.85, 1.1)
      const angle = -Math.PI / 2 + sign * (1.15 - t * 0.55)
      const thick = reach * 0.105
      const tip = polar(cx, cy, long, angle)
      const across = (place: Point, out: number) => polar(place[0], place[1], out, angle + (Math.PI / 2) * sign)
      const before = polar(cx, cy, reach * 0.09, angle)
      return [
        across(before, thick * 0.75),
        across(polar(cx, cy, long * 0.72, angle), thick),
        tip,
        across(polar(cx, cy, long * 0.72, angle), -thick),
        across(before, -thick * 0.75),
      ]
    }).flat()
  const head = spine(1)
  const foot = spine(0)
  return [curve([[foot[0], foot[1] + reach * 0.08], ...side(1), [head[0], head[1]], ...side(-1).reverse()], true)]
}

function frond({ random }: Canvas, reach: number): string[] {
  const leaves = random.whole(5, 7)
  return Array.from({ length: leaves }, (_, leaf) => {
    const angle = -Math.PI / 2 + (leaf / (leaves - 1) - 0.5) * 2.5
    const long = reach * (1.55 - Math.abs(leaf / (leaves - 1) - 0.5) * 0.8)
    const from: Point = [0, reach * 0.75]
    return curve(
      [
        from,
        polar(from[0], from[1], long * 0.55, angle - 0.16),
        polar(from[0], from[1], long, angle),
        polar(from[0], from[1], long * 0.55, angle + 0.16),
      ],
      true,
    )
  })
}

function flower({ random }: Canvas, reach: number): string[] {
  const petals = random.whole(5, 8)
  const points = Array.from({ length: petals * 2 }, (_, index): Point =>
    polar(0, 0, reach * (index % 2 ? 0.42 : random.between(0.86, 1)), (index / petals) * Math.PI),
  )
  const outline = curve(points, true)
  return [outline + ellipse(0, 0, reach * 0.01)]
}

function pebble({ random }: Canvas, reach: number): string[] {
  return [0, 1, 2].map(stone => {
    const tall = reach * (0.42 - stone * 0.07)
    const y = reach * (0.55 - stone * 0.62)
    return curve(Array.from({ length: 7 }, (_, corner): Point => {
      const [dx, dy] = polar(0, 0, tall * random.between(0.85, 1.15), (corner / 7) * Math.PI * 2)
      return [dx * (1.75 - stone * 0.2), y + dy * 0.72]
    }), true) // prettier-ignore
  })
}
