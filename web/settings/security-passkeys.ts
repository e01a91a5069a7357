import { msg, str } from '@lit/localize'
import { css, html, LitElement, nothing } from 'lit'
import type { PasskeyView } from '../../server/views.ts'
import { toAnswerError } from '../answer-error.ts'
import { on } from '../socket.ts'
import { fields } from '../ui/field-styles.ts'
import { base, buttons } from '../ui/styles.ts'
import { Submission } from '../ui/submission.ts'
import type { TextField } from '../ui/text-field.ts'
import '../ui/text-field.ts'
import '../ui/time-ago.ts'
import { section } from './section-styles.ts'
import { deviceName, listPasskeys, removePasskey, renamePasskey } from './security-data.ts'
import { rows } from './security-styles.ts'

/** The passkeys by which I sign in: listed, added, named, removed. */
export class SecurityPasskeys extends LitElement {
  static override properties = {
    passkeys: { state: true },
    naming: { state: true },
    removing: { state: true },
    busy: { state: true },
    refused: { state: true },
    word: { state: true },
  }
  passkeys: PasskeyView[] | undefined
  /** Whose name is being written. */
  naming = ''
  /** Who is about to go. */
  removing = ''
  busy = false
  refused = ''
  word = ''
  #forget: (() => void)[] = []
  readonly #renaming = new Submission(this, async given => {
    await renamePasskey(this.naming, given.text('name'))
    await this.#read()
    this.naming = this.word = ''
  })

  static override styles = [
    base,
    buttons,
    fields,
    section,
    rows,
    css`
      form {
        grid-template-columns: minmax(0, 1fr) auto auto;
        align-items: end;
        gap: var(--space-2);
      }
      form .refusal {
        grid-column: 1 / -1;
      }
      @media (max-width: 479px) {
        form {
          grid-template-columns: auto auto 1fr;
          justify-items: start;
        }
        form text-field {
          grid-column: 1 / -1;
          justify-self: stretch;
        }
      }
    `,
  ]

  override connectedCallback(): void {
    super.connectedCallback()
    void this.#read()
    this.#forget = [on('security:changed', () => void this.#read()), on('live:resync', () => void this.#read())]
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    for (const forget of this.#forget) forget()
  }

  override render() {
    const possible = 'PublicKeyCredential' in globalThis
    return html`<section aria-labelledby="heading">
      <header>
        <h2 id="heading">${msg('Passkeys')}</h2>
        <p>
          ${msg('Sign in with your finger, your face or the PIN of your device. Nobody can guess a passkey, and no other site can ask for it.')}
        </p>
      </header>
      ${
        this.passkeys?.length
          ? html`<ul>
              ${this.passkeys.map(passkey => html`<li>${this.#row(passkey)}</li>`)}
            </ul>`
          : nothing
      }
      ${this.refused ? html`<p class="refusal" role="alert">${this.refused}</p>` : nothing}
      <p class="status" role="status">
        ${this.word || (this.passkeys?.length === 0 ? msg('You have no passkeys yet.') : '')}
      </p>
      ${
        possible
          ? html`<button class="button outline add" aria-disabled=${this.busy ? 'true' : 'false'} @click=${this.#add}>
              ${this.busy ? msg('Waiting for your device…') : msg('Add a passkey')}
            </button>`
          : html`<p class="soft">${msg('This browser knows no passkeys at this address.')}</p>`
      }
    </section>`
  }

  #row(passkey: PasskeyView) {
    const { id, name, synced, createdAt, lastUsedAt } = passkey
    if (this.naming === id) return this.#nameForm(passkey)
    return html`<div class="words">
        <strong><bdi>${name}</bdi></strong>
        <span class="soft">
          ${synced ? msg('On several devices.') : msg('On one device.')}
          ${
            lastUsedAt
              ? msg(
                  html`Added <time-ago .at=${createdAt}></time-ago>, last used <time-ago .at=${lastUsedAt}></time-ago>`,
                )
              : msg(html`Added <time-ago .at=${createdAt}></time-ago>`)
          }
        </span>
      </div>
      <div class="actions">
        ${
          this.removing === id
            ? html`<button class="button danger" @click=${() => this.#remove(passkey)}>${msg('Really remove')}</button>
                <button class="button quiet" @click=${() => (this.removing = '')}>${msg('Keep')}</button>`
            : html`<button class="button quiet" aria-label=${msg(str`Rename ${name}`)} @click=${() => this.#name(id)}>
                  ${msg('Rename')}
                </button>
                <button
                  class="button quiet"
                  aria-label=${msg(str`Remove ${name}`)}
                  @click=${() => (this.removing = id)}
                >
                  ${msg('Remove')}
                </button>`
        }
      </div>`
  }

  #nameForm({ name }: PasskeyView) {
    return html`<form @submit=${this.#renaming.submit} novalidate>
      ${this.#renaming.refusal()}
      <text-field
        required
        name="name"
        .maxlength=${60}
        .value=${name}
        .label=${msg('Name')}
        .error=${this.#renaming.errors.name}
      ></text-field>
      ${this.#renaming.button(msg('Save'), msg('Saving…'), { look: 'primary' })}
      <button type="button" class="button quiet" @click=${() => (this.naming = '')}>${msg('Cancel')}</button>
    </form>`
  }

  async #name(id: string): Promise<void> {
    this.naming = id
    this.word = this.refused = ''
    await this.updateComplete
    const field = this.renderRoot.querySelector<TextField>('text-field')
    await field?.updateComplete
    field?.querySelector('input')?.select()
  }

  async #add(): Promise<void> {
    if (this.busy) return
    await this.#try(async () => {
      this.busy = true
      const { makePasskey } = await import('../accounts/passkey.ts')
      const { id } = await makePasskey(deviceName())
      await this.#read()
      await this.#name(id)
      this.word = msg('Your passkey is ready. Give it a name that tells you where it is.')
    })
    this.busy = false
  }

  async #remove({ id, name }: PasskeyView): Promise<void> {
    this.removing = ''
    await this.#try(async () => {
      await removePasskey(id)
      await this.#read()
      this.word = msg(str`“${name}” is removed. You can delete it on your device too: it lets nobody in any more.`)
    })
    this.renderRoot.querySelector<HTMLElement>('.add')?.focus()
  }

  async #try(act: () => Promise<void>): Promise<void> {
    this.word = this.refused = ''
    try {
      await act()
    } catch (error) {
      this.refused = toAnswerError(error).message
    }
  }

  async #read(): Promise<void> {
    try {
      this.passkeys = await listPasskeys()
    } catch (error) {
      this.refused = toAnswerError(error).message
    }
  }
}

customElements.define('security-passkeys', SecurityPasskeys)
