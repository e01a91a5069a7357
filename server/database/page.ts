// Pages by cursor: the cursor is the number of the last row, so that nothing repeats or is left out while rows arrive.

/** Above every row. */
export const top = '9223372036854775807'

/** Of `limit + 1` rows the page and the cursor of the next, or null at the end. */
export function cutPage<Row extends { id: string }>(rows: Row[], limit: number): { rows: Row[]; next: string | null } {
  const page = rows.slice(0, limit)
  return { rows: page, next: rows.length > limit ? page.at(-1)!.id : null }
}
