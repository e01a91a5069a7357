import type { Canvas } from '../canvas.ts'
import { along, lighten, mix } from '../colours.ts'
import { paperCut } from '../motif.ts'
import type { Motif } from '../motif.ts'
import { createField } from '../random.ts'
import { curve, ellipse, polar } from '../shapes.ts'
import type { Point } from '../shapes.ts'

const step = 17

export const contours: Motif = {
  name: 'contours',
  shapes: ['square', 'upright', 'photo', 'tall', 'wide'],
  palettes: [
    'sage',
    'fjord',
    'terracotta',
    'jade',
    'indigo',
    'blossom',
    'olive',
    'rosewood',
    'harbour',
    'lilac',
    'lemon',
    'ember',
  ],
  finish: paperCut,
  paint(canvas) {
    const { width, unit, random, palette } = canvas
    const layered = random.chance(0.6)
    const levels = layered ? random.whole(7, 9) : random.whole(14, 18)
    const heights = survey(canvas, layered ? 34 : 26)
    const ramp = layered
      ? random.pick([[palette.near, palette.hues[0], palette.hues[1], palette.hues[2], palette.paper], [palette.sky[0], palette.sky[1], palette.sky[2], palette.paper], [palette.paper, palette.hues[2], palette.hues[0], palette.near]]) // prettier-ignore
      : [mix(palette.paper, palette.hues[1], 0.12), mix(palette.paper, palette.hues[2], 0.3)]
    canvas.background(along(ramp, 0), layered ? '#5c5c5c' : undefined)
    for (let level = 1; level <= levels; level++) {
      const t = level / levels
      const path = trace(heights, Math.ceil(width / step) + 5, -0.62 + 1.24 * (level / (levels + 1))).map(loop => curve(loop, true)).join('') // prettier-ignore
      if (!path) continue
      const colour = along(ramp, t)
      if (layered)
        canvas.group(`transform="translate(${unit * 0.35} ${unit * 0.7})"`, () => canvas.halo(path, unit * 2.3, 0.55))
      canvas.fill(path, colour, canvas.lightLinear([0.14, -0.1], 60), 'fill-rule="evenodd"')
      const index = !layered && level % 5 === 0
      canvas.stroke(
        path,
        layered ? lighten(colour, 0.05) : mix(palette.hues[0], palette.ink, index ? 0.5 : 0.15),
        unit * (layered ? 0.14 : index ? 0.34 : 0.15),
      )
    }
    if (!layered) paintPath(canvas)
    return layered
      ? {
          title:
            '{Paper valley|Cut paper topography|Depth chart|Lake bed|Canyon in nine sheets|Bathymetry}{|, model|, {blue|warm} set| for the study}',
          description:
            '{Laser-cut card, one sheet to a level, three millimetres of foam between.|The shadows are the drawing.|A valley, turned inside out.} {Glued over four evenings.|}',
          alt: `${levels} layers of cut paper form valleys and islands with soft shadows.`,
        }
      : {
          title:
            '{Contour map|Survey sheet|Equidistance ten metres|The plateau|Walking map}{|, first edition|, sheet {14|27|33}| of an island that does not exist}',
          description:
            '{Steep where the lines crowd, kind where they part.|The dotted path is the one we took.|Nobody has ever been there.} {I collect maps of invented places.|}',
          alt: 'A topographic map with fine contour lines and a dotted path.',
        }
  },
}

/** Heights on a grid that reaches past the edges, and sinks there, so that every contour closes. */
function survey(canvas: Canvas, size: number): number[][] {
  const { width, height, unit, random } = canvas
  const field = createField(random)
  const [columns, rows] = [Math.ceil(width / step) + 5, Math.ceil(height / step) + 5]
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (__, column) => {
      if (row === 0 || column === 0 || row === rows - 1 || column === columns - 1) return -9
      const [x, y] = [(column * step) / (unit * size), (row * step) / (unit * size)]
      const bend = field(x * 0.7 + 40, y * 0.7) * 0.55
      return field(x + bend, y - bend) * 0.8 + field(x * 2.1 + 9, y * 2.1) * 0.22 + field(x * 4.3, y * 4.3 + 70) * 0.05
    }),
  )
}

/** Marching squares: the closed lines at one height. */
function trace(heights: readonly number[][], columns: number, level: number): Point[][] {
  const next = new Map<number, number>()
  const places = new Map<number, Point>()
  const value = (column: number, row: number) => heights[row]![column]!

  /** The point where the level crosses an edge of the grid; `down` for an edge that runs down. */
  function cross(column: number, row: number, down: boolean): number {
    const key = (row * columns + column) * 2 + (down ? 1 : 0)
    if (!places.has(key)) {
      const from = Math.max(-1.2, value(column, row))
      const to = Math.max(-1.2, down ? value(column, row + 1) : value(column + 1, row))
      const t = (level - from) / (to - from)
      places.set(key, [(column - 2 + (down ? 0 : t)) * step, (row - 2 + (down ? t : 0)) * step])
    }
    return key
  }

  for (let row = 0; row < heights.length - 1; row++) {
    for (let column = 0; column < columns - 1; column++) {
      const corners = [value(column, row), value(column + 1, row), value(column + 1, row + 1), value(column, row + 1)]
      const inside = corners.map(corner => corner > level)
      const edges = [() => cross(column, row, false), () => cross(column + 1, row, true), () => cross(column, row + 1, false), () => cross(column, row, true)] // prettier-ignore
      // With the high ground on the right, each line enters a cell by one edge and leaves by another.
      const entries = [0, 1, 2, 3].filter(edge => !inside[edge] && inside[(edge + 1) % 4])
      const exits = [0, 1, 2, 3].filter(edge => inside[edge] && !inside[(edge + 1) % 4])
      for (const entry of entries) {
        const exit = exits.length === 1 ? exits[0]! : (entry + 1) % 4
        next.set(edges[entry]!(), edges[exit]!())
      }
    }
  }

  const loops: Point[][] = []
  while (next.size) {
    const loop: Point[] = []
    let key = next.keys().next().value as number | undefined
    while (key !== undefined && next.has(key)) {
      loop.push(places.get(key)!)
      const after: number = next.get(key)!
      next.delete(key)
      key = after
    }
    if (loop.length > 7) loops.push(loop.filter((_, index) => index % 2 === 0))
  }
  return loops
}

function paintPath(canvas: Canvas) {
  const { width, height, unit, random, palette } = canvas
  let [x, y, angle] = [-unit, height * random.between(0.3, 0.7), 0]
  const line: Point[] = [[x, y]]
  while (x < width + unit && line.length < 60) {
    angle = angle * 0.7 + random.normal() * 0.5
    ;[x, y] = polar(x, y, unit * 5, angle)
    line.push([x, y])
  }
  const red = palette.hues[4]
  canvas.stroke(curve(line), red, unit * 0.5, `stroke-dasharray="${unit * 0.1} ${unit * 1.3}"`)
  for (const point of [line[Math.floor(line.length * 0.3)]!, line[Math.floor(line.length * 0.7)]!]) {
    canvas.fill(ellipse(point[0], point[1], unit * 1.1), palette.paper)
    canvas.stroke(ellipse(point[0], point[1], unit * 1.1), red, unit * 0.4)
  }
}
