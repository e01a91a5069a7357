import { msg, str } from '@lit/localize'
import { html, LitElement, nothing } from 'lit'
import type { InstanceView } from '../../server/protocol-moderation.ts'
import type { AccountRef } from '../../server/views.ts'
import { type AnswerError, toAnswerError } from '../answer-error.ts'
import { fetchJson } from '../http.ts'
import { getInstance } from '../instance.ts'
import { PageTitle } from '../page.ts'
import { mark } from '../ui/icons.ts'
import { base, buttons } from '../ui/styles.ts'
import { card } from './card-styles.ts'
import './provider-buttons.ts'
import './sign-up-form.ts'
import { hasPicked } from './waiting.ts'

/** For everybody, for whoever is invited, or for nobody: as the instance is set. */
export class SignUpPage extends LitElement {
  static override properties = { instance: { state: true }, by: { state: true }, error: { state: true } }
  instance: InstanceView | undefined
  /** Who has invited. */
  by: { by: AccountRef; email: string | null } | undefined
  error: AnswerError | undefined
  readonly #code = new URLSearchParams(location.search).get('invitation') ?? ''

  static override styles = [base, buttons, card]

  constructor() {
    super()
    new PageTitle(this, () => msg('Create an account'))
    void this.#look()
  }

  override render() {
    return html`<div class="card">
      ${mark}
      <h1 tabindex="-1">${msg('Create your account')}</h1>
      ${hasPicked() ? html`<p>${msg('Create your account, and go on with what you picked.')}</p>` : nothing}
      ${this.#door()}
      <p class="soft">
        ${msg(html`Already have one? <a class="link" href=${`/sign-in${location.search}`}>Sign in</a>.`)}
      </p>
    </div>`
  }

  #door() {
    const { registration } = this.instance ?? {}
    if (registration === 'closed')
      return html`<p role="status">${msg('This place takes nobody new at the moment.')}</p>`
    if (registration === 'invitation' && !this.by) {
      return html`<p role="status">
        ${this.#code ? (this.error?.message ?? '') : msg('One comes here by invitation. Ask somebody who is here for a link.')}
      </p>`
    }
    return html`${this.by ? html`<p>${msg(str`${this.by.by.name} has invited you.`)}</p>` : nothing}
      <provider-buttons></provider-buttons>
      <sign-up-form .invitation=${this.#code} .email=${this.by?.email ?? ''}></sign-up-form>`
  }

  async #look(): Promise<void> {
    const invitation = this.#code
      ? fetchJson<{ data: NonNullable<SignUpPage['by']> }>('POST', '/api/invitation/get', { code: this.#code }).then(
          ({ data }) => (this.by = data),
          (error: unknown) => (this.error = toAnswerError(error)),
        )
      : undefined
    // Where it cannot be asked the form is shown: the server says at its end what it thinks.
    const instance = await getInstance().catch(() => undefined)
    await invitation
    this.instance = instance
  }
}

customElements.define('sign-up-page', SignUpPage)
