import { msg } from '@lit/localize'
import { css, html, LitElement } from 'lit'
import { picture, plus } from '../ui/icons.ts'
import { base, buttons } from '../ui/styles.ts'

/** Files to choose; what is dropped or pasted is taken by the whole window. Fires `choose`; the files are in `files`. */
export class PictureDrop extends LitElement {
  static override properties = { small: { type: Boolean, reflect: true } }
  /** When there are some already. */
  small = false
  files: File[] = []

  static override styles = [
    base,
    buttons,
    css`
      .drop {
        position: relative;
        display: grid;
        place-items: center;
        align-content: center;
        gap: var(--space-3);
        min-height: clamp(12rem, 34vh, 22rem);
        padding: var(--space-5);
        border: 1.5px dashed var(--line-strong);
        border-radius: var(--radius-l);
        background: var(--sunken);
        text-align: center;
        transition: background var(--fast);
      }
      .drop:hover {
        background: var(--hover);
      }
      :host([small]) .drop {
        grid-auto-flow: column;
        justify-content: center;
        /* With its border. */
        min-height: calc(var(--target) + 4px);
        padding: var(--space-2) var(--space-4);
        border-radius: var(--radius-m);
      }
      svg {
        width: 2rem;
        height: 2rem;
        color: var(--ink-soft);
      }
      :host([small]) svg {
        width: 1.25rem;
        height: 1.25rem;
      }
      :host([small]) p {
        display: none;
      }
      .drop:focus-within {
        outline: 2px solid var(--accent);
        outline-offset: 2px;
      }
      input {
        position: absolute;
        inset: 0;
        width: 100%;
        opacity: 0;
        cursor: pointer;
      }
      strong {
        font-weight: 600;
      }
      p {
        text-wrap: balance;
      }
      .finger {
        display: none;
      }
      /* Nothing is dropped there. */
      @media (pointer: coarse) {
        .mouse {
          display: none;
        }
        .finger {
          display: inline;
        }
        .drop {
          min-height: 9rem;
        }
      }
    `,
  ]

  override render() {
    return html`<div class="drop">
      ${this.small ? plus : picture}
      <label for="file"><strong>${this.small ? msg('Add more') : msg('Choose pictures')}</strong></label>
      <p class="soft">
        <span class="mouse">${msg('or drop pictures and folders anywhere, or paste them')}</span>
        <span class="finger">${msg('from your photos and files, or paste an address')}</span>
      </p>
      <input
        id="file"
        type="file"
        multiple
        accept="image/*,.heic,.heif,.avif"
        aria-keyshortcuts="Control+V Meta+V"
        title=${msg('Paste anywhere with Ctrl+V or ⌘V')}
        @change=${this.#chosen}
      />
    </div>`
  }

  #chosen(event: Event): void {
    const input = event.target as HTMLInputElement
    this.files = [...(input.files ?? [])]
    // So that the same file can be chosen again after it was left out.
    input.value = ''
    if (this.files.length > 0) this.dispatchEvent(new Event('choose'))
  }
}

customElements.define('picture-drop', PictureDrop)
