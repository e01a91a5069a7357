import { msg } from '@lit/localize'
import { css, html, LitElement, nothing } from 'lit'
import { live } from 'lit/directives/live.js'
import type { DigestInterval } from '../../server/protocol.ts'
import { type AnswerError, toAnswerError } from '../answer-error.ts'
import { joined } from '../language/joined.ts'
import { ofMail } from '../mailing.ts'
import { Observe } from '../observe.ts'
import { session } from '../session.ts'
import { section } from '../settings/section-styles.ts'
import { fields } from '../ui/field-styles.ts'
import { segments } from '../ui/segments.ts'
import { base } from '../ui/styles.ts'
import { prefer, preferences } from './data.ts'

/** How often a mail tells what I have not seen. */
export class DigestChoice extends LitElement {
  static override properties = { saved: { state: true }, error: { state: true } }
  saved = false
  error: AnswerError | undefined

  static override styles = [
    base,
    fields,
    section,
    segments,
    css`
      fieldset {
        grid-template-columns: repeat(3, 1fr);
      }
    `,
  ]

  constructor() {
    super()
    new Observe(this, session, preferences)
  }

  override render() {
    const digest = preferences.get()?.digest
    const confirmed = session.get()?.emailConfirmed ?? false
    const words: Record<DigestInterval, string> = {
      off: msg('No mail is sent.'),
      daily: msg('In the morning, when there is something that you have not seen.'),
      weekly: msg('On Monday morning, when there is something that you have not seen.'),
    }
    return html`<section aria-labelledby="heading">
      <header>
        <h2 id="heading">${msg('Digest mail')}</h2>
        <p>
          ${joined(
            confirmed
              ? msg('One mail with what is new for you, instead of one for everything.')
              : msg('It begins when you have confirmed your e-mail.'),
            ofMail('', msg('This server sends no mail: it is printed to its log.')),
          )}
        </p>
      </header>
      <fieldset aria-labelledby="heading">
        ${this.#choice('off', msg('Off'), digest)} ${this.#choice('daily', msg('Daily'), digest)}
        ${this.#choice('weekly', msg('Weekly'), digest)}
      </fieldset>
      ${this.error ? html`<p class="refusal" role="alert">${this.error.message}</p>` : nothing}
      <p class="status" role="status">
        ${this.saved ? html`<strong>${msg('Saved.')}</strong> ` : nothing}${digest ? words[digest] : nothing}
      </p>
    </section>`
  }

  #choice(value: DigestInterval, name: string, chosen: DigestInterval | undefined) {
    return html`<label>
      <input
        type="radio"
        name="digest"
        .checked=${live(value === chosen)}
        @change=${() => this.#choose(value)}
      />${name}
    </label>`
  }

  async #choose(every: DigestInterval): Promise<void> {
    this.saved = false
    this.error = undefined
    try {
      await prefer({ every })
      this.saved = true
    } catch (error) {
      this.error = toAnswerError(error)
      this.requestUpdate()
    }
  }
}

customElements.define('digest-choice', DigestChoice)
