import { css, html, LitElement, nothing } from 'lit'
import type { Id, ImageView } from '../../server/views.ts'
import { type Beside, revealIn } from '../images/beside.ts'
import { tileHeight } from '../images/tile-size.ts'
import type { MasonryWall, TileKind } from '../ui/masonry-wall.ts'
import { base } from '../ui/styles.ts'
import { imagesInWords, newInWords } from '../words.ts'
import '../ui/masonry-wall.ts'
import '../ui/modal-dialog.ts'
import '../ui/new-pill.ts'
import './new-mark.ts'

/**
 * All the pictures of one story, newest first, over the page, so that the page stays as it is. What joins meanwhile waits in a pill of its
 * own. Fires `close`, and `more` when what waits is wanted.
 */
export class StoryDialog extends LitElement implements Beside {
  static override properties = {
    heading: {},
    images: { attribute: false },
    marked: { attribute: false },
    waiting: { type: Number },
    open: { type: Boolean },
  }
  heading = ''
  images: ImageView[] = []
  /** Ids of the images that the reader has not seen before. */
  marked: ReadonlySet<Id> = new Set()
  /** How many have joined since it was opened. */
  waiting = 0
  open = false
  #asked = false

  static override styles = [
    base,
    css`
      masonry-wall {
        scroll-margin-top: var(--space-8);
      }
    `,
  ]

  override render() {
    return html`<modal-dialog wide .heading=${this.heading} .open=${this.open} @close=${this.#close}>
      ${
        this.open
          ? html`<new-pill .text=${this.waiting > 0 ? newInWords(this.waiting) : ''} @open=${this.#more}></new-pill>
              <masonry-wall
                whole
                least="220"
                most="4"
                .label=${imagesInWords(this.images.length)}
                .items=${this.images}
                .kind=${this.#kind()}
              ></masonry-wall>`
          : nothing
      }
    </modal-dialog>`
  }

  async beside(id: Id, step: 1 | -1): Promise<ImageView | undefined> {
    const place = this.images.findIndex(image => image.id === id)
    return place < 0 ? undefined : this.images[place + step]
  }

  placeOf(id: Id): { number: number; of: number } | undefined {
    const number = this.images.findIndex(image => image.id === id) + 1
    return number > 0 ? { number, of: this.images.length } : undefined
  }

  reveal(id: Id): void {
    revealIn(this, id)
  }

  /** What waited is there. */
  override async updated(changed: Map<string, unknown>): Promise<void> {
    if (!this.#asked || this.waiting >= Number(changed.get('waiting') ?? 0)) return
    this.#asked = false
    const wall = this.renderRoot.querySelector<MasonryWall>('masonry-wall')
    wall?.scrollIntoView({ block: 'start' })
    await wall?.focusFirst()
  }

  #more(): void {
    this.#asked = true
    this.dispatchEvent(new Event('more'))
  }

  #kind(): TileKind<ImageView> {
    return {
      key: image => image.id,
      height: tileHeight,
      render: (image, width) =>
        html`<image-tile own .image=${image} .width=${width}></image-tile
          >${this.marked.has(image.id) ? html`<new-mark></new-mark>` : nothing}`,
    }
  }

  #close(): void {
    if (!this.open) return
    this.open = false
    this.dispatchEvent(new Event('close'))
  }
}

customElements.define('story-dialog', StoryDialog)
