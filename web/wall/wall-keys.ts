// What the keys do on a wall: j and k from tile to tile as one reads, arrows to the neighbour on that side, l, s and f for what is in it.
import { actOn, type Subject } from '../images/image-keys.ts'
import type { MasonryWall, TileKind } from '../ui/masonry-wall.ts'

/** `left` is towards the first column, which is on the right where one reads from there. */
const directions = { ArrowUp: 'up', ArrowDown: 'down', ArrowLeft: 'left', ArrowRight: 'right' } as const
const mirrored = { ...directions, ArrowLeft: 'right', ArrowRight: 'left' } as const

/** Does what the key stands for, if it stands for anything here. */
export async function pressOnWall<Item>(
  key: string,
  wall: MasonryWall<Item>,
  subject: (item: Item) => Subject,
): Promise<void> {
  const { items, kind, focused } = wall
  if (!kind) return
  if (key === 'j' || key === 'k') return step(wall, kind, key === 'j' ? 1 : -1)
  if (key in directions) {
    const next =
      focused &&
      wall.neighbour(focused, (document.dir === 'rtl' ? mirrored : directions)[key as keyof typeof directions])
    if (next) await wall.focusTile(next)
    return
  }
  const item = items.find(item => kind.key(item) === focused)
  if (item === undefined) return
  await actOn(key, subject(item))
}

async function step<Item>(wall: MasonryWall<Item>, kind: TileKind<Item>, by: 1 | -1): Promise<void> {
  const from = wall.focused
  // Not in the wall yet: at what can be seen.
  if (from === undefined) {
    const { anchor } = wall
    return anchor && wall.focusTile(anchor.key)
  }
  const next = wall.items[wall.items.findIndex(item => kind.key(item) === from) + by]
  if (next !== undefined) await wall.focusTile(kind.key(next))
}
