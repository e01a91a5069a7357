import { html, LitElement } from 'lit'
import '../notifications/device-switch.ts'
import '../notifications/digest-choice.ts'
import '../notifications/preference-table.ts'
import { base } from '../ui/styles.ts'
import { stack } from './section-styles.ts'

/** What I am told, and by which way. */
export class SettingsNotifications extends LitElement {
  static override styles = [base, stack]

  override render() {
    return html`<preference-table></preference-table><digest-choice></digest-choice><device-switch></device-switch>`
  }
}

customElements.define('settings-notifications', SettingsNotifications)
