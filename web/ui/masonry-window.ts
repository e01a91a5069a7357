// Which tiles of a wall are in the page, and in how many columns: pure, like masonry.ts.
import type { Masonry, Place } from './masonry.ts'

/** How many tiles are in the page at most, however large the window; whatever has the keyboard comes on top. */
const MOST = 380
/** How many are made in one frame: a wall is filled while one scrolls, and no frame may wait for it, on a slow phone either. */
const AT_ONCE = 2

export interface Columns {
  count: number
  width: number
  gap: number
}

interface Wanted {
  /** Of the wall and of its narrowest column, in pixels. */
  width: number
  least: number
  /** How many on a narrow wall, however wide they get; and how many at most. */
  narrow: number
  most: number
}

export function columnsFor({ width, least, narrow, most }: Wanted): Columns {
  const gap = width < 560 ? 12 : 20
  const fitting = Math.floor((width + gap) / (least + gap))
  const count = Math.max(1, Math.min(most, width < 560 ? narrow : Math.max(2, fitting)))
  return { count, gap, width: (width - gap * (count - 1)) / count }
}

interface View {
  /** Where the top of the window is in the pixels of the layout, and how tall the window is. */
  from: number
  height: number
  /** Whether a tile is still on the wall. */
  listed(key: string): boolean
  /** Whether it is in the page already. */
  made(key: string): boolean
  /** Whether something else is shown in its place until it is made: then nothing has to be there at once. */
  covered: boolean
}

/**
 * Of the tiles a screen above to a screen and a half below the window those that are to be in the page now; whether others follow in the
 * next frame, and whether there are some among them that can be seen.
 */
export function tilesNear(
  masonry: Masonry,
  view: View,
): { near: Place[]; now: Place[]; more: boolean; unseen: boolean } {
  const { from, height } = view
  const middle = from + height / 2
  const distance = (place: Place) => Math.max(place.top - middle, middle - place.top - place.height)
  const near = masonry
    .between(from - height, from + 2.5 * height)
    .filter(({ key }) => view.listed(key))
    .sort((one, other) => distance(one) - distance(other))
    .slice(0, MOST)
  const made = near.filter(({ key }) => view.made(key))
  const missing = near.filter(({ key }) => !view.made(key))
  const visible = missing.filter(place => distance(place) < height / 2).length
  // What can be seen when there is nothing yet is there at once.
  const atOnce = made.length > 0 || view.covered ? AT_ONCE : Math.max(AT_ONCE, visible)
  return {
    near,
    now: [...made, ...missing.slice(0, atOnce)],
    more: missing.length > atOnce,
    unseen: visible > atOnce,
  }
}
