import { html, LitElement, nothing } from 'lit'
import type { InstanceView } from '../../server/protocol-moderation.ts'
import { getInstance } from '../instance.ts'
import { Observe } from '../observe.ts'
import { session } from '../session.ts'
import './invitation-list.ts'

/** My invitations, where I may invite. */
export class MyInvitations extends LitElement {
  static override properties = { instance: { state: true } }
  instance: InstanceView | undefined

  constructor() {
    super()
    new Observe(this, session)
    getInstance().then(
      instance => (this.instance = instance),
      () => undefined,
    )
  }

  override render() {
    const { registration, invitations } = this.instance ?? {}
    const mayInvite = invitations === 'people' || session.get()?.role !== 'person'
    return registration && registration !== 'closed' && mayInvite ? html`<invitation-list></invitation-list>` : nothing
  }
}

customElements.define('my-invitations', MyInvitations)
