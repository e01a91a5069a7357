import { msg } from '@lit/localize'
import { html, LitElement, nothing } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import type { Id, SaveView } from '../../server/views.ts'
import { Observe } from '../observe.ts'
import '../ui/picture-frame.ts'
import { chevron } from './icons.ts'
import { base, buttons } from '../ui/styles.ts'
import './arrival-card.ts'
import { type Arrival, arrivals, patch, saves } from './ledger.ts'
import { drafts, onPage } from './queue.ts'
import './save-card.ts'
import './sending-card.ts'
import { TrayNews } from './tray-news.ts'
import { trayStyles } from './tray-styles.ts'
import { failedInWords, savedInWords, savingInWords } from './words.ts'

/** More than this many that have been saved fold into one line. */
const APART = 3
const STRIP = 5
/** Of what came while nobody looked, something is left to see on coming back. */
const AFTER_RETURN = 8_000

/** In the corner of every page: what is being saved, and what has just been saved, on whichever of my devices. */
export class SaveTray extends LitElement {
  static override properties = { folded: { state: true }, unfolded: { state: true } }
  folded = false
  /** Whether each of many that have been saved is shown. */
  unfolded = false
  #timer: ReturnType<typeof setInterval> | undefined
  readonly #news = new TrayNews()
  /** The saves that are shown. */
  #known: ReadonlySet<Id> = new Set()

  static override styles = [base, buttons, trayStyles]

  constructor() {
    super()
    new Observe(this, saves, arrivals, drafts, onPage)
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.#timer = setInterval(() => this.#letGo(), 1_000)
    document.addEventListener('visibilitychange', this.#returned)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    clearInterval(this.#timer)
    document.removeEventListener('visibilitychange', this.#returned)
  }

  override render() {
    const { failed, working, saved } = this.#shown()
    const sending = onPage.get() ? [] : drafts.get().filter(({ stage }) => /waiting|sending|refused/.test(stage))
    const refused = sending.filter(({ stage }) => stage === 'refused').length
    const shown = failed.length + working.length + saved.length + sending.length
    const news = this.#news.of(failed, saved)
    if (shown === 0) return html`<p class="unseen" role="status">${news}</p>`
    const underWay = working.length + sending.length - refused
    const wrong = failed.length + refused
    const kept = saved.filter(({ state }) => state !== 'taken-back').length
    const summary = [
      underWay > 0 ? savingInWords(underWay) : '',
      wrong > 0 ? failedInWords(wrong) : '',
      kept > 0 ? savedInWords(kept) : '',
    ]
    const heading = summary.filter(Boolean).join(' · ') || msg('Taken back')
    return html`<section aria-label=${msg('Saves')}>
        <header>
          <button
            class="fold"
            aria-expanded=${this.folded ? 'false' : 'true'}
            aria-controls="list"
            @click=${() => (this.folded = !this.folded)}
          >
            <span class="dot ${wrong > 0 ? 'wrong' : underWay > 0 ? 'busy' : 'good'}"></span>
            <span class="summary">${heading}</span>
            ${chevron}
          </button>
        </header>
        <ul id="list" role="list" ?hidden=${this.folded}>
          ${repeat(
            failed,
            ({ id }) => id,
            save => html`<li><save-card .save=${save}></save-card></li>`,
          )}
          ${saved.length > APART ? this.#many(saved) : nothing}
          ${
            saved.length <= APART || this.unfolded
              ? repeat(
                  saved,
                  ({ image }) => image.id,
                  arrival => html`<li><arrival-card .arrival=${arrival}></arrival-card></li>`,
                )
              : nothing
          }
          ${repeat(
            sending,
            ({ key }) => key,
            draft => html`<li><sending-card .draft=${draft}></sending-card></li>`,
          )}
          ${repeat(
            working,
            ({ id }) => id,
            save => html`<li><save-card .save=${save}></save-card></li>`,
          )}
        </ul>
      </section>
      <p class="unseen" role="status">${news}</p>`
  }

  /** Without what the save page of this tab shows already. */
  #shown(): { failed: SaveView[]; working: SaveView[]; saved: Arrival[] } {
    const elsewhere = new Set(onPage.get() ? drafts.get().map(({ saveId }) => saveId ?? '') : [])
    // What the page is just sending is announced before the page is told its id.
    const known = onPage.get() && drafts.get().some(({ stage }) => stage === 'sending') ? this.#known : undefined
    const mine = (id: Id | null) => !elsewhere.has(id ?? '-') && (!known || known.has(id ?? '-'))
    const open = saves.get().filter(({ id }) => mine(id))
    const shown = {
      failed: open.filter(({ state }) => state === 'failed'),
      working: open.filter(({ state }) => state !== 'failed'),
      saved: arrivals.get().filter(({ saveId, leavesAt }) => leavesAt > 0 && mine(saveId)),
    }
    this.#known = new Set([...open.map(({ id }) => id), ...shown.saved.map(({ saveId }) => saveId ?? '-')])
    return shown
  }

  #many(saved: Arrival[]) {
    const rest = saved.length - STRIP
    return html`<li>
      <button
        class="many"
        aria-expanded=${this.unfolded ? 'true' : 'false'}
        @click=${() => (this.unfolded = !this.unfolded)}
      >
        ${saved
          .slice(0, STRIP)
          .map(({ image }) => html`<picture-frame .picture=${{ ...image, alt: '' }} sizes="44px"></picture-frame>`)}
        ${rest > 0 ? html`<span class="rest">+${rest}</span>` : nothing}
        <span class="unseen">${savedInWords(saved.length)}.</span>
        <span class="each">${this.unfolded ? msg('Fewer') : msg('Each')}</span>
      </button>
    </li>`
  }

  /** Nothing goes while somebody points at it, has the focus in it, or cannot see it. */
  #letGo(): void {
    const pointedAt = matchMedia('(hover: hover)').matches && this.matches(':hover')
    if (document.hidden || pointedAt || this.#hasKeyboard()) return
    const now = Date.now()
    for (const { image, leavesAt, state } of arrivals.get()) {
      if (leavesAt > 0 && leavesAt <= now && state !== 'busy') patch(image.id, { leavesAt: 0 })
    }
    if (this.unfolded && this.#shown().saved.length <= APART) this.unfolded = false
  }

  #hasKeyboard(): boolean {
    const inner = this.renderRoot.querySelector(
      'save-card:focus-within, arrival-card:focus-within, sending-card:focus-within',
    )
    return Boolean((inner?.shadowRoot ?? this.renderRoot).querySelector(':focus-visible'))
  }

  #returned = (): void => {
    if (document.hidden) return
    const least = Date.now() + AFTER_RETURN
    for (const { image, leavesAt } of arrivals.get()) {
      if (leavesAt > 0 && leavesAt < least) patch(image.id, { leavesAt: least })
    }
  }
}

customElements.define('save-tray', SaveTray)
