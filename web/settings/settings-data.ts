import { html, LitElement } from 'lit'
import { base } from '../ui/styles.ts'
import './data-export.ts'
import './data-leave.ts'
import { stack } from './section-styles.ts'

/** What is mine: a copy of everything, and the end of everything. */
export class SettingsData extends LitElement {
  static override styles = [base, stack]

  override render() {
    return html`<data-export></data-export><data-leave></data-leave>`
  }
}

customElements.define('settings-data', SettingsData)
