import { msg, str } from '@lit/localize'
import { html, LitElement } from 'lit'
import { ofMail } from '../mailing.ts'
import { PageTitle } from '../page.ts'
import { fields } from '../ui/field-styles.ts'
import { mark } from '../ui/icons.ts'
import { base, buttons } from '../ui/styles.ts'
import { Submission } from '../ui/submission.ts'
import '../ui/text-field.ts'
import { card } from './card-styles.ts'
import { requestReset } from './credentials.ts'
import { inDigits } from '../units.ts'

/** Asks for a link to choose a new password. */
export class ForgotPasswordPage extends LitElement {
  static override properties = { sent: { state: true } }
  sent = false
  readonly #submission = new Submission(this, async given => {
    await requestReset(given.text('login'))
    this.sent = true
    await this.updateComplete
    this.renderRoot.querySelector('h1')?.focus()
  })

  static override styles = [base, buttons, fields, card]

  constructor() {
    super()
    new PageTitle(this, () => msg('Forgotten password'))
  }

  override render() {
    return html`<div class="card">
      ${mark}${this.sent ? this.#done() : this.#form()}
      <p class="soft"><a class="link apart" href="/sign-in">${msg('Back to the sign-in')}</a></p>
    </div>`
  }

  #form() {
    return html`<h1 tabindex="-1">${msg('Forgotten your password?')}</h1>
      <p class="lead">
        ${ofMail(
          msg('Say who you are, and we send you a link to choose a new one.'),
          msg(
            'This server sends no mail. Say who you are, and a link to choose a new one is printed to its log: ask whoever runs it.',
          ),
        )}
      </p>
      <form @submit=${this.#submission.submit} novalidate>
        ${this.#submission.refusal()}
        <text-field
          required
          name="login"
          autocomplete="username"
          .label=${msg('Username or e-mail')}
          .error=${this.#submission.errors.login}
        ></text-field>
        ${this.#submission.button(ofMail(msg('Send me a link'), msg('Make a link')), msg('One moment…'))}
      </form>`
  }

  #done() {
    return html`<h1 tabindex="-1">${ofMail(msg('Look into your mail'), msg('Ask for the link'))}</h1>
      <p class="lead" role="status">
        ${ofMail(
          msg(
            str`If there is such an account, a mail is on its way to its address. The link in it works for ${inDigits(30)} minutes; if none comes, look into the spam folder.`,
          ),
          msg(
            str`If there is such an account, the mail for it is in the log of this server, which sends none: whoever runs it can give you the link. It works for ${inDigits(30)} minutes.`,
          ),
        )}
      </p>`
  }
}

customElements.define('forgot-password-page', ForgotPasswordPage)
