import { msg } from '@lit/localize'
import { html } from 'lit'
import type { Id, ImageView } from '../../server/views.ts'
import { Observe } from '../observe.ts'
import { type ItemPage, PagedList } from '../paged-list.ts'
import type { TileKind } from '../ui/masonry-wall.ts'
import { SlicedElement } from '../ui/sliced-element.ts'
import { base } from '../ui/styles.ts'
import '../ui/masonry-gap.ts'
import type { LiveWall } from '../wall/live-wall.ts'
import '../wall/live-wall.ts'
import { newFrom } from '../words.ts'
import { goneImages, isGone, listImages } from './data.ts'
import './image-tile.ts'
import { Sleep } from './sleep.ts'
import { tileHeight } from './tile-size.ts'

/** The newest images, of everybody or of one person, without end. What is new waits in a pill. The slot is for when there is nothing. */
export class ImageWall extends SlicedElement {
  static override properties = { by: {}, label: {}, load: { attribute: false } }
  /** A username; undefined for everybody. */
  by: string | undefined
  label = ''
  /** Another list than the newest, in an order of its own: what is new is not looked for. */
  load: ((before?: string) => Promise<ItemPage<ImageView>>) | undefined
  readonly #list = new PagedList<ImageView>(this, {
    load: before => (this.load ? this.load(before) : listImages(this.by, { before })),
    seek: spot => listImages(this.by, spot),
    settled: () => this.load !== undefined,
    key: image => image.id,
    gone: isGone,
  })
  readonly #sleep = new Sleep(this.#list, this, at => listImages(this.by, { at }))

  static override styles = [base]

  constructor() {
    super()
    new Observe(this, goneImages)
  }

  override updated(changed: Map<string, unknown>): void {
    if (changed.has('by') || this.#list.state === 'idle') void this.#wall?.begin()
  }

  /** An image has been announced that belongs here. */
  offer(image: ImageView): void {
    this.#list.offer(image)
  }

  /** Looks for what has not been announced. */
  look(): void {
    void this.#list.look()
  }

  /** The image that comes after (1) or before (-1) another as one reads; undefined at either end. */
  async beside(id: Id, step: 1 | -1): Promise<ImageView | undefined> {
    for (let round = 0; round < 2; round++) {
      const { items } = this.#list
      const index = items.findIndex(image => image.id === id)
      if (index < 0) return undefined
      for (let next = index + step; items[next]; next += step) {
        if (!isGone(items[next]!)) return this.#sleep.awake(items[next]!)
      }
      await (step === 1 ? this.#list.readOn() : this.#list.readBack())
    }
    return undefined
  }

  /** Brings the tile of an image into view, and puts the keyboard there. */
  reveal(id: Id): void {
    void this.#wall?.reveal(id)
  }

  get #wall(): LiveWall<ImageView> | null {
    return this.renderRoot.querySelector('live-wall') as LiveWall<ImageView> | null
  }

  override render() {
    const { items, fresh } = this.#list
    const own = this.by !== undefined
    const kind: TileKind<ImageView> = {
      key: image => image.id,
      height: tileHeight,
      render: (image, width, index) =>
        isGone(image)
          ? html`<masonry-gap>${msg('Taken back')}</masonry-gap>`
          : html`<image-tile .image=${image} .width=${width} ?eager=${index < 6} ?own=${own}></image-tile>`,
    }
    return html`<live-wall
      .name=${this.load ? '' : own ? `@${this.by}` : 'everything'}
      .list=${this.#list}
      .items=${items}
      .kind=${kind}
      .subject=${subject}
      .fresh=${newFrom(fresh.map(({ by }) => by.name))}
      .label=${this.label}
      @near=${this.#near}
    >
      <slot></slot>
    </live-wall>`
  }

  #near = ({ detail }: CustomEvent<[number, number]>): void => {
    // In another order it could not be found again by its place.
    if (!this.load) this.#sleep.near(...detail)
  }
}

const subject = (image: ImageView) => (isGone(image) ? {} : { image, by: image.by })

customElements.define('image-wall', ImageWall)
