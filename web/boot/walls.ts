// The tiles of the HTML at the places that masonry-wall will give them, before they are first seen.
import { tileHeight } from '../images/tile-size.ts'
import { leastOf } from '../ui/masonry.ts'
import { columnsFor } from '../ui/masonry-window.ts'
import { densityOf, spread, usual } from '../wall/columns.ts'

/** Windows below the top of the page: what begins below that waits, so that its pictures take nothing from those above. */
const AHEAD = 1.25

/** Lays what has come of the wall, as it comes, and again when the window changes. */
export function layWalls(density: string | null): void {
  const lists = () => document.querySelectorAll<HTMLElement>('.first .wall ul')
  /** What the browser has to lay out the page for is asked once, not with each piece of the HTML. */
  const rooms = new Map<HTMLElement, Room>()
  const lay = () => {
    for (const list of lists()) {
      const room = rooms.get(list) ?? measure(list, density)
      rooms.set(list, room)
      layWall(list, room)
    }
  }
  addEventListener('scroll', () => lists().forEach(list => list.classList.add('whole')), { once: true })
  const reading = new MutationObserver(lay)
  reading.observe(document, { childList: true, subtree: true })
  document.addEventListener('DOMContentLoaded', () => {
    lay()
    reading.disconnect()
  })
  addEventListener('resize', () => {
    rooms.clear()
    lay()
  })
}

interface Room {
  count: number
  gap: number
  width: number
  /** Pixels from the wall's top to what waits. */
  end: number
}

function measure(list: HTMLElement, density: string | null): Room {
  const wall = list.parentElement!
  return {
    ...columnsFor({ width: wall.clientWidth, ...spread(usual, densityOf(density)) }),
    end: AHEAD * innerHeight - wall.getBoundingClientRect().top - scrollY,
  }
}

function layWall(list: HTMLElement, { count, gap, width, end }: Room): void {
  const bottoms = Array<number>(count).fill(0)
  for (const tile of list.children as Iterable<HTMLElement> & HTMLCollection) {
    const { style } = tile
    const image = tile.querySelector('img')
    // The rest of it is still on its way.
    if (!image) continue
    const size = (name: string) => Number(image.getAttribute(name))
    const height = tileHeight({ width: size('width'), height: size('height') }, width)
    const column = leastOf(bottoms)
    style.width = `${width}px`
    style.height = `${height}px`
    style.transform = `translate(calc(var(--mirror) * ${column * (width + gap)}px), ${bottoms[column]}px)`
    tile.classList.toggle('ahead', bottoms[column]! > end)
    bottoms[column]! += height + gap
  }
  list.style.height = `${Math.max(...bottoms) - gap}px`
  list.classList.add('laid')
}
