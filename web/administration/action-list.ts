import { msg } from '@lit/localize'
import { html, LitElement, nothing } from 'lit'
import type { ActionView } from '../../server/protocol-moderation.ts'
import { pathOf } from '../accounts/data.ts'
import { PagedList } from '../paged-list.ts'
import { ask } from '../socket.ts'
import '../ui/error-state.ts'
import '../ui/load-more.ts'
import '../ui/skeleton-box.ts'
import { base, buttons } from '../ui/styles.ts'
import '../ui/time-ago.ts'
import { panel } from './panel-styles.ts'

/** Who has done what to whom, when and why. */
export class ActionList extends LitElement {
  readonly #list = new PagedList<ActionView>(this, {
    load: async before => {
      const { actions, next } = await ask('administration:actions', { before, limit: 50 })
      return { items: actions, next }
    },
    key: action => action.id,
    lookEvery: 30_000,
  })

  static override styles = [base, buttons, panel]

  constructor() {
    super()
    void this.#list.start()
  }

  override render() {
    const { state, items, more, next, error } = this.#list
    if (state === 'failed')
      return html`<error-state .message=${error?.message ?? ''} @retry=${() => this.#list.start()}></error-state>`
    if (state !== 'ready') return html`<skeleton-box></skeleton-box>`
    if (items.length === 0) return html`<p class="soft">${msg('Nobody has had to do anything yet.')}</p>`
    return html`<ul class="stack">
        ${items.map(action => html`<li class="card">${this.#row(action)}</li>`)}
      </ul>
      <load-more .state=${more} ?end=${next === null} @more=${() => this.#list.readOn()}></load-more>`
  }

  #row({ by, action, account, reason, at }: ActionView) {
    return html`<p class="row">
        <span class="grow">
          ${by ? html`<a class="name" href=${pathOf(by)}>${by.name}</a>` : html`<span class="name">${msg('Somebody who is gone')}</span>`}
          <span>${actionInWords(action)}</span>
          ${account ? html`<a class="name" href=${pathOf(account)}>${account.name}</a>` : nothing}
        </span>
        <span class="small"><time-ago .at=${at}></time-ago></span>
      </p>
      ${reason ? html`<p class="small">${reason}</p>` : nothing}`
  }
}

function actionInWords(action: string): string {
  const words: Record<string, string> = {
    suspend: msg('suspended'),
    restore: msg('restored'),
    'remove-image': msg('removed an image of'),
    'resolve-report': msg('settled a report about'),
    'revoke-invitation': msg('revoked an invitation of'),
    'make-person': msg('took the role from'),
    'make-moderator': msg('made a moderator of'),
    'make-administrator': msg('made an administrator of'),
    edit: msg('changed a setting'),
    'retry-job': msg('tried jobs again'),
  }
  return words[action] ?? action
}

customElements.define('action-list', ActionList)
