// The arithmetic of looking closer, and of swiping. Points and shifts are pixels from the middle of the room that the picture has.
export interface Size {
  width: number
  height: number
}

export interface Point {
  x: number
  y: number
}

export interface View extends Point {
  /** 1 shows the whole picture. */
  scale: number
}

export const whole: View = { scale: 1, x: 0, y: 0 }

/** How much closer one step of a key or a button comes. */
export const STEP = 1.5
/** Further than its pixels nothing is gained, but everything can be looked at twice as large. */
const LEAST_MOST = 2
const MOST = 8
/** A finger that has moved less has not moved. */
const SLOP = 8

/** @param shown the whole picture on the screen @param pixels how wide its largest file is */
export function mostScale(shown: Size, pixels: number): number {
  return Math.min(MOST, Math.max(LEAST_MOST, (2 * pixels) / shown.width || 0))
}

/** The nearest view whose picture fills the room as far as it can. */
export function within(view: View, shown: Size, room: Size, most: number): View {
  const scale = clamp(view.scale, 1, most)
  const reach = (picture: number, space: number) => Math.max(0, (picture * scale - space) / 2)
  const [across, down] = [reach(shown.width, room.width), reach(shown.height, room.height)]
  return { scale, x: clamp(view.x, -across, across), y: clamp(view.y, -down, down) }
}

/** What lies at the point stays there. */
export function zoomAt(view: View, scale: number, at: Point): View {
  const ratio = scale / view.scale
  return { scale, x: at.x - (at.x - view.x) * ratio, y: at.y - (at.y - view.y) * ratio }
}

/** What lay under two fingers stays under them; they do not turn it. */
export function pinch(view: View, before: [Point, Point], after: [Point, Point]): View {
  const apart = distance(before)
  const scale = apart > 0 ? (view.scale * distance(after)) / apart : view.scale
  const [from, to] = [middle(before), middle(after)]
  const zoomed = zoomAt(view, scale, from)
  return { scale, x: zoomed.x + to.x - from.x, y: zoomed.y + to.y - from.y }
}

/** Of one turn of a wheel, or one move of two fingers on a pad. */
export function wheelFactor(delta: number): number {
  return Math.exp(clamp(-delta, -60, 60) / 120)
}

export type Direction = 'across' | 'down' | 'up'

/** Where a finger goes that has just begun to move; undefined while that cannot be told. */
export function directionOf(x: number, y: number): Direction | undefined {
  if (Math.max(Math.abs(x), Math.abs(y)) < SLOP) return undefined
  if (Math.abs(x) >= Math.abs(y)) return 'across'
  return y > 0 ? 'down' : 'up'
}

/** Whether a finger lifted there meant it: far enough, or quick and still on its way. @param velocity pixels a millisecond */
export function isSwipe(way: number, velocity: number, room: number): boolean {
  if (Math.abs(way) < 3 * SLOP) return false
  if (Math.abs(velocity) > 0.35) return Math.sign(velocity) === Math.sign(way)
  return Math.abs(way) > Math.min(room / 4, 160)
}

function middle([one, other]: [Point, Point]): Point {
  return { x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 }
}

function distance([one, other]: [Point, Point]): number {
  return Math.hypot(one.x - other.x, one.y - other.y)
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most)
}
