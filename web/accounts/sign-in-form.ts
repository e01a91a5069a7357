import { msg } from '@lit/localize'
import { css, html, LitElement, nothing } from 'lit'
import type { SecondStepView } from '../../server/views.ts'
import { toAnswerError } from '../answer-error.ts'
import { signIn } from '../session.ts'
import { fields } from '../ui/field-styles.ts'
import { base, buttons } from '../ui/styles.ts'
import { Submission } from '../ui/submission.ts'
import '../ui/text-field.ts'
import { takeSecondStep } from './owed-step.ts'

/** Username or e-mail, and the password; or a passkey. Whoever shows it sees the session change. Fires `step` when another step is shown. */
export class SignInForm extends LitElement {
  static override properties = { second: { state: true }, refused: { state: true } }
  /** What is still owed after the right password. */
  second: SecondStepView | undefined
  refused = ''
  #endOffer: (() => void) | undefined
  /** The browser's own window is open, or about to be: nothing is offered beside it. */
  #choosing = false
  readonly #submission = new Submission(this, async given => {
    this.refused = ''
    const second = await signIn(given.text('login'), given.exact('password'))
    if (second) await import('./second-factor-form.ts')
    this.second = second
  })

  static override styles = [
    base,
    buttons,
    fields,
    css`
      .passkey {
        margin-top: var(--space-3);
      }
    `,
  ]

  override connectedCallback(): void {
    super.connectedCallback()
    // A provider has vouched for them already.
    const owed = takeSecondStep()
    if (owed) void import('./second-factor-form.ts').then(() => (this.second = owed))
    // Whoever only passes by takes no challenge.
    for (const sign of ['pointerover', 'focusin']) this.addEventListener(sign, this.#offer)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#endOffer?.()
    this.#endOffer = undefined
  }

  override updated(changed: Map<string, unknown>): void {
    if (changed.has('second')) this.dispatchEvent(new Event('step'))
  }

  override render() {
    if (this.second) {
      const again = () => (this.second = undefined)
      return html`<second-factor-form .second=${this.second} @begin-again=${again}></second-factor-form>`
    }
    const { errors } = this.#submission
    return html`<form @submit=${this.#submission.submit} novalidate>
        ${this.#submission.refusal()}
        ${this.refused ? html`<p class="refusal" role="alert">${this.refused}</p>` : nothing}
        <text-field
          required
          name="login"
          autocomplete="username webauthn"
          .label=${msg('Username or e-mail')}
          .error=${errors.login}
        ></text-field>
        <text-field
          required
          name="password"
          type="password"
          autocomplete="current-password"
          .label=${msg('Password')}
          .error=${errors.password}
        ></text-field>
        ${this.#submission.button(msg('Sign in'), msg('Signing in…'))}
      </form>
      ${
        canUsePasskeys
          ? html`<button class="passkey button outline wide" @click=${this.#usePasskey}>
              ${msg('Sign in with a passkey')}
            </button>`
          : nothing
      }`
  }

  async #usePasskey(): Promise<void> {
    this.#submission.forget()
    this.refused = ''
    this.#endOffer?.()
    this.#endOffer = undefined
    this.#choosing = true
    try {
      await (await import('./passkey.ts')).signInByPasskey()
    } catch (error) {
      this.refused = toAnswerError(error).message
    }
    this.#choosing = false
  }

  readonly #offer = async (): Promise<void> => {
    if (!canUsePasskeys || this.#choosing || this.#endOffer || this.second) return
    const { offerPasskeys } = await import('./passkey.ts')
    if (!this.isConnected || this.#choosing || this.#endOffer) return
    this.#endOffer = offerPasskeys(error => (this.refused = toAnswerError(error).message))
  }
}

const canUsePasskeys = 'PublicKeyCredential' in globalThis

customElements.define('sign-in-form', SignInForm)
