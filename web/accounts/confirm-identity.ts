import { msg } from '@lit/localize'
import { css, html, LitElement, nothing } from 'lit'
import { toAnswerError } from '../answer-error.ts'
import { Observe } from '../observe.ts'
import { session } from '../session.ts'
import { getTwoFactor, listPasskeys } from '../settings/security-data.ts'
import { fields } from '../ui/field-styles.ts'
import { base, buttons } from '../ui/styles.ts'
import { Submission } from '../ui/submission.ts'
import '../ui/modal-dialog.ts'
import '../ui/text-field.ts'
import { proveMe } from './credentials.ts'
import './provider-confirm.ts'

/** Asks for the password, a code or a passkey, before something that matters. Fires `confirmed`, or `close` when I would rather not. */
export class ConfirmIdentity extends LitElement {
  static override properties = {
    open: { state: true },
    byCode: { state: true },
    refused: { state: true },
    ways: { state: true },
  }
  open = false
  byCode = false
  refused = ''
  /** What the account has beside a password; undefined until it is known. */
  ways: { passkey: boolean; code: boolean } | undefined
  readonly #submission = new Submission(this, async given => {
    this.refused = ''
    await proveMe(this.#asksCode ? { code: given.text('code') } : { password: given.exact('password') })
    this.dispatchEvent(new Event('confirmed'))
  })

  static override styles = [
    base,
    buttons,
    fields,
    css`
      form > p {
        text-wrap: pretty;
      }
      .others {
        display: flex;
        flex-wrap: wrap;
        justify-content: center;
        gap: var(--space-1);
      }
    `,
  ]

  constructor() {
    super()
    new Observe(this, session)
  }

  get #hasPassword(): boolean {
    return session.get()?.hasPassword !== false
  }

  get #asksCode(): boolean {
    return this.byCode || !this.#hasPassword
  }

  /** Whoever has neither a password nor a code goes by one of the buttons. */
  get #hasField(): boolean {
    return this.#hasPassword || this.ways?.code === true
  }

  override async firstUpdated(): Promise<void> {
    this.open = true
    await this.updateComplete
    await this.#focusField()
    this.ways = await findWays()
    await this.updateComplete
    if (!this.#hasPassword) await this.#focusField()
  }

  override render() {
    return html`<modal-dialog .heading=${msg('Is it you?')} .open=${this.open} @close=${this.#closed}>
      <form @submit=${this.#submission.submit} novalidate>
        <p class="soft">${msg('Before something that matters, Bowerbird makes sure that it is you.')}</p>
        ${this.#submission.refusal()}
        ${this.refused ? html`<p class="refusal" role="alert">${this.refused}</p>` : nothing}
        ${this.#hasField ? this.#field() : nothing}
        <div class="others" ?data-known=${this.ways}>
          ${
            this.ways?.passkey
              ? html`<button type="button" class="button quiet" @click=${this.#usePasskey}>
                  ${msg('Use a passkey')}
                </button>`
              : nothing
          }
          ${
            this.#hasPassword && this.ways?.code
              ? html`<button type="button" class="button quiet" @click=${this.#other}>
                  ${this.byCode ? msg('Use the password') : msg('Use a code')}
                </button>`
              : nothing
          }
        </div>
        <provider-confirm></provider-confirm>
      </form>
    </modal-dialog>`
  }

  #field() {
    const { errors } = this.#submission
    return html`${
      this.#asksCode
        ? html`<text-field
            required
            name="code"
            autocomplete="one-time-code"
            .label=${msg('Code of your app, or a recovery code')}
            .error=${errors.code}
          ></text-field>`
        : html`<text-field
            required
            name="password"
            type="password"
            autocomplete="current-password"
            .label=${msg('Your password')}
            .error=${errors.password}
          ></text-field>`
    }
    ${this.#submission.button(msg('Go on'), msg('Looking…'))}`
  }

  async #other(): Promise<void> {
    this.byCode = !this.byCode
    this.refused = ''
    this.#submission.forget()
    await this.updateComplete
    await this.#focusField()
  }

  async #usePasskey(): Promise<void> {
    this.#submission.forget()
    this.refused = ''
    try {
      const { provePasskey } = await import('./passkey.ts')
      await proveMe({ passkey: await provePasskey() })
      this.dispatchEvent(new Event('confirmed'))
    } catch (error) {
      this.refused = toAnswerError(error).message
    }
  }

  async #focusField(): Promise<void> {
    const field = this.renderRoot.querySelector<LitElement>('text-field')
    await field?.updateComplete
    field?.focus()
  }

  #closed(): void {
    this.open = false
    this.dispatchEvent(new Event('close'))
  }
}

customElements.define('confirm-identity', ConfirmIdentity)

/** Where that cannot be asked, everything is offered. */
async function findWays(): Promise<{ passkey: boolean; code: boolean }> {
  const able = 'PublicKeyCredential' in globalThis
  try {
    const [passkeys, { enabledAt }] = await Promise.all([listPasskeys(), getTwoFactor()])
    return { passkey: able && passkeys.length > 0, code: enabledAt !== null }
  } catch {
    return { passkey: able, code: true }
  }
}

/** Resolves when the person has shown that it is them; false when they have closed the question. */
export function askWhoItIs(): Promise<boolean> {
  const dialog = new ConfirmIdentity()
  document.body.append(dialog)
  return new Promise<boolean>(resolve => {
    dialog.addEventListener('confirmed', () => resolve(true))
    dialog.addEventListener('close', () => resolve(false))
  }).finally(() => {
    // Closed first, so that the browser gives the focus back to where it was.
    dialog.open = false
    void dialog.updateComplete.then(() => dialog.remove())
  })
}
