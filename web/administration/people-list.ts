import { msg } from '@lit/localize'
import { html, LitElement } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import type { PersonView } from '../../server/protocol-moderation.ts'
import { PagedList } from '../paged-list.ts'
import { ask } from '../socket.ts'
import '../ui/error-state.ts'
import '../ui/load-more.ts'
import '../ui/skeleton-box.ts'
import { base, buttons } from '../ui/styles.ts'
import { panel } from './panel-styles.ts'
import './person-card.ts'

type Which = '' | 'moderator' | 'administrator' | 'suspended' | 'leaving'

/** Everybody, searched as one types. */
export class PeopleList extends LitElement {
  #text = ''
  #which: Which = ''
  #timer: ReturnType<typeof setTimeout> | undefined
  readonly #list = new PagedList<PersonView>(this, {
    load: async before => {
      const role = this.#which === 'moderator' || this.#which === 'administrator' ? this.#which : undefined
      const state = this.#which === 'suspended' || this.#which === 'leaving' ? this.#which : undefined
      const { people, next } = await ask('administration:people', { text: this.#text, role, state, before, limit: 30 })
      return { items: people, next }
    },
    key: person => person.username,
  })

  static override styles = [base, buttons, panel]

  constructor() {
    super()
    void this.#list.start()
  }

  override render() {
    return html`<search class="filter">
        <label>
          <span class="unseen">${msg('Search people')}</span>
          <input type="search" dir="auto" placeholder=${msg('A name, a username, an e-mail')} @input=${this.#typed} />
        </label>
        <select aria-label=${msg('Who')} @change=${this.#chosen}>
          <option value="">${msg('Everybody')}</option>
          <option value="moderator">${msg('Moderators')}</option>
          <option value="administrator">${msg('Administrators')}</option>
          <option value="suspended">${msg('Suspended accounts')}</option>
          <option value="leaving">${msg('Accounts being deleted')}</option>
        </select>
      </search>
      ${this.#body()}`
  }

  #body() {
    const { state, items, more, next, error } = this.#list
    if (state === 'failed')
      return html`<error-state .message=${error?.message ?? ''} @retry=${() => this.#list.start()}></error-state>`
    if (state !== 'ready')
      return html`<div class="stack" aria-busy="true"><skeleton-box></skeleton-box><skeleton-box></skeleton-box></div>`
    if (items.length === 0) return html`<p class="soft" role="status">${msg('Nobody fits.')}</p>`
    return html`<ul class="stack">
        ${repeat(
          items,
          person => person.username,
          person => html`<li><person-card .person=${person}></person-card></li>`,
        )}
      </ul>
      <load-more .state=${more} ?end=${next === null} @more=${() => this.#list.readOn()}></load-more>`
  }

  #typed(event: InputEvent): void {
    clearTimeout(this.#timer)
    this.#text = (event.target as HTMLInputElement).value.trim()
    this.#timer = setTimeout(() => void this.#list.start(), 200)
  }

  #chosen(event: Event): void {
    this.#which = (event.target as HTMLSelectElement).value as Which
    void this.#list.start()
  }
}

customElements.define('people-desk', PeopleList)
