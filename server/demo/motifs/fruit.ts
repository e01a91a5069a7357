import type { Canvas } from '../canvas.ts'
import { lighten, mix, vary } from '../colours.ts'
import { gouache } from '../motif.ts'
import type { Motif } from '../motif.ts'
import { curve, ellipse, num, polar } from '../shapes.ts'
import type { Point } from '../shapes.ts'
import { paintLeaf } from './botanical.ts'

const kinds = {
  lemons: ['#f4c531', '#f8dc72', '#fff3c4'],
  oranges: ['#e8822e', '#f3a552', '#ffe1b8'],
  pears: ['#c3b94a', '#d8cc6a', '#f2ebb8'],
  cherries: ['#b3263a', '#cf4351', '#f0a5a0'],
  figs: ['#5d3654', '#8a4a63', '#e9a292'],
  peaches: ['#ef9a72', '#f6bd8a', '#ffe2c4'],
} as const
type Kind = keyof typeof kinds

export const fruit: Motif = {
  name: 'fruit',
  shapes: ['upright', 'square', 'tall', 'photo'],
  palettes: ['sage', 'lemon', 'blossom', 'terracotta', 'fjord', 'harbour', 'jade', 'indigo', 'rosewood', 'olive'],
  finish: gouache,
  paint(canvas) {
    const { width, height, unit, random, palette } = canvas
    const kind = random.pick(Object.keys(kinds) as Kind[])
    const dark = random.chance(0.35)
    const ground = dark
      ? mix(palette.near, palette.hues[0], 0.15)
      : random.pick([palette.paper, mix(palette.paper, palette.hues[1], 0.5), mix(palette.paper, palette.sky[0], 0.6)])
    canvas.background(ground, canvas.lightLinear([0.08, -0.06], 60))
    const green = mix(random.pick(['#4c6b3f', '#6f8a4d', '#2f6153']), palette.near, 0.18)
    const columns = random.whole(3, 5)
    const cell = width / columns
    for (let row = -1; row * cell < height + cell; row++) {
      for (let column = -1; column <= columns; column++) {
        const x = (column + 0.5 + (row % 2 ? 0.5 : 0)) * cell + random.normal() * cell * 0.05
        const y = (row + 0.5) * cell * 0.94 + random.normal() * cell * 0.05
        const angle = random.between(-40, 40) + (column + row) * 24
        canvas.group(
          `transform="translate(${num(x)} ${num(y)}) rotate(${num(angle)}) scale(${(cell / 158).toFixed(3)})"`,
          () => paintFruit(canvas, kind, vary(random, green, 0.03)),
        )
      }
    }
    const dots = 40 * columns
    for (let dot = 0; dot < dots; dot++)
      canvas.mark(
        ellipse(random.between(0, width), random.between(0, height), unit * random.between(0.12, 0.35)),
        dark ? palette.paper : palette.ink,
        'opacity=".16"',
      )
    return {
      title: `{${kind[0]!.toUpperCase()}${kind.slice(1)}|Market day: ${kind}|Wallpaper with ${kind}|Nothing but ${kind}|August, ${kind}|Orchard paper}{|, half drop|, repeat| for the {pantry|oilcloth}}`,
      description: `{Painted from a bowl that got emptier by the hour.|A half-drop repeat, though no two of the ${kind} are the same.|It smells of summer if you look long enough.} {Shelf paper.|For a dress with pockets.|}`,
      alt: `A repeating pattern of ${kind} with leaves, on a ${dark ? 'dark' : 'light'} ground.`,
    }
  },
}

