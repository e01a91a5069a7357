// Outlines as SVG path data, in pixels.

export type Point = readonly [x: number, y: number]

/** Rounded to a tenth of a pixel: short text, no visible difference. */
export function num(value: number): string {
  return String(Math.round(value * 10) / 10)
}

export function at([x, y]: Point): string {
  return `${num(x)} ${num(y)}`
}

export function polygon(points: readonly Point[]): string {
  return `M${points.map(at).join('L')}Z`
}

export function polyline(points: readonly Point[]): string {
  return `M${points.map(at).join('L')}`
}

export function rectangle(x: number, y: number, width: number, height: number): string {
  return `M${num(x)} ${num(y)}h${num(width)}v${num(height)}h${num(-width)}Z`
}

export function ellipse(x: number, y: number, rx: number, ry = rx): string {
  const arc = `a${num(rx)} ${num(ry)} 0 1 0 `
  return `M${num(x - rx)} ${num(y)}${arc}${num(rx * 2)} 0${arc}${num(-rx * 2)} 0Z`
}

/** A curve through all points (Catmull-Rom), open unless `closed`. */
export function curve(points: readonly Point[], closed = false): string {
  const count = points.length
  const get = (index: number) =>
    closed ? points[(index + count) % count]! : points[Math.min(count - 1, Math.max(0, index))]!
  let path = `M${at(get(0))}`
  for (let index = 0; index < (closed ? count : count - 1); index++) {
    const [before, from, to, after] = [get(index - 1), get(index), get(index + 1), get(index + 2)]
    const leave: Point = [from[0] + (to[0] - before[0]) / 6, from[1] + (to[1] - before[1]) / 6]
    const arrive: Point = [to[0] - (after[0] - from[0]) / 6, to[1] - (after[1] - from[1]) / 6]
    path += `C${at(leave)} ${at(arrive)} ${at(to)}`
  }
  return closed ? `${path}Z` : path
}

/** Points from x = 0 to `width` at the heights of `y`. */
export function profile(width: number, y: (x: number) => number, steps = 90, from = 0): Point[] {
  return Array.from({ length: steps + 1 }, (_, index) => {
    const x = from + ((width - from) * index) / steps
    return [x, y(x)]
  })
}

/** Everything between a line and the bottom. */
export function below(line: readonly Point[], bottom: number): string {
  const [first, last] = [line[0]!, line.at(-1)!]
  return `${polyline(line)}L${num(last[0])} ${num(bottom)}L${num(first[0])} ${num(bottom)}Z`
}

/** A point at a distance and an angle (radians, clockwise from the right). */
export function polar(x: number, y: number, distance: number, angle: number): Point {
  return [x + Math.cos(angle) * distance, y + Math.sin(angle) * distance]
}

/** Points scattered at least `gap` apart (dart throwing), at most `tries` darts. */
export function scatter(
  next: () => number,
  width: number,
  height: number,
  gap: (x: number, y: number) => number,
  tries: number,
): Point[] {
  const points: Point[] = []
  for (let dart = 0; dart < tries; dart++) {
    const [x, y] = [next() * width, next() * height]
    const least = gap(x, y) ** 2
    if (points.every(point => (point[0] - x) ** 2 + (point[1] - y) ** 2 >= least)) points.push([x, y])
  }
  return points
}
