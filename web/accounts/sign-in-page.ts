import { msg } from '@lit/localize'
import { html, LitElement, nothing } from 'lit'
import { PageTitle } from '../page.ts'
import { mark } from '../ui/icons.ts'
import { base, buttons } from '../ui/styles.ts'
import { card } from './card-styles.ts'
import './provider-buttons.ts'
import './sign-in-form.ts'
import { hasPicked } from './waiting.ts'

export class SignInPage extends LitElement {
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
      <provider-buttons></provider-buttons>
      <sign-in-form></sign-in-form>
      <p class="soft"><a class="link" href="/forgot-password">${msg('Forgotten your password?')}</a></p>
      <p class="soft">
        ${msg(html`New here? <a class="link" href=${`/sign-up${location.search}`}>Create an account</a>.`)}
      </p>
    </div>`
  }
}

customElements.define('sign-in-page', SignInPage)
