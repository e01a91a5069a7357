import { html, LitElement } from 'lit'
import { base } from '../ui/styles.ts'
import './held-breath.ts'
import './profile-form.ts'
import './profile-photo.ts'
import { stack } from './section-styles.ts'

/** How others see me. */
export class SettingsProfile extends LitElement {
  static override styles = [base, stack]

  override render() {
    return html`<profile-photo></profile-photo> <profile-form></profile-form> <held-breath></held-breath>`
  }
}

customElements.define('settings-profile', SettingsProfile)
