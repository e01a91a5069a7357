import { msg } from '@lit/localize'
import { html, LitElement, nothing, type TemplateResult } from 'lit'
import type { ActionView } from '../../server/protocol-moderation.ts'
import type { AccountRef } from '../../server/views.ts'
import { pathOf } from '../accounts/data.ts'
import { PagedList } from '../paged-list.ts'
import { ask } from '../socket.ts'
import '../ui/error-state.ts'
import '../ui/load-more.ts'
import '../ui/skeleton-box.ts'
import { base, buttons } from '../ui/styles.ts'
import '../ui/time-ago.ts'
import { panel } from './panel-styles.ts'

/** It has no account: what whoever runs the server has done stands under the command that they did it with, in every language. */
const command = 'npm run account'

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
    const commanded = !by && reason === command
    const who = by
      ? named(by)
      : html`<span class="name">${commanded ? html`<code>${command}</code>` : msg('Somebody who is gone')}</span>`
    return html`<p class="row">
        <span class="grow">${account ? done(action, who, named(account)) : doneAlone(action, who)}</span>
        <span class="small"><time-ago .at=${at}></time-ago></span>
      </p>
      ${reason && !commanded ? html`<p class="small">${reason}</p>` : nothing}`
  }
}

const named = (account: AccountRef) => html`<a class="name" href=${pathOf(account)}><bdi>${account.name}</bdi></a>`

function done(action: string, who: TemplateResult, whom: TemplateResult): TemplateResult {
  const words: Record<string, TemplateResult> = {
    suspend: msg(html`${who} suspended ${whom}`),
    restore: msg(html`${who} restored ${whom}`),
    'remove-image': msg(html`${who} removed an image of ${whom}`),
    'resolve-report': msg(html`${who} settled a report about ${whom}`),
    'revoke-invitation': msg(html`${who} revoked an invitation of ${whom}`),
    'make-person': msg(html`${who} took the role from ${whom}`),
    'make-moderator': msg(html`${who} made ${whom} a moderator`),
    'make-administrator': msg(html`${who} made ${whom} an administrator`),
  }
  return words[action] ?? html`${doneAlone(action, who)} ${whom}`
}

/** To nobody, or to somebody who is gone. */
function doneAlone(action: string, who: TemplateResult): TemplateResult {
  const words: Record<string, TemplateResult> = {
    suspend: msg(html`${who} suspended an account`),
    restore: msg(html`${who} restored an account`),
    'remove-image': msg(html`${who} removed an image`),
    'resolve-report': msg(html`${who} settled a report`),
    'revoke-invitation': msg(html`${who} revoked an invitation`),
    'make-person': msg(html`${who} took the role from somebody`),
    'make-moderator': msg(html`${who} made somebody a moderator`),
    'make-administrator': msg(html`${who} made somebody an administrator`),
    edit: msg(html`${who} changed a setting`),
    'retry-job': msg(html`${who} tried jobs again`),
  }
  return words[action] ?? html`${who} ${action}`
}

customElements.define('action-list', ActionList)
