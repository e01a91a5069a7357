import { msg } from '@lit/localize'
import { html, LitElement } from 'lit'
import { signIn } from '../session.ts'
import { fields } from '../ui/field-styles.ts'
import { base, buttons } from '../ui/styles.ts'
import { Submission } from '../ui/submission.ts'
import '../ui/text-field.ts'

/** Username or e-mail, and the password. Whoever shows it sees the session change. */
export class SignInForm extends LitElement {
  readonly #submission = new Submission(this, given => signIn(given.text('login'), given.exact('password')))

  static override styles = [base, buttons, fields]

  override render() {
    const { errors } = this.#submission
    return html`<form @submit=${this.#submission.submit} novalidate>
      ${this.#submission.refusal()}
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
      ${this.#submission.button(msg('Sign in'), msg('Signing in…'))}
    </form>`
  }
}

customElements.define('sign-in-form', SignInForm)
