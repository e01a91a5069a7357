import { html, LitElement } from 'lit'
import { base } from '../ui/styles.ts'
import '../invitations/my-invitations.ts'
import './people-kept.ts'
import './people-requests.ts'
import { stack } from './section-styles.ts'

/** Who wants to follow me, and whom I have blocked or muted. */
export class SettingsPeople extends LitElement {
  static override styles = [base, stack]

  override render() {
    return html`<people-requests></people-requests>
      <people-kept kind="blocked"></people-kept>
      <people-kept kind="muted"></people-kept>
      <my-invitations></my-invitations>`
  }
}

customElements.define('settings-people', SettingsPeople)