/** One fruit around 0, 0, about 130 wide. */
function paintFruit(canvas: Canvas, kind: Kind, green: string) {
  const { random } = canvas
  const [skin, flesh, pale] = kinds[kind].map(colour => vary(random, colour, 0.015)) as [string, string, string]
  const cut = random.chance(0.36)
  const round = canvas.lightRadial([0.55, 0.1, -0.12, -0.5], 0.36, 0.32, 0.78)
  if (kind === 'cherries') {
    for (const side of [-1, 1]) {
      canvas.stroke(`M0 -62Q${side * 14} -30 ${side * 30} 6`, green, 3.4)
      canvas.halo(ellipse(side * 32 + 3, 34, 26), 7, 0.2)
      canvas.fill(ellipse(side * 32, 30, 29, 28), side < 0 ? skin : flesh, round)
      canvas.mark(ellipse(side * 32 - 9, 20, 6, 4), pale, 'opacity=".85"')
    }
    leafAt(canvas, [0, -60], -0.5, 62, green)
    return
  }
  if (kind === 'lemons' || kind === 'oranges') {
    if (cut) {
      paintSlice(canvas, skin, flesh, pale)
      return
    }
    leafAt(
      canvas,
      [kind === 'lemons' ? -52 : -8, kind === 'lemons' ? 0 : -50],
      kind === 'lemons' ? -2.3 : -0.7,
      68,
      green,
    )
    if (kind === 'oranges') leafAt(canvas, [-6, -50], -2.4, 58, green)
    const lemon = curve([[-66, 0], [-50, -15], [-18, -41], [24, -40], [52, -15], [70, 2], [52, 17], [22, 41], [-20, 41], [-50, 16]], true) // prettier-ignore
    const body = kind === 'lemons' ? lemon : ellipse(0, 0, 54)
    canvas.halo(body, 8, 0.14)
    canvas.fill(body, canvas.linear([lighten(skin, 0.03), skin, lighten(skin, -0.05)], 55), round)
    for (let pore = 0; pore < 26; pore++) {
      const [x, y] = polar(0, 0, random.between(4, 38), random.between(0, 7))
      canvas.mark(ellipse(x, y, 1.3), lighten(skin, -0.07), 'opacity=".6"')
    }
    return
  }
  leafAt(canvas, [2, kind === 'peaches' ? -50 : -62], -0.45, 66, green)
  const outline: Point[] =
    kind === 'pears'
      ? [[0, -66], [17, -55], [22, -26], [42, 6], [48, 36], [28, 62], [0, 67], [-28, 62], [-48, 36], [-42, 6], [-22, -26], [-17, -55]] // prettier-ignore
      : kind === 'figs'
        ? [[0, -70], [10, -50], [30, -22], [48, 14], [38, 46], [0, 58], [-38, 46], [-48, 14], [-30, -22], [-10, -50]] // prettier-ignore
        : [[0, -46], [26, -54], [50, -30], [55, 6], [36, 42], [0, 56], [-36, 42], [-55, 6], [-50, -30], [-26, -54]] // prettier-ignore
  const body = curve(outline, true)
  canvas.stroke('M0 -58Q2 -74 12 -84', mix(green, '#3a2a1c', 0.6), 5)
  canvas.halo(body, 8, 0.14)
  canvas.fill(body, canvas.linear([lighten(flesh, 0.02), skin, lighten(skin, -0.04)], 40), round)
  if (cut && kind !== 'peaches') {
    canvas.group('transform="translate(0 5) scale(.84)"', () => {
      canvas.fill(body, pale, canvas.lightLinear([0.2, -0.12]))
      if (kind === 'figs')
        for (let seed = 0; seed < 46; seed++)
          canvas.mark(
            ellipse(...polar(0, 14, 30 * Math.sqrt(random.next()), random.between(0, 7)), 3, 4.4),
            random.pick(['#b8474f', '#d8736a', '#f3cf9a']),
          )
      else for (const side of [-1, 1]) canvas.mark(ellipse(side * 6, 26, 3.4, 7.5), '#4a3020')
    })
  } else if (kind === 'peaches') canvas.stroke('M0 -45Q20 -4 2 50', lighten(skin, -0.09), 2.6, 'stroke-opacity=".7"')
}

/** Leaves are drawn in pixels of the page; here the page is about 190 wide. */
function leafAt(canvas: Canvas, from: Point, angle: number, long: number, green: string) {
  paintLeaf({ ...canvas, unit: 5 }, from, angle, long, long * 0.42, green)
}

function paintSlice(canvas: Canvas, skin: string, flesh: string, pale: string) {
  const { random } = canvas
  canvas.halo(ellipse(0, 0, 54), 8, 0.14)
  canvas.fill(ellipse(0, 0, 56), skin, canvas.lightLinear([0.2, -0.3], 50))
  canvas.fill(ellipse(0, 0, 50), pale, '#868686')
  const parts = random.whole(8, 10)
  const turn = random.next()
  for (let part = 0; part < parts; part++) {
    const middle = turn + (part / parts) * Math.PI * 2
    const half = (Math.PI / parts) * 0.84
    const points = [
      polar(0, 0, 7, middle),
      polar(0, 0, 38, middle - half),
      polar(0, 0, 46, middle - half * 0.55),
      polar(0, 0, 47, middle),
      polar(0, 0, 46, middle + half * 0.55),
      polar(0, 0, 38, middle + half),
    ]
    canvas.fill(curve(points, true), vary(random, flesh, 0.02), canvas.lightRadial([0.35, 0, -0.22], 0.5, 0.5, 0.7))
    for (let drop = 0; drop < 5; drop++) {
      const [x, y] = polar(0, 0, random.between(16, 40), middle + random.between(-0.5, 0.5) * half)
      canvas.stroke(
        `M${num(x)} ${num(y)}L${num(x * 1.14)} ${num(y * 1.14)}`,
        lighten(flesh, 0.07),
        2,
        'stroke-opacity=".7"',
      )
    }
  }
}
