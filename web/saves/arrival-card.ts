import { msg, str } from '@lit/localize'
import { html, LitElement, nothing } from 'lit'
import type { AlikeView } from '../../server/views.ts'
import { pathOf } from '../images/data.ts'
import { translated } from '../images/translated.ts'
import { languageOf } from '../locale.ts'
import { session } from '../session.ts'
import '../ui/picture-frame.ts'
import { base, buttons } from '../ui/styles.ts'
import { card } from './card-styles.ts'
import { type Arrival, publish, undo } from './ledger.ts'
import { alikeInWords } from './words.ts'

/** What has just been saved: there to look at, to take back, and beside what looks like it. */
export class ArrivalCard extends LitElement {
  static override properties = { arrival: { attribute: false } }
  arrival: Arrival | undefined
  #undoing = false
  #timer: ReturnType<typeof setInterval> | undefined

  static override styles = [base, buttons, card]

  override connectedCallback(): void {
    super.connectedCallback()
    this.#timer = setInterval(() => this.arrival?.heldUntil && this.requestUpdate(), 1_000)
  }

  #undo(): void {
    if (!this.arrival || this.arrival.state === 'busy') return
    this.#undoing = true
    void undo(this.arrival.image.id)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    clearInterval(this.#timer)
  }

  override updated(changed: Map<string, unknown>): void {
    const before = changed.get('arrival') as Arrival | undefined
    // The button that took it back has gone: the keyboard goes on from where it was.
    if (this.#undoing && before?.state === 'busy' && this.arrival?.state === 'taken-back')
      this.renderRoot.querySelector<HTMLElement>('.words')?.focus({ preventScroll: true })
  }

  override render() {
    if (!this.arrival) return nothing
    const { alike, state, heldUntil, error } = this.arrival
    const image = translated(this.arrival.image)
    const { title, lang = nothing } = image
    if (state === 'taken-back')
      return html`<div class="card">
        <span class="thumb"></span>
        <p class="words soft" tabindex="-1">
          <span class="title" dir="auto" lang=${lang}>${title}</span><span class="state">${msg('Taken back.')}</span>
        </p>
      </div>`
    const busy = state === 'busy' ? 'true' : 'false'
    const undoButton = html`<button
      class="button quiet"
      aria-disabled=${busy}
      aria-label=${msg(str`Undo: take back “${title}”`)}
      @click=${this.#undo}
    >
      ${msg('Undo')}
    </button>`
    return html`<div class="card">
      <a class="thumb" href=${pathOf(image)} tabindex="-1" aria-hidden="true">
        <picture-frame eager .picture=${{ ...image, alt: '' }} sizes="56px"></picture-frame>
      </a>
      <div class="words">
        <a class="title" dir="auto" lang=${lang} href=${pathOf(image)}>${title}</a>
        ${
          error
            ? html`<p class="state wrong" role="alert">${error.message}</p>`
            : html`<p class="state">
                ${heldUntil ? held(heldUntil) : state === 'released' ? msg('Everybody can see it now.') : msg('Saved')}
              </p>`
        }
      </div>
      ${
        heldUntil
          ? html`<div></div>
              <div class="do below">
                ${undoButton}
                <button
                  class="button quiet"
                  aria-disabled=${busy}
                  @click=${() => state !== 'busy' && publish(image.id)}
                >
                  ${msg('Publish now')}
                </button>
              </div>`
          : html`<div class="do">${undoButton}</div>`
      }
      ${alike.map(alikeNote)}
    </div>`
  }
}

function held(until: number): string {
  // The server adds some milliseconds of its own: a minute must not begin with 61 seconds.
  const seconds = Math.max(1, Math.round((until - Date.now()) / 1000))
  const unit = new Intl.NumberFormat(languageOf(), { style: 'unit', unit: 'second', unitDisplay: 'long' })
  return msg(str`Only you see it for ${unit.format(seconds)} more`)
}

function alikeNote(alike: AlikeView) {
  return html`<a class="alike" href=${pathOf(alike.image)}>
    <picture-frame .picture=${{ ...alike.image, alt: '' }} sizes="36px"></picture-frame>
    <span>${alikeInWords(alike, session.get()?.username)}</span>
  </a>`
}

customElements.define('arrival-card', ArrivalCard)
