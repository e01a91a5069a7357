import { msg } from '@lit/localize'
import { html, LitElement } from 'lit'
import { type AnswerError, toAnswerError } from '../answer-error.ts'
import { fetchJson } from '../http.ts'
import { PageTitle } from '../page.ts'
import { question } from '../ui/question-styles.ts'
import { base, buttons, page } from '../ui/styles.ts'

/** Where the link of a digest leads. Programs follow links too, so that it takes a press. */
export class UnsubscribePage extends LitElement {
  static override properties = { token: {}, state: { state: true }, error: { state: true } }
  token = ''
  state: 'asking' | 'waiting' | 'done' = 'asking'
  error: AnswerError | undefined

  static override styles = [base, buttons, page, question]

  constructor() {
    super()
    new PageTitle(this, () => msg('Digest mails'))
  }

  override render() {
    if (this.state === 'done') {
      return html`<h1 tabindex="-1">${msg('No more digest mails')}</h1>
        <p role="status">${msg('If you change your mind, switch them on again in the settings.')}</p>
        <a class="button" href="/settings/notifications">${msg('Settings')}</a>`
    }
    return html`<h1 tabindex="-1">${msg('Stop the digest mails?')}</h1>
      <p>${msg('You will still see in Bowerbird itself what is new for you.')}</p>
      ${this.error ? html`<p role="alert">${this.error.message}</p>` : ''}
      <button class="button primary" aria-disabled=${this.state === 'waiting' ? 'true' : 'false'} @click=${this.#stop}>
        ${this.state === 'waiting' ? msg('One moment…') : msg('Stop them')}
      </button>`
  }

  async #stop(): Promise<void> {
    if (this.state === 'waiting') return
    this.state = 'waiting'
    this.error = undefined
    try {
      await fetchJson('POST', `/api/unsubscribe?token=${encodeURIComponent(this.token)}`)
      this.state = 'done'
      await this.updateComplete
      this.renderRoot.querySelector<HTMLElement>('h1')?.focus()
    } catch (error) {
      this.error = toAnswerError(error)
      this.state = 'asking'
    }
  }
}

customElements.define('unsubscribe-page', UnsubscribePage)
