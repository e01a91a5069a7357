// The colours of web/theme.css beside each other: whoever sees little reads them too.
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

const css = readFileSync(new URL('../../web/theme.css', import.meta.url), 'utf8')
const normal = tokensOf(css.slice(css.indexOf(':root {')))
const more = tokensOf(css.slice(css.indexOf('prefers-contrast: more')))

const grounds = ['paper', 'surface', 'sunken'] as const
type Pair = [front: string, back: string]

const read: Pair[] = [
  ...[...grounds, 'hover'].map((back): Pair => ['ink', back]),
  ...grounds.map((back): Pair => ['ink-soft', back]),
  ...[...grounds, 'accent-quiet'].map((back): Pair => ['accent', back]),
  ...['accent-quiet', 'danger-quiet'].map((back): Pair => ['ink', back]),
  ['ink-soft', 'accent-quiet'],
  ['on-accent', 'accent'],
  ['on-accent', 'accent-hover'],
  ['danger', 'paper'],
  ['danger', 'surface'],
  ['danger', 'danger-quiet'],
  ['good', 'surface'],
  ['paper', 'ink'],
  ['paper', 'ink-soft'],
]
/** Edges of what one acts on, the ring around what has the focus, and drawings that say something. */
const seen: Pair[] = [
  ...grounds.map((back): Pair => ['line-strong', back]),
  ...grounds.map((back): Pair => ['good', back]),
  ['accent', 'hover'],
]

/** Of web/ui/user-avatar.ts. */
const initials = [
  [
    { saturation: 34, lightness: 86 },
    { saturation: 45, lightness: 25 },
  ],
  [
    { saturation: 20, lightness: 27 },
    { saturation: 40, lightness: 84 },
  ],
] as const

describe.each([
  ['light', 0],
  ['dark', 1],
] as const)('%s', (_, side) => {
  const plain = (name: string) => pick(normal, name, side)
  const high = (name: string) => pick({ ...normal, ...more }, name, side)

  test.each(read)('%s is read on %s', (front, back) => {
    expect(contrast(plain(front), plain(back))).toBeGreaterThanOrEqual(4.5)
    expect(contrast(high(front), high(back))).toBeGreaterThanOrEqual(7)
  })

  test.each(seen)('%s is seen on %s', (front, back) => {
    expect(contrast(plain(front), plain(back))).toBeGreaterThanOrEqual(3)
    expect(contrast(high(front), high(back))).toBeGreaterThanOrEqual(3)
  })

  test('where more contrast is asked for, every line is seen', () => {
    for (const back of grounds) expect(contrast(high('line'), high(back))).toBeGreaterThanOrEqual(3)
  })

  test('what lies on a picture is read on the brightest', () => {
    const veiled = over(colourOf(plain('veil')), [255, 255, 255])
    expect(ratio(rgbOf(plain('on-image')), veiled)).toBeGreaterThanOrEqual(4.5)
  })

  test('initials are read on the colour of every name', () => {
    for (let hue = 0; hue < 360; hue++) {
      const [back, front] = initials[side]
      expect(ratio(hsl(hue, front), hsl(hue, back)), `hue ${hue}`).toBeGreaterThanOrEqual(4.5)
    }
  })
})

test('the colour of the window is that of the paper', () => {
  const page = readFileSync(new URL('../../web/index.html', import.meta.url), 'utf8')
  for (const [side, scheme] of ['light', 'dark'].entries())
    expect(page).toContain(`content="${pick(normal, 'paper', side)}" media="(prefers-color-scheme: ${scheme})"`)
})

/** Of the first block. */
function tokensOf(block: string): Record<string, string> {
  const body = block.slice(block.indexOf(':root {'), block.indexOf('\n}'))
  return Object.fromEntries([...body.matchAll(/--([\w-]+):\s*([^;]+);/g)].map(([, name, value]) => [name, value]))
}

function pick(tokens: Record<string, string>, name: string, side: number): string {
  const value = tokens[name]
  if (!value) throw new Error(`There is no --${name}.`)
  const alias = /^var\(--([\w-]+)\)$/.exec(value)?.[1]
  if (alias) return pick(tokens, alias, side)
  const both = /^light-dark\((.+?\)?), (.+)\)$/.exec(value)
  return both ? both[side + 1]! : value
}

type Rgb = [red: number, green: number, blue: number]

function contrast(one: string, other: string): number {
  return ratio(rgbOf(one), rgbOf(other))
}

function rgbOf(value: string): Rgb {
  const [rgb, alpha] = colourOf(value)
  expect(alpha).toBe(1)
  return rgb
}

function colourOf(value: string): [Rgb, alpha: number] {
  const hex = /^#([\da-f]{6})$/.exec(value)?.[1]
  if (hex) return [[0, 2, 4].map(at => parseInt(hex.slice(at, at + 2), 16)) as Rgb, 1]
  const [red, green, blue, alpha] = value.match(/[\d.]+/g)?.map(Number) ?? []
  return [[red, green, blue] as Rgb, alpha ?? 1]
}

function over([front, alpha]: [Rgb, number], back: Rgb): Rgb {
  return front.map((value, index) => value * alpha + back[index]! * (1 - alpha)) as Rgb
}

/** As WCAG 2.2 has it. */
function ratio(one: Rgb, other: Rgb): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

function luminance(rgb: Rgb): number {
  const [red, green, blue] = rgb.map(value => {
    const part = value / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  }) as Rgb
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function hsl(hue: number, { saturation, lightness }: { saturation: number; lightness: number }): Rgb {
  const [s, l] = [saturation / 100, lightness / 100]
  const part = (n: number) => {
    const k = (n + hue / 30) % 12
    return 255 * (l - s * Math.min(l, 1 - l) * Math.max(-1, Math.min(k - 3, 9 - k, 1)))
  }
  return [part(0), part(8), part(4)]
}
