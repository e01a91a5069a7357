// Where the pictures of one story lie in its box: pure arithmetic.

export interface Cell {
  left: number
  top: number
  width: number
  height: number
}

/** How many pictures are shown at most; the others are counted. */
export const mostCells = 5

const GAP = 4

/**
 * Pixels, for a box of that size; the first cell is the largest, and suits a first picture that is `upright`. Cells are added, and shrink,
 * but never change their order.
 */
export function mosaic(count: number, width: number, height: number, upright = false): Cell[] {
  const box = { left: 0, top: 0, width, height }
  const cells = Math.min(count, mostCells)
  const ratio = height / width
  if (cells <= 1) return [box]
  if (ratio < 0.45) return columns(box, cells)
  if (ratio < (upright ? 1.35 : 1)) {
    if (cells === 2) return columns(box, 2)
    const [lead, side] = columns(box, 2, cells === 3 ? 0.62 : 0.5)
    if (!lead || !side) return [box]
    if (cells === 3) return [lead, ...rows(side, 2)]
    if (cells === 4) return [...rows(lead, 2), ...rows(side, 2)]
    return [lead, ...rows(side, 2).flatMap(row => columns(row, 2))]
  }
  if (cells === 2) return rows(box, 2)
  const [lead, below] = rows(box, 2, cells === 4 ? 0.5 : 0.58)
  if (!lead || !below) return [box]
  if (cells === 3) return [lead, ...columns(below, 2)]
  if (cells === 4) return [...columns(lead, 2), ...columns(below, 2)]
  return ratio < 1.35
    ? [...columns(lead, 2), ...columns(below, 3)]
    : [lead, ...rows(below, 2).flatMap(row => columns(row, 2))]
}

/** Side by side; `first` is the share of the first one of two. */
function columns({ left, top, width, height }: Cell, count: number, first = 1 / count): Cell[] {
  const room = width - GAP * (count - 1)
  const lead = room * first
  const other = (room - lead) / (count - 1)
  return Array.from({ length: count }, (_, index) => ({
    left: left + (index === 0 ? 0 : lead + GAP + (index - 1) * (other + GAP)),
    top,
    width: index === 0 ? lead : other,
    height,
  }))
}

function rows({ left, top, width, height }: Cell, count: number, first = 1 / count): Cell[] {
  return columns({ left: top, top: left, width: height, height: width }, count, first).map(cell => ({
    left: cell.top,
    top: cell.left,
    width: cell.height,
    height: cell.width,
  }))
}
