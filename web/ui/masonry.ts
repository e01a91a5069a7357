// Where tiles go: pure arithmetic, so that it can be known before a single byte of a picture has arrived.

export interface Sized {
  key: string
  /** In pixels, for a column of the layout's width. */
  height: number
}

export interface Place extends Sized {
  column: number
  /** In pixels from where the first tiles were laid; negative for what came on top of them later. */
  top: number
}

export type Side = 'up' | 'down' | 'left' | 'right'

interface Column {
  /** Downwards from the first tiles. */
  below: Place[]
  /** Upwards from them: the nearest first. */
  above: Place[]
  top: number
  bottom: number
}

/**
 * Columns that grow at both ends. A placed tile never moves: what comes after goes below the shortest column, what comes before goes on top
 * of the one that reaches least far up, from the nearest upwards, so that a column still reads from new to old.
 */
export class Masonry {
  readonly #gap: number
  readonly #columns: Column[]
  readonly #places = new Map<string, Place>()
  #keys: readonly string[] = []
  /** Numbers in reading order, of which the first key's may be negative: what grows at its beginning is not counted anew. */
  readonly #numbers = new Map<string, number>()
  #first = 0

  constructor(columns: number, gap: number) {
    this.#gap = gap
    this.#columns = Array.from({ length: columns }, () => ({ below: [], above: [], top: 0, bottom: 0 }))
  }

  /** The highest and the lowest edge of any tile, in the pixels of `Place.top`; both 0 while there is none. */
  get top(): number {
    return Math.min(0, ...this.#columns.map(({ top }) => top))
  }
  get bottom(): number {
    return Math.max(0, ...this.#columns.map(({ bottom }) => bottom - this.#gap))
  }

  place(key: string): Place | undefined {
    return this.#places.get(key)
  }

  /** Of a key among those of the last update; undefined for what has left a gap. */
  indexOf(key: string): number | undefined {
    const number = this.#numbers.get(key)
    return number === undefined ? undefined : number - this.#first
  }

  /** Begins with tiles that lie already where they were once laid; the rest grows around them. Only while nothing has a place. */
  seed(places: Place[]): void {
    const start = Math.min(...places.map(({ top }) => top))
    for (const column of this.#columns) Object.assign(column, { top: start, bottom: start })
    for (const place of places.toSorted((one, other) => one.top - other.top)) {
      const own = this.#columns[place.column]
      if (!own) continue
      if (own.below.length === 0) own.top = place.top
      own.below.push(place)
      own.bottom = bottomOf(place) + this.#gap
      this.#places.set(place.key, place)
    }
  }

  /**
   * Gives a place to each of the keys (unique, in reading order) that has none. What stands before everything known goes on top, anything
   * else below. What is not among them any more leaves a gap.
   */
  update(keys: readonly string[], heightOf: (index: number) => number): void {
    const known = this.#keys
    const start = known[0] === undefined ? -1 : keys.indexOf(known[0])
    // The usual cases, of which one costs as much as there is new: nothing but more at the beginning and at the end.
    const grown = start >= 0 && keys[start + known.length - 1] === known.at(-1)
    const first = this.#places.size === 0 ? 0 : grown ? start : keys.findIndex(key => this.#places.has(key))
    if (first < 0) this.#clear()
    for (let index = first - 1; index >= 0; index--) this.#put(keys[index]!, heightOf(index), 'above')
    const rest = grown ? start + known.length : Math.max(first, 0)
    for (let index = rest; index < keys.length; index++)
      if (!this.#places.has(keys[index]!)) this.#put(keys[index]!, heightOf(index), 'below')
    this.#count(keys, grown ? start : undefined)
    this.#keys = keys
  }

  /** @param start where what was known begins, when nothing of it has gone */
  #count(keys: readonly string[], start: number | undefined): void {
    const known = this.#keys.length
    if (start === undefined) this.#numbers.clear()
    this.#first = start === undefined ? 0 : this.#first - start
    for (let index = 0; index < keys.length; index++) {
      // What was known has its number already.
      if (index === start) index += known
      const key = keys[index]
      if (key !== undefined) this.#numbers.set(key, this.#first + index)
    }
  }

  /** What is at least partly within these edges. */
  between(top: number, bottom: number): Place[] {
    return this.#columns.flatMap(({ above, below }) => [
      ...within(
        above,
        above.length === 0 ? 0 : firstThat(above, place => place.top < bottom),
        place => bottomOf(place) > top,
      ),
      ...within(
        below,
        firstThat(below, place => bottomOf(place) > top),
        place => place.top < bottom,
      ),
    ])
  }

  /** What stands beside it on that side: in the same column, or in the next one the tile whose middle is nearest. */
  neighbour(key: string, side: Side): Place | undefined {
    const place = this.#places.get(key)
    if (!place) return undefined
    const { top, height } = place
    if (side === 'up') return this.#at(place.column, top - this.#gap - 1)
    if (side === 'down') return this.#at(place.column, top + height + this.#gap + 1)
    const column = place.column + (side === 'left' ? -1 : 1)
    if (!this.#columns[column]) return undefined
    const middle = top + height / 2
    const away = (other: Place) => Math.abs(other.top + other.height / 2 - middle)
    return this.between(top, top + height)
      .filter(other => other.column === column)
      .reduce<Place | undefined>((best, other) => (best && away(best) <= away(other) ? best : other), undefined)
  }

  #at(column: number, y: number): Place | undefined {
    return this.between(y - 1, y + 1).find(place => place.column === column)
  }

  #put(key: string, height: number, side: 'above' | 'below'): void {
    const column = side === 'below' ? this.#least(({ bottom }) => bottom) : this.#least(({ top }) => -top)
    const own = this.#columns[column]!
    const top = side === 'below' ? own.bottom : own.top - this.#gap - height
    const place = { key, height, column, top }
    this.#places.set(key, place)
    own[side].push(place)
    if (side === 'below') own.bottom = top + height + this.#gap
    else own.top = top
  }

  #least(reach: (column: Column) => number): number {
    return leastOf(this.#columns.map(reach))
  }

  #clear(): void {
    this.#places.clear()
    for (const column of this.#columns) Object.assign(column, { below: [], above: [], top: 0, bottom: 0 })
  }
}

/** The column that reaches least far, by how far each does. */
export function leastOf(reaches: number[]): number {
  // Half a pixel is not worth another column than the first.
  return reaches.reduce((best, reach, column) => (reach < reaches[best]! - 0.5 ? column : best), 0)
}

const bottomOf = ({ top, height }: Place) => top + height

/** The index of the first for which it is so, of places for which it is so from some one on. */
function firstThat(places: Place[], isSo: (place: Place) => boolean): number {
  let [from, to] = [0, places.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if (isSo(places[middle]!)) to = middle
    else from = middle + 1
  }
  return from
}

function within(places: Place[], start: number, goesOn: (place: Place) => boolean): Place[] {
  let end = start
  while (end < places.length && goesOn(places[end]!)) end++
  return places.slice(start, end)
}
