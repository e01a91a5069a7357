import { msg } from '@lit/localize'
import { html, LitElement, nothing } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import type { Id, SaveView } from '../../server/views.ts'
import { counted } from '../language/counted.ts'
import { Observe } from '../observe.ts'
import { chevron } from '../ui/icons.ts'
import { base, buttons } from '../ui/styles.ts'
import { TellHeight } from '../ui/tell-height.ts'
import './arrival-card.ts'
import { keepUntil, letGoOfKept } from './kept.ts'
import { type Arrival, arrivals, patch, saves, undoAll } from './ledger.ts'
import { type Draft, drafts, onPage } from './queue.ts'
import './save-card.ts'
import { nameOf } from './sending-card.ts'
import { foldLine, namedLine, strip } from './tray-fold.ts'
import { TrayNews } from './tray-news.ts'
import { leaveRoom } from './tray-room.ts'
import { type Shown, toShow } from './tray-shown.ts'
import { trayStyles } from './tray-styles.ts'
import { areKept, areSaved, failedInWords, takenBackInWords, trayInWords } from './words.ts'

/** More than this many that have been saved fold into one line; of what has failed, and of what I have already, more than one. */
const APART = 3
/** Of what came while nobody looked, something is left to see on coming back. */
const AFTER_RETURN = 8_000

type Kind = 'saved' | 'failed' | 'kept'

/** In the corner of every page: what is being saved, and what has just been saved, on whichever of my devices. */
export class SaveTray extends LitElement {
  static override properties = {
    folded: { state: true },
    openHere: { state: true },
    unfolded: { state: true },
    undoing: { state: true },
  }
  folded = false
  /** On the save page it is folded unless somebody opens it there. */
  openHere = false
  /** Of which kinds each of many is shown. */
  unfolded: ReadonlySet<Kind> = new Set()
  undoing = false
  #timer: ReturnType<typeof setInterval> | undefined
  readonly #news = new TrayNews()
  /** The saves that are shown. */
  #known: ReadonlySet<Id> = new Set()

  static override styles = [base, buttons, trayStyles]

  constructor() {
    super()
    new Observe(this, saves, arrivals, drafts, onPage)
    new TellHeight(this, '--tray-height')
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

  get #isFolded(): boolean {
    return onPage.get() ? !this.openHere : this.folded
  }

  override willUpdate(): void {
    if (!onPage.get()) this.openHere = false
    this.toggleAttribute('beside', onPage.get())
    this.toggleAttribute('folded', this.#isFolded)
  }

  override render() {
    const { failed, kept, working, saved, sending, refused, keptDrafts } = this.#shown()
    const held = sending.filter(({ stage, pause }) => stage === 'waiting' && pause).length
    const underWay = working.length + sending.length - held
    const wrong = failed.length + refused.length
    const had = kept.length + keptDrafts.length
    const news = this.#news.of([...failed, ...kept], saved)
    const some = underWay + held + wrong + had + saved.length > 0
    leaveRoom(onPage.get(), some)
    const stays = saved.filter(({ state }) => state !== 'taken-back').length
    const heading = trayInWords({ underWay, held, wrong, had, stays, gone: saved.length - stays })
    const colour = wrong > 0 ? 'wrong' : underWay > 0 ? 'busy' : held > 0 || stays === 0 ? 'calm' : 'good'
    const tray = html`<section aria-label=${msg('Saves')}>
      <header>
        <button
          class="fold"
          aria-expanded=${this.#isFolded ? 'false' : 'true'}
          aria-controls="list"
          @click=${this.#toggle}
        >
          <span class="dot ${colour}"></span>
          <span class="summary">${heading}</span>
          ${chevron}
        </button>
      </header>
      <ul id="list" role="list" ?hidden=${this.#isFolded}>
        ${this.#together('failed', failed, refused)} ${this.#together('kept', kept, keptDrafts)}
        ${saved.length > APART ? this.#many(saved) : nothing}
        ${
          saved.length <= APART || this.unfolded.has('saved')
            ? repeat(
                saved,
                ({ image }) => image.id,
                arrival => html`<li><arrival-card .arrival=${arrival}></arrival-card></li>`,
              )
            : nothing
        }
        ${draftCards(sending)} ${saveCards(working)}
      </ul>
    </section>`
    return html`${some ? tray : nothing}
      <p class="unseen" role="status">${news}</p>`
  }

  #shown(): Shown {
    const { ids, ...shown } = toShow(this.#known)
    this.#known = ids
    return shown
  }

  #together(kind: 'failed' | 'kept', those: SaveView[], local: Draft[]) {
    const count = those.length + local.length
    const cards = html`${saveCards(those)} ${draftCards(local)}`
    if (count <= 1) return cards
    const images = [...those, ...local].flatMap(({ error }) => error?.image ?? [])
    const names = [...those.map(({ title }) => title), ...local.map(nameOf)]
    const line =
      kind === 'kept'
        ? html`${strip(images)}<span class="unseen">${areKept(count)}</span>`
        : namedLine(failedInWords(count), names)
    return html`<li>${this.#line(kind, line)}</li>
      ${this.unfolded.has(kind) ? cards : nothing}`
  }

