import { msg } from '@lit/localize'
import { html, LitElement } from 'lit'
import { keyed } from 'lit/directives/keyed.js'
import type { ImageView } from '../../server/views.ts'
import '../images/image-wall.ts'
import { Live } from '../live.ts'
import { PageTitle } from '../page.ts'
import type { ItemPage } from '../paged-list.ts'
import '../ui/empty-state.ts'
import '../ui/new-pill.ts'
import { base, buttons, page } from '../ui/styles.ts'
import { listPopular } from './data.ts'
import './wall-tabs.ts'

const LOOK_EVERY = 60_000

/**
 * What people look at and keep these days. Numbers change in place; the order stays as it was read, until the reader asks for
 * the one that it is now.
 */
export class PopularPage extends LitElement {
  static override properties = { changed: { state: true }, reading: { state: true } }
  /** Whether the first page is made up of others now. */
  changed = false
  /** Which reading of the list is shown. */
  reading = 0
  #first: ReadonlySet<string> | undefined
  #timer: ReturnType<typeof setInterval> | undefined

  static override styles = [base, buttons, page]

  constructor() {
    super()
    new PageTitle(this, () => msg('Popular'))
    new Live(this).on('live:caught-up', () => void this.#look())
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.#timer = setInterval(() => void this.#look(), LOOK_EVERY)
    void this.#look()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    clearInterval(this.#timer)
  }

  override render() {
    return html`<header class="head">
        <div>
          <h1 tabindex="-1">${msg('Everything')}</h1>
          <p>${msg('What people look at and keep these days.')}</p>
        </div>
        <wall-tabs tab="popular"></wall-tabs>
      </header>
      <new-pill .text=${this.changed ? msg('The order has changed') : ''} @open=${this.#readAnew}></new-pill>
      ${keyed(
        this.reading,
        html`<image-wall .label=${msg('Popular images')} .load=${this.#load}>
          <empty-state
            .heading=${msg('Nothing stands out yet')}
            .text=${msg('What people look at, like and keep will be here.')}
          >
            <a class="button" href="/images">${msg('See everything')}</a>
          </empty-state>
        </image-wall>`,
      )}`
  }

  #load = async (before?: string): Promise<ItemPage<ImageView>> => {
    const read = await listPopular(before)
    if (before === undefined) this.#first = new Set(read.items.map(({ id }) => id))
    return read
  }

  /** Small changes of places are not worth a word: that others have come among the first is. */
  async #look(): Promise<void> {
    const first = this.#first
    if (!first || this.changed || document.hidden) return
    const { items } = await listPopular().catch(() => ({ items: [] }))
    this.changed = first === this.#first && items.some(({ id }) => !first.has(id))
  }

  async #readAnew(): Promise<void> {
    this.changed = false
    this.#first = undefined
    this.reading++
    await this.updateComplete
    scrollTo({ top: 0, behavior: 'instant' })
    this.renderRoot.querySelector('h1')?.focus({ preventScroll: true })
  }
}

customElements.define('popular-page', PopularPage)
