import { msg, str } from '@lit/localize'
import { css, html, LitElement, nothing } from 'lit'
import { type AnswerError, toAnswerError } from '../answer-error.ts'
import { leaveHere } from '../offline/forget.ts'
import { go } from '../router.ts'
import { fields } from '../ui/field-styles.ts'
import '../ui/modal-dialog.ts'
import { notify } from '../ui/notices.ts'
import { base, buttons } from '../ui/styles.ts'
import { fullDate } from '../words.ts'
import { section } from './section-styles.ts'
import { inDigits } from '../units.ts'

/** The end of my account: what goes is said first, and it can be taken back for 14 days. */
export class DataLeave extends LitElement {
  static override properties = { asked: { state: true }, busy: { state: true }, error: { state: true } }
  asked = false
  busy = false
  error: AnswerError | undefined

  static override styles = [
    base,
    buttons,
    fields,
    section,
    css`
      .button.danger {
        color: var(--danger);
        border-color: var(--danger);
      }
      .words {
        display: grid;
        gap: var(--space-4);
      }
      .words ul {
        display: grid;
        gap: var(--space-1);
        padding-inline-start: 1.2em;
        list-style: disc;
      }
      .ways {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
        justify-content: flex-end;
      }
    `,
  ]

  override render() {
    return html`<section aria-labelledby="heading">
        <header>
          <h2 id="heading">${msg('Delete the account')}</h2>
          <p>${msg(str`You can change your mind for ${inDigits(14)} days. After that nothing of you is left here.`)}</p>
        </header>
        <div>
          <button class="button outline danger" @click=${() => (this.asked = true)}>
            ${msg('Delete my account…')}
          </button>
        </div>
      </section>
      <modal-dialog heading=${msg('Delete your account?')} ?open=${this.asked} @close=${this.#keep}>
        <div class="words">
          <p>${msg('At once:')}</p>
          <ul>
            <li>${msg('You are signed out everywhere.')}</li>
            <li>${msg('Nobody sees you or anything that you saved.')}</li>
          </ul>
          <p>${msg(str`After ${inDigits(14)} days, for good:`)}</p>
          <ul>
            <li>${msg('Your images, likes and follows, and what you did, are gone.')}</li>
            <li>${msg('Your username can be taken by somebody else.')}</li>
          </ul>
          <p>
            ${msg('Signing in before then brings everything back. A copy of everything can be made on this page first.')}
          </p>
          ${this.error ? html`<p class="refusal" role="alert">${this.error.message}</p>` : nothing}
          <div class="ways">
            <button class="button" @click=${this.#keep}>${msg('Keep it')}</button>
            <button class="button outline danger" aria-disabled=${this.busy ? 'true' : 'false'} @click=${this.#leave}>
              ${this.busy ? msg('Deleting…') : msg('Delete my account')}
            </button>
          </div>
        </div>
      </modal-dialog>`
  }

  #keep(): void {
    this.asked = false
    this.error = undefined
  }

  async #leave(): Promise<void> {
    if (this.busy) return
    Object.assign(this, { busy: true, error: undefined })
    try {
      const deleteAt = await leaveHere()
      go('/')
      notify(msg(str`You are signed out. Until ${fullDate(deleteAt)}, signing in keeps your account.`))
    } catch (error) {
      this.error = toAnswerError(error)
    } finally {
      this.busy = false
    }
  }
}

customElements.define('data-leave', DataLeave)
