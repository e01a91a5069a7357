import { css, html, LitElement, nothing } from 'lit'
import { Observe } from '../observe.ts'
import { quiet } from '../quiet.ts'
import { arrowUp } from './icons.ts'
import { base } from './styles.ts'
import { isForText } from './typing.ts'

/**
 * What is new waits here until it is asked for: by a click, or by the full stop on the keyboard. It floats over the page and takes no room
 * in it, so that its coming moves nothing. Fires `open`.
 */
export class NewPill extends LitElement {
  static override properties = { text: {}, quiet: { type: Boolean, reflect: true } }
  text = ''
  /** An offer, rather than news: without an arrow, and without its key. */
  quiet = false

  static override styles = [
    base,
    css`
      :host {
        position: sticky;
        z-index: var(--z-pill);
        top: calc(var(--header-height) + var(--space-3));
        height: 0;
        overflow: visible;
      }
      /* In the middle by its own width: as its words grow, nothing is laid out anew. */
      button {
        position: absolute;
        left: 50%;
        translate: -50%;
        width: max-content;
        display: inline-flex;
        align-items: center;
        gap: var(--space-2);
        max-width: calc(100vw - 2 * var(--gutter));
        height: var(--target);
        padding-inline: var(--space-4) var(--space-5);
        border: 0;
        border-radius: var(--radius-full);
        background: var(--accent);
        color: var(--on-accent);
        forced-color-adjust: none;
        font: 550 var(--text-m) / 1 var(--font-text);
        box-shadow: var(--shadow);
        cursor: pointer;
        animation: arrive var(--slow) var(--ease);
      }
      button:hover {
        background: var(--accent-hover);
      }
      button:focus-visible {
        border-radius: var(--radius-full);
      }
      :host([quiet]) button,
      button.quiet {
        background: var(--surface);
        color: var(--ink);
        border: 1px solid var(--line);
      }
      :host([quiet]) button {
        padding: 0 var(--space-5);
      }
      button.quiet {
        animation: none;
      }
      :host([quiet]) button:hover,
      button.quiet:hover {
        background: var(--hover);
      }
      span {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
        line-height: 1.4;
      }
      svg {
        flex: none;
      }
      @media print {
        :host {
          display: none;
        }
      }
      @keyframes arrive {
        from {
          opacity: 0;
          transform: translateY(-0.5rem);
        }
      }
    `,
  ]

  constructor() {
    super()
    new Observe(this, quiet)
  }

  override connectedCallback(): void {
    super.connectedCallback()
    addEventListener('keydown', this.#pressed)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    removeEventListener('keydown', this.#pressed)
  }

  override render() {
    const calls = quiet.get() === 'off'
    return html`${
        this.text
          ? html`<button
              class=${calls ? '' : 'quiet'}
              aria-keyshortcuts=${this.quiet ? nothing : '.'}
              @click=${this.#open}
            >
              ${this.quiet ? nothing : arrowUp}<span>${this.text}</span>
            </button>`
          : nothing
      }
      <p class="unseen" role="status">${calls ? this.text : ''}</p>`
  }

  #open = (): void => {
    this.dispatchEvent(new Event('open'))
  }

  #pressed = (event: KeyboardEvent): void => {
    const plain = event.key === '.' && !event.ctrlKey && !event.metaKey && !event.altKey
    if (plain && this.text && !this.quiet && !isForText(event)) this.#open()
  }
}

customElements.define('new-pill', NewPill)
