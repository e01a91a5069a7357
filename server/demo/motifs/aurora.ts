import type { Canvas } from '../canvas.ts'
import { lighten, mix } from '../colours.ts'
import { film } from '../motif.ts'
import type { Motif } from '../motif.ts'
import { createNoise } from '../random.ts'
import { below, num, polygon, profile, rectangle } from '../shapes.ts'
import { paintStars, pine } from './sky.ts'

export const aurora: Motif = {
  name: 'aurora',
  shapes: ['photo', 'tall', 'upright', 'wide', 'phone', 'panorama'],
  palettes: ['polar', 'midnight', 'jade', 'lilac', 'polar'],
  finish: film,
  paint(canvas) {
    const { width, height, unit, random, palette } = canvas
    const lake = random.chance(0.5)
    const shore = height * (lake ? random.between(0.68, 0.74) : 1)
    const [top, low] = [mix(palette.sky[0], '#04081a', 0.4), mix(palette.sky[1], palette.sky[2], 0.25)]
    canvas.background(canvas.linear([top, mix(top, low, 0.5), low]), canvas.lightLinear([-0.15, 0, 0.04]))
    paintStars(canvas, shore * 0.8, 1.6)

    const lights = palette.name === 'lilac' ? ['#ffb8d8', '#a48ecb', '#7fd6c8'] : ['#7ff0b0', '#4fd8c4', '#b48cf0']
    const curtains = random.whole(2, 3)
    for (let curtain = 0; curtain < curtains; curtain++)
      paintCurtain(canvas, shore * (0.66 - curtain * 0.13), lights, curtain)

    const far = mix(palette.near, low, 0.45)
    const noise = createNoise(random)
    for (let hill = 0; hill < 3; hill++) {
      const colour = mix(far, palette.near, hill / 2)
      const y = (x: number) =>
        shore * (0.82 + hill * 0.06) -
        Math.abs(noise(x / (unit * (24 - hill * 5)) + hill * 30)) * unit * (13 - hill * 4) -
        noise(x / (unit * 6) + hill) * unit
      canvas.fill(
        below(profile(width + 4, y, 160, -4), shore + 4),
        canvas.linear([colour, mix(colour, lights[0]!, 0.05)]),
        canvas.lightLinear([0.16, -0.2]),
      )
      if (hill < 1) continue
      let forest = ''
      const tall = unit * (5 + hill * 5)
      for (let x = -unit; x < width + unit; x += tall * random.between(0.12, 0.4))
        forest += pine(canvas, x, y(x) + tall * 0.2, tall * random.between(0.5, 1.2))
      canvas.mark(forest, colour)
    }
    if (lake) paintReflection(canvas, shore, lights, top)
    const hut = random.chance(0.5)
    if (hut) paintHut(canvas, width * random.pick([0.22, 0.34, 0.7]), lake ? shore : height * 0.95)
    return {
      title:
        '{Northern lights|Aurora|The green hour|Curtains|Solar wind|Sixty-nine degrees north}{| over the {lake|hut|pines}|, February|, minus twenty}',
      description:
        '{It lasted eleven minutes; nobody spoke.|First a grey veil, then somebody drew the curtain.|The camera sees more green than you do; the eye sees more movement.} {|Wear two pairs of socks.|On the list.}',
      alt: `Green and violet northern lights over dark pines${lake ? ' and a still lake' : ''}${hut ? ', a hut with one lit window' : ''}.`,
    }
  },
}

function paintCurtain(canvas: Canvas, base: number, lights: readonly string[], index: number) {
  const { width, unit, random } = canvas
  const noise = createNoise(random)
  const [main, second, high] = [lights[index % 2]!, lights[(index + 1) % 2]!, lights[2]!]
  const ray = canvas.linear([[high, 0, 0], [high, 0.28, 0.22], [second, 0.62, 0.5], [main, 0.9, 0.95], [main, 0.965, 0.8], [main, 1, 0]]) // prettier-ignore
  const wide = unit * 1.3
  const slope = random.between(-0.35, 0.35)
  for (let x = -unit * 4; x < width + unit * 4; x += wide * 0.3) {
    const fold = noise(x / (unit * 19)) * unit * 12 + noise(x / (unit * 6) + 50) * unit * 3
    const bright = Math.max(0, 0.52 + 0.5 * noise(x / (unit * 13) + 90) + 0.28 * noise(x / (unit * 1.4) + 130))
    const tall = unit * (26 + 20 * noise(x / (unit * 8) + 170) + 7 * noise(x / (unit * 1.1) + 220))
    if (bright < 0.03 || tall < unit) continue
    const foot = base + fold + (x - width / 2) * slope * 0.5
    canvas.mark(rectangle(x, foot - tall, wide, tall + unit), ray, `opacity="${num(bright * 0.42)}"`)
  }
}

function paintReflection(canvas: Canvas, shore: number, lights: readonly string[], night: string) {
  const { width, height, unit, random, palette } = canvas
  const water = canvas.linear([palette.near, mix(night, lights[0]!, 0.34), mix(night, lights[1]!, 0.16), night])
  canvas.fill(rectangle(-2, shore, width + 4, height - shore + 4), water, canvas.lightLinear([-0.2, 0.05, -0.2]))
  for (let line = 0; line < 110; line++) {
    const t = random.next()
    const y = shore + unit * 2 + (height - shore) * t
    canvas.mark(
      rectangle(random.between(-0.1, 1) * width, y, unit * random.between(2, 15), unit * (0.1 + t * 0.2)),
      random.pick([lights[0]!, lights[1]!, palette.near]),
      'opacity=".2"',
    )
  }
}

function paintHut(canvas: Canvas, x: number, y: number) {
  const { unit, palette } = canvas
  const wood = lighten(palette.near, 0.03)
  canvas.mark(rectangle(x - unit * 6, y - unit * 6, unit * 18, unit * 11), canvas.radial([['#ffc46b', 0, 0.42], ['#ffc46b', 1, 0]])) // prettier-ignore
  canvas.fill(rectangle(x, y - unit * 3, unit * 6, unit * 3), wood)
  canvas.fill(polygon([[x - unit * 0.7, y - unit * 2.8], [x + unit * 3, y - unit * 6], [x + unit * 6.7, y - unit * 2.8]]), mix(palette.near, '#dfe9ee', 0.42), canvas.lightLinear([0.3, -0.1])) // prettier-ignore
  canvas.fill(rectangle(x + unit * 2, y - unit * 2.3, unit * 1.5, unit * 1.4), '#ffd58a', '#c8c8c8')
}
