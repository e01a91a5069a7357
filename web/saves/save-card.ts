import { msg, str } from '@lit/localize'
import { html, LitElement, nothing } from 'lit'
import type { ImageView, SaveView } from '../../server/views.ts'
import { type AnswerError, toAnswerError } from '../answer-error.ts'
import { pathOf } from '../images/data.ts'
import { Observe } from '../observe.ts'
import { cross, picture } from '../ui/icons.ts'
import '../ui/picture-frame.ts'
import '../ui/progress-bar.ts'
import { base, buttons } from '../ui/styles.ts'
import { hostOf } from '../words.ts'
import { card } from './card-styles.ts'
import { cancel, retry, steps } from './ledger.ts'
import './picture-preview.ts'
import { clock } from './words.ts'

/** What the server is saving, or could not save. Fires `gone` when its owner lets go of it. */
export class SaveCard extends LitElement {
  static override properties = {
    save: { attribute: false },
    preview: {},
    busy: { state: true },
    error: { state: true },
  }
  save: SaveView | undefined
  /** How the picture looks, where this tab knows it. */
  preview = ''
  busy = false
  /** Why it could not be cancelled or tried again. */
  error: AnswerError | undefined

  static override styles = [base, buttons, card]

  constructor() {
    super()
    new Observe(this, steps)
  }

  override render() {
    if (!this.save) return nothing
    const { title, error } = this.save
    return html`<div class="card">
      ${this.#thumb()}
      <div class="words">
        <span class="title" dir="auto">${title}</span>
        ${
          this.error
            ? html`<p class="state wrong" role="alert">${this.error.message}</p>`
            : error
              ? error.image
                ? keptAlready(error.image, this.#cancel)
                : html`<p class="state wrong">${error.message}</p>`
              : this.#step()
        }
      </div>
      ${
        error && !error.image
          ? this.#failed()
          : html`<div class="do">
              <button
                class="button quiet icon"
                aria-label=${error ? msg(str`Let go of “${title}”`) : msg(str`Cancel “${title}”`)}
                aria-disabled=${this.busy ? 'true' : 'false'}
                @click=${this.#cancel}
              >
                ${cross}
              </button>
            </div>`
      }
    </div>`
  }

  #thumb() {
    const existing = this.save?.error?.image
    if (existing)
      return html`<a class="thumb" href=${pathOf(existing)} tabindex="-1" aria-hidden="true" @click=${this.#cancel}>
        <picture-frame eager .picture=${{ ...existing, alt: '' }} sizes="56px"></picture-frame>
      </a>`
    return this.preview
      ? html`<span class="thumb"><picture-preview .src=${this.preview}></picture-preview></span>`
      : html`<span class="thumb empty">${picture}</span>`
  }

  #step() {
    const { id, url, retryAt, state } = this.save!
    const step = steps.get().get(id)
    const host = url && (hostOf(url) ?? url)
    if (retryAt && host && !step) {
      return html`<p class="state">${msg(str`${host} asks for patience: tried again at ${clock(retryAt)}`)}</p>`
    }
    const words =
      !step && state !== 'working'
        ? msg('Waiting for its turn…')
        : step?.stage === 'preparing' || !host
          ? msg('Being prepared…')
          : msg(str`Being fetched from ${host}…`)
    return html`<p class="state">${words}</p>
      ${step || state === 'working' ? html`<progress-bar .done=${step?.done ?? undefined}></progress-bar>` : nothing}`
  }

  #failed() {
    const { error, url } = this.save!
    const mayWork =
      error?.code !== 'conflict' && (url || /^(unreachable|unavailable|internal|too_many)$/.test(error?.code ?? ''))
    const busy = this.busy ? 'true' : 'false'
    return html`<div></div>
      <div class="do below">
        ${mayWork ? html`<button class="button quiet" aria-disabled=${busy} @click=${this.#retry}>${msg('Try again')}</button>` : nothing}
        <button class="button quiet" aria-disabled=${busy} @click=${this.#cancel}>${msg('Let go')}</button>
      </div>`
  }

  #cancel(): void {
    void this.#do(async id => {
      await cancel(id)
      this.dispatchEvent(new Event('gone'))
    })
  }

  #retry(): void {
    void this.#do(retry)
  }

  async #do(verb: (id: string) => Promise<void>): Promise<void> {
    if (this.busy || !this.save) return
    Object.assign(this, { busy: true, error: undefined })
    try {
      await verb(this.save.id)
    } catch (error) {
      this.error = toAnswerError(error)
    } finally {
      this.busy = false
    }
  }
}

/** Nothing has gone wrong: it is where it was to be. */
export function keptAlready(image: ImageView, looked: () => void) {
  return html`<p class="state">
    ${msg('You have this already')} · <a class="link" href=${pathOf(image)} @click=${looked}>${msg('Look at it')}</a>
  </p>`
}

customElements.define('save-card', SaveCard)
