import { css, html, LitElement, nothing } from 'lit'
import { ifDefined } from 'lit/directives/if-defined.js'
import { firstSizes, hasCome } from '../first-screen.ts'
import { beforeSomeFrame, knownPlaceholder, placeholderUrl } from './placeholder.ts'

/** A picture in several sizes and formats; the last one is for everyone. Of one that moves, some are `still`. */
export interface Picture {
  width: number
  height: number
  placeholder: string
  color: string
  alt: string
  sources: Source[]
}

interface Source {
  url: string
  type: string
  width: number
  still?: true
}

const formats = ['image/avif', 'image/webp']

/** Shows a picture in a box that has its shape from the start: first its colours, then itself. Nothing shifts. */
export class PictureFrame extends LitElement {
  static override properties = {
    picture: { attribute: false },
    sizes: {},
    eager: { type: Boolean },
    instant: { type: Boolean, reflect: true },
    meanwhile: {},
    closer: { type: Boolean },
    whole: { type: Boolean, reflect: true },
    state: { state: true },
  }
  picture: Picture | undefined
  sizes = '100vw'
  /** For what is seen first: not lazily, and before other pictures. */
  eager = false
  /** For one that has been loaded before: it does not fade in. */
  instant = false
  /** The address of a smaller one that has been shown already: until the picture has come, it is better than colours. */
  meanwhile = ''
  /** Shown larger than at first: what the HTML has asked for does not do any more. */
  closer = false
  /** In a box of another shape: its colours are beside it. */
  whole = false
  state: 'waiting' | 'shown' | 'failed' = 'waiting'

  static override styles = css`
    :host {
      display: block;
      position: relative;
      overflow: hidden;
      background-size: 100% 100%;
    }
    img {
      display: block;
      position: absolute;
      inset: 0;
      width: 100%;
      height: 100%;
      object-fit: cover;
      color: transparent;
      opacity: 0;
      transition: opacity var(--slow);
    }
    :host([whole]) img {
      object-fit: contain;
    }
    img.shown,
    img.failed {
      opacity: 1;
    }
    /* The HTML has shown it before: it is there, or on its way, and does not fade in again. */
    :host([instant]) img,
    img.known {
      opacity: 1;
      transition: none;
    }
    img.failed {
      display: grid;
      place-items: center;
      padding: var(--space-4);
      color: var(--ink);
      background: var(--sunken);
      font-size: var(--text-s);
    }
  `

  override willUpdate(changed: Map<string, unknown>): void {
    if (!changed.has('picture') || !this.picture) return
    const before = changed.get('picture') as Picture | undefined
    if (before && before.sources.at(-1)?.url === this.picture.sources.at(-1)?.url) return
    this.state = 'waiting'
    this.style.aspectRatio = `${this.picture.width} / ${this.picture.height}`
    this.style.backgroundColor = this.picture.color
    const { picture } = this
    const { placeholder } = picture
    const here = hasCome(picture.sources.at(-1)?.url ?? '')
    const known = here ? '' : knownPlaceholder(placeholder)
    this.#lieBehind(known)
    if (here || known) return
    // Its colour is there until then; what has come meanwhile needs nothing behind it.
    beforeSomeFrame(() => {
      if (this.picture === picture && this.state === 'waiting') this.#lieBehind(placeholderUrl(placeholder))
    })
  }

  #lieBehind(placeholder: string | undefined): void {
    this.style.backgroundImage = [this.meanwhile, placeholder]
      .filter(Boolean)
      .map(url => `url(${JSON.stringify(url)})`)
      .join(', ')
  }

  override firstUpdated(): void {
    const image = this.renderRoot.querySelector('img')
    if (image?.complete && image.naturalWidth > 0) this.state = 'shown'
  }

  override render() {
    if (!this.picture) return nothing
    const { sources, alt, width, height } = this.picture
    const fallback = sources.at(-1)
    // Its colours alone.
    if (!fallback) return nothing
    const known = firstSizes(fallback.url)
    // sizes and srcset stand before src, so that a browser never begins with the wrong one.
    return html`<picture>
      ${this.#choices(
        sources.filter(source => source.still),
        '(prefers-reduced-motion: reduce)',
      )}
      ${this.#choices(sources.filter(source => !source.still))}
      <img
        class="${this.state} ${known ? 'known' : ''}"
        alt=${alt}
        width=${width}
        height=${height}
        loading=${this.eager ? 'eager' : 'lazy'}
        fetchpriority=${this.eager ? 'high' : 'auto'}
        decoding=${known || this.instant ? 'sync' : 'async'}
        src=${fallback.url}
        @load=${() => (this.state = 'shown')}
        @error=${() => (this.state = 'failed')}
      />
    </picture>`
  }

  /** The first that a browser can show is taken: the newest format stands first. */
  #choices(sources: Source[], media?: string) {
    return formats.map(type => {
      const set = sources.filter(source => source.type === type)
      if (set.length === 0) return nothing
      return html`<source
        media=${ifDefined(media)}
        type=${type}
        sizes=${(!this.closer && firstSizes(this.picture?.sources.at(-1)?.url ?? '')) || this.sizes}
        srcset=${set.map(({ url, width }) => `${url} ${width}w`).join(', ')}
      />`
    })
  }
}

customElements.define('picture-frame', PictureFrame)
