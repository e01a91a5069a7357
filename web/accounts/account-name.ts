import { LitElement } from 'lit'
import type { AccountRef } from '../../server/views.ts'
import { Fact } from '../facts.ts'
import { accountFacts } from './data.ts'

/** What a person is called, as this tab has heard it last: words like any other, without a shadow. */
export class AccountName extends LitElement {
  static override properties = { account: { attribute: false } }
  account: AccountRef | undefined
  readonly #fact = new Fact(this, accountFacts, () => this.account?.username)

  override createRenderRoot() {
    return this
  }

  override render() {
    return this.#fact.value.name ?? this.account?.name ?? ''
  }
}

customElements.define('account-name', AccountName)
