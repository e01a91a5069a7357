import { msg } from '@lit/localize'
import { css, html, LitElement, nothing } from 'lit'
import { Observe } from '../observe.ts'
import { picture } from '../ui/icons.ts'
import { base } from '../ui/styles.ts'
import { heldOver } from './held-over.ts'

/** Over everything while something that can be saved is held over the window. */
export class DropOverlay extends LitElement {
  static override styles = [
    base,
    css`
      div {
        position: fixed;
        z-index: var(--z-drop);
        inset: var(--space-3);
        display: grid;
        place-items: center;
        align-content: center;
        gap: var(--space-4);
        border: 2px dashed var(--accent);
        border-radius: var(--radius-l);
        background: var(--glass);
        color: var(--accent);
        pointer-events: none;
      }
      svg {
        width: 3rem;
        height: 3rem;
      }
    `,
  ]

  constructor() {
    super()
    new Observe(this, heldOver)
  }

  override render() {
    return heldOver.get()
      ? html`<div>
          ${picture}
          <h2>${msg('Drop to save')}</h2>
        </div>`
      : nothing
  }
}

customElements.define('drop-overlay', DropOverlay)
