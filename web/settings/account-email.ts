import { msg, str } from '@lit/localize'
import { css, html, LitElement, nothing } from 'lit'
import { cancelEmailChange, changeEmail, resendConfirmation } from '../accounts/credentials.ts'
import { type AnswerError, toAnswerError } from '../answer-error.ts'
import { ofMail } from '../mailing.ts'
import { Observe } from '../observe.ts'
import { session } from '../session.ts'
import { fields } from '../ui/field-styles.ts'
import { base, buttons } from '../ui/styles.ts'
import { Submission } from '../ui/submission.ts'
import '../ui/text-field.ts'
import { section } from './section-styles.ts'

/** My e-mail address: whether it is confirmed, and the change of it. */
export class AccountEmail extends LitElement {
  static override properties = { word: { state: true }, error: { state: true }, editing: { state: true } }
  /** What has been done. */
  word = ''
  error: AnswerError | undefined
  editing = false
  readonly #submission = new Submission(this, async given => {
    this.#begin()
    await changeEmail(given.text('email'))
    this.editing = false
    const both = session.get()?.emailConfirmed
    // What to do where no mail is sent stands above.
    this.word = ofMail(
      both ? msg('We have written to both addresses.') : msg('We have written to the new address.'),
      '',
    )
  })

  static override styles = [
    base,
    buttons,
    fields,
    section,
    css`
      .address {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: var(--space-1) var(--space-3);
        font-size: var(--text-l);
        overflow-wrap: anywhere;
      }
      .state {
        padding: 0.125rem var(--space-3);
        border-radius: var(--radius-full);
        background: var(--sunken);
        color: var(--ink-soft);
        font-size: var(--text-s);
        font-weight: 550;
      }
      .state.good {
        color: var(--good);
      }
      .choices {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
      }
    `,
  ]

  constructor() {
    super()
    new Observe(this, session)
  }

  override render() {
    const me = session.get()
    if (!me) return nothing
    return html`<section aria-labelledby="heading">
      <header>
        <h2 id="heading">${msg('E-mail')}</h2>
        <p>${msg('For the way back when you have forgotten your password. Nobody else sees it.')}</p>
      </header>
      <p class="address">
        ${me.email}
        ${
          me.emailConfirmed
            ? html`<span class="state good">${msg('Confirmed')}</span>`
            : html`<span class="state">${msg('Not confirmed yet')}</span>`
        }
      </p>
      ${
        me.newEmail
          ? html`<p>
              ${
                me.emailConfirmed
                  ? msg(
                      html`It becomes <strong>${me.newEmail}</strong> when both addresses agree: follow the links in the
                        two mails.`,
                    )
                  : msg(
                      html`It becomes <strong>${me.newEmail}</strong> as soon as you follow the link in the mail to that
                        address.`,
                    )
              }
            </p>`
          : nothing
      }
      ${me.newEmail ? ofMail(nothing, html`<p>${inLog()}</p>`) : nothing}
      ${this.editing ? this.#form() : this.#choices(me.emailConfirmed, me.newEmail !== null)}
      ${this.error ? html`<p class="refusal" role="alert">${this.error.message}</p>` : nothing}
      <p class="status" role="status">${this.word}</p>
    </section>`
  }

  #choices(confirmed: boolean, changing: boolean) {
    return html`<div class="choices">
      ${confirmed || changing ? nothing : html`<button class="button outline" @click=${this.#resend}>${msg('Send the link again')}</button>`}
      ${
        changing
          ? html`<button class="button outline" @click=${this.#cancel}>${msg('Keep the address')}</button>`
          : html`<button class="button outline" @click=${this.#edit}>${msg('Change the address')}</button>`
      }
    </div>`
  }

  #form() {
    return html`<form @submit=${this.#submission.submit} novalidate>
      ${this.#submission.refusal()}
      <text-field
        required
        name="email"
        type="email"
        autocomplete="email"
        .label=${msg('New address')}
        .error=${this.#submission.errors.email}
      ></text-field>
      <div class="choices">
        ${this.#submission.button(msg('Change it'), msg('Sending…'), { look: 'primary' })}
        <button type="button" class="button quiet" @click=${this.#leave}>${msg('Never mind')}</button>
      </div>
    </form>`
  }

  async #edit(): Promise<void> {
    this.#begin()
    this.editing = true
    await this.updateComplete
    const field = this.renderRoot.querySelector<LitElement>('text-field')
    await field?.updateComplete
    field?.focus()
  }

  async #leave(): Promise<void> {
    this.#submission.forget()
    this.editing = false
    await this.updateComplete
    this.renderRoot.querySelector<HTMLElement>('.choices button:last-child')?.focus()
  }

  readonly #resend = () =>
    this.#do(resendConfirmation, ofMail(msg(str`A mail is on its way to ${session.get()?.email ?? ''}.`), inLog()))

  readonly #cancel = () => this.#do(cancelEmailChange, msg('Your address stays as it is.'))

  #begin(): void {
    this.word = ''
    this.error = undefined
  }

  async #do(act: () => Promise<void>, word: string): Promise<void> {
    this.#begin()
    try {
      await act()
      this.word = word
    } catch (error) {
      this.error = toAnswerError(error)
    }
  }
}

const inLog = () => msg('This server sends no mail: the link is in its log. Ask whoever runs it.')

customElements.define('account-email', AccountEmail)
