import { msg } from '@lit/localize'
import { css, html, LitElement } from 'lit'
import { base, buttons } from './styles.ts'

/** It did not work, in the server's words, and a way to try again. Fires `retry`. */
export class ErrorState extends LitElement {
  static override properties = { message: {} }
  message = ''

  static override styles = [
    base,
    buttons,
    css`
      :host {
        display: grid;
        justify-items: center;
        gap: var(--space-4);
        max-width: 28rem;
        margin: clamp(2rem, 10vh, 7rem) auto;
        text-align: center;
      }
    `,
  ]

  override render() {
    return html`<p role="alert">${this.message}</p>
      <button class="button" @click=${() => this.dispatchEvent(new Event('retry'))}>${msg('Try again')}</button>`
  }
}

customElements.define('error-state', ErrorState)
