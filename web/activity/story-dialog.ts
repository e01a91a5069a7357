import { msg, str } from '@lit/localize'
import { html, LitElement, nothing } from 'lit'
import type { ImageView } from '../../server/views.ts'
import { tileHeight } from '../images/image-tile.ts'
import type { WallTile } from '../ui/masonry-wall.ts'
import { base } from '../ui/styles.ts'
import '../ui/masonry-wall.ts'
import '../ui/modal-dialog.ts'

/** All the pictures of one story, over the page, so that the page stays as it is. What joins meanwhile comes last. Fires `close`. */
export class StoryDialog extends LitElement {
  static override properties = { heading: {}, images: { attribute: false }, open: { type: Boolean } }
  heading = ''
  images: ImageView[] = []
  open = false

  static override styles = base

  override render() {
    return html`<modal-dialog
      wide
      .heading=${this.heading}
      .open=${this.open}
      @close=${this.#close}
      @click=${this.#leave}
    >
      ${
        this.open
          ? html`<masonry-wall
              least="220"
              most="4"
              .label=${msg(str`${this.images.length} images`)}
              .tiles=${this.images.map(toTile)}
            ></masonry-wall>`
          : nothing
      }
    </modal-dialog>`
  }

  /** Whoever follows a link finds the page without the dialog when coming back. */
  #leave(event: MouseEvent): void {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    if (event.composedPath().some(target => target instanceof HTMLAnchorElement)) this.#close()
  }

  #close(): void {
    if (!this.open) return
    this.open = false
    this.dispatchEvent(new Event('close'))
  }
}

function toTile(image: ImageView): WallTile {
  return {
    key: image.id,
    height: width => tileHeight(image, width),
    render: width => html`<image-tile own .image=${image} .width=${width}></image-tile>`,
  }
}

customElements.define('story-dialog', StoryDialog)
