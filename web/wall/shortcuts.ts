import type { ReactiveController, ReactiveControllerHost } from 'lit'
import type { MasonryWall } from '../ui/masonry-wall.ts'
import { isForText } from '../ui/typing.ts'
import type { Subject } from '../images/image-keys.ts'

interface Pressed<Item> {
  wall: MasonryWall<Item> | null
  /** What the keys for like, save and follow are about. */
  subject: ((item: Item) => Subject) | undefined
}

/** Hears the keys of a wall while it is in the page; what they do is loaded with the first of them. */
export class Shortcuts<Item> implements ReactiveController {
  readonly #pressed: Pressed<Item>

  constructor(host: ReactiveControllerHost & Pressed<Item>) {
    this.#pressed = host
    host.addController(this)
  }

  hostConnected(): void {
    addEventListener('keydown', this.#press)
  }

  hostDisconnected(): void {
    removeEventListener('keydown', this.#press)
  }

  #press = async (event: KeyboardEvent): Promise<void> => {
    const { key, ctrlKey, metaKey, altKey } = event
    // What lies over the page has its own keys.
    if (document.documentElement.hasAttribute('data-covered')) return
    if (!/^([jklsf]|Arrow\w+)$/.test(key) || ctrlKey || metaKey || altKey || isForText(event)) return
    const { wall, subject } = this.#pressed
    // Arrows scroll, or belong to whatever else has the keyboard.
    if (!wall || (key.startsWith('Arrow') && wall.focused === undefined)) return
    event.preventDefault()
    const { pressOnWall } = await import('./wall-keys.ts')
    await pressOnWall(key, wall, subject ?? (() => ({})))
  }
}
