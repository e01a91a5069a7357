// Pages by cursor: the cursor is the number of a row, so that nothing repeats or is left out while rows arrive.

/** Above every row. */
export const top = '9223372036854775807'

/** Of `limit + 1` rows the page and the cursor of the next, or null at the end. */
export function cutPage<Row extends { id: string }>(rows: Row[], limit: number): { rows: Row[]; next: string | null } {
  const page = rows.slice(0, limit)
  return { rows: page, next: rows.length > limit ? page.at(-1)!.id : null }
}

/** Where a list that can be read in both directions is to be read: at most one of them; from the top when there is none. */
export interface Spot {
  /** What is older than this row. */
  before?: string
  /** What is newer than this row: the nearest. */
  after?: string
  /** From this row on, whether or not it is still there. */
  at?: string
}

/** Which rows are wanted, from the cursor on: its own row is not among them. */
export interface Range {
  from: string
  towards: 'older' | 'newer'
}

export function rangeOf({ before, after, at }: Spot): Range {
  if (after !== undefined) return { from: after, towards: 'newer' }
  return { from: at === undefined ? (before ?? top) : above(at), towards: 'older' }
}

/** Of a page that is not the first there is something newer, or has been: the page that `previous` leads to may be empty. */
export interface Stretch<Row> {
  /** Newest first, whichever way they were read. */
  rows: Row[]
  /** For `before`. */
  next: string | null
  /** For `after`. */
  previous: string | null
}

/** Of `limit + 1` rows, from the range's cursor away, the page and the cursors of its neighbours. */
export function cutRange<Row extends { id: string }>(rows: Row[], range: Range, limit: number): Stretch<Row> {
  return turnRange(rows.slice(0, limit), range, rows.length > limit)
}

/** The same of the page itself. @param more whether there are rows beyond it */
export function turnRange<Row extends { id: string }>(
  rows: Row[],
  { from, towards }: Range,
  more: boolean,
): Stretch<Row> {
  const [nearest, farthest] = [rows[0]?.id ?? null, rows.at(-1)?.id ?? null]
  const beyond = more ? farthest : null
  return towards === 'older'
    ? { rows, next: beyond, previous: from === top ? null : nearest }
    : { rows: rows.toReversed(), next: nearest ?? above(from), previous: beyond }
}

/** The least that the row is older than. */
const above = (id: string): string => (id === top ? top : String(BigInt(id) + 1n))
