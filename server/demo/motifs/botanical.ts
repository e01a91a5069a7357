import type { Canvas } from '../canvas.ts'
import { lighten, mix, vary } from '../colours.ts'
import { gouache } from '../motif.ts'
import type { Motif } from '../motif.ts'
import { curve, ellipse, polar, rectangle } from '../shapes.ts'
import type { Point } from '../shapes.ts'

type Plant = 'eucalyptus' | 'olive' | 'fern' | 'willow' | 'rowan'

export const botanical: Motif = {
  name: 'botanical',
  shapes: ['tall', 'upright', 'phone', 'square', 'tall'],
  palettes: ['sage', 'olive', 'terracotta', 'fjord', 'blossom', 'lemon', 'rosewood', 'sumi', 'jade', 'ochre'],
  finish: gouache,
  paint(canvas) {
    const { width, height, unit, random, palette } = canvas
    const night = random.chance(0.22)
    const ground = night ? mix(palette.ink, palette.near, 0.5) : vary(random, palette.paper, 0.012)
    canvas.background(ground, canvas.lightRadial([0.16, 0, -0.1], 0.35, 0.3, 0.9))
    if (random.chance(0.5)) {
      const tint = mix(ground, random.pick(palette.hues), night ? 0.2 : 0.34)
      if (random.chance(0.5))
        canvas.fill(ellipse(width / 2, height * 0.44, unit * 36), tint, canvas.lightLinear([0.2, 0, -0.12], 60))
      else
        canvas.fill(
          rectangle(unit * 9, unit * 9, width - unit * 18, height - unit * 18),
          tint,
          canvas.lightLinear([0.14, -0.08]),
        )
    }
    const plant = random.pick<Plant>(['eucalyptus', 'olive', 'fern', 'willow', 'rowan'])
    const stems = width > height * 0.7 ? random.pick([2, 3, 3]) : random.pick([1, 1, 2, 3])
    const greens = palette.hues.filter(hue => Math.abs(contrast(hue, ground)) > 0.12)
    for (let stem = 0; stem < stems; stem++) {
      const spread = stems === 1 ? 0 : (stem / (stems - 1) - 0.5) * 2
      const colour = random.pick(greens.length ? greens : palette.hues)
      const foot: Point = [width * (0.5 + spread * 0.05), height * 0.93]
      const head: Point = [
        width * (0.5 + spread * 0.27 + random.between(-0.05, 0.05)),
        height * (0.09 + Math.abs(spread) * 0.13),
      ]
      paintStem(canvas, foot, head, plant, colour, spread || random.pick([-0.6, 0.6]), stems)
    }
    const name = { eucalyptus: 'eucalyptus', olive: 'olive', fern: 'fern', willow: 'willow', rowan: 'rowan' }[plant]
    const branches = stems === 1 ? `A branch of ${name}` : `${stems === 2 ? 'Two' : 'Three'} branches of ${name}`
    return {
      title: `{Herbarium sheet: ${name}|${branches}|Study of ${name}|${name[0]!.toUpperCase()}${name.slice(1)}, pressed|From the garden: ${name}}{|, no. ${random.whole(2, 41)}}`,
      description: `{Gouache on {cotton|rough} paper.|Pressed in a phone book for three weeks, then painted.|The veins are left out on purpose where the light falls.} {Reference for the {kitchen|garden} prints.|Lovely how each leaf has its own angle.|}`,
      alt: `${branches} with ${plant === 'fern' ? 'fine fronds' : plant === 'rowan' ? 'leaves and berries' : 'simple leaves'} on ${night ? 'dark' : 'cream'} paper.`,
    }
  },
}

function contrast(hue: string, ground: string): number {
  const sum = (hex: string) => [1, 3, 5].reduce((total, at) => total + parseInt(hex.slice(at, at + 2), 16), 0) / 765
  return sum(hue) - sum(ground)
}

