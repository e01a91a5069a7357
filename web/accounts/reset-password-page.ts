import { msg, str } from '@lit/localize'
import { html, LitElement } from 'lit'
import { AnswerError } from '../answer-error.ts'
import { PageTitle } from '../page.ts'
import { fields } from '../ui/field-styles.ts'
import { mark } from '../ui/icons.ts'
import { base, buttons } from '../ui/styles.ts'
import { Submission } from '../ui/submission.ts'
import '../ui/text-field.ts'
import { card } from './card-styles.ts'
import { resetPassword, takeLinkToken } from './credentials.ts'
import { inDigits } from '../units.ts'

/** Where the mailed link leads: a new password, and then the sign-in with it. */
export class ResetPasswordPage extends LitElement {
  static override properties = { state: { state: true } }
  state: 'asking' | 'done' | 'over' = 'asking'
  readonly #token = takeLinkToken()
  readonly #submission = new Submission(this, async given => {
    try {
      await resetPassword(this.#token, given.exact('password'))
      await this.#become('done')
    } catch (error) {
      if (error instanceof AnswerError && error.code === 'not_found') return this.#become('over')
      throw error
    }
  })

  static override styles = [base, buttons, fields, card]

  constructor() {
    super()
    new PageTitle(this, () => msg('New password'))
    if (!this.#token) this.state = 'over'
  }

  override render() {
    return html`<div class="card">${mark}${this.#content()}</div>`
  }

  #content() {
    if (this.state === 'done') {
      return html`<h1 tabindex="-1">${msg('Your password is changed')}</h1>
        <p class="lead" role="status">${msg('You are signed out everywhere. Sign in with the new one.')}</p>
        <a class="button primary wide" href="/sign-in">${msg('Sign in')}</a>`
    }
    if (this.state === 'over') {
      return html`<h1 tabindex="-1">${msg('This link does not work any more')}</h1>
        <p class="lead">${msg('It was used, its 30 minutes are over, or you have asked for a newer one.')}</p>
        <a class="button primary wide" href="/forgot-password">${msg('Send me another link')}</a>`
    }
    return html`<h1 tabindex="-1">${msg('Choose a new password')}</h1>
      <form @submit=${this.#submission.submit} novalidate>
        ${this.#submission.refusal()}
        <text-field
          required
          name="password"
          type="password"
          autocomplete="new-password"
          .label=${msg('New password')}
          .hint=${msg(str`At least ${inDigits(10)} characters: a few words are easy to keep in mind`)}
          .error=${this.#submission.errors.password}
        ></text-field>
        ${this.#submission.button(msg('Change the password'), msg('Changing…'))}
      </form>`
  }

  async #become(state: 'done' | 'over'): Promise<void> {
    this.state = state
    await this.updateComplete
    this.renderRoot.querySelector('h1')?.focus()
  }
}

customElements.define('reset-password-page', ResetPasswordPage)
