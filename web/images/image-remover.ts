import { msg, str } from '@lit/localize'
import { html, LitElement, nothing } from 'lit'
import type { ImageView } from '../../server/views.ts'
import { toAnswerError } from '../answer-error.ts'
import { answers } from '../ui/answer-styles.ts'
import { base, buttons } from '../ui/styles.ts'
import '../ui/modal-dialog.ts'
import { removeImage } from './data.ts'

/** Asks once, then takes an image of mine back. */
export class ImageRemover extends LitElement {
  static override properties = {
    image: { attribute: false },
    open: { type: Boolean },
    busy: { state: true },
    refusal: { state: true },
  }
  image: ImageView | undefined
  open = false
  busy = false
  refusal = ''

  static override styles = [base, buttons, answers]

  override render() {
    return html`<modal-dialog .heading=${msg('Take it back?')} .open=${this.open} @close=${this.#close}>
      <p>
        ${msg(str`“${this.image?.title ?? ''}” goes from every window at once, and its likes go with it. This cannot be undone.`)}
      </p>
      ${this.refusal ? html`<p class="refusal" role="alert">${this.refusal}</p>` : nothing}
      <div class="ends">
        <button class="button quiet" @click=${this.#close}>${msg('Keep it')}</button>
        <button class="button strong" aria-disabled=${this.busy ? 'true' : 'false'} @click=${this.#remove}>
          ${msg('Take it back')}
        </button>
      </div>
    </modal-dialog>`
  }

  #close(): void {
    Object.assign(this, { open: false, refusal: '' })
    this.dispatchEvent(new Event('close'))
  }

  async #remove(): Promise<void> {
    if (this.busy || !this.image) return
    Object.assign(this, { busy: true, refusal: '' })
    try {
      await removeImage(this.image.id)
      this.#close()
    } catch (error) {
      this.refusal = toAnswerError(error).message
    } finally {
      this.busy = false
    }
  }
}

customElements.define('image-remover', ImageRemover)