function paintStem(
  canvas: Canvas,
  foot: Point,
  head: Point,
  plant: Plant,
  colour: string,
  bend: number,
  stems: number,
) {
  const { unit, random, palette } = canvas
  const bow = unit * 9 * bend
  const place = (t: number): Point => [
    foot[0] + (head[0] - foot[0]) * t ** 1.3 + Math.sin(t * Math.PI) * bow * 0.5,
    foot[1] + (head[1] - foot[1]) * t,
  ]
  const wood = mix(colour, palette.ink, 0.35)
  const line = curve(Array.from({ length: 14 }, (_, step) => place(step / 13)))
  canvas.halo(line, unit * 1.4, 0.25)
  canvas.stroke(line, wood, unit * 0.8)

  const { pairs, long, wide, from } = {
    eucalyptus: { pairs: 9, long: 17, wide: 0.84, from: 0.16 },
    olive: { pairs: 11, long: 25, wide: 0.25, from: 0.12 },
    fern: { pairs: 19, long: 32, wide: 0.2, from: 0.14 },
    willow: { pairs: 9, long: 36, wide: 0.15, from: 0.1 },
    rowan: { pairs: 6, long: 26, wide: 0.4, from: 0.2 },
  }[plant]
  for (let pair = 0; pair <= pairs; pair++) {
    const t = from + ((0.98 - from) * pair) / pairs
    const [here, ahead] = [place(t), place(Math.min(1, t + 0.03))]
    const direction = Math.atan2(ahead[1] - here[1], ahead[0] - here[0])
    const taper =
      plant === 'fern' ? Math.sin(Math.min(1, (1 - t) * 1.25 + 0.06) * Math.PI * 0.55) : 1 - (t - from) * 0.55
    for (const side of pair === pairs ? [0] : [-1, 1]) {
      const open = plant === 'fern' ? 1.12 : plant === 'eucalyptus' ? 1.05 : random.between(0.5, 0.85)
      const angle = direction + side * (open + random.normal() * 0.1) * (1 - t * 0.3)
      const length = unit * long * (stems === 1 ? 1.25 : stems === 2 ? 1 : 0.8) * taper * random.between(0.88, 1.1)
      const start = polar(here[0], here[1], unit * (plant === 'eucalyptus' ? 1.6 : 0.3), angle)
      if (plant === 'fern') paintFrond(canvas, start, angle, length, colour)
      else paintLeaf(canvas, start, angle, length, length * wide, vary(random, colour, 0.035))
    }
    if (plant === 'rowan' && pair % 2 === 1)
      paintBerries(canvas, polar(here[0], here[1], unit * 7, direction + (pair % 4 === 1 ? 1.5 : -1.5)))
  }
}

/** A leaf of two halves, one in the light. */
export function paintLeaf(canvas: Canvas, from: Point, angle: number, length: number, wide: number, colour: string) {
  const { unit, random } = canvas
  const bend = random.between(-0.12, 0.12)
  const tip = polar(from[0], from[1], length, angle + bend)
  const edge = (side: number, along: number, out: number) => {
    const [x, y] = polar(from[0], from[1], length * along, angle + bend * along)
    return polar(x, y, wide * out, angle + (Math.PI / 2) * side)
  }
  const vein: Point[] = [from, polar(from[0], from[1], length * 0.5, angle), tip]
  const half = (side: number) => curve([from, edge(side, 0.22, 0.4), edge(side, 0.5, 0.5), edge(side, 0.78, 0.32), tip])
  const back = `L${vein.map(point => point.join(' ')).reverse().join('L')}Z` // prettier-ignore
  canvas.group(`transform="translate(${unit * 0.5} ${unit * 0.8})"`, () => canvas.halo(half(1), unit * 0.9, 0.16))
  for (const side of [-1, 1]) {
    const lit = Math.sin(angle + (Math.PI / 2) * side) < 0 || Math.abs(Math.cos(angle)) < 0.15 ? side === -1 : false
    const light = lit ? canvas.lightLinear([0.34, 0.02]) : canvas.lightLinear([-0.12, -0.5])
    canvas.fill(half(side) + back, lighten(colour, lit ? 0.025 : -0.025), light)
  }
  canvas.stroke(curve(vein), lighten(colour, 0.09), unit * 0.16, 'stroke-opacity=".8"')
  for (let rib = 1; rib < 6 && wide > unit * 2.5; rib++) {
    for (const side of [-1, 1]) {
      const start = polar(from[0], from[1], length * rib * 0.15, angle)
      canvas.stroke(
        curve([start, edge(side, rib * 0.15 + 0.12, 0.36)]),
        lighten(colour, 0.08),
        unit * 0.09,
        'stroke-opacity=".55"',
      )
    }
  }
}

function paintFrond(canvas: Canvas, from: Point, angle: number, length: number, colour: string) {
  const { unit, random } = canvas
  canvas.stroke(curve([from, polar(from[0], from[1], length, angle)]), lighten(colour, -0.06), unit * 0.2)
  const count = Math.max(3, Math.round(length / (unit * 1.25)))
  for (let leaflet = 0; leaflet <= count; leaflet++) {
    const t = leaflet / count
    const [x, y] = polar(from[0], from[1], length * t, angle)
    const small = unit * 2.3 * (1 - t * 0.72) * Math.min(1, 0.5 + t * 3)
    for (const side of [-1, 1]) {
      const turn = angle + side * 1.02
      const tip = polar(x, y, small, turn)
      const [left, right] = [polar(x, y, small * 0.5, turn - 0.5), polar(x, y, small * 0.5, turn + 0.5)]
      canvas.fill(
        curve([[x, y], left, tip, right], true),
        vary(random, colour, 0.025),
        side < 0 ? '#989898' : '#565656',
      )
    }
  }
}

function paintBerries(canvas: Canvas, middle: Point) {
  const { unit, random, palette } = canvas
  const red = random.pick([palette.hues[0], palette.hues[3], palette.sun])
  for (let berry = 0; berry < 7; berry++) {
    const [x, y] = [middle[0] + random.normal() * unit * 2.2, middle[1] + random.normal() * unit * 2.2]
    canvas.fill(
      ellipse(x, y, unit * random.between(0.8, 1.15)),
      vary(random, red, 0.03),
      canvas.lightRadial([0.6, 0, -0.55], 0.35, 0.3, 0.8),
    )
  }
}
