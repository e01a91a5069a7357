import { msg } from '@lit/localize'
import { css, html, LitElement } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import type { AccountView } from '../../server/views.ts'
import { PageTitle } from '../page.ts'
import { PagedList } from '../paged-list.ts'
import { base, page } from '../ui/styles.ts'
import '../ui/error-state.ts'
import '../ui/load-more.ts'
import '../ui/new-pill.ts'
import '../ui/skeleton-box.ts'
import './account-row.ts'
import { listAccounts } from './data.ts'

export class PeoplePage extends LitElement {
  readonly #list = new PagedList<AccountView>(this, {
    load: listAccounts,
    key: account => account.username,
    lookEvery: 60_000,
  })

  static override styles = [
    base,
    page,
    css`
      :host {
        max-width: 84rem;
      }
      ul {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(22rem, 100%), 1fr));
        gap: var(--space-4);
      }
      skeleton-box {
        height: 5.75rem;
        border-radius: var(--radius-l);
      }
    `,
  ]

  constructor() {
    super()
    new PageTitle(this, () => msg('People'))
    void this.#list.start()
  }

  override render() {
    return html`<header class="head">
        <div>
          <h1 tabindex="-1">${msg('People')}</h1>
          <p>${msg('Follow someone, and what they find comes to your home.')}</p>
        </div>
      </header>
      ${this.#body()}`
  }

  #body() {
    const { state, items, fresh, more, next, error } = this.#list
    if (state === 'failed')
      return html`<error-state .message=${error?.message ?? ''} @retry=${() => this.#list.start()}></error-state>`
    if (state !== 'ready')
      return html`<ul aria-busy="true">
        ${Array.from({ length: 9 }, () => html`<li><skeleton-box></skeleton-box></li>`)}
      </ul>`
    return html`<new-pill .text=${fresh.length > 0 ? msg('New people have joined') : ''} @open=${this.#open}></new-pill>
      <ul>
        ${repeat(
          items,
          account => account.username,
          account => html`<li><account-row .account=${account}></account-row></li>`,
        )}
      </ul>
      <load-more .state=${more} ?end=${next === null} @more=${() => this.#list.readOn()}></load-more>`
  }

  #open(): void {
    this.#list.open()
    scrollTo({ top: 0 })
    this.renderRoot.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true })
  }
}

customElements.define('people-page', PeoplePage)
