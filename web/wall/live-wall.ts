import { msg } from '@lit/localize'
import { css, html, LitElement, nothing } from 'lit'
import { counted } from '../language/counted.ts'
import { Observe } from '../observe.ts'
import type { PagedList } from '../paged-list.ts'
import { SlicedElement } from '../ui/sliced-element.ts'
import { base } from '../ui/styles.ts'
import type { WallPlace } from '../ui/wall-place.ts'
import type { MasonryWall, TileKind } from '../ui/masonry-wall.ts'
import '../ui/error-state.ts'
import '../ui/load-more.ts'
import '../ui/masonry-wall.ts'
import '../ui/new-pill.ts'
import '../ui/wall-skeleton.ts'
import { spread, usual } from './columns.ts'
import { density } from './density.ts'
import { Flow } from './flow.ts'
import { findPlace, PlaceKeeper, placeOf } from './place.ts'
import { Shortcuts } from './shortcuts.ts'
import type { Subject } from '../images/image-keys.ts'

/** What a wall shows is read by. */
export type WallSource = Pick<
  PagedList<unknown>,
  'state' | 'error' | 'more' | 'next' | 'previous' | 'meets' | 'start' | 'readOn' | 'readBack' | 'open'
>

/** Pixels that one may have scrolled and still be at the top. */
const TOP = 80
/** So many more pages are read at once to come back to what a large window showed. */
const REACH = 4
/** So many tiles from either end of what has been read, more is read. */
const AHEAD = 12

/**
 * A wall that is read as one scrolls, in both directions, and that holds still: what is new waits in a pill. It knows where it was left.
 * In its slot: what is said when there is nothing. Fires `near` with the indexes of the tiles that are nearby.
 */
export class LiveWall<Item = unknown> extends SlicedElement {
  static override properties = {
    list: { attribute: false },
    items: { attribute: false },
    kind: { attribute: false },
    subject: { attribute: false },
    name: {},
    fresh: {},
    label: {},
    least: { type: Number },
    narrow: { type: Number },
    most: { type: Number },
    above: { state: true },
    left: { state: true },
  }
  /** Where the items come from. */
  list: WallSource | undefined
  items: readonly Item[] = []
  kind: TileKind<Item> | undefined
  /** What the keys for like, save and follow are about. */
  subject: ((item: Item) => Subject) | undefined
  /** Of the wall, among all that this person has; empty where there is no coming back to a place. */
  name = ''
  /** What is new, in words; empty while nothing is. */
  fresh = ''
  label = ''
  least = usual.least
  narrow = usual.narrow
  most = usual.most
  /** How many have been put above what can be seen, until they have been seen. */
  above = 0
  /** The tile at which this wall was left elsewhere. */
  left: string | undefined
  #begun = ''

  static override styles = [
    base,
    css`
      /* Margins of what stands in it while there is nothing stay in it: it does not move when there is something. */
      :host {
        display: flow-root;
      }
      /* What is below the wall has no place before the wall has its own. */
      masonry-wall:not([laid]) ~ load-more {
        display: none;
      }
    `,
  ]

