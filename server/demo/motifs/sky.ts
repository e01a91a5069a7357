// What many motifs share: the sky, what shines in it, and what flies or stands below it.
import type { Canvas } from '../canvas.ts'
import { lighten, mix } from '../colours.ts'
import { createNoise } from '../random.ts'
import { curve, ellipse, polygon, profile, rectangle } from '../shapes.ts'
import type { Point } from '../shapes.ts'

export function paintSky(canvas: Canvas, horizon: number, stars = 0.6) {
  const { width, unit, palette, random } = canvas
  canvas.background(palette.sky[2])
  const glow = mix(palette.sky[2], palette.sun, 0.16)
  const colours = canvas.linear([palette.sky[0], [palette.sky[1], 0.5], [palette.sky[2], 0.88], glow])
  canvas.fill(rectangle(-2, -2, width + 4, horizon + unit * 12), colours, canvas.lightLinear([-0.16, 0, 0.1, 0.18]))
  if (palette.dark) paintStars(canvas, horizon * stars)
  else if (random.chance(0.55)) paintClouds(canvas, horizon)
}

export function paintStars(canvas: Canvas, depth: number, density = 1) {
  const { width, unit, random, palette } = canvas
  const paths: [string, string, string] = ['', '', '']
  const count = ((width * depth) / unit ** 2) * 0.016 * density
  for (let star = 0; star < count; star++) {
    const brightness = random.next() ** 3
    const y = depth * random.next() ** 1.3
    paths[random.whole(0, 2)] += ellipse(random.between(0, width), y, unit * (0.07 + brightness * 0.2))
  }
  for (const [index, path] of paths.entries())
    if (path) canvas.mark(path, lighten(palette.sun, 0.05), `opacity="${0.4 + index * 0.27}"`)
}

/** Long thin banks, lighter than the sky. */
export function paintClouds(canvas: Canvas, horizon: number) {
  const { width, unit, random, palette } = canvas
  const colour = mix(palette.sky[2], '#ffffff', 0.55)
  for (let bank = 0; bank < random.whole(3, 6); bank++) {
    const [x, y] = [random.between(-0.1, 0.9) * width, horizon * random.between(0.12, 0.85)]
    const [long, thick] = [unit * random.between(26, 70), unit * random.between(0.7, 2.2)]
    const noise = createNoise(random)
    const line = profile(
      long,
      along => -thick * Math.sin((along / long) * Math.PI) * (1 + 0.5 * noise(along / (unit * 5))),
      24,
    )
    const lower = [...line].reverse().map(([along, up]): Point => [along, -up * 0.35])
    canvas.group(
      `transform="translate(${x} ${y})"`,
      () =>
      canvas.mark(curve([...line, ...lower], true), canvas.linear([[colour, 0, 0], [colour, 0.5, 0.75], [colour, 1, 0]], 0)), // prettier-ignore
    )
  }
}

/** The sun or, in the dark, the moon, with its glow. */
export function paintSun(canvas: Canvas, x: number, y: number, radius = canvas.unit * canvas.random.between(6, 11)) {
  const { palette } = canvas
  const colour = palette.sun
  const reach = radius * 5.5
  canvas.mark(ellipse(x, y, reach), canvas.radial([[colour, 0, 0.55], [colour, 0.35, 0.16], [colour, 1, 0]])) // prettier-ignore
  canvas.fill(ellipse(x, y, radius), canvas.linear([lighten(colour, 0.03), mix(colour, palette.sky[2], 0.14)]), canvas.lightLinear([0.22, 0, -0.08])) // prettier-ignore
}

/** Birds far away, as pairs of wings. */
export function paintFlock(canvas: Canvas, x: number, y: number, count: number, size: number, colour: string) {
  const { random } = canvas
  for (let bird = 0; bird < count; bird++) {
    const [left, top] = [x + random.normal() * size * 9, y + random.normal() * size * 4]
    const [wing, lift] = [size * random.between(0.7, 1.25), random.between(0.2, 0.62)]
    const wings = `M${left - wing} ${top - wing * lift}Q${left - wing * 0.4} ${top - wing * lift * 1.25} ${left} ${top}Q${left + wing * 0.45} ${top - wing * lift * 1.4} ${left + wing} ${top - wing * lift * 0.8}Q${left + wing * 0.42} ${top - wing * lift * 0.7} ${left} ${top + wing * 0.2}Q${left - wing * 0.4} ${top - wing * lift * 0.62} ${left - wing} ${top - wing * lift}Z`
    canvas.mark(wings, colour)
  }
}

/** A pine whose foot is at x, y. */
export function pine(canvas: Canvas, x: number, y: number, tall: number): string {
  const { random } = canvas
  const rows = Math.max(4, Math.round(tall / (canvas.unit * 1.1)))
  const [left, right]: [Point[], Point[]] = [[], []]
  for (let row = 0; row <= rows; row++) {
    const t = row / rows
    const [reach, level] = [tall * 0.19 * t ** 0.85 * random.between(0.8, 1.15), y - tall * (1 - t * 0.93)]
    left.push([x - reach, level], [x - reach * 0.45, level - tall * 0.012])
    right.push([x + reach * random.between(0.85, 1.1), level], [x + reach * 0.45, level - tall * 0.012])
  }
  const trunk: Point[] = [[x + tall * 0.016, y - tall * 0.06], [x + tall * 0.016, y + tall * 0.05], [x - tall * 0.016, y + tall * 0.05], [x - tall * 0.016, y - tall * 0.06]] // prettier-ignore
  return polygon([[x, y - tall * 1.05], ...right, ...trunk, ...left.reverse()])
}
