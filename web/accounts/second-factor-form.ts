import { msg } from '@lit/localize'
import { css, html, LitElement, nothing } from 'lit'
import type { SessionAnswer } from '../../server/protocol.ts'
import type { SecondStepView } from '../../server/views.ts'
import { toAnswerError } from '../answer-error.ts'
import { fetchJson } from '../http.ts'
import { become } from '../session.ts'
import { fields } from '../ui/field-styles.ts'
import { base, buttons } from '../ui/styles.ts'
import { Submission } from '../ui/submission.ts'
import type { TextField } from '../ui/text-field.ts'
import '../ui/text-field.ts'

/** What signing in wants beside the password. Whoever shows it sees the session change; fires `begin-again` for the password. */
export class SecondFactorForm extends LitElement {
  static override properties = { second: { attribute: false }, recovery: { state: true }, refused: { state: true } }
  second!: SecondStepView
  recovery = false
  refused = ''
  readonly #submission = new Submission(this, async given => {
    this.refused = ''
    const { token } = this.second
    const answer = fetchJson<SessionAnswer>('POST', '/api/session/second', { token, code: given.text('code') })
    become((await answer).account)
  })

  static override styles = [
    base,
    buttons,
    fields,
    css`
      .others {
        display: grid;
        justify-items: center;
        gap: var(--space-1);
        margin-top: var(--space-3);
      }
      .why {
        color: var(--ink-soft);
        text-wrap: pretty;
      }
    `,
  ]

  // Typed at once: the app is in the other hand.
  override async firstUpdated(): Promise<void> {
    const field = this.renderRoot.querySelector<TextField>('text-field')
    await field?.updateComplete
    field?.focus()
  }

  override render() {
    const { methods } = this.second
    return html`<form @submit=${this.#submission.submit} novalidate>
        ${this.#submission.refusal()}
        ${this.refused ? html`<p class="refusal" role="alert">${this.refused}</p>` : nothing}
        <p class="why">
          ${
            this.recovery
              ? msg('Enter one of the recovery codes that you kept. Each is good for once.')
              : msg('One more step: enter the code that your authenticator app shows.')
          }
        </p>
        <text-field
          required
          name="code"
          .autocomplete=${this.recovery ? 'off' : 'one-time-code'}
          .inputmode=${this.recovery ? 'text' : 'numeric'}
          .label=${this.recovery ? msg('Recovery code') : msg('Code')}
          .error=${this.#submission.errors.code}
        ></text-field>
        ${this.#submission.button(msg('Sign in'), msg('Signing in…'))}
      </form>
      <div class="others">
        ${
          methods.includes('passkey')
            ? html`<button class="button quiet" @click=${this.#usePasskey}>${msg('Use a passkey')}</button>`
            : nothing
        }
        ${
          methods.includes('recovery')
            ? html`<button class="button quiet" @click=${this.#change}>
                ${this.recovery ? msg('Use the app') : msg('Use a recovery code')}
              </button>`
            : nothing
        }
        <button class="button quiet" @click=${this.#beginAgain}>${msg('Begin again')}</button>
      </div>`
  }

  async #change(): Promise<void> {
    this.#submission.forget()
    this.recovery = !this.recovery
    await this.updateComplete
    const field = this.renderRoot.querySelector<TextField>('text-field')
    if (field) field.value = ''
    field?.focus()
  }

  async #usePasskey(): Promise<void> {
    this.#submission.forget()
    this.refused = ''
    try {
      await (await import('./passkey.ts')).signInByPasskey()
    } catch (error) {
      this.refused = toAnswerError(error).message
    }
  }

  #beginAgain(): void {
    this.dispatchEvent(new Event('begin-again'))
  }
}

customElements.define('second-factor-form', SecondFactorForm)
