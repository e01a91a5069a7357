import { msg, str } from '@lit/localize'
import { css, html, nothing } from 'lit'
import type { ImageView } from '../../server/views.ts'
import { pathOf as accountPath } from '../accounts/data.ts'
import { Fact } from '../facts.ts'
import { WatchWhileVisible } from '../live.ts'
import { SlicedElement } from '../ui/sliced-element.ts'
import { base } from '../ui/styles.ts'
import '../accounts/account-name.ts'
import '../ui/picture-frame.ts'
import '../ui/time-ago.ts'
import { asKnown, imageFacts, pathOf, watchedImages } from './data.ts'
import './held-mark.ts'
import './like-button.ts'
import { CAPTION, isTall } from './tile-size.ts'

/** An image on a wall: the picture, its title, who saved it, and how many like it, live while it can be seen. */
export class ImageTile extends SlicedElement {
  static override properties = {
    image: { attribute: false },
    width: { type: Number },
    eager: { type: Boolean },
    own: { type: Boolean },
  }
  image: ImageView | undefined
  width = 0
  eager = false
  /** On the wall of one person: not who saved it, but when. */
  own = false

  static override styles = [
    base,
    css`
      :host {
        position: relative;
        height: 100%;
      }
      article,
      .main {
        display: block;
        height: 100%;
      }
      picture-frame {
        width: 100%;
        height: calc(100% - ${CAPTION}px);
        border-radius: var(--radius-m);
        transition: filter var(--fast);
      }
      .main:hover picture-frame {
        filter: brightness(0.94);
      }
      .main:focus-visible {
        outline: none;
      }
      .main:focus-visible picture-frame {
        outline: 2px solid var(--accent);
        outline-offset: 2px;
      }
      .title,
      .by {
        position: absolute;
        inset-inline: 0.125rem 0;
        white-space: nowrap;
        line-height: 1.25rem;
      }
      bdi {
        display: block;
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .title {
        bottom: 1.875rem;
        font-weight: 550;
      }
      .by {
        inset-inline-end: auto;
        max-width: calc(100% - 4.25rem);
        bottom: 0.625rem;
        color: var(--ink-soft);
        font-size: var(--text-s);
      }
      /* As high and as wide as a finger: into the gap below. */
      a.by {
        bottom: -0.75rem;
        min-width: var(--target);
        padding-block: 0.125rem 1.375rem;
      }
      a.by:hover {
        color: var(--ink);
        text-decoration: underline;
        text-underline-offset: 0.2em;
      }
      held-mark {
        position: absolute;
        top: var(--space-2);
        inset-inline-start: var(--space-2);
        max-width: calc(100% - 2 * var(--space-2));
        pointer-events: none;
      }
      like-button {
        position: absolute;
        inset-inline-end: -0.125rem;
        bottom: -0.125rem;
      }
    `,
  ]

  constructor() {
    super()
    new Fact(this, imageFacts, () => this.image?.id)
    new WatchWhileVisible(this, watchedImages, () => this.image?.id)
  }

  override render() {
    if (!this.image) return nothing
    const image = asKnown(this.image)
    const { by, title, lang = nothing } = image
    return html`<article aria-label=${title}>
      <a class="main" href=${pathOf(image)}>
        <picture-frame
          .picture=${image}
          sizes="${Math.ceil(this.width)}px"
          ?eager=${this.eager}
          ?whole=${isTall(image)}
        ></picture-frame>
        <span class="title" title=${title}><bdi lang=${lang}>${title}</bdi></span>
      </a>
      ${image.heldUntil ? html`<held-mark .since=${image.bookmarkedAt} .until=${image.heldUntil}></held-mark>` : nothing}
      ${
        this.own
          ? html`<span class="by"><time-ago .at=${image.bookmarkedAt}></time-ago></span>`
          : html`<a class="by" href=${accountPath(by)} aria-label=${msg(str`Saved by ${by.name}`)}
              ><bdi><account-name .account=${by}></account-name></bdi
            ></a>`
      }
      ${image.heldUntil ? nothing : html`<like-button .imageId=${image.id} .heading=${title}></like-button>`}
    </article>`
  }
}

customElements.define('image-tile', ImageTile)
