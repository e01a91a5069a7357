import { msg, str } from '@lit/localize'
import { css, html, LitElement, nothing } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import type { AccountView } from '../../server/views.ts'
import { Observe } from '../observe.ts'
import { PageTitle } from '../page.ts'
import { PagedList } from '../paged-list.ts'
import { session } from '../session.ts'
import { base, page } from '../ui/styles.ts'
import '../ui/empty-state.ts'
import '../ui/error-state.ts'
import '../ui/load-more.ts'
import '../ui/new-pill.ts'
import '../ui/skeleton-box.ts'
import './account-row.ts'
import { listAccounts } from './data.ts'
import { searchAccounts } from './people-data.ts'
import './people-list.ts'
import './people-suggestions.ts'

/** Milliseconds of rest after which what has been typed is looked for. */
const REST = 200

/** Everybody here: found as one types, suggested, or listed by when they came. */
export class PeoplePage extends LitElement {
  static override properties = { text: { state: true } }
  /** What is looked for. */
  text = ''
  #rest: ReturnType<typeof setTimeout> | undefined
  #search = (before?: string) => searchAccounts('', before)
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
      .head {
        align-items: center;
      }
      search {
        flex: 0 1 20rem;
      }
      input {
        width: 100%;
        min-height: var(--target);
        padding: 0 var(--space-5);
        border: 1px solid var(--line-strong);
        border-radius: var(--radius-full);
        background: var(--surface);
        color: var(--ink);
        font: 400 var(--text-field) / 1.4 var(--font-text);
      }
      input:focus-visible {
        border-color: var(--accent);
        border-radius: var(--radius-full);
        outline-offset: -1px;
      }
      @media (max-width: 640px) {
        search {
          flex-basis: 100%;
        }
      }
      h2 {
        margin-bottom: var(--space-4);
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
    new Observe(this, session)
    void this.#list.start()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    clearTimeout(this.#rest)
  }

  override render() {
    return html`<header class="head">
        <div>
          <h1 tabindex="-1">${msg('People')}</h1>
          <p>${msg('Follow someone, and what they find comes to your home.')}</p>
        </div>
        <search>
          <input
            type="search"
            aria-label=${msg('Find people by name')}
            placeholder=${msg('Find people by name')}
            maxlength="100"
            dir="auto"
            autocapitalize="none"
            spellcheck="false"
            enterkeyhint="search"
            @input=${this.#typed}
          />
        </search>
      </header>
      ${this.text ? this.#found() : this.#body()}`
  }

  #found() {
    return html`<people-list .load=${this.#search}>
      <empty-state
        .heading=${msg('Nobody found')}
        .text=${msg(str`There is nobody here called “${this.text}”. Try a part of the name, or the username.`)}
      ></empty-state>
    </people-list>`
  }

  #body() {
    const { state, items, fresh, more, next, error } = this.#list
    if (state === 'failed')
      return html`<error-state .message=${error?.message ?? ''} @retry=${() => this.#list.start()}></error-state>`
    if (state !== 'ready')
      return html`<ul aria-busy="true">
        ${Array.from({ length: 9 }, () => html`<li><skeleton-box></skeleton-box></li>`)}
      </ul>`
    const me = session.get()
    return html`${me ? html`<people-suggestions></people-suggestions>` : nothing}
      <new-pill .text=${fresh.length > 0 ? msg('New people have joined') : ''} @open=${this.#open}></new-pill>
      ${me ? html`<h2>${msg('Everybody')}</h2>` : nothing}
      <ul>
        ${repeat(
          items,
          account => account.username,
          account => html`<li><account-row .account=${account}></account-row></li>`,
        )}
      </ul>
      <load-more .state=${more} ?end=${next === null} @more=${() => this.#list.readOn()}></load-more>`
  }

  #typed(event: InputEvent): void {
    const text = (event.target as HTMLInputElement).value.trim()
    clearTimeout(this.#rest)
    this.#rest = setTimeout(
      () => {
        if (text === this.text) return
        this.#search = before => searchAccounts(text, before)
        this.text = text
      },
      text ? REST : 0,
    )
  }

  #open(): void {
    this.#list.open()
    scrollTo({ top: 0 })
    this.renderRoot.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true })
  }
}

customElements.define('people-page', PeoplePage)
