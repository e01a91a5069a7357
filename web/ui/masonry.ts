// Where tiles go: pure arithmetic, so that it can be known before a single byte of a picture has arrived.

export interface Place {
  column: number
  top: number
}

/**
 * Gives each tile a column and keeps it there: what comes after goes below the shortest column, what comes before goes on top of it. Only
 * another number of columns deals anew.
 */
export class Masonry {
  #columns = 0
  #columnOf = new Map<string, number>()

  /** Places by key, and the height of the whole. Keys are unique, in reading order. */
  place(
    tiles: { key: string; height: number }[],
    columns: number,
    gap: number,
  ): { places: Map<string, Place>; height: number } {
    if (columns !== this.#columns) this.#columnOf.clear()
    this.#columns = columns

    const kept = new Map<string, number>()
    const heights = Array.from({ length: columns }, () => 0)
    for (const tile of tiles) {
      const column = this.#columnOf.get(tile.key)
      if (column === undefined) continue
      kept.set(tile.key, column)
      heights[column] = (heights[column] ?? 0) + tile.height + gap
    }
    const give = (tile: { key: string; height: number }): void => {
      const column = shortest(heights)
      kept.set(tile.key, column)
      heights[column] = (heights[column] ?? 0) + tile.height + gap
    }
    const first = tiles.findIndex(tile => this.#columnOf.has(tile.key))
    // On top: from the nearest upwards, so that a column still reads from new to old.
    for (const tile of tiles.slice(0, Math.max(first, 0)).reverse()) give(tile)
    for (const tile of tiles.slice(Math.max(first, 0))) if (!kept.has(tile.key)) give(tile)
    this.#columnOf = kept

    const bottoms = Array.from({ length: columns }, () => 0)
    const places = new Map<string, Place>()
    for (const tile of tiles) {
      const column = kept.get(tile.key) ?? 0
      const top = bottoms[column] ?? 0
      places.set(tile.key, { column, top })
      bottoms[column] = top + tile.height + gap
    }
    return { places, height: Math.max(0, ...bottoms.map(bottom => bottom - gap)) }
  }
}

function shortest(heights: number[]): number {
  return heights.reduce((best, height, column) => (height < (heights[best] ?? 0) - 0.5 ? column : best), 0)
}
