import { msg } from '@lit/localize'
import { css, html, LitElement } from 'lit'
import { cross } from './icons.ts'
import { base, buttons } from './styles.ts'

const shown = new Set<ModalDialog>()

/** A titled dialog over the page: the browser keeps the focus in it and gives it back. While one is open, the document says so. Fires `close`. */
export class ModalDialog extends LitElement {
  static override properties = { heading: {}, open: { type: Boolean }, wide: { type: Boolean, reflect: true } }
  heading = ''
  open = false
  /** For pictures, rather than for words. */
  wide = false

  static override styles = [
    base,
    buttons,
    css`
      dialog {
        width: min(28rem, calc(100vw - 2 * var(--space-4)));
        max-height: min(44rem, calc(100dvh - 2 * var(--space-6)));
        padding: 0;
        border: 1px solid var(--line);
        border-radius: var(--radius-l);
        background: var(--surface);
        color: var(--ink);
        box-shadow: var(--shadow);
      }
      :host([wide]) dialog {
        width: min(72rem, calc(100vw - 2 * var(--space-4)));
        max-height: calc(100dvh - 2 * var(--space-6));
      }
      dialog::backdrop {
        background: var(--scrim);
      }
      .head {
        position: sticky;
        top: 0;
        z-index: var(--z-mark);
        display: flex;
        align-items: center;
        justify-content: space-between;
        padding: var(--space-3);
        padding-inline-start: var(--space-5);
        background: var(--surface);
      }
      h2 {
        min-width: 0;
        overflow-wrap: anywhere;
      }
      .body {
        padding: 0 var(--space-5) var(--space-5);
      }
    `,
  ]

  /** Whoever comes back to the page finds it without the dialog: taken out of the page it would be modal no more. */
  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.renderRoot.querySelector('dialog')?.removeAttribute('open')
    this.#closed()
  }

  override updated(changed: Map<string, unknown>): void {
    if (!changed.has('open')) return
    const dialog = this.renderRoot.querySelector('dialog')
    if (this.open && !dialog?.open) dialog?.showModal()
    if (!this.open && dialog?.open) dialog.close()
    if (this.open) shown.add(this)
    else shown.delete(this)
    document.documentElement.toggleAttribute('data-modal', shown.size > 0)
  }

  override render() {
    return html`<dialog aria-labelledby="heading" @close=${this.#closed} @click=${this.#outside}>
      <div class="head">
        <h2 id="heading">${this.heading}</h2>
        <button class="button quiet icon" aria-label=${msg('Close')} @click=${this.#closed}>${cross}</button>
      </div>
      <div class="body"><slot></slot></div>
    </dialog>`
  }

  #outside(event: MouseEvent): void {
    if (event.target === event.currentTarget) this.#closed()
  }

  #closed(): void {
    if (!this.open) return
    this.open = false
    this.dispatchEvent(new Event('close'))
  }
}

customElements.define('modal-dialog', ModalDialog)
