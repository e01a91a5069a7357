import { css, html, LitElement } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import type { AccountSeenView } from '../../server/views.ts'
import { type ItemPage, PagedList } from '../paged-list.ts'
import { base } from '../ui/styles.ts'
import '../ui/error-state.ts'
import '../ui/load-more.ts'
import '../ui/skeleton-box.ts'
import './account-row.ts'

/** People side by side, read page by page from wherever `load` finds them. In its slot: what is said when there is nobody. */
export class PeopleList extends LitElement {
  static override properties = { load: { attribute: false } }
  load: ((before?: string) => Promise<ItemPage<AccountSeenView>>) | undefined
  readonly #list = new PagedList<AccountSeenView>(this, {
    load: before => this.load!(before),
    key: account => account.username,
  })

  static override styles = [
    base,
    css`
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

  override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('load') && this.load) void this.#list.start()
  }

  /** Reads it again from the beginning. */
  restart(): void {
    void this.#list.start()
  }

  override render() {
    const { state, items, more, next, error } = this.#list
    if (state === 'failed')
      return html`<error-state .message=${error?.message ?? ''} @retry=${() => this.#list.start()}></error-state>`
    if (state !== 'ready')
      return html`<ul aria-busy="true">
        ${Array.from({ length: 6 }, () => html`<li><skeleton-box></skeleton-box></li>`)}
      </ul>`
    if (items.length === 0) return html`<slot></slot>`
    return html`<ul>
        ${repeat(
          items,
          account => account.username,
          account => html`<li><account-row .account=${account}></account-row></li>`,
        )}
      </ul>
      <load-more .state=${more} ?end=${next === null} @more=${() => this.#list.readOn()}></load-more>`
  }
}

customElements.define('people-list', PeopleList)
