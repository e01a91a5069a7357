import { css, html, LitElement, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { holdFirst, isCovered } from '../first-screen.ts'
import { findFocusable } from './find-focusable.ts'
import { Masonry, type Place, type Side } from './masonry.ts'
import { type Columns, columnsFor, tilesNear } from './masonry-window.ts'
import { styled } from './styled.ts'
import { base } from './styles.ts'
import { ViewWatch } from './view-watch.ts'
import { anchorOf, placeOf, seedsOf, type WallAnchor, type WallPlace } from './wall-place.ts'

/** How a wall shows items of one kind. */
export interface TileKind<Item> {
  /** Unique on the wall. */
  key(item: Item): string
  /** In pixels, for a column of that width, before anything has loaded. Asked once for each width. */
  height(item: Item, columnWidth: number): number
  render(item: Item, columnWidth: number, index: number): TemplateResult
}

/** Pixels at the top of the window that the header covers. */
const COVERED = 64

/**
 * Tiles of known height in columns, of which only those near what can be seen are in the page. A placed tile keeps its place; only another
 * width of the wall or of its columns lays it out again, around the tile that is looked at. What comes before the first makes the wall
 * taller without moving what can be seen. Fires `window` when other tiles are near.
 */
export class MasonryWall<Item = unknown> extends LitElement {
  static override properties = {
    items: { attribute: false },
    kind: { attribute: false },
    least: { type: Number },
    narrow: { type: Number },
    most: { type: Number },
    label: {},
    whole: { type: Boolean },
    width: { state: true },
  }
  items: readonly Item[] = []
  kind: TileKind<Item> | undefined
  /** The least width of a column in pixels; on narrow screens `narrow` columns are shown however wide they get. */
  least = 240
  narrow = 2
  most = 6
  label = ''
  /** Every tile is in the page: for a few of them, in whatever scrolls. */
  whole = false
  width = 0
  /** The indexes of the first and the last item near what can be seen; [0, -1] while there is none. */
  near: [number, number] = [0, -1]
  #columns: Columns = { count: 0, width: 0, gap: 0 }
  #masonry = new Masonry(1, 0)
  #placed: readonly Item[] = []
  #drawn: Place[] = []
  /** What is drawn wherever it is: the tile that the keyboard goes to. */
  #sought: string | undefined
  /** Where the top of the list is in the pixels of the layout. */
  #top = 0
  /** What stays where it is, or goes there, with the next update. */
  #anchor: WallAnchor | undefined
  #seed: WallPlace | undefined
  readonly #view = new ViewWatch(this)

  static override styles = [
    base,
    css`
      :host {
        contain: layout;
        /* A scrollbar of its own is never wanted while columns change. */
        overflow: clip;
        overflow-clip-margin: var(--space-3);
      }
      ul {
        position: relative;
      }
      li {
        position: absolute;
        inset-inline-start: 0;
        inset-block-start: 0;
      }
    `,
  ]

  get #origin(): number {
    return this.getBoundingClientRect().top - this.#top
  }

  /** The first tile that can be seen below what covers the top of the window. */
  get anchor(): WallAnchor | undefined {
    const origin = this.#origin
    const first = anchorOf(this.#drawn, COVERED + 1 - origin, innerHeight - origin)
    return first && { key: first.key, offset: origin + first.top }
  }

  /** Where it is, to be shown again. */
  get place(): WallPlace | undefined {
    const { anchor, kind, items } = this
    if (!anchor || !kind) return undefined
    const seen = this.#masonry.between(-this.#origin, innerHeight - this.#origin)
    return placeOf(this.#masonry, anchor, seen, items.map(kind.key), this.#columns.width)
  }

  /** Scrolls so that the tile is there, as soon as it has a place. */
  show(place: WallPlace): void {
    this.#anchor = place
    this.#seed = place
    this.requestUpdate()
  }

  /** The tile that has the keyboard. */
  get focused(): string | undefined {
    return this.shadowRoot?.activeElement?.closest('li')?.dataset.key
  }

  /** The tile on that side of another one; undefined at the edge. */
  neighbour(key: string, side: Side): string | undefined {
    return this.#masonry.neighbour(key, side)?.key
  }

  /** Puts the keyboard into a tile, wherever it is, and brings it into view, unless that is on its way. */
  async focusTile(key: string, coming = false): Promise<void> {
    this.#sought = key
    this.requestUpdate()
    await this.updateComplete
    const tile = this.renderRoot.querySelector(`li[data-key="${CSS.escape(key)}"]`)
    ;(tile && (await findFocusable(tile)))?.focus({ preventScroll: true })
    if (!coming) tile?.scrollIntoView({ block: 'nearest', behavior: 'instant' })
  }

  /** Puts the keyboard at the beginning of the wall, to which one is on the way. */
  async focusFirst(): Promise<void> {
    await this.updateComplete
    if (this.items.length > 0 && this.kind) await this.focusTile(this.kind.key(this.items[0]!), true)
  }

  override willUpdate(): void {
    if (!this.kind || this.width === 0) return
    const origin = this.#origin
    const columns = columnsFor(this)
    if (columns.count !== this.#columns.count || columns.width !== this.#columns.width) {
      this.#anchor ??= this.anchor
      this.#columns = columns
      this.#masonry = new Masonry(columns.count, columns.gap)
      this.#placed = []
    }
    if (this.#seed) this.#sow(this.kind, this.#seed)
    if (this.items !== this.#placed) this.#place(this.kind)
    const anchored = this.#anchor && this.#masonry.place(this.#anchor.key)
    const from = anchored && this.#anchor ? anchored.top - this.#anchor.offset : -origin
    this.#draw(from)
    this.toggleAttribute('laid', true)
  }

  /** Lays everything around the tiles of a place, if they fit. */
  #sow({ key, height }: TileKind<Item>, place: WallPlace): void {
    this.#seed = undefined
    const { count, gap, width } = this.#columns
    const listed = new Map(this.items.map(item => [key(item), item]))
    const seeds = seedsOf(place, width, key => (listed.has(key) ? height(listed.get(key)!, width) : undefined))
    if (seeds.length === 0) return
    this.#masonry = new Masonry(count, gap)
    this.#masonry.seed(seeds)
    this.#placed = []
  }

  #place({ key, height }: TileKind<Item>): void {
    this.#masonry.update(this.items.map(key), index => height(this.items[index]!, this.#columns.width))
    this.#placed = this.items
  }

  /** @param from where the top of the window is in the pixels of the layout */
  #draw(from: number): void {
    const listed = (key: string) => this.#masonry.indexOf(key) !== undefined
    if (this.whole) {
      this.#drawn = this.#masonry
        .between(-Infinity, Infinity)
        .filter(({ key }) => listed(key))
        .sort(this.#inOrder)
      return
    }
    const drawn = new Set(this.#drawn.map(({ key }) => key))
    const made = (key: string) => drawn.has(key)
    const view = { from, height: innerHeight, listed, made, covered: isCovered() }
    const { near, now, more, unseen } = tilesNear(this.#masonry, view)
    const held = [this.focused, this.#sought].flatMap(
      key => (key !== undefined && listed(key) && this.#masonry.place(key)) || [],
    )
    this.#drawn = [...new Set([...now, ...held])].sort(this.#inOrder)
    if (more) this.#view.later()
    holdFirst(this, unseen)
    const indexes = near.map(({ key }) => this.#masonry.indexOf(key)!)
    const [first, last] = indexes.length > 0 ? [Math.min(...indexes), Math.max(...indexes)] : [0, -1]
    if (first === this.near[0] && last === this.near[1]) return
    this.near = [first, last]
    queueMicrotask(() => this.dispatchEvent(new Event('window')))
  }

  #inOrder = (one: Place, other: Place): number => this.#masonry.indexOf(one.key)! - this.#masonry.indexOf(other.key)!

  /** Whoever was in a tile whose content goes stays at its place, rather than at the beginning of the page. */
  override update(changed: Map<string, unknown>): void {
    const place = this.shadowRoot?.activeElement?.closest('li')
    super.update(changed)
    if (!place?.isConnected || this.shadowRoot?.activeElement) return
    place.tabIndex = -1
    place.focus({ preventScroll: true })
  }

  override updated(): void {
    this.#sought = undefined
    // Out of the page, another one is scrolled: what is due is done when this one is back.
    if (!this.isConnected) return
    const grown = this.#top - this.#masonry.top
    this.#top = this.#masonry.top
    const anchor = this.#anchor
    const place = anchor && this.#masonry.place(anchor.key)
    if (anchor && place) {
      this.#anchor = undefined
      scrollBy({ top: this.#origin + place.top - anchor.offset, behavior: 'instant' })
    } else if (grown > 0) scrollBy({ top: grown, behavior: 'instant' })
  }

  override render() {
    if (!this.kind || this.width === 0) return html`<ul></ul>`
    const { kind, items } = this
    const { width, gap } = this.#columns
    const { top, bottom } = this.#masonry
    return html`<ul role="list" aria-label=${this.label} ${styled({ height: `${bottom - top}px` })}>
      ${repeat(
        this.#drawn,
        place => place.key,
        place => {
          const index = this.#masonry.indexOf(place.key)!
          const transform = `translate(calc(var(--mirror) * ${place.column * (width + gap)}px), ${place.top - top}px)`
          return html`<li
            data-key=${place.key}
            aria-posinset=${index + 1}
            aria-setsize=${items.length}
            ${styled({ width: `${width}px`, height: `${place.height}px`, transform })}
          >
            ${kind.render(items[index]!, width, index)}
          </li>`
        },
      )}
    </ul>`
  }
}

customElements.define('masonry-wall', MasonryWall)
