import type { Canvas } from '../canvas.ts'
import { lighten, mix } from '../colours.ts'
import { film } from '../motif.ts'
import type { Motif } from '../motif.ts'
import { createNoise } from '../random.ts'
import { below, ellipse, num, profile, rectangle } from '../shapes.ts'
import { paintFlock, paintSky, paintSun } from './sky.ts'

export const sails: Motif = {
  name: 'sails',
  shapes: ['photo', 'upright', 'wide', 'tall', 'square', 'panorama'],
  palettes: [
    'harbour',
    'blossom',
    'lemon',
    'fjord',
    'terracotta',
    'ember',
    'lilac',
    'jade',
    'ochre',
    'sage',
    'midnight',
  ],
  finish: film,
  paint(canvas) {
    const { width, height, unit, random, palette } = canvas
    const horizon = height * random.between(0.48, 0.64)
    paintSky(canvas, horizon)
    const sunX = width * random.between(0.25, 0.75)
    const radius = unit * random.between(7, 13)
    const sunY = horizon - radius * random.between(0.2, 1.9)
    paintSun(canvas, sunX, sunY, radius)
    paintFlock(
      canvas,
      width * random.between(0.3, 0.7),
      height * 0.17,
      random.whole(3, 8),
      unit * 1.1,
      mix(palette.near, palette.far, 0.3),
    )
    const noise = createNoise(random)
    for (let cape = 0; cape < 3; cape++) {
      const side = cape % 2 ? 1 : -1
      const y = (x: number) =>
        horizon +
        unit -
        Math.max(0, (side * (x - width * (0.5 + side * (0.16 + cape * 0.06)))) / width) *
          unit *
          (34 - cape * 5) *
          (1 + 0.4 * noise(x / (unit * 9) + cape * 20))
      canvas.fill(
        below(profile(width + 4, y, 160, -4), horizon + unit),
        mix(palette.far, cape === 2 ? palette.near : palette.sky[2], cape === 2 ? 0.22 : 0.32 - cape * 0.2),
        canvas.lightLinear([0.14, -0.14]),
      )
    }
    const shallow = mix(palette.far, palette.sky[2], 0.35)
    canvas.fill(
      rectangle(-2, horizon, width + 4, height - horizon + 4),
      canvas.linear([shallow, mix(shallow, palette.hues[0], 0.35), mix(palette.near, palette.hues[0], 0.45)]),
      canvas.lightLinear([0.25, 0, -0.36]),
    )
    paintGlitter(canvas, sunX, horizon, radius)
    const boats = random.pick([1, 1, 2, 3, 5])
    for (let boat = 0; boat < boats; boat++) {
      const depth = boats === 1 ? random.between(0.15, 0.4) : (boat + random.between(0, 0.6)) / (boats + 0.6) * 0.55 // prettier-ignore
      const x = width * (boats === 1 ? random.pick([0.3, 0.68]) : ((boat * 0.382 + 0.2) % 0.8) + 0.1)
      paintBoat(canvas, x, horizon + (height - horizon) * (0.03 + depth), unit * (7 + depth * 46))
    }
    return {
      title: `{${boats === 1 ? 'One sail' : 'Regatta'}|Slack water|Going home|No wind to speak of|The bay|Evening, sea like oil}{|, from the {pier|ferry}|, July|, after the storm}`,
      description:
        '{The sea was so still that the boats had doubles.|You could hear them talk from the beach.|A sun, a sail, a line: enough.} {Watercolour dreams, printed.|For the cabin.|}',
      alt: `${boats === 1 ? 'A sailing boat' : `${boats} sailing boats`} on calm water, the ${palette.dark ? 'moon' : 'sun'} low above the horizon.`,
    }
  },
}

function paintGlitter(canvas: Canvas, x: number, horizon: number, radius: number) {
  const { height, unit, random, palette, width } = canvas
  const bright = lighten(mix(palette.sun, palette.sky[2], 0.25), 0.02)
  for (let line = 0; line < 150; line++) {
    const t = random.next() ** 1.3
    const spread = radius * (0.7 + t * 0.9)
    const long = unit * random.between(1.5, 7) * (0.5 + t * 1.3)
    canvas.mark(
      ellipse(
        x + random.normal() * spread * 0.6,
        horizon + unit * 0.5 + (height - horizon) * t * 0.94,
        long / 2,
        unit * (0.09 + t * 0.26),
      ),
      bright,
      `opacity="${num(0.85 - t * 0.6)}"`,
    )
  }
  for (let line = 0; line < 130; line++) {
    const t = random.next()
    const colour = random.chance(0.5) ? palette.sky[2] : palette.near
    canvas.mark(
      ellipse(
        random.between(0, width),
        horizon + (height - horizon) * t,
        unit * random.between(2, 9) * (0.4 + t),
        unit * (0.06 + t * 0.17),
      ),
      colour,
      'opacity=".2"',
    )
  }
}

function paintBoat(canvas: Canvas, x: number, y: number, tall: number) {
  const { unit, random, palette } = canvas
  const cloth = random.pick([
    palette.paper,
    palette.paper,
    lighten(palette.sky[2], 0.03),
    palette.hues[3],
    palette.hues[0],
  ])
  const facing = random.pick([-1, 1])
  const n = (share: number) => num(share * tall)
  const draw = (light: boolean) => {
    const main = `M${n(0.03)} ${n(-1)}Q${n(0.4)} ${n(-0.5)} ${n(0.43)} ${n(-0.12)}L${n(0.03)} ${n(-0.1)}Z`
    const jib = `M${n(-0.02)} ${n(-0.92)}Q${n(-0.14)} ${n(-0.4)} ${n(-0.36)} ${n(-0.11)}L${n(-0.02)} ${n(-0.12)}Z`
    canvas.fill(main, cloth, light ? canvas.lightLinear([0.4, 0.05, -0.35], 20) : '#666666')
    canvas.fill(jib, mix(cloth, palette.far, 0.22), light ? canvas.lightLinear([-0.3, 0.2], 0) : '#5a5a5a')
    canvas.mark(rectangle(-tall * 0.008, -tall * 1.03, tall * 0.018, tall), palette.near)
    canvas.fill(
      `M${n(-0.4)} ${n(-0.07)}L${n(0.46)} ${n(-0.07)}Q${n(0.42)} ${n(0.02)} ${n(0.3)} ${n(0.03)}L${n(-0.24)} ${n(0.03)}Q${n(-0.33)} ${n(0.02)} ${n(-0.4)} ${n(-0.07)}Z`,
      mix(palette.near, palette.hues[4], 0.3),
      canvas.lightLinear([0.2, -0.3]),
    )
  }
  const place = `translate(${num(x)} ${num(y)})`
  canvas.group(`transform="${place} scale(${facing} -.62) translate(0 ${num(-tall * 0.06)})" opacity=".3"`, () =>
    draw(false),
  )
  for (let ripple = 0; ripple < 7; ripple++)
    canvas.mark(
      rectangle(
        x - tall * random.between(0.2, 0.6),
        y + tall * (0.06 + ripple * 0.08),
        tall * random.between(0.3, 0.9),
        unit * 0.28,
      ),
      mix(palette.far, palette.hues[0], 0.45),
      'opacity=".5"',
    )
  canvas.group(`transform="${place} scale(${facing} 1) rotate(${num(random.between(-3, 5))})"`, () => draw(true))
}
