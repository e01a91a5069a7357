import { msg } from '@lit/localize'
import { html, LitElement, nothing } from 'lit'
import { type AnswerError, toAnswerError } from '../answer-error.ts'
import { signIn } from '../session.ts'
import { fields } from '../ui/field-styles.ts'
import { base, buttons } from '../ui/styles.ts'
import '../ui/text-field.ts'

/** Username or e-mail, and the password. Whoever shows it sees the session change. */
export class SignInForm extends LitElement {
  static override properties = { error: { state: true }, busy: { state: true } }
  error: AnswerError | undefined
  busy = false

  static override styles = [base, buttons, fields]

  override render() {
    const errors = this.error?.fields ?? {}
    return html`<form @submit=${this.#submit} novalidate>
      ${
        this.error && Object.keys(errors).length === 0
          ? html`<p class="refusal" role="alert">${this.error.message}</p>`
          : nothing
      }
      <text-field
        required
        name="login"
        autocomplete="username"
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
      <button class="button primary wide" aria-disabled=${this.busy ? 'true' : 'false'}>
        ${this.busy ? msg('Signing in…') : msg('Sign in')}
      </button>
    </form>`
  }

  async #submit(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    if (this.busy) return
    const given = new FormData(event.target as HTMLFormElement)
    this.busy = true
    this.error = undefined
    try {
      await signIn(String(given.get('login')).trim(), String(given.get('password')))
    } catch (error) {
      this.error = toAnswerError(error)
      await this.updateComplete
      this.renderRoot.querySelector<HTMLElement>('[aria-invalid=true]')?.focus()
    } finally {
      this.busy = false
    }
  }
}

customElements.define('sign-in-form', SignInForm)
