import { msg } from '@lit/localize'
import { html, LitElement, nothing } from 'lit'
import { PageTitle } from '../page.ts'
import { mark } from '../ui/icons.ts'
import { base, buttons } from '../ui/styles.ts'
import { card } from './card-styles.ts'
import './sign-up-form.ts'
import { hasPicked } from './waiting.ts'

export class SignUpPage extends LitElement {
  static override styles = [base, buttons, card]

  constructor() {
    super()
    new PageTitle(this, () => msg('Create an account'))
  }

  override render() {
    return html`<div class="card">
      ${mark}
      <h1 tabindex="-1">${msg('Create your account')}</h1>
      ${hasPicked() ? html`<p>${msg('Create your account, and go on with what you picked.')}</p>` : nothing}
      <sign-up-form></sign-up-form>
      <p class="soft">
        ${msg(html`Already have one? <a class="link" href=${`/sign-in${location.search}`}>Sign in</a>.`)}
      </p>
    </div>`
  }
}

customElements.define('sign-up-page', SignUpPage)
