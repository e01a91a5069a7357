import { msg, str } from '@lit/localize'
import { html, LitElement, nothing } from 'lit'
import { changePassword } from '../accounts/credentials.ts'
import { Observe } from '../observe.ts'
import { session } from '../session.ts'
import { fields } from '../ui/field-styles.ts'
import { base, buttons } from '../ui/styles.ts'
import { Submission } from '../ui/submission.ts'
import '../ui/text-field.ts'
import { section } from './section-styles.ts'
import { inDigits } from '../units.ts'

/** My password: another one, or a first one for whoever has come another way. */
export class AccountPassword extends LitElement {
  static override properties = { done: { state: true } }
  done = false
  readonly #submission = new Submission(this, async given => {
    this.done = false
    await changePassword(given.exact('current'), given.exact('password'))
    this.done = true
    this.renderRoot.querySelectorAll('text-field').forEach(field => Object.assign(field, { value: '' }))
  })

  static override styles = [base, buttons, fields, section]

  constructor() {
    super()
    new Observe(this, session)
  }

  override render() {
    const { errors } = this.#submission
    const has = session.get()?.hasPassword !== false
    return html`<section aria-labelledby="heading">
      <header>
        <h2 id="heading">${msg('Password')}</h2>
        <p>
          ${
            has
              ? msg('With a new one, you are signed out everywhere but here.')
              : msg('You sign in another way. With a password you have one more.')
          }
        </p>
      </header>
      <form @submit=${this.#submission.submit} novalidate>
        ${this.#submission.refusal()}
        ${
          has
            ? html`<text-field
                required
                name="current"
                type="password"
                autocomplete="current-password"
                .label=${msg('Current password')}
                .error=${errors.current}
              ></text-field>`
            : ''
        }
        <text-field
          required
          name="password"
          type="password"
          autocomplete="new-password"
          .label=${msg('New password')}
          .hint=${msg(str`At least ${inDigits(10)} characters: a few words are easy to keep in mind`)}
          .error=${errors.password}
        ></text-field>
        <div>${this.#submission.button(msg('Change the password'), msg('Changing…'), { look: 'outline' })}</div>
      </form>
      <p class="status" role="status">${this.done ? saved() : nothing}</p>
    </section>`
  }
}

const saved = () => html`<strong>${msg('Saved.')}</strong> ${msg('You are signed out everywhere else.')}`

customElements.define('account-password', AccountPassword)