  constructor() {
    super()
    new Observe(this, density)
    new Shortcuts(this)
    new PlaceKeeper(this, () =>
      this.name && this.list?.state === 'ready' ? { name: this.name, place: this.#place } : undefined,
    )
    new Flow(
      this,
      () =>
        this.fresh !== '' &&
        this.#atTop &&
        this.list?.meets === true &&
        !this.matches(':focus-within') &&
        !document.documentElement.matches('[data-covered], [data-modal]'),
      // The keyboard stays where it is: nobody has asked.
      () => void this.open(false),
    )
  }

  override connectedCallback(): void {
    super.connectedCallback()
    addEventListener('scroll', this.#scrolled, { passive: true })
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    removeEventListener('scroll', this.#scrolled)
  }

  /** Reads the wall from where this entry of the history has left it, or from its top. */
  async begin(): Promise<void> {
    const { name, list } = this
    const place = name ? placeOf(name) : undefined
    this.left = undefined
    this.above = 0
    this.#begun = name
    if (place) return this.#show(place)
    await list?.start()
    const left = name ? await findPlace(name) : undefined
    if (this.#begun === name && this.#atTop && this.items.length > 0) this.left = left
  }

  override updated(): void {
    // Where there is nothing, nothing can move.
    if (this.list?.state === 'ready' && this.items.length === 0 && this.fresh) void this.list.open()
  }

  get wall(): MasonryWall<Item> | null {
    return this.renderRoot?.querySelector<MasonryWall<Item>>('masonry-wall') ?? null
  }

  /** Brings a tile into view, and puts the keyboard there. */
  async reveal(key: string): Promise<void> {
    await this.wall?.focusTile(key)
  }

  /** Puts what waits above what is shown. At the top of the wall it comes into view, gently; further down nothing moves. */
  async open(focus = true): Promise<void> {
    const { list } = this
    if (!list) return
    const atTop = this.#atTop
    const meets = list.meets
    const before = this.items.length
    await list.open()
    await this.#shown()
    if (atTop || !meets) return this.#ascend(focus)
    this.above = this.items.length - before
  }

  override render() {
    const { list } = this
    if (!list) return nothing
    if (list.state === 'failed')
      return html`<error-state .message=${list.error?.message ?? ''} @retry=${() => this.begin()}></error-state>`
    const columns = spread(this, density.get())
    if (list.state !== 'ready') return html`<wall-skeleton .columns=${columns}></wall-skeleton>`
    return html`${this.#pill()}
    ${
      this.items.length === 0
        ? html`<slot></slot>`
        : html`<masonry-wall
              .least=${columns.least}
              .narrow=${columns.narrow}
              .most=${columns.most}
              .label=${this.label}
              .items=${this.items}
              .kind=${this.kind}
              @window=${this.#moved}
            ></masonry-wall>
            <load-more .state=${list.more} ?end=${list.next === null} @more=${() => list.readOn()}></load-more>`
    }`
  }

  #pill() {
    if (this.fresh) return html`<new-pill .text=${this.fresh} @open=${() => this.open()}></new-pill>`
    const above = msg('{count, plural, other {# new above}}')
    if (this.above > 0)
      return html`<new-pill .text=${counted(above, this.above)} @open=${() => this.#ascend()}></new-pill>`
    if (this.left !== undefined)
      return html`<new-pill quiet .text=${msg('Go on where you were')} @open=${this.#goOn}></new-pill>`
    return html`<new-pill></new-pill>`
  }

  get #atTop(): boolean {
    return scrollY <= Math.max(TOP, this.getBoundingClientRect().top + scrollY - innerHeight / 3)
  }

  get #place(): WallPlace | undefined {
    return this.#atTop && this.list?.previous === null ? undefined : this.wall?.place
  }

  async #ascend(focus = true): Promise<void> {
    this.above = 0
    scrollTo({ top: 0, behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'instant' : 'smooth' })
    if (focus) await this.wall?.focusFirst()
  }

  #goOn = async (): Promise<void> => {
    const key = this.left
    this.left = undefined
    if (key !== undefined) await this.#show({ key, offset: TOP })
    const there = this.wall?.anchor
    if (there) await this.reveal(there.key)
  }

  /** Reads what is around a place, and goes there; to what comes next, where the very tile is gone. */
  async #show(place: WallPlace): Promise<void> {
    const { list, name } = this
    const keys = place.tiles?.map(([key]) => key) ?? [place.key]
    await list?.start(keys[0])
    await this.#shown()
    const read = () => new Set(this.items.map(item => this.kind?.key(item)))
    for (let round = 0; round < REACH && list?.next && !read().has(keys.at(-1)); round++) {
      await list.readOn()
      await this.#shown()
    }
    const [first] = this.items
    if (this.#begun !== name || !first || !this.kind) return
    this.wall?.show(read().has(place.key) ? place : { ...place, key: this.kind.key(first) })
  }

  /** What the list has is what is shown. */
  async #shown(): Promise<void> {
    const { host } = this.getRootNode() as ShadowRoot
    if (host instanceof LitElement) await host.updateComplete
    await this.updateComplete
  }

  #scrolled = (): void => {
    if (this.left !== undefined && !this.#atTop) this.left = undefined
  }

  #moved = (event: Event): void => {
    const { near } = event.target as MasonryWall<Item>
    if (near[0] < this.above) this.above = 0
    if (near[0] < AHEAD) void this.list?.readBack()
    this.dispatchEvent(new CustomEvent('near', { detail: near }))
  }
}

customElements.define('live-wall', LiveWall)
