import { msg, str } from '@lit/localize'
import { css, html, LitElement, nothing } from 'lit'
import { cross, picture } from '../ui/icons.ts'
import { base, buttons } from '../ui/styles.ts'

/** A file to choose, drop or paste, and how it looks. Fires `choose`; the file is in `file`. */
export class PictureDrop extends LitElement {
  static override properties = {
    file: { attribute: false },
    error: {},
    over: { state: true },
    preview: { state: true },
  }
  file: File | undefined
  error: string | undefined
  over = false
  preview = ''

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
      .drop.over {
        border-color: var(--accent);
        background: var(--accent-quiet);
      }
      .drop svg {
        width: 2rem;
        height: 2rem;
        color: var(--ink-soft);
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
      figure {
        position: relative;
        display: grid;
        place-items: center;
        padding: var(--space-4);
        border-radius: var(--radius-l);
        background: var(--sunken);
      }
      img {
        max-width: 100%;
        max-height: min(60vh, 34rem);
        border-radius: var(--radius-m);
      }
      figure .button {
        position: absolute;
        top: var(--space-2);
        right: var(--space-2);
        background: var(--surface);
      }
      .error {
        margin-top: var(--space-2);
        color: var(--danger);
        font-size: var(--text-s);
      }
    `,
  ]

  override connectedCallback(): void {
    super.connectedCallback()
    addEventListener('paste', this.#pasted)
    addEventListener('dragover', this.#dragged)
    addEventListener('drop', this.#dropped)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    removeEventListener('paste', this.#pasted)
    removeEventListener('dragover', this.#dragged)
    removeEventListener('drop', this.#dropped)
  }

  override willUpdate(changed: Map<string, unknown>): void {
    if (!changed.has('file')) return
    if (this.preview) URL.revokeObjectURL(this.preview)
    this.preview = this.file ? URL.createObjectURL(this.file) : ''
  }

  override render() {
    return html`${this.file ? this.#chosen(this.file) : this.#empty()}
    ${this.error ? html`<p class="error" role="alert">${this.error}</p>` : nothing}`
  }

  #chosen(file: File) {
    return html`<figure>
      <img src=${this.preview} alt=${msg(str`Preview of ${file.name}`)} />
      <button
        type="button"
        class="button icon"
        aria-label=${msg('Choose another picture')}
        @click=${() => this.#choose(undefined)}
      >
        ${cross}
      </button>
    </figure>`
  }

  #empty() {
    return html`<div class="drop ${this.over ? 'over' : ''}">
      ${picture}
      <label for="file"><strong>${msg('Choose a picture')}</strong></label>
      <p class="soft">${msg('or drop it anywhere on this page, or paste it')}</p>
      <input
        id="file"
        type="file"
        accept="image/jpeg,image/png,image/webp,image/gif,image/avif"
        @change=${(event: Event) => this.#choose((event.target as HTMLInputElement).files?.[0])}
      />
    </div>`
  }

  #pasted = (event: ClipboardEvent): void => this.#take(event, event.clipboardData)

  #dropped = (event: DragEvent): void => {
    this.over = false
    this.#take(event, event.dataTransfer)
  }

  #dragged = (event: DragEvent): void => {
    if (!event.dataTransfer?.types.includes('Files')) return
    event.preventDefault()
    this.over = true
    clearTimeout(this.#leaving)
    // Sent again and again while the file is held over the page.
    this.#leaving = setTimeout(() => (this.over = false), 300)
  }
  #leaving: ReturnType<typeof setTimeout> | undefined

  #take(event: Event, data: DataTransfer | null): void {
    const file = [...(data?.files ?? [])].find(({ type }) => type.startsWith('image/'))
    if (!file) return
    event.preventDefault()
    this.#choose(file)
  }

  #choose(file: File | undefined): void {
    this.file = file
    this.dispatchEvent(new Event('choose'))
  }
}

customElements.define('picture-drop', PictureDrop)
