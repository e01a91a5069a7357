import { msg } from '@lit/localize'
import { html, LitElement } from 'lit'
import { PageTitle } from '../page.ts'
import { base, buttons, page } from '../ui/styles.ts'
import '../ui/empty-state.ts'

export class NotFoundPage extends LitElement {
  static override styles = [base, buttons, page]

  constructor() {
    super()
    new PageTitle(this, () => msg('Not found'))
  }

  override render() {
    return html`<h1 class="unseen" tabindex="-1">${msg('Not found')}</h1>
      <empty-state
        .heading=${msg('There is nothing at this address')}
        .text=${msg('It may have been moved or deleted, or the address has a mistake in it.')}
      >
        <a class="button primary" href="/">${msg('Go home')}</a>
        <a class="button" href="/images">${msg('See everything')}</a>
      </empty-state>`
  }
}

customElements.define('not-found-page', NotFoundPage)
