import type { AccountRef } from '../../server/views.ts'
import { Fact } from '../facts.ts'
import { UserAvatar } from '../ui/user-avatar.ts'
import { accountFacts } from './data.ts'

/** The face of a person, with the newest photo that this tab has heard of. Decoration: the name stands beside it. */
export class AccountPhoto extends UserAvatar {
  static override properties = { ...UserAvatar.properties, account: { attribute: false } }
  account: AccountRef | undefined
  readonly #fact = new Fact(this, accountFacts, () => this.account?.username)

  override willUpdate(changed: Map<string, unknown>): void {
    this.name = this.account?.name ?? ''
    this.photo = this.#fact.value.photo === undefined ? (this.account?.photo ?? null) : this.#fact.value.photo
    super.willUpdate(changed)
  }
}

customElements.define('account-photo', AccountPhoto)
