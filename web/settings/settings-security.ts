import { html, LitElement } from 'lit'
import { base } from '../ui/styles.ts'
import { stack } from './section-styles.ts'
import './security-passkeys.ts'
import './security-sessions.ts'
import './security-providers.ts'
import './security-tokens.ts'
import './security-two-factor.ts'

/** Who can get in: sessions, passkeys, second factors, providers, tokens. */
export class SettingsSecurity extends LitElement {
  static override styles = [base, stack]

  override render() {
    return html`<security-sessions></security-sessions><security-passkeys></security-passkeys
      ><security-two-factor></security-two-factor><security-providers></security-providers
      ><security-tokens></security-tokens>`
  }
}

customElements.define('settings-security', SettingsSecurity)
