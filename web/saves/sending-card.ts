import { msg, str } from '@lit/localize'
import { html, LitElement, nothing } from 'lit'
import { languageOf } from '../locale.ts'
import { cross } from '../ui/icons.ts'
import '../ui/progress-bar.ts'
import { base, buttons } from '../ui/styles.ts'
import { card } from './card-styles.ts'
import { titleOf } from './files.ts'
import './picture-preview.ts'
import { type Draft, isHopeless, wordsOf } from './queue.ts'
import { keptAlready } from './save-card.ts'
import { cancelSending, sendOne } from './sending.ts'

/** What is on its way to the server, or was refused on the way. */
export class SendingCard extends LitElement {
  static override properties = { draft: { attribute: false } }
  draft: Draft | undefined

  static override styles = [base, buttons, card]

  override render() {
    if (!this.draft) return nothing
    const { key, stage, error, preview } = this.draft
    const name = nameOf(this.draft)
    return html`<div class="card">
      <span class="thumb"><picture-preview .src=${preview}></picture-preview></span>
      <div class="words">
        <span class="title" dir="auto">${name}</span>
        ${
          error?.image
            ? keptAlready(error.image, () => cancelSending(key))
            : error
              ? html`<p class="state wrong">${error.message}</p>`
              : this.#step(this.draft)
        }
      </div>
      ${
        stage === 'refused' && !error?.image
          ? html`<div></div>
              <div class="do below">
                ${isHopeless(this.draft) ? nothing : html`<button class="button quiet" @click=${() => sendOne(key)}>${msg('Try again')}</button>`}
                <button class="button quiet" @click=${() => cancelSending(key)}>${msg('Let go')}</button>
              </div>`
          : html`<div class="do">
              <button
                class="button quiet icon"
                aria-label=${error ? msg(str`Let go of “${name}”`) : msg(str`Cancel “${name}”`)}
                @click=${() => cancelSending(key)}
              >
                ${cross}
              </button>
            </div>`
      }
    </div>`
  }

  #step({ stage, done, file, pause }: Draft) {
    if (stage === 'sent') return html`<p class="state">${msg('The server has it.')}</p>`
    if (stage === 'waiting') return html`<p class="state">${pause || msg('Waiting for its turn…')}</p>`
    const percent = new Intl.NumberFormat(languageOf(), { style: 'percent' })
    const words = !file || done >= 1 ? msg('Being handed over…') : msg(str`Sending: ${percent.format(done)}`)
    return html`<p class="state">${words}</p>
      <progress-bar .done=${file ? done : undefined}></progress-bar>`
  }
}

/** What a person would call it. */
export function nameOf(draft: Draft): string {
  return wordsOf(draft).title || titleOf(draft.file?.name ?? '') || draft.file?.name || draft.url || ''
}

customElements.define('sending-card', SendingCard)
