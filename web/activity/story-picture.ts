import { msg } from '@lit/localize'
import { css, html, LitElement, nothing } from 'lit'
import type { ImageView } from '../../server/views.ts'
import { Fact } from '../facts.ts'
import { asKnown, imageFacts, pathOf, watchedImages } from '../images/data.ts'
import { counted } from '../language/counted.ts'
import { WatchWhileVisible } from '../live.ts'
import { base } from '../ui/styles.ts'
import { shortNumber } from '../words.ts'
import '../ui/picture-frame.ts'

/** One picture of a story, which fills its cell and leads to its image; the last one may count those that have no cell, and is a button then. */
export class StoryPicture extends LitElement {
  static override properties = {
    image: { attribute: false },
    width: { type: Number },
    rest: { type: Number },
    total: { type: Number },
    eager: { type: Boolean },
  }
  image: ImageView | undefined
  /** Pixels that the picture needs, cut or not. */
  width = 0
  /** How many are not shown. */
  rest = 0
  /** How many there are in all. */
  total = 1
  eager = false
  #widest = 0

  static override styles = [
    base,
    css`
      :host {
        position: relative;
        height: 100%;
        overflow: hidden;
      }
      picture-frame {
        width: 100%;
        height: 100%;
        transition: filter var(--fast);
      }
      .cover {
        position: absolute;
        inset: 0;
        width: 100%;
        display: grid;
        place-items: center;
        padding: 0;
        border: 0;
        background: none;
        cursor: pointer;
      }
      button.cover {
        background: var(--veil);
        color: var(--on-image);
        font: 550 var(--text-xl) / 1 var(--font-text);
        font-variant-numeric: tabular-nums;
      }
      .cover:focus-visible {
        outline-offset: -3px;
        outline-color: var(--on-image);
        box-shadow: inset 0 0 0 5px var(--veil);
        border-radius: 0;
      }
      picture-frame:has(+ .cover:hover) {
        filter: brightness(0.94);
      }
    `,
  ]

  constructor() {
    super()
    new Fact(this, imageFacts, () => this.image?.id)
    new WatchWhileVisible(this, watchedImages, () => this.image?.id)
  }

  override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('image') && (changed.get('image') as ImageView | undefined)?.id !== this.image?.id) this.#widest = 0
    // A cell that shrinks keeps the sharper picture that it has.
    this.#widest = Math.max(this.#widest, this.width)
  }

  /** Whoever counted the others, or looked at them, keeps the keyboard when one becomes the other. */
  override update(changed: Map<string, unknown>): void {
    const focused = this.shadowRoot?.activeElement
    super.update(changed)
    if (focused && !focused.isConnected) this.focus({ preventScroll: true })
  }

  override focus(options?: FocusOptions): void {
    this.renderRoot.querySelector<HTMLElement>('.cover')?.focus(options)
  }

  override render() {
    if (!this.image) return nothing
    const image = asKnown(this.image)
    return html`<picture-frame
        aria-hidden="true"
        .picture=${image}
        sizes="${Math.ceil(this.#widest)}px"
        ?eager=${this.eager}
      ></picture-frame>
      ${
        this.rest > 0
          ? html`<button
              class="cover"
              aria-haspopup="dialog"
              aria-label=${counted(msg('+{rest}: {count, plural, one {show the image} other {show all # images}}'), this.total, { rest: shortNumber(this.rest) })}
            >
              +${shortNumber(this.rest)}
            </button>`
          : html`<a class="cover" href=${pathOf(image)} aria-label=${image.alt || image.title}></a>`
      }`
  }
}

customElements.define('story-picture', StoryPicture)
