import { msg, str } from '@lit/localize'
import { css, html, LitElement, nothing, type TemplateResult } from 'lit'
import type { TwoFactorView } from '../../server/views.ts'
import { toAnswerError } from '../answer-error.ts'
import { counted } from '../language/counted.ts'
import { on } from '../socket.ts'
import { fields } from '../ui/field-styles.ts'
import { base, buttons } from '../ui/styles.ts'
import { Submission } from '../ui/submission.ts'
import '../ui/text-field.ts'
import { fullDate } from '../words.ts'
import './recovery-codes.ts'
import { section } from './section-styles.ts'
import { beginTwoFactor, disableTwoFactor, enableTwoFactor, getTwoFactor, renewCodes } from './security-data.ts'
import { rows } from './security-styles.ts'

/** Signing in with a code of an app beside the password: switched on and off, and the recovery codes. */
export class SecurityTwoFactor extends LitElement {
  static override properties = {
    state: { state: true },
    begun: { state: true },
    codes: { state: true },
    leaving: { state: true },
    refused: { state: true },
    word: { state: true },
  }
  state: TwoFactorView | undefined
  /** What the app must be given, while it is being set up. */
  begun: { secret: string; url: string } | undefined
  /** Until the person has kept them. */
  codes: string[] | undefined
  leaving = false
  refused = ''
  word = ''
  #forget: (() => void)[] = []
  readonly #enabling = new Submission(this, async given => {
    this.codes = await enableTwoFactor(given.text('code'))
    this.begun = undefined
    await this.#read()
  })

  static override styles = [
    base,
    buttons,
    fields,
    section,
    rows,
    css`
      .set-up {
        display: grid;
        grid-template-columns: 13rem minmax(0, 1fr);
        gap: var(--space-5);
        align-items: start;
      }
      .set-up > div {
        display: grid;
        gap: var(--space-4);
      }
      code {
        padding: var(--space-1) var(--space-2);
        border-radius: var(--radius-s);
        background: var(--sunken);
        font: 400 var(--text-s) / 1.7 var(--font-code);
        overflow-wrap: anywhere;
      }
      @media (max-width: 599px) {
        .set-up {
          grid-template-columns: 1fr;
        }
      }
      .actions {
        flex-wrap: wrap;
        gap: var(--space-2);
        width: auto;
        margin: 0;
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
    return html`<section aria-labelledby="heading">
      <header>
        <h2 id="heading">${msg('Two-factor sign-in')}</h2>
        <p>
          ${msg('Beside your password, signing in asks for a code of an authenticator app. Whoever learns your password still does not get in.')}
        </p>
      </header>
      ${this.#content()} ${this.refused ? html`<p class="refusal" role="alert">${this.refused}</p>` : nothing}
      <p class="status" role="status">${this.word}</p>
    </section>`
  }

  #content(): TemplateResult | typeof nothing {
    if (this.codes) return html`<recovery-codes .codes=${this.codes} @kept=${this.#kept}></recovery-codes>`
    if (!this.state) return nothing
    if (this.state.enabledAt) return this.#on(this.state.enabledAt, this.state.codesLeft)
    if (this.begun) return this.#setUp(this.begun)
    return html`<button class="button outline add" @click=${this.#begin}>${msg('Set up an app')}</button>`
  }

  #on(since: string, left: number) {
    return html`<p>
        <strong>${msg(str`On since ${fullDate(since)}.`)}</strong>
        ${counted(msg('{count, plural, one {# recovery code is left.} other {# recovery codes are left.}}'), left)}
      </p>
      <div class="actions">
        ${
          this.leaving
            ? html`<button class="button danger" @click=${this.#disable}>${msg('Really switch off')}</button>
                <button class="button quiet" @click=${() => (this.leaving = false)}>${msg('Keep it on')}</button>`
            : html`<button class="button outline" @click=${this.#renew}>${msg('New recovery codes')}</button>
                <button class="button outline" @click=${() => (this.leaving = true)}>${msg('Switch off')}</button>`
        }
      </div>`
  }

  #setUp({ secret, url }: { secret: string; url: string }) {
    return html`<div class="set-up">
      <qr-code .text=${url} .label=${msg('The QR code for your authenticator app')}></qr-code>
      <div>
        <p>${msg('Read this with your authenticator app. On the same device, type it in:')}</p>
        <p><code>${secret.match(/.{1,4}/g)!.join(' ')}</code></p>
        <p><a class="link apart" href=${url}>${msg('Open it in an app on this device')}</a></p>
        <form @submit=${this.#enabling.submit} novalidate>
          ${this.#enabling.refusal()}
          <text-field
            required
            name="code"
            .autocomplete=${'one-time-code'}
            .inputmode=${'numeric'}
            .label=${msg('The code that it shows now')}
            .error=${this.#enabling.errors.code}
          ></text-field>
          <div class="actions">
            ${this.#enabling.button(msg('Switch on'), msg('Checking…'), { look: 'primary' })}
            <button type="button" class="button quiet" @click=${() => (this.begun = undefined)}>
              ${msg('Cancel')}
            </button>
          </div>
        </form>
      </div>
    </div>`
  }

  readonly #begin = () =>
    this.#try(async () => {
      await import('./qr-code.ts')
      this.begun = await beginTwoFactor()
      await this.updateComplete
      this.renderRoot.querySelector<HTMLElement>('text-field')?.focus()
    })

  readonly #renew = () =>
    this.#try(async () => {
      this.codes = await renewCodes()
    })

  readonly #disable = () =>
    this.#try(async () => {
      this.leaving = false
      await disableTwoFactor()
      await this.#read()
      this.word = msg('Switched off. Your password alone signs you in again.')
    })

  async #kept(): Promise<void> {
    this.codes = undefined
    this.word = msg('Two-factor sign-in is on.')
    await this.updateComplete
    // The button is gone, and the keyboard needs a place to go on from.
    this.renderRoot.querySelector<HTMLElement>('.actions button')?.focus()
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
      this.state = await getTwoFactor()
    } catch (error) {
      this.refused = toAnswerError(error).message
    }
  }
}

customElements.define('security-two-factor', SecurityTwoFactor)
