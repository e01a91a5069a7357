import { msg, str } from '@lit/localize'
import { css, html, LitElement, nothing } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import type { ImageView } from '../../server/views.ts'
import { Observe } from '../observe.ts'
import { session } from '../session.ts'
import { base } from '../ui/styles.ts'
import { styled } from '../ui/styled.ts'
import '../ui/masonry-gap.ts'
import '../ui/picture-frame.ts'
import { asKnown, goneImages, isGone, listRelated, pathOf } from './data.ts'

/** How far below the window they are asked for already. */
const NEAR = '200px'

/**
 * What whoever likes an image may like too: rows of whole pictures, asked for once they are near, and nothing at all where there is
 * nothing. What goes meanwhile leaves its place.
 */
export class RelatedImages extends LitElement {
  static override properties = { imageId: {}, images: { state: true } }
  imageId = ''
  images: ImageView[] = []
  #asked: string | undefined
  #near = false
  readonly #observer = new IntersectionObserver(
    ([entry]) => {
      this.#near = entry?.isIntersecting ?? false
      void this.#load()
    },
    { rootMargin: NEAR },
  )

  static override styles = [
    base,
    css`
      :host {
        /* There is something to be seen nearing, also where there is nothing. */
        min-height: 1px;
      }
      section {
        padding: var(--space-6) var(--gutter);
      }
      h2 {
        margin-bottom: var(--space-4);
      }
      ul {
        --row: clamp(8rem, 5rem + 9vw, 14rem);
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-3);
      }
      /* As wide as its shape at the height of a row, and a share of what is left of it: so that all of a row end at one height. */
      li {
        flex: var(--ratio) 1 calc(var(--ratio) * var(--row));
        aspect-ratio: var(--ratio);
      }
      /* What is left of the last row belongs to none. */
      ul::after {
        content: '';
        flex: 1000 1 0;
      }
      a {
        display: block;
        height: 100%;
      }
      /* A panorama is wider than a phone. */
      picture-frame {
        width: 100%;
        height: 100%;
        border-radius: var(--radius-m);
        transition: filter var(--fast);
      }
      a:hover picture-frame {
        filter: brightness(0.94);
      }
      a:focus-visible {
        border-radius: var(--radius-m);
      }
    `,
  ]

  constructor() {
    super()
    new Observe(this, goneImages, session)
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.#observer.observe(this)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#observer.disconnect()
  }

  override willUpdate(changed: Map<string, unknown>): void {
    if (!changed.has('imageId')) return
    this.images = []
    void this.#load()
  }

  override render() {
    if (this.images.length === 0) return nothing
    return html`<section aria-labelledby="heading">
      <h2 id="heading">${msg('More like this')}</h2>
      <ul>
        ${repeat(
          this.images,
          ({ id }) => id,
          image => html`<li ${styled({ '--ratio': ratioOf(image) })}>${this.#tile(image)}</li>`,
        )}
      </ul>
    </section>`
  }

  #tile(image: ImageView) {
    if (isGone(image)) return html`<masonry-gap>${msg('Taken back')}</masonry-gap>`
    const { title, alt, by } = asKnown(image)
    const known = { ...image, alt: '' }
    return html`<a
      href=${pathOf(image)}
      title=${title}
      aria-label=${alt ? msg(str`${title}: ${alt}`) : msg(str`${title}, saved by ${by.name}`)}
    >
      <picture-frame .picture=${known} sizes="${Math.ceil(Number(ratioOf(image)) * 224)}px"></picture-frame>
    </a>`
  }

  async #load(): Promise<void> {
    const { imageId } = this
    if (!this.#near || !imageId || this.#asked === imageId) return
    this.#asked = imageId
    try {
      const images = await listRelated(imageId)
      // What is shown already stays as it is.
      if (imageId === this.imageId && this.images.length === 0) this.images = images
    } catch {
      // Asked again when it is near the next time: nobody came for this alone.
      if (this.#asked === imageId) this.#asked = undefined
    }
  }
}

/** Of what is very tall or very wide, a middle part is shown. */
const ratioOf = ({ width, height }: ImageView) => Math.min(2.4, Math.max(0.55, width / height)).toFixed(3)

customElements.define('related-images', RelatedImages)
