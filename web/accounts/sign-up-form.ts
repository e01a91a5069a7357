import { msg } from '@lit/localize'
import { html, LitElement, nothing } from 'lit'
import { type AnswerError, toAnswerError } from '../answer-error.ts'
import { signUp } from '../session.ts'
import { fields } from '../ui/field-styles.ts'
import { base, buttons } from '../ui/styles.ts'
import '../ui/text-field.ts'

/** Everything that an account needs; one is signed in with it at once. */
export class SignUpForm extends LitElement {
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
        .label=${msg('E-mail')}
        .error=${errors.email}
      ></text-field>
      <text-field
        required
        name="password"
        type="password"
        autocomplete="new-password"
        .label=${msg('Password')}
        .hint=${msg('At least 8 characters')}
        .error=${errors.password}
      ></text-field>
      <button class="button primary wide" aria-disabled=${this.busy ? 'true' : 'false'}>
        ${this.busy ? msg('Creating your account…') : msg('Create account')}
      </button>
    </form>`
  }

  async #submit(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    if (this.busy) return
    const given = new FormData(event.target as HTMLFormElement)
    const text = (name: string) => String(given.get(name)).trim()
    this.busy = true
    this.error = undefined
    try {
      await signUp({
        username: text('username'),
        name: text('name'),
        email: text('email'),
        password: String(given.get('password')),
      })
    } catch (error) {
      this.error = toAnswerError(error)
      await this.updateComplete
      this.renderRoot.querySelector<HTMLElement>('[aria-invalid=true]')?.focus()
    } finally {
      this.busy = false
    }
  }
}

customElements.define('sign-up-form', SignUpForm)
