import { msg } from '@lit/localize'
import { css, html, LitElement, nothing } from 'lit'
import { live } from 'lit/directives/live.js'
import { type AnswerError, toAnswerError } from '../answer-error.ts'
import { Observe } from '../observe.ts'
import { session } from '../session.ts'
import { fields } from '../ui/field-styles.ts'
import { base } from '../ui/styles.ts'
import { editAccount } from './data.ts'
import { section } from './section-styles.ts'

/** Whether everybody may see what I save, or those alone whom I approve. Kept at once, and the same in every tab. */
export class PrivacySwitch extends LitElement {
  static override properties = { chosen: { state: true }, saved: { state: true }, error: { state: true } }
  /** Until the server has it or refuses. */
  chosen: boolean | undefined
  saved = false
  error: AnswerError | undefined

  static override styles = [
    base,
    fields,
    section,
    css`
      label {
        display: flex;
        gap: var(--space-3);
        align-items: center;
        min-height: var(--target);
        font-weight: 550;
        cursor: pointer;
      }
      input {
        flex: none;
        width: 1.5rem;
        height: 1.5rem;
        margin: 0;
        accent-color: var(--accent);
      }
    `,
  ]

  constructor() {
    super()
    new Observe(this, session)
  }

  override render() {
    const isPrivate = this.chosen ?? session.get()?.private ?? false
    return html`<section aria-labelledby="heading">
      <header>
        <h2 id="heading">${msg('Privacy')}</h2>
        <p id="why">
          ${msg('Of a private account, only followers whom you approve see the images, the activity, and who follows whom. Your name, photo and words about you stay visible. Who follows you now goes on doing so.')}
        </p>
      </header>
      <label>
        <input
          type="checkbox"
          aria-describedby="why"
          .checked=${live(isPrivate)}
          @change=${(event: Event) => this.#choose((event.target as HTMLInputElement).checked)}
        />${msg('Private account')}
      </label>
      ${this.error ? html`<p class="refusal" role="alert">${this.error.message}</p>` : nothing}
      <p class="status" role="status">
        ${this.saved ? html`<strong>${msg('Saved.')}</strong> ` : nothing}${
          isPrivate
            ? msg('Who wants to follow you asks first.')
            : msg('Everybody can see what you save, and follow you.')
        }
      </p>
    </section>`
  }

  async #choose(isPrivate: boolean): Promise<void> {
    Object.assign(this, { chosen: isPrivate, saved: false, error: undefined })
    try {
      await editAccount({ private: isPrivate })
      this.saved = true
    } catch (error) {
      this.error = toAnswerError(error)
    } finally {
      this.chosen = undefined
    }
  }
}

customElements.define('privacy-switch', PrivacySwitch)
