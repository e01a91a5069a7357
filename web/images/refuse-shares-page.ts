import { msg } from '@lit/localize'
import { html, LitElement, nothing } from 'lit'
import { type AnswerError, toAnswerError } from '../answer-error.ts'
import { fetchJson } from '../http.ts'
import { PageTitle } from '../page.ts'
import { question } from '../ui/question-styles.ts'
import { base, buttons, page } from '../ui/styles.ts'

/** Where the link of a mailed image leads. Programs follow links too, so that it takes a press; another one takes it back. */
export class RefuseSharesPage extends LitElement {
  static override properties = { token: {}, refused: { state: true }, busy: { state: true }, error: { state: true } }
  token = ''
  refused = false
  busy = false
  error: AnswerError | undefined

  static override styles = [base, buttons, page, question]

  constructor() {
    super()
    new PageTitle(this, () => msg('Mails with images'))
  }

  override render() {
    return html`<h1 tabindex="-1">${this.refused ? msg('No more images by mail') : msg('Stop mails with images?')}</h1>
      <p role="status">
        ${
          this.refused
            ? msg('Nobody can have an image mailed from here to your address any more.')
            : msg('People here can have an image mailed to somebody. Nobody will be able to send you any.')
        }
      </p>
      ${this.error ? html`<p role="alert">${this.error.message}</p>` : nothing}
      <button
        class="button ${this.refused ? 'outline' : 'primary'}"
        aria-disabled=${this.busy ? 'true' : 'false'}
        @click=${this.#change}
      >
        ${this.busy ? msg('One moment…') : this.refused ? msg('Undo') : msg('Stop them')}
      </button>`
  }

  async #change(): Promise<void> {
    if (this.busy) return
    Object.assign(this, { busy: true, error: undefined })
    try {
      const verb = this.refused ? 'allow' : 'refuse'
      await fetchJson('POST', `/api/shares/${verb}?token=${encodeURIComponent(this.token)}`)
      this.refused = !this.refused
      await this.updateComplete
      this.renderRoot.querySelector<HTMLElement>('h1')?.focus()
    } catch (error) {
      this.error = toAnswerError(error)
    } finally {
      this.busy = false
    }
  }
}

customElements.define('refuse-shares-page', RefuseSharesPage)
