import { msg } from '@lit/localize'
import { html, LitElement, nothing } from 'lit'
import { PageTitle } from '../page.ts'
import { mark } from '../ui/icons.ts'
import { base, buttons } from '../ui/styles.ts'
import { card } from './card-styles.ts'
import './provider-buttons.ts'
import './sign-in-form.ts'
import type { SignInForm } from './sign-in-form.ts'
import { hasPicked } from './waiting.ts'

export class SignInPage extends LitElement {
  static override properties = { owes: { state: true } }
  /** The password was right, and something else is asked for. */
  owes = false

  static override styles = [base, buttons, card]

  constructor() {
    super()
    new PageTitle(this, () => msg('Sign in'))
  }

  override render() {
    return html`<div class="card">
      ${mark}
      <h1 tabindex="-1">${msg('Welcome back')}</h1>
      ${hasPicked() ? html`<p>${msg('Sign in, and go on with what you picked.')}</p>` : nothing}
      ${this.owes ? nothing : html`<provider-buttons></provider-buttons>`}
      <sign-in-form @step=${this.#look}></sign-in-form>
      ${
        this.owes
          ? nothing
          : html`<p class="soft">
                <a class="link apart" href="/forgot-password">${msg('Forgotten your password?')}</a>
              </p>
              <p class="soft">
                ${msg(html`New here? <a class="link" href=${`/sign-up${location.search}`}>Create an account</a>.`)}
              </p>`
      }
    </div>`
  }

  #look(event: Event): void {
    this.owes = (event.target as SignInForm).second !== undefined
  }
}

customElements.define('sign-in-page', SignInPage)
