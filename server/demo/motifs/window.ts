import { lighten, mix, vary } from '../colours.ts'
import { gouache } from '../motif.ts'
import type { Motif } from '../motif.ts'
import { curve, ellipse, num, polar, rectangle } from '../shapes.ts'
import type { Point } from '../shapes.ts'

export const windowLight: Motif = {
  name: 'windowLight',
  shapes: ['upright', 'tall', 'photo', 'square', 'phone'],
  palettes: ['terracotta', 'sage', 'blossom', 'ochre', 'rosewood', 'olive', 'lemon', 'fjord', 'harbour'],
  finish: { ...gouache, rough: 1, vignette: 0.4 },
  paint(canvas) {
    const { width, height, unit, random, palette } = canvas
    const wall = mix(random.pick([palette.hues[1], palette.hues[3], palette.far, palette.sky[1]]), palette.paper, 0.35)
    const dim = mix(lighten(wall, -0.16), palette.ink, 0.18)
    canvas.background(canvas.linear([dim, mix(dim, wall, 0.35)], 50), canvas.lightLinear([-0.2, 0, -0.14], 50))
    const [columns, rows] = [random.whole(2, 3), random.whole(2, 4)]
    const [pane, high] = [unit * random.between(20, 25), unit * random.between(24, 30)]
    const [skew, turn] = [random.between(-22, -10), random.between(3, 11)]
    const light = mix(palette.sun, '#fff1d6', 0.72)
    const slant = Math.tan(((turn - skew) * Math.PI) / 180) * rows * high
    const [left, top] = [width * 0.52 - (columns * pane) / 2 + slant / 2, height * 0.43 - (rows * high) / 2]
    canvas.group(canvas.blur(unit * 0.75), () => {
      canvas.group(`transform="translate(${num(left)} ${num(top)}) rotate(${num(turn)}) skewX(${num(skew)})"`, () => {
        for (let row = 0; row < rows; row++) {
          for (let column = 0; column < columns; column++)
            canvas.mark(
              rectangle(column * pane, row * high, pane - unit * 2.2, high - unit * 2.2),
              mix(wall, light, 0.8),
              'opacity=".93"',
            )
        }
      })
      // What grows outside, between the sun and the wall.
      for (let twig = 0; twig < random.whole(3, 5); twig++)
        paintTwig([width * random.between(0.6, 1.1), height * random.between(0, 0.8)], random.between(2.6, 3.9))
    })
    canvas.shade(
      rectangle(left - unit * 10, top, columns * pane, rows * high),
      canvas.lightRadial([0.2, 0.1, 0]),
      'opacity=".4"',
    )
    const shelf = height * random.between(0.83, 0.89)
    canvas.fill(
      rectangle(-2, shelf, width + 4, height),
      mix(dim, palette.near, 0.3),
      canvas.lightLinear([0.3, -0.1, -0.3], 30),
    )
    canvas.fill(rectangle(-2, shelf, width + 4, unit * 0.9), mix(wall, light, 0.35), '#a0a0a0')
    paintGlass(width * random.between(0.2, 0.36), shelf + unit * 5)

    function paintTwig(from: Point, angle: number) {
      const line = [0, 1, 2, 3].map(step => polar(from[0], from[1], unit * step * 16, angle + step * 0.06))
      canvas.stroke(curve(line), dim, unit * 0.7)
      for (let leaf = 0; leaf < 18; leaf++) {
        const start = polar(from[0], from[1], unit * (4 + leaf * 2.5), angle + leaf * 0.01)
        const out = angle + (leaf % 2 ? 0.8 : -0.8) + random.normal() * 0.12
        const long = unit * random.between(5.5, 9)
        const [one, two] = [
          polar(start[0], start[1], long * 0.5, out - 0.36),
          polar(start[0], start[1], long * 0.5, out + 0.36),
        ]
        canvas.mark(curve([start, one, polar(start[0], start[1], long, out), two], true), dim)
      }
    }

    function paintGlass(x: number, foot: number) {
      const colour = vary(random, random.pick(palette.hues), 0.02)
      const [half, tall] = [unit * random.between(5, 8), unit * random.between(15, 24)]
      for (let step = 5; step > 0; step--)
        canvas.shade(
          ellipse(x - half * 0.9, foot + unit * 0.4, half * (1 + step * 0.16), unit * (0.8 + step * 0.5)),
          '#000',
          'fill-opacity=".14"',
        )
      for (let stem = 0; stem < 3; stem++) {
        const head = polar(x, foot - tall, unit * random.between(17, 27), -Math.PI / 2 + (stem - 1) * 0.32)
        canvas.stroke(curve([[x, foot - tall * 0.9], [x + (head[0] - x) * 0.3, (foot - tall + head[1]) / 2], head]), mix(palette.near, palette.hues[0], 0.4), unit * 0.45) // prettier-ignore
        const petal = vary(random, palette.hues[stem]!, 0.02)
        for (let leaf = 0; leaf < 9; leaf++) {
          const [px, py] = polar(head[0], head[1], unit * 2.3, (leaf / 9) * Math.PI * 2)
          canvas.fill(
            ellipse(px, py, unit * 1.7),
            lighten(petal, random.normal() * 0.015),
            canvas.lightRadial([0.3, 0, -0.45], 0.7, 0.3, 0.8),
          )
        }
        canvas.fill(ellipse(head[0], head[1], unit * 1.5), mix(palette.sun, palette.ink, 0.3), '#7a7a7a')
      }
      const neck = half * random.between(0.4, 0.75)
      const body = `M${num(x - neck)} ${num(foot - tall)}C${num(x - neck)} ${num(foot - tall * 0.7)} ${num(x - half)} ${num(foot - tall * 0.6)} ${num(x - half)} ${num(foot - tall * 0.3)}Q${num(x - half)} ${num(foot)} ${num(x)} ${num(foot + unit * 0.6)}Q${num(x + half)} ${num(foot)} ${num(x + half)} ${num(foot - tall * 0.3)}C${num(x + half)} ${num(foot - tall * 0.6)} ${num(x + neck)} ${num(foot - tall * 0.7)} ${num(x + neck)} ${num(foot - tall)}Z`
      canvas.fill(body, colour, canvas.lightLinear([-0.68, -0.28, 0.05, 0.5, 0.15], 0))
      canvas.fill(ellipse(x, foot - tall, neck, neck * 0.22), lighten(colour, -0.12), '#4c4c4c')
    }
    return {
      title:
        '{Window light|Four in the afternoon|The light in the spare room|Sunday, late|What the window does|Slow light}{|, west side|, October|, with flowers|, eight minutes}',
      description:
        '{It lasts for eight minutes, then the house opposite takes it.|A wall, a tree outside, the sun: a cinema.|Nobody hung this picture.} {I moved the vase twice.|The kind of light you cancel plans for.|}',
      alt: 'Warm window light with leaf shadows on a wall, a vase with three flowers on a shelf.',
    }
  },
}
