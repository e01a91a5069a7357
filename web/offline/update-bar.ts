import { msg } from '@lit/localize'
import { css, html, LitElement, nothing } from 'lit'
import { Observe } from '../observe.ts'
import { isOutdated, isPutOff } from './outdated.ts'
import { cross } from '../ui/icons.ts'
import { base, buttons } from '../ui/styles.ts'

/** Says quietly, once, that the server has a newer interface. It never reads the page anew by itself, and takes no focus. */
export class UpdateBar extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      :host {
        position: fixed;
        z-index: var(--z-news);
        inset: auto 0 calc(var(--bar-height) + env(safe-area-inset-bottom) + var(--space-3)) 0;
        display: grid;
        justify-items: center;
        padding: 0 var(--gutter);
        pointer-events: none;
      }
      /* There the saves have their place at the foot. */
      @media (max-width: 719px) {
        :host {
          inset: calc(var(--header-height) + var(--space-2)) 0 auto;
        }
      }
      .bar {
        display: flex;
        align-items: center;
        gap: var(--space-2);
        min-height: var(--target);
        padding: var(--space-1) var(--space-1) var(--space-1) var(--space-4);
        border: 1px solid var(--line);
        border-radius: var(--radius-l);
        background: var(--surface);
        color: var(--ink);
        box-shadow: var(--shadow);
        font-size: var(--text-s);
        pointer-events: auto;
      }
      .bar > span {
        margin-inline-end: var(--space-2);
      }
      .button {
        flex: none;
      }
      @media print {
        :host {
          display: none;
        }
      }
    `,
  ]

  constructor() {
    super()
    new Observe(this, isOutdated, isPutOff)
  }

  override render() {
    return html`<div role="status">
      ${
        isOutdated.get() && !isPutOff.get()
          ? html`<div class="bar">
              <span>${msg('A newer Bowerbird is ready.')}</span>
              <button class="button strong" @click=${() => location.reload()}>${msg('Reload')}</button>
              <button class="button quiet icon" aria-label=${msg('Not now')} @click=${() => isPutOff.set(true)}>
                ${cross}
              </button>
            </div>`
          : nothing
      }
    </div>`
  }
}

customElements.define('update-bar', UpdateBar)
