import { msg, str } from '@lit/localize'
import { css, html, LitElement, nothing } from 'lit'
import type { ImageView } from '../../server/views.ts'
import { getInstance } from '../instance.ts'
import { Observe } from '../observe.ts'
import { session } from '../session.ts'
import { download, letter, outside, send } from '../ui/icons.ts'
import '../ui/modal-dialog.ts'
import { base, buttons } from '../ui/styles.ts'
import { pathOf } from './data.ts'

/** Every way to show an image to somebody who is not here: its link, a mail, what the system offers, and the picture as a file. */
export class ShareMenu extends LitElement {
  static override properties = {
    image: { attribute: false },
    open: { state: true },
    mailing: { state: true },
    sendsMail: { state: true },
    word: { state: true },
  }
  image: ImageView | undefined
  open = false
  /** Whether the form for a mail is shown. */
  mailing = false
  sendsMail = false
  /** What came of the last press. */
  word = ''

  static override styles = [
    base,
    buttons,
    css`
      :host {
        display: inline-block;
      }
      .address {
        display: flex;
        gap: var(--space-2);
        margin-bottom: var(--space-2);
      }
      input {
        flex: 1;
        min-width: 0;
        min-height: var(--target);
        padding: 0 var(--space-3);
        border: 1px solid var(--line-strong);
        border-radius: var(--radius-m);
        background: var(--sunken);
        color: var(--ink);
        font: 400 var(--text-field) / 1.4 var(--font-text);
        text-overflow: ellipsis;
      }
      .word {
        min-height: 1.25rem;
        margin-bottom: var(--space-2);
        color: var(--good);
        font-size: var(--text-s);
      }
      ul {
        margin: 0 calc(-1 * var(--space-3));
      }
      .way {
        display: flex;
        align-items: center;
        gap: var(--space-3);
        width: 100%;
        min-height: 3rem;
        padding: 0 var(--space-3);
        border: 0;
        border-radius: var(--radius-m);
        background: none;
        color: var(--ink);
        font: 550 var(--text-m) / 1.3 var(--font-text);
        text-align: start;
        cursor: pointer;
      }
      .way:hover {
        background: var(--sunken);
      }
      .way svg {
        flex: none;
        color: var(--ink-soft);
      }
      share-by-mail {
        padding: var(--space-2) var(--space-3) var(--space-4);
      }
    `,
  ]

  constructor() {
    super()
    new Observe(this, session)
  }

  override willUpdate(changed: Map<string, unknown>): void {
    const before = changed.get('image') as ImageView | undefined
    if (before && before.id !== this.image?.id) Object.assign(this, { open: false, mailing: false })
  }

  override render() {
    if (!this.image) return nothing
    const label = msg('Share')
    return html`<button
        class="button outline icon"
        title=${label}
        aria-label=${label}
        aria-haspopup="dialog"
        @click=${this.#open}
      >
        ${send}
      </button>
      <modal-dialog .heading=${msg('Share')} .open=${this.open} @close=${() => (this.open = false)}>
        ${this.open ? this.#ways(this.image) : nothing}
      </modal-dialog>`
  }

  #ways(image: ImageView) {
    return html`<div class="address">
        <input type="url" readonly aria-label=${msg('Address of this page')} .value=${this.#url} @focus=${selectAll} />
        <button class="button primary" @click=${this.#copy}>${msg('Copy link')}</button>
      </div>
      <p class="word" role="status">${this.word}</p>
      <ul>
        <li>${this.#mail(image)}</li>
        ${
          'share' in navigator
            ? html`<li>
                <button class="way" @click=${this.#shareBySystem}>${outside}${msg('With another app')}</button>
              </li>`
            : nothing
        }
        <li>
          <a class="way" href="/api/images/${image.id}/file" download>${download}${msg('Download the picture')}</a>
        </li>
      </ul>`
  }

  /** From here where that is possible, else by the person's own mail program. */
  #mail({ id, title }: ImageView) {
    if (!this.sendsMail || !session.get()?.emailConfirmed) {
      const body = `${title}\n${this.#url}`
      return html`<a class="way" href="mailto:?subject=${encodeURIComponent(title)}&body=${encodeURIComponent(body)}"
        >${letter}${msg('By e-mail')}</a
      >`
    }
    return html`<button
        class="way"
        aria-expanded=${this.mailing ? 'true' : 'false'}
        @click=${() => void this.#openMail()}
      >
        ${letter}${msg('By e-mail')}
      </button>
      ${this.mailing ? html`<share-by-mail .imageId=${id} @sent=${this.#sent}></share-by-mail>` : nothing}`
  }

  get #url(): string {
    return this.image ? location.origin + pathOf(this.image) : ''
  }

  async #open(): Promise<void> {
    // Known before it opens, so that nothing in it changes under a finger.
    if (session.get()) {
      await getInstance().then(
        ({ sendsMail }) => (this.sendsMail = sendsMail),
        () => (this.sendsMail = false),
      )
    }
    Object.assign(this, { open: true, mailing: false, word: '' })
  }

  async #openMail(): Promise<void> {
    await import('./share-by-mail.ts')
    this.mailing = !this.mailing
  }

  #sent(event: CustomEvent<string>): void {
    Object.assign(this, { mailing: false, word: msg(str`It is on its way to ${event.detail}.`) })
    this.renderRoot.querySelector<HTMLElement>('button.way')?.focus()
  }

  async #copy(): Promise<void> {
    // Said anew each time.
    this.word = ''
    await this.updateComplete
    try {
      await navigator.clipboard.writeText(this.#url)
      this.word = msg('Copied')
    } catch {
      // On plain http there is no clipboard.
      this.renderRoot.querySelector('input')?.focus()
      this.word = msg('Your browser did not let us copy it. It is selected: copy it from there.')
    }
  }

  async #shareBySystem(): Promise<void> {
    try {
      await navigator.share({ title: this.image?.title ?? '', url: this.#url })
      this.open = false
    } catch {
      // They would rather not.
    }
  }
}

function selectAll(event: Event): void {
  ;(event.target as HTMLInputElement).select()
}

customElements.define('share-menu', ShareMenu)
