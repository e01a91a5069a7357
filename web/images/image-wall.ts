import { msg, str } from '@lit/localize'
import { css, html, LitElement } from 'lit'
import type { ImageView } from '../../server/views.ts'
import { Observe } from '../observe.ts'
import { PagedList } from '../paged-list.ts'
import { session } from '../session.ts'
import type { MasonryWall, WallTile } from '../ui/masonry-wall.ts'
import { base } from '../ui/styles.ts'
import { peopleInWords } from '../words.ts'
import '../ui/error-state.ts'
import '../ui/load-more.ts'
import '../ui/masonry-gap.ts'
import '../ui/masonry-wall.ts'
import '../ui/new-pill.ts'
import '../ui/wall-skeleton.ts'
import { goneImages, isGone, listImages } from './data.ts'
import { tileHeight } from './image-tile.ts'

/** The newest images, of everybody or of one person, without end. What is new waits in a pill. The slot is for when there is nothing. */
export class ImageWall extends LitElement {
  static override properties = { by: {}, label: {} }
  /** A username; undefined for everybody. */
  by: string | undefined
  label = ''
  readonly #list = new PagedList<ImageView>(this, {
    load: before => listImages(this.by, before),
    key: image => image.id,
    gone: isGone,
  })

  static override styles = [
    base,
    css`
      /* Margins of what stands in it while there is nothing stay in it: it does not move when there is something. */
      :host {
        display: flow-root;
      }
    `,
  ]

  constructor() {
    super()
    new Observe(this, goneImages)
  }

  override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('by') || this.#list.state === 'idle') void this.#list.start()
  }

  /** An image has been announced that belongs here. */
  offer(image: ImageView): void {
    this.#list.offer(image)
  }

  /** Looks for what has not been announced. */
  look(): void {
    void this.#list.look()
  }

  override render() {
    const { state, items, fresh, more, next, error } = this.#list
    if (state === 'failed')
      return html`<error-state .message=${error?.message ?? ''} @retry=${() => this.#list.start()}></error-state>`
    if (state !== 'ready') return html`<wall-skeleton></wall-skeleton>`
    return html`<new-pill .text=${newInWords(fresh)} @open=${this.#open}></new-pill> ${
        items.length === 0
          ? html`<slot></slot>`
          : html`<masonry-wall
                .label=${this.label}
                .tiles=${items.map((image, index) => this.#tile(image, index))}
              ></masonry-wall>
              <load-more .state=${more} ?end=${next === null} @more=${() => this.#list.readOn()}></load-more>`
      }`
  }

  #tile(image: ImageView, index: number): WallTile {
    return {
      key: image.id,
      height: width => tileHeight(image, width),
      render: width =>
        isGone(image)
          ? html`<masonry-gap>${msg('Taken back')}</masonry-gap>`
          : html`<image-tile
              .image=${image}
              .width=${width}
              ?eager=${index < 6}
              ?own=${this.by !== undefined}
            ></image-tile>`,
    }
  }

  async #open(): Promise<void> {
    this.#list.open()
    await this.updateComplete
    scrollTo({ top: 0, behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'instant' : 'smooth' })
    await this.renderRoot.querySelector<MasonryWall>('masonry-wall')?.focusFirst()
  }
}

function newInWords(images: ImageView[]): string {
  if (images.length === 0) return ''
  const names = peopleInWords(images.map(({ by }) => (by.username === session.get()?.username ? msg('you') : by.name)))
  return images.length === 1 ? msg(str`1 new from ${names}`) : msg(str`${images.length} new from ${names}`)
}

customElements.define('image-wall', ImageWall)
