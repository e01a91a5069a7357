// Where a wall is, in words that outlive the page: to be shown again after a reload, or years later on another device.
import type { Masonry, Place } from './masonry.ts'

/** A tile, and how far its top is from the top of what can be seen, in pixels. */
export interface WallAnchor {
  key: string
  offset: number
}

/** The same, with what lies around it: where the columns are as wide as they were, all of that comes back to the pixel. */
export interface WallPlace extends WallAnchor {
  /** How wide a column is. */
  width?: number
  /** In reading order: column, and pixels from the highest of them. */
  tiles?: [key: string, column: number, top: number][]
}

/** The first of the tiles that can be seen between two edges. */
export function anchorOf(tiles: Place[], top: number, bottom: number): Place | undefined {
  return tiles
    .filter(tile => tile.top + tile.height > top && tile.top < bottom)
    .reduce<Place | undefined>((best, tile) => (best && best.top <= tile.top ? best : tile), undefined)
}

/** @param seen what can be seen, of which everything that is read between the first and the last is kept */
export function placeOf(masonry: Masonry, anchor: WallAnchor, seen: Place[], keys: string[], width: number): WallPlace {
  const indexes = seen.map(({ key }) => masonry.indexOf(key)).filter(index => index !== undefined)
  const kept = keys.slice(Math.min(...indexes), Math.max(...indexes) + 1).flatMap(key => masonry.place(key) ?? [])
  const highest = Math.min(...kept.map(({ top }) => top))
  return { ...anchor, width, tiles: kept.map(({ key, column, top }) => [key, column, Math.round(top - highest)]) }
}

/** What a wall with columns of that width begins with, to look as it did; nothing when it cannot. */
export function seedsOf(
  { width, tiles = [] }: WallPlace,
  columnWidth: number,
  heightOf: (key: string) => number | undefined,
): Place[] {
  if (width === undefined || Math.abs(width - columnWidth) > 0.1) return []
  return tiles.flatMap(([key, column, top]) => {
    const height = heightOf(key)
    return height === undefined ? [] : { key, column, top, height }
  })
}
