import { css, html, LitElement, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { Masonry } from './masonry.ts'
import { styled } from './styled.ts'
import { base } from './styles.ts'

export interface WallTile {
  key: string
  /** In pixels, for a column of that width, before anything has loaded. */
  height(columnWidth: number): number
  render(columnWidth: number): TemplateResult
}

/** Tiles of known height in columns. A placed tile keeps its column; only another width of the wall lays it out again. */
export class MasonryWall extends LitElement {
  static override properties = {
    tiles: { attribute: false },
    least: { type: Number },
    narrow: { type: Number },
    most: { type: Number },
    label: {},
    width: { state: true },
  }
  tiles: WallTile[] = []
  /** The least width of a column in pixels; on narrow screens `narrow` columns are shown however wide they get. */
  least = 240
  narrow = 2
  most = 6
  label = ''
  width = 0
  readonly #masonry = new Masonry()
  readonly #resize = new ResizeObserver(() => (this.width = this.clientWidth))

  static override styles = [
    base,
    css`
      :host {
        contain: layout;
        /* A scrollbar of its own is never wanted while columns change. */
        overflow: clip;
        overflow-clip-margin: 0.5rem;
      }
      ul {
        position: relative;
      }
      li {
        position: absolute;
        inset: 0 auto auto 0;
      }
    `,
  ]

  override connectedCallback(): void {
    super.connectedCallback()
    this.#resize.observe(this)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#resize.disconnect()
  }

  override firstUpdated(): void {
    this.width = this.clientWidth
  }

  /** Puts the keyboard at the beginning of the wall. */
  async focusFirst(): Promise<void> {
    await this.updateComplete
    const first = this.renderRoot.querySelector('li')
    const target = first && (await findFocusable(first))
    target?.focus({ preventScroll: true })
  }

  /** Whoever was in a tile whose content goes stays at its place, rather than at the beginning of the page. */
  override update(changed: Map<string, unknown>): void {
    const place = this.shadowRoot?.activeElement?.closest('li')
    super.update(changed)
    if (!place?.isConnected || this.shadowRoot?.activeElement) return
    place.tabIndex = -1
    place.focus({ preventScroll: true })
  }

  override render() {
    if (this.width === 0) return html`<ul></ul>`
    const gap = this.width < 560 ? 12 : 20
    const fitting = Math.floor((this.width + gap) / (this.least + gap))
    const columns = Math.max(1, Math.min(this.most, this.width < 560 ? this.narrow : Math.max(2, fitting)))
    const width = (this.width - gap * (columns - 1)) / columns
    const tiles = this.tiles.map(tile => ({ key: tile.key, height: tile.height(width), tile }))
    const { places, height } = this.#masonry.place(tiles, columns, gap)
    return html`<ul role="list" aria-label=${this.label} ${styled({ height: `${height}px` })}>
      ${repeat(
        tiles,
        ({ key }) => key,
        ({ key, height, tile }) => {
          const { column, top } = places.get(key) ?? { column: 0, top: 0 }
          const transform = `translate(${column * (width + gap)}px, ${top}px)`
          return html`<li ${styled({ width: `${width}px`, height: `${height}px`, transform })}>
            ${tile.render(width)}
          </li>`
        },
      )}
    </ul>`
  }
}

/** The first link or button in an element, in reading order, however deep in elements of elements. */
async function findFocusable(root: Element | ShadowRoot): Promise<HTMLElement | undefined> {
  for (const element of root.querySelectorAll<HTMLElement>('*')) {
    if (element.matches('a[href], button:not([tabindex="-1"])')) return element
    if (element instanceof LitElement) await element.updateComplete
    const inside = element.shadowRoot && (await findFocusable(element.shadowRoot))
    if (inside) return inside
  }
  return undefined
}

customElements.define('masonry-wall', MasonryWall)
