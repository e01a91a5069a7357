import { msg, str } from '@lit/localize'
import { css, html, LitElement } from 'lit'
import { base, buttons } from '../ui/styles.ts'

/** Recovery codes, the one time that they can be seen. Fires `kept` when the person says that they are in a safe place. */
export class RecoveryCodes extends LitElement {
  static override properties = { codes: { attribute: false }, word: { state: true } }
  codes: string[] = []
  word = ''

  static override styles = [
    base,
    buttons,
    css`
      :host {
        display: grid;
        gap: var(--space-4);
      }
      h3 {
        font: 600 var(--text-l) / 1.3 var(--font-text);
      }
      h3:focus {
        outline: none;
      }
      p {
        color: var(--ink-soft);
        text-wrap: pretty;
      }
      ol {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(17rem, 1fr));
        gap: var(--space-1) var(--space-5);
        padding: var(--space-4);
        border-radius: var(--radius-m);
        background: var(--sunken);
        font: 400 var(--text-s) / 1.9 var(--font-code);
      }
      @media (max-width: 479px) {
        ol {
          grid-template-columns: 1fr;
          font-size: var(--text-s);
        }
      }
      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
      }
    `,
  ]

  override firstUpdated(): void {
    this.renderRoot.querySelector<HTMLElement>('h3')?.focus()
  }

  override render() {
    return html`<h3 tabindex="-1">${msg('Your recovery codes')}</h3>
      <p>
        ${msg('If you ever lose your app, one of these lets you in instead. Each works once. Keep them where you keep your passwords: they are shown only now.')}
      </p>
      <ol>
        ${this.codes.map(code => html`<li>${code}</li>`)}
      </ol>
      <div class="actions">
        <button class="button outline" @click=${this.#copy}>${msg('Copy')}</button>
        <button class="button outline" @click=${this.#save}>${msg('Save as a file')}</button>
        <button class="button primary" @click=${() => this.dispatchEvent(new Event('kept'))}>
          ${msg('I have kept them')}
        </button>
      </div>
      <p role="status">${this.word}</p>`
  }

  async #copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.codes.join('\n'))
      this.word = msg('Copied.')
    } catch {
      this.word = msg('Your browser does not let us copy. Select them, or save them as a file.')
    }
  }

  #save(): void {
    const text = `${msg(str`Recovery codes for ${location.host}`)}\n\n${this.codes.join('\n')}\n`
    const link = document.createElement('a')
    link.href = URL.createObjectURL(new Blob([text], { type: 'text/plain' }))
    link.download = 'bowerbird-recovery-codes.txt'
    link.click()
    URL.revokeObjectURL(link.href)
    this.word = msg('Saved.')
  }
}

customElements.define('recovery-codes', RecoveryCodes)
