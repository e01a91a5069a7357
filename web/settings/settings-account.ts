import { html, LitElement } from 'lit'
import { base } from '../ui/styles.ts'
import './account-email.ts'
import './account-password.ts'
import './language-choice.ts'
import './privacy-switch.ts'
import { stack } from './section-styles.ts'

/** What the account is: its address, its password, who may see it, its language. */
export class SettingsAccount extends LitElement {
  static override styles = [base, stack]

  override render() {
    return html`<account-email></account-email><account-password></account-password><privacy-switch></privacy-switch
      ><language-choice></language-choice>`
  }
}

customElements.define('settings-account', SettingsAccount)