  #many(saved: Arrival[]) {
    const stay = saved.filter(({ state }) => state !== 'taken-back')
    const gone = saved.length - stay.length
    const wrong = stay.filter(({ error }) => error)
    const failed = msg('{count, plural, other {# could not be taken back: {why}}}')
    const why = wrong[0]?.error?.message ?? ''
    return html`<li>
      ${
        stay.length > 0
          ? this.#line(
              'saved',
              html`${strip(stay.map(({ image }) => image))}<span class="unseen">${areSaved(stay.length)}</span>`,
            )
          : nothing
      }
      ${gone > 0 ? html`<p class="said" tabindex="-1">${takenBackInWords(gone)}</p>` : nothing}
      ${wrong.length > 0 ? html`<p class="said wrong" role="alert" tabindex="-1">${counted(failed, wrong.length, { why })}</p>` : nothing}
      ${
        stay.length > 0
          ? html`<div class="together">
              <button
                class="button quiet"
                aria-disabled=${this.undoing ? 'true' : 'false'}
                @click=${() => this.#undoAll(stay)}
              >
                ${this.undoing ? msg('Taking back…') : msg('Undo all')}
              </button>
            </div>`
          : nothing
      }
    </li>`
  }

  #line(kind: Kind, content: unknown) {
    const open = this.unfolded.has(kind)
    const toggle = () => (this.unfolded = open ? without(this.unfolded, kind) : new Set([...this.unfolded, kind]))
    return foldLine(open, toggle, content)
  }

  #toggle(): void {
    if (onPage.get()) this.openHere = !this.openHere
    else this.folded = !this.folded
  }

  async #undoAll(those: Arrival[]): Promise<void> {
    if (this.undoing) return
    this.undoing = true
    await undoAll(those.filter(({ state }) => state !== 'busy'))
    this.undoing = false
    await this.updateComplete
    // The button that took them back has gone: the keyboard goes on from what came of it.
    if (document.activeElement === document.body)
      this.renderRoot.querySelector<HTMLElement>('.said')?.focus({ preventScroll: true })
  }

  /** Nothing goes while somebody points at it, has the focus in it, or cannot see it. */
  #letGo(): void {
    const pointedAt = matchMedia('(hover: hover)').matches && this.matches(':hover')
    if (document.hidden || pointedAt || this.#hasKeyboard()) return
    const now = Date.now()
    for (const { image, leavesAt, state } of arrivals.get()) {
      if (leavesAt > 0 && leavesAt <= now && state !== 'busy') patch(image.id, { leavesAt: 0 })
    }
    const { saved, kept, keptDrafts } = this.#shown()
    if (this.unfolded.has('saved') && saved.length <= APART) this.unfolded = without(this.unfolded, 'saved')
    letGoOfKept(kept, keptDrafts)
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
    keepUntil(least)
  }
}

function saveCards(those: SaveView[]) {
  return repeat(
    those,
    ({ id }) => id,
    save => html`<li><save-card .save=${save}></save-card></li>`,
  )
}

function draftCards(those: Draft[]) {
  return repeat(
    those,
    ({ key }) => key,
    draft => html`<li><sending-card .draft=${draft}></sending-card></li>`,
  )
}

function without<One>(all: ReadonlySet<One>, one: One): ReadonlySet<One> {
  return new Set([...all].filter(other => other !== one))
}

customElements.define('save-tray', SaveTray)
