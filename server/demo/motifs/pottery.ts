import type { Canvas } from '../canvas.ts'
import { lighten, lightness, mix, vary } from '../colours.ts'
import { gouache } from '../motif.ts'
import type { Motif } from '../motif.ts'
import { curve, ellipse, num, polar, rectangle } from '../shapes.ts'
import type { Point } from '../shapes.ts'
import { paintLeaf } from './botanical.ts'

/** Half widths from the lip to the foot, as shares of the height. */
const profiles = [
  [0.12, 0.09, 0.1, 0.3, 0.42, 0.42, 0.32, 0.2],
  [0.16, 0.15, 0.13, 0.14, 0.26, 0.34, 0.34, 0.24],
  [0.38, 0.4, 0.43, 0.44, 0.43, 0.4, 0.34, 0.26],
  [0.09, 0.07, 0.07, 0.08, 0.16, 0.28, 0.32, 0.27],
  [0.24, 0.2, 0.26, 0.38, 0.44, 0.42, 0.36, 0.28],
  [0.2, 0.2, 0.21, 0.22, 0.23, 0.23, 0.23, 0.21],
  [0.14, 0.2, 0.36, 0.45, 0.46, 0.4, 0.26, 0.2],
] as const

export const pottery: Motif = {
  name: 'pottery',
  shapes: ['upright', 'square', 'photo', 'tall', 'upright'],
  palettes: ['terracotta', 'sage', 'rosewood', 'ochre', 'olive', 'blossom', 'sumi', 'fjord', 'harbour', 'lemon'],
  finish: gouache,
  paint(canvas) {
    const { width, height, unit, random, palette } = canvas
    const table = height * random.between(0.7, 0.78)
    const wall = mix(random.pick(palette.hues), palette.paper, random.pick([0.35, 0.55, 0.75]))
    const board = mix(random.pick(palette.hues), random.chance(0.5) ? palette.ink : palette.paper, 0.35)
    canvas.background(wall, canvas.lightLinear([0.28, 0, -0.26], 25))
    if (random.chance(0.55)) {
      const [x, half] = [width * random.pick([0.5, 0.38, 0.62]), Math.min(width * 0.3, unit * 34)]
      const arch = `M${num(x - half)} ${num(table)}V${num(height * 0.1 + half)}A${num(half)} ${num(half)} 0 0 1 ${num(x + half)} ${num(height * 0.1 + half)}V${num(table)}Z`
      canvas.fill(arch, mix(wall, random.pick(palette.hues), 0.6), canvas.lightLinear([-0.4, 0, 0.18], 30))
    } else {
      canvas.fill(
        ellipse(width * random.between(0.3, 0.7), height * 0.3, unit * random.between(13, 22)),
        mix(palette.sun, wall, 0.15),
        canvas.lightLinear([0.24, -0.15], 60),
      )
    }
    canvas.fill(rectangle(-2, table, width + 4, height - table + 4), board, canvas.lightLinear([0.2, -0.05, -0.3], 60))
    canvas.shade(rectangle(-2, table - unit * 2.5, width + 4, unit * 2.5), canvas.linear([['#000', 0, 0], ['#000', 1, 0.22]])) // prettier-ignore

    const count = Math.min(5, Math.max(2, Math.round((width / height) * random.between(2.8, 3.8))))
    const order = random.shuffle(profiles)
    const slot = (width * 0.84) / count
    const clay = random
      .shuffle([...palette.hues, palette.paper])
      .filter(hue => Math.abs(lightness(hue) - lightness(wall)) > 0.07)
    const pots = Array.from({ length: count }, (_, index) => ({
      x: width * 0.08 + slot * (index + 0.5) + random.normal() * slot * 0.06,
      foot: table + unit * random.between(3, 13),
      tall: Math.min(slot * random.between(1, 1.75), height * 0.5) * random.between(0.82, 1.1),
      outline: order[index]!,
      colour: vary(random, clay[index % clay.length] ?? palette.ink, 0.02),
      twig: random.chance(0.45),
    }))
    if (!pots.some(pot => pot.twig)) pots[0]!.twig = true
    for (const pot of pots.sort((one, other) => one.foot - other.foot)) paintPot(canvas, pot)
    return {
      title: `{Still life with ${['two', 'three', 'four', 'five'][count - 2]} pots|On the sill|Pots, after supper|The potter’s shelf|Table, afternoon|Quiet things}{|, {ochre|clay} and shadow|, study|, Sunday}`,
      description:
        '{Thrown on a kick wheel, glazed in whatever was left.|They stand as people stand in a photograph.|The light comes from the left, as it should.} {The one with the narrow neck is my favourite.|After Morandi, a long way after.|}',
      alt: `Still life of ${count} ceramic vessels on a table, some with twigs.`,
    }
  },
}

interface Pot {
  x: number
  foot: number
  tall: number
  outline: readonly number[]
  colour: string
  twig: boolean
}

