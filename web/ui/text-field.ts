import { msg } from '@lit/localize'
import { html, LitElement, nothing } from 'lit'
import { ifDefined } from 'lit/directives/if-defined.js'
import { live } from 'lit/directives/live.js'

let fields = 0

/**
 * A labelled input with its hint and its error. It renders without a shadow, so that its form submits it and password managers find it;
 * its looks are in field-styles.ts.
 */
export class TextField extends LitElement {
  static override properties = {
    label: {},
    name: {},
    type: {},
    value: {},
    error: {},
    hint: {},
    autocomplete: {},
    inputmode: {},
    placeholder: {},
    maxlength: { type: Number },
    required: { type: Boolean },
    multiline: { type: Boolean },
    written: {},
    revealed: { state: true },
  }
  label = ''
  name = ''
  type = 'text'
  value = ''
  error: string | undefined
  hint: string | undefined
  autocomplete: AutoFill | undefined
  inputmode: 'numeric' | 'text' | undefined
  placeholder: string | undefined
  maxlength: number | undefined
  required = false
  multiline = false
  /** BCP 47, where what is typed is in another language than the page. */
  written: string | undefined
  revealed = false
  readonly #id = `field-${++fields}`

  override createRenderRoot() {
    return this
  }

  override focus(): void {
    this.querySelector<HTMLElement>('input, textarea')?.focus()
  }

  override render() {
    return html`<div class="field">
      <label class="label" for=${this.#id}>
        ${this.label}${this.required ? nothing : html`<span class="optional">${msg('optional')}</span>`}
      </label>
      <div class="box">${this.multiline ? this.#area() : this.#input()}</div>
      ${
        this.error
          ? html`<p class="error" id="${this.#id}-note">${this.error}</p>`
          : this.hint && html`<p class="hint" id="${this.#id}-note">${this.hint}</p>`
      }
    </div>`
  }

  #input() {
    const secret = this.type === 'password'
    return html`<input
        id=${this.#id}
        name=${this.name}
        lang=${ifDefined(this.written)}
        type=${secret && this.revealed ? 'text' : this.type}
        dir=${ifDefined(this.type === 'text' ? 'auto' : undefined)}
        .value=${live(this.value)}
        ?required=${this.required}
        autocomplete=${ifDefined(this.autocomplete)}
        inputmode=${ifDefined(this.inputmode)}
        placeholder=${ifDefined(this.placeholder)}
        maxlength=${ifDefined(this.maxlength)}
        autocapitalize=${ifDefined(this.type === 'text' && this.autocomplete?.startsWith('username') ? 'none' : undefined)}
        spellcheck=${secret || this.type !== 'text' ? 'false' : 'true'}
        aria-invalid=${this.error ? 'true' : 'false'}
        aria-describedby=${ifDefined(this.error || this.hint ? `${this.#id}-note` : undefined)}
        @input=${this.#typed}
      />
      ${
        secret
          ? html`<button
              type="button"
              class="reveal"
              aria-label=${this.revealed ? msg('Hide the password') : msg('Show the password')}
              @click=${() => (this.revealed = !this.revealed)}
            >
              ${this.revealed ? msg('Hide') : msg('Show')}
            </button>`
          : nothing
      }`
  }

  #area() {
    return html`<textarea
      id=${this.#id}
      name=${this.name}
      lang=${ifDefined(this.written)}
      rows="3"
      dir="auto"
      .value=${live(this.value)}
      ?required=${this.required}
      maxlength=${ifDefined(this.maxlength)}
      aria-invalid=${this.error ? 'true' : 'false'}
      aria-describedby=${ifDefined(this.error || this.hint ? `${this.#id}-note` : undefined)}
      @input=${this.#typed}
    ></textarea>`
  }

  #typed(event: InputEvent): void {
    this.value = (event.target as HTMLInputElement).value
    // Whoever corrects it need not be told any more that it is wrong.
    this.error = undefined
  }
}

customElements.define('text-field', TextField)
