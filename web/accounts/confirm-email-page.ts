import { msg, str } from '@lit/localize'
import { css, html, LitElement, nothing } from 'lit'
import type { EmailLinkView } from '../../server/views.ts'
import { type AnswerError, toAnswerError } from '../answer-error.ts'
import { ofMail } from '../mailing.ts'
import { Observe } from '../observe.ts'
import { PageTitle } from '../page.ts'
import { session } from '../session.ts'
import { fields } from '../ui/field-styles.ts'
import { mark } from '../ui/icons.ts'
import { base, buttons } from '../ui/styles.ts'
import '../ui/skeleton-box.ts'
import { card } from './card-styles.ts'
import { followLink, lookAtLink, refuseLink, takeLinkToken } from './credentials.ts'

/** Where a mailed link about an address leads. Nothing happens before a button is pressed: programs open links, too. */
export class ConfirmEmailPage extends LitElement {
  static override properties = {
    link: { state: true },
    end: { state: true },
    error: { state: true },
    busy: { state: true },
  }
  link: EmailLinkView | undefined
  /** What has come of it. */
  end: 'confirmed' | 'waiting' | 'changed' | 'refused' | undefined
  error: AnswerError | undefined
  busy = false
  readonly #token = takeLinkToken()

  static override styles = [
    base,
    buttons,
    fields,
    card,
    css`
      strong {
        overflow-wrap: anywhere;
      }
      .choices {
        display: grid;
        gap: var(--space-3);
      }
    `,
  ]

  constructor() {
    super()
    new PageTitle(this, () => msg('Your e-mail address'))
    new Observe(this, session)
  }

  override connectedCallback(): void {
    super.connectedCallback()
    if (!this.link && !this.end) void this.#look()
  }

  override render() {
    return html`<div class="card" aria-live="polite">${mark}${this.#content()}</div>`
  }

  #content() {
    if (this.end) return this.#ending(this.end)
    if (this.error?.code === 'not_found') {
      return html`<h1 tabindex="-1">${msg('This link does not work any more')}</h1>
        <p class="lead">
          ${msg('It was used, its time is over, or a newer one was sent. In your settings you can have another one sent.')}
        </p>
        ${this.#onwards()}`
    }
    if (!this.link) {
      return this.error
        ? html`<h1 tabindex="-1">${msg('That did not work')}</h1>
            <p class="lead" role="alert">${this.error.message}</p>
            <button class="button primary wide" @click=${this.#look}>${msg('Try again')}</button>`
        : html`<h1 tabindex="-1">${msg('Your e-mail address')}</h1>
            <skeleton-box></skeleton-box>`
    }
    const { kind, email, newEmail } = this.link
    return html`<h1 tabindex="-1">
        ${kind === 'confirm' ? msg('Is this your address?') : msg('A new address for your account')}
      </h1>
      ${
        kind === 'confirm'
          ? html`<p class="lead"><strong>${email}</strong></p>`
          : html`<p class="lead">
              ${
                kind === 'old'
                  ? msg(
                      html`<strong>${email}</strong> is to become <strong>${newEmail}</strong>. That happens when both
                        addresses agree.`,
                    )
                  : msg(html`<strong>${newEmail}</strong> is to be the address of an account here.`)
              }
            </p>`
      }
      ${this.error ? html`<p class="refusal" role="alert">${this.error.message}</p>` : nothing}
      <div class="choices">
        <button class="button primary wide" aria-disabled=${this.busy ? 'true' : 'false'} @click=${this.#confirm}>
          ${kind === 'confirm' ? msg('Yes, confirm it') : msg('Agree')}
        </button>
        <button class="button quiet wide" aria-disabled=${this.busy ? 'true' : 'false'} @click=${this.#refuse}>
          ${kind === 'confirm' ? msg('No, I know nothing of it') : msg('Refuse: nothing is changed')}
        </button>
      </div>`
  }

  #ending(end: NonNullable<ConfirmEmailPage['end']>) {
    const words = {
      confirmed: [msg('Thank you'), msg('Your address is confirmed.')],
      changed: [msg('Your address is changed'), msg(str`From now on it is ${this.link?.newEmail ?? ''}.`)],
      waiting: [
        msg('Half of it is done'),
        ofMail(
          this.link?.kind === 'old'
            ? msg(str`Now follow the link that we have sent to ${this.link.newEmail ?? ''}.`)
            : msg('Now follow the link that we have sent to the old address.'),
          msg('Now follow the other link: this server sends no mail, it is in its log.'),
        ),
      ],
      refused: [
        msg('Nothing is changed'),
        this.link?.kind === 'old'
          ? msg('If it was not you who asked for it, change your password now.')
          : msg('The link does not work any more.'),
      ],
    }[end]
    return html`<h1 tabindex="-1">${words[0]}</h1>
      <p class="lead">${words[1]}</p>
      ${this.#onwards()}`
  }

  #onwards() {
    return session.get()
      ? this.end === 'confirmed'
        ? html`<a class="button primary wide" href="/">${msg('Go on')}</a>`
        : html`<a class="button primary wide" href="/settings/account">${msg('To your settings')}</a>`
      : html`<a class="button primary wide" href="/sign-in">${msg('Sign in')}</a>`
  }

  readonly #look = () => this.#do(async () => void (this.link = await lookAtLink(this.#token)))

  readonly #confirm = () =>
    this.#do(async () => {
      const changed = await followLink(this.#token)
      this.end = this.link?.kind === 'confirm' ? 'confirmed' : changed ? 'changed' : 'waiting'
    })

  readonly #refuse = () =>
    this.#do(async () => {
      await refuseLink(this.#token)
      this.end = 'refused'
    })

  async #do(act: () => Promise<void>): Promise<void> {
    if (this.busy) return
    this.busy = true
    this.error = undefined
    try {
      await act()
    } catch (error) {
      this.error = toAnswerError(error)
    } finally {
      this.busy = false
    }
    await this.updateComplete
    if (this.end) this.renderRoot.querySelector('h1')?.focus()
  }
}

customElements.define('confirm-email-page', ConfirmEmailPage)
