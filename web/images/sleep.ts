// A wall of ten thousand pictures in the memory of a phone: of what is far from what one looks at, only its place and its colours are kept.
import type { ReactiveController, ReactiveControllerHost } from 'lit'
import type { Id, ImageView } from '../../server/views.ts'
import type { ItemPage } from '../paged-list.ts'
import { forgetImage, getImage, imageFacts } from './data.ts'

/** So many tiles on either side stay as they are; and from so many on they are awake again before they can be seen. */
const KEPT = 240
const AHEAD = 60
/** Milliseconds for which a wall that is scrolled fast must have rested. */
const REST = 80

interface Images {
  items: ImageView[]
}

export class Sleep implements ReactiveController {
  readonly #list: Images
  readonly #host: ReactiveControllerHost
  readonly #load: (at: Id) => Promise<ItemPage<ImageView>>
  readonly #asleep = new WeakSet<ImageView>()
  #near: [number, number] = [0, -1]
  #timer: ReturnType<typeof setTimeout> | undefined
  #waking = false

  /** @param list whose items are replaced in place @param load the images from one on */
  constructor(list: Images, host: ReactiveControllerHost, load: (at: Id) => Promise<ItemPage<ImageView>>) {
    this.#list = list
    this.#host = host
    this.#load = load
    host.addController(this)
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer)
  }

  /** Says which tiles are near what one looks at. */
  near(first: number, last: number): void {
    this.#near = [first, last]
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#settle(), REST)
  }

  /** The whole image, of one that may be asleep. */
  async awake(image: ImageView): Promise<ImageView> {
    return this.#asleep.has(image) ? getImage(image.id) : image
  }

  async #settle(): Promise<void> {
    this.#fallAsleep()
    if (this.#waking) return
    this.#waking = true
    try {
      for (let first = this.#firstAsleep(); first !== undefined; first = this.#firstAsleep()) await this.#wake(first)
    } catch {
      // Their colours stay; the next scroll tries again.
    } finally {
      this.#waking = false
    }
  }

  #fallAsleep(): void {
    const { items } = this.#list
    const [first, last] = this.#near
    for (const [index, image] of items.entries()) {
      if ((index >= first - KEPT && index <= last + KEPT) || this.#asleep.has(image)) continue
      const rest = { ...image, description: '', alt: '', pageUrl: null, sourceUrl: null, sources: [] }
      this.#asleep.add(rest)
      items[index] = rest
      imageFacts.drop(image.id)
    }
  }

  #firstAsleep(): number | undefined {
    const { items } = this.#list
    const [first, last] = this.#near
    for (let index = Math.max(0, first - AHEAD); index <= Math.min(items.length - 1, last + AHEAD); index++)
      if (this.#asleep.has(items[index]!)) return index
    return undefined
  }

  async #wake(first: number): Promise<void> {
    const { items: before } = this.#list
    const page = await this.#load(before[first]!.id)
    const found = new Map(page.items.map(image => [image.id, image]))
    const { items } = this.#list
    const end = page.next === null ? undefined : page.items.at(-1)?.id
    // More may have come above meanwhile.
    for (let index = items.indexOf(before[first]!); index >= 0 && index < items.length; index++) {
      const image = items[index]!
      const whole = found.get(image.id)
      if (whole) items[index] = whole
      // It was taken back while nobody told us.
      else if (this.#asleep.delete(image)) forgetImage(image.id)
      if (image.id === end) break
    }
    this.#host.requestUpdate()
  }
}
