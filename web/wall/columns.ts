// How many columns a wall has: plain arithmetic, for its element and for what the HTML shows before there are elements.

export type Density = 'airy' | 'regular' | 'dense'

/** Columns of a wall: the least width of one in pixels, how many there are on narrow screens, and how many at most. */
export interface Columns {
  least: number
  narrow: number
  most: number
}

/** Of a wall of images. */
export const usual: Columns = { least: 240, narrow: 2, most: 6 }

/** What was remembered; null is nothing. */
export const densityOf = (text: string | null): Density => (text === 'airy' || text === 'dense' ? text : 'regular')

/** What a wall's own columns become. */
export function spread({ least, narrow, most }: Columns, chosen: Density): Columns {
  if (chosen === 'airy')
    return { least: least * 1.4, narrow: Math.max(1, narrow - 1), most: Math.max(2, Math.round(most * 0.67)) }
  if (chosen === 'dense') return { least: least * 0.64, narrow: narrow + 1, most: Math.round(most * 1.67) }
  return { least, narrow, most }
}
