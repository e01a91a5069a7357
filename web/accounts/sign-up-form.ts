import { msg, str } from '@lit/localize'
import { html, LitElement } from 'lit'
import { signUp } from '../session.ts'
import { fields } from '../ui/field-styles.ts'
import { base, buttons } from '../ui/styles.ts'
import { Submission } from '../ui/submission.ts'
import '../ui/text-field.ts'
import { inDigits } from '../units.ts'

/** Everything that an account needs; one is signed in with it at once. */
export class SignUpForm extends LitElement {
  static override properties = { invitation: {}, email: {} }
  /** The code by which one comes in. */
  invitation = ''
  /** To begin with. */
  email = ''
  readonly #submission = new Submission(this, given =>
    signUp({
      username: given.text('username'),
      name: given.text('name'),
      email: given.text('email'),
      password: given.exact('password'),
      ...(this.invitation && { invitation: this.invitation }),
    }),
  )

  static override styles = [base, buttons, fields]

  override render() {
    const { errors } = this.#submission
    return html`<form @submit=${this.#submission.submit} novalidate>
      ${this.#submission.refusal()}
      <div class="pair">
        <text-field
          required
          name="name"
          autocomplete="name"
          maxlength="100"
          .label=${msg('Name')}
          .error=${errors.name}
        ></text-field>
        <text-field
          required
          name="username"
          autocomplete="username"
          maxlength="30"
          .label=${msg('Username')}
          .hint=${msg('Letters, digits or _')}
          .error=${errors.username}
        ></text-field>
      </div>
      <text-field
        required
        name="email"
        type="email"
        autocomplete="email"
        .value=${this.email}
        .label=${msg('E-mail')}
        .error=${errors.email}
      ></text-field>
      <text-field
        required
        name="password"
        type="password"
        autocomplete="new-password"
        .label=${msg('Password')}
        .hint=${msg(str`At least ${inDigits(10)} characters`)}
        .error=${errors.password}
      ></text-field>
      ${this.#submission.button(msg('Create account'), msg('Creating your account…'))}
    </form>`
  }
}

customElements.define('sign-up-form', SignUpForm)
