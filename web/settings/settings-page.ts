import { msg } from '@lit/localize'
import { css, html, LitElement } from 'lit'
import { PageTitle } from '../page.ts'
import { base, page } from '../ui/styles.ts'
import './held-breath.ts'
import './profile-photo.ts'

/** What I decide about my account. Everything is kept as soon as it is chosen. */
export class SettingsPage extends LitElement {
  static override styles = [
    base,
    page,
    css`
      :host {
        max-width: calc(42rem + 2 * var(--gutter));
      }
      .sections {
        display: grid;
        gap: var(--space-5);
      }
    `,
  ]

  constructor() {
    super()
    new PageTitle(this, () => msg('Settings'))
  }

  override render() {
    return html`<header class="head">
        <h1 tabindex="-1">${msg('Settings')}</h1>
      </header>
      <div class="sections">
        <profile-photo></profile-photo>
        <held-breath></held-breath>
      </div>`
  }
}

customElements.define('settings-page', SettingsPage)
