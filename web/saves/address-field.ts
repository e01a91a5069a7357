import { msg, str } from '@lit/localize'
import { css, html, LitElement, nothing } from 'lit'
import { Observe } from '../observe.ts'
import { fields } from '../ui/field-styles.ts'
import { base, buttons } from '../ui/styles.ts'
import '../ui/progress-bar.ts'
import '../ui/text-field.ts'
import { hostOf } from '../words.ts'
import { readAddress, reading, stopReading } from './reading.ts'
import { toAddress } from './typed-address.ts'

/** The address of a picture, or of a page whose pictures are then offered. A pasted one is read at once. */
export class AddressField extends LitElement {
  static override properties = { label: {} }
  label = ''

  static override styles = [
    base,
    buttons,
    fields,
    css`
      form {
        grid-template-columns: 1fr auto;
        gap: var(--space-2);
        align-items: start;
      }
      text-field {
        grid-column: 1;
      }
      .button {
        /* Beside the box, below the label. */
        margin-top: calc(var(--text-s) * 1.5 + var(--space-1));
      }
      .reading {
        display: flex;
        align-items: center;
        gap: var(--space-3);
        min-height: var(--target);
        margin-top: var(--space-2);
        color: var(--ink-soft);
        font-size: var(--text-s);
      }
      .reading progress-bar {
        flex: 1;
      }
      .reading .button {
        margin: 0;
      }
    `,
  ]

  constructor() {
    super()
    new Observe(this, reading)
  }

  override render() {
    const now = reading.get()
    const error = now.state === 'failed' ? (now.error.fields.url ?? now.error.message) : undefined
    return html`<form @submit=${this.#submit} @paste=${this.#pasted} novalidate>
        <text-field
          required
          name="address"
          type="url"
          placeholder="https://"
          autocomplete="off"
          .label=${this.label}
          .hint=${msg('Of a picture, or of a page: then you pick from its pictures.')}
          .value=${now.state === 'idle' ? '' : now.url}
          .error=${error}
        ></text-field>
        <button class="button" aria-disabled=${now.state === 'reading' ? 'true' : 'false'}>${msg('Look')}</button>
      </form>
      <div role="status">
        ${
          now.state === 'reading'
            ? html`<div class="reading">
                <span>${msg(str`Reading ${hostOf(now.url) ?? now.url}…`)}</span>
                <progress-bar></progress-bar>
                <button class="button quiet" @click=${stopReading}>${msg('Cancel')}</button>
              </div>`
            : nothing
        }
      </div>`
  }

  #submit(event: SubmitEvent): void {
    event.preventDefault()
    const given = String(new FormData(event.target as HTMLFormElement).get('address') ?? '')
    if (given.trim() && reading.get().state !== 'reading') void readAddress(given)
  }

  #pasted(event: ClipboardEvent): void {
    const address = toAddress(event.clipboardData?.getData('text/plain') ?? '')
    const input = event.composedPath()[0]
    // Into an address that is there already one pastes a part of it.
    if (!address || !(input instanceof HTMLInputElement) || input.value !== '') return
    event.preventDefault()
    void readAddress(address)
  }
}

customElements.define('address-field', AddressField)