function paintPot(canvas: Canvas, { x, foot, tall, outline, colour, twig }: Pot) {
  const { unit, random, palette } = canvas
  const top = foot - tall
  const lip = outline[0]! * tall
  const widest = Math.max(...outline) * tall
  const base = outline.at(-1)! * tall
  // The shadow falls to the right, away from the window.
  canvas.group(`transform="translate(${num(x + widest * 0.55)} ${num(foot)}) skewX(-12)"`, () => {
    for (let step = 5; step > 0; step--)
      canvas.shade(
        ellipse(widest * 0.3, 0, widest * (0.9 + step * 0.13), unit * (1.2 + step * 0.75)),
        '#000',
        'fill-opacity=".15"',
      )
  })
  if (twig) paintTwig(canvas, [x, top + unit], tall)

  const right = outline.map((half, index): Point => [x + half * tall, top + (tall * index) / (outline.length - 1)])
  const left = right.map(([edge, y]): Point => [2 * x - edge, y]).reverse()
  const bow = `Q${num(x)} ${num(foot + base * 0.3)} `
  const body = `${curve(right)}${bow}${left[0]!.join(' ')}${curve(left).replace(/^M[^C]*/, '')}Z`
  const light = canvas.lightLinear([0.12, 0.42, 0.1, -0.25, -0.72, -0.5], 0)
  canvas.fill(body, canvas.linear([lighten(colour, 0.03), colour, lighten(colour, -0.06)], 0), light)

  const kind = random.whole(0, 5)
  canvas.clip(body, () => {
    const glaze = random.pick(palette.hues)
    if (kind === 0) {
      const drip = Array.from({ length: 13 }, (_, index): Point => [
        x + ((index - 6) / 6) * widest * 1.1,
        top + tall * (0.4 + random.normal() * 0.06),
      ])
      canvas.mark(`${curve(drip)}V${top - unit}H${x - widest * 1.1}Z`, mix(glaze, palette.paper, 0.25), 'opacity=".92"')
    } else if (kind === 1) {
      for (const level of [0.42, 0.5, 0.58])
        canvas.stroke(
          `M${num(x - widest)} ${num(top + tall * level)}Q${num(x)} ${num(top + tall * (level + 0.05))} ${num(x + widest)} ${num(top + tall * level)}`,
          glaze,
          tall * 0.028,
        )
    } else if (kind === 2) {
      for (let speck = 0; speck < 70; speck++)
        canvas.mark(
          ellipse(x + random.between(-1, 1) * widest, top + tall * random.next(), unit * random.between(0.1, 0.34)),
          palette.ink,
          'opacity=".55"',
        )
    } else if (kind === 3) {
      canvas.mark(
        rectangle(x - widest * 1.1, top + tall * 0.62, widest * 2.2, tall),
        mix(glaze, palette.paper, 0.2),
        'opacity=".9"',
      )
    } else if (kind === 4) {
      for (let line = 0; line < 9; line++)
        canvas.stroke(
          `M${num(x - widest)} ${num(top + tall * (0.2 + line * 0.08))}q${num(widest)} ${num(tall * 0.07)} ${num(widest * 2)} 0`,
          lighten(colour, -0.08),
          unit * 0.3,
          'stroke-opacity=".6"',
        )
    }
  })
  canvas.fill(ellipse(x, top, lip, lip * 0.22), lighten(colour, 0.05), '#a0a0a0')
  canvas.fill(
    ellipse(x, top + lip * 0.03, lip * 0.8, lip * 0.15),
    lighten(colour, -0.2),
    canvas.lightLinear([-0.75, -0.3], 0),
  )
}

function paintTwig(canvas: Canvas, from: Point, tall: number) {
  const { unit, random, palette } = canvas
  const green = random.pick(palette.hues)
  const twigs = random.whole(1, 3)
  for (let twig = 0; twig < twigs; twig++) {
    const lean = (twigs === 1 ? random.pick([-0.25, 0.25]) : twig / (twigs - 1) - 0.5) * 0.9
    const reach = Math.min(tall * random.between(0.8, 1.15), from[1] - unit * 6)
    const points = [0, 0.3, 0.6, 1].map((t): Point => [
      from[0] + lean * reach * t ** 1.7,
      from[1] - reach * t * (1 - Math.abs(lean) * 0.15),
    ])
    canvas.stroke(curve(points), mix(green, palette.ink, 0.4), unit * 0.4)
    for (let leaf = 0; leaf < 9; leaf++) {
      const t = 0.3 + leaf * 0.078
      const start: Point = [from[0] + lean * reach * t ** 1.7, from[1] - reach * t * (1 - Math.abs(lean) * 0.15)]
      const angle = -Math.PI / 2 + lean * t * 1.5 + (leaf % 2 ? 0.75 : -0.75)
      paintLeaf(
        canvas,
        start,
        leaf === 8 ? -Math.PI / 2 + lean * 1.4 : angle,
        unit * (8 - t * 2.6),
        unit * (2.4 - t * 0.7),
        vary(random, green, 0.03),
      )
      if (leaf === 4)
        canvas.mark(ellipse(...polar(start[0], start[1], unit, angle), unit * 0.3), palette.ink, 'opacity=".2"')
    }
  }
}
