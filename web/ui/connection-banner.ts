import { msg } from '@lit/localize'
import { css, html, LitElement, nothing } from 'lit'
import { base } from './styles.ts'
import { TellHeight } from './tell-height.ts'

/** Floats over the page while the connection is away, and says when it is back; a short interruption is not worth a word. Fires `retry`. */
export class ConnectionBanner extends LitElement {
  static override properties = { lost: { type: Boolean }, words: {}, shown: { state: true }, back: { state: true } }
  lost = false
  /** Instead of those that fit always. */
  words = ''
  shown = false
  /** It was away for long enough to have been told. */
  back = false
  #timer: ReturnType<typeof setTimeout> | undefined

  static override styles = [
    base,
    css`
      :host {
        position: fixed;
        z-index: var(--z-banner);
        inset: calc(var(--header-height) + var(--space-2)) 0 auto 0;
        display: grid;
        justify-items: center;
        padding: 0 var(--gutter);
        pointer-events: none;
      }
      @media (max-width: 719px) {
        /* A phone has no room for it beside the heading. */
        :host {
          inset: auto 0 calc(var(--bar-height) + var(--space-3)) 0;
        }
      }
      .banner {
        display: flex;
        align-items: center;
        gap: var(--space-3);
        min-height: var(--target);
        padding-inline: var(--space-4) var(--space-2);
        border: 1px solid var(--line);
        border-radius: var(--radius-l);
        background: var(--surface);
        box-shadow: var(--shadow);
        font-size: var(--text-s);
        pointer-events: auto;
      }
      .dot {
        flex: none;
        width: 0.5rem;
        height: 0.5rem;
        border-radius: 50%;
        background: var(--accent);
        forced-color-adjust: none;
        animation: pulse var(--breath) ease-in-out infinite alternate;
      }
      button {
        flex: none;
        min-height: var(--target);
        padding: 0 var(--space-2);
        border: 0;
        background: none;
        color: var(--accent);
        font: 550 var(--text-s) / 1 var(--font-text);
        cursor: pointer;
      }
      @keyframes pulse {
        to {
          opacity: 0.25;
        }
      }
      @media (prefers-reduced-motion: reduce) {
        .dot {
          animation: none;
        }
      }
    `,
  ]

  constructor() {
    super()
    new TellHeight(this, '--banner-height')
  }

  override willUpdate(changed: Map<string, unknown>): void {
    if (!changed.has('lost')) return
    clearTimeout(this.#timer)
    if (this.lost) this.#timer = setTimeout(() => Object.assign(this, { shown: true, back: false }), 1_500)
    else Object.assign(this, { shown: false, back: this.shown })
  }

  override render() {
    return html`<div role="status">
      ${
        this.shown
          ? html`<div class="banner">
              <span class="dot"></span>
              <span>${this.words || msg('Connection lost. It is being restored, and nothing is missed.')}</span>
              <button @click=${() => this.dispatchEvent(new Event('retry'))}>${msg('Try now')}</button>
            </div>`
          : this.back
            ? html`<span class="unseen">${msg('Connected again.')}</span>`
            : nothing
      }
    </div>`
  }
}

customElements.define('connection-banner', ConnectionBanner)
