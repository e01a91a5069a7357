import { msg, str } from '@lit/localize'
import { html, LitElement, nothing } from 'lit'
import type { AccountChanges, Language } from '../../server/protocol-own.ts'
import { type AnswerError, toAnswerError } from '../answer-error.ts'
import { Observe } from '../observe.ts'
import { session } from '../session.ts'
import { fields } from '../ui/field-styles.ts'
import { base } from '../ui/styles.ts'
import { fullDate } from '../words.ts'
import { editAccount } from './data.ts'
import { languageNames, timeZones } from './language-names.ts'
import { section } from './section-styles.ts'
import { labelledSelects } from './select-styles.ts'

/** How dates and numbers are written, and whose clock they follow. Kept at once, and the same in every tab. */
export class LanguageChoice extends LitElement {
  static override properties = { saved: { state: true }, error: { state: true } }
  saved = false
  error: AnswerError | undefined
  readonly #languages = languageNames()

  static override styles = [base, fields, section, labelledSelects]

  constructor() {
    super()
    new Observe(this, session)
  }

  override render() {
    const { language = null, timeZone = null } = session.get() ?? {}
    return html`<section aria-labelledby="heading">
      <header>
        <h2 id="heading">${msg('Language and time')}</h2>
        <p>${msg('For dates and numbers. Bowerbird itself speaks English so far.')}</p>
      </header>
      <label class="select">
        <span class="label">${msg('Language')}</span>
        <select @change=${(event: Event) => this.#choose({ language: (valueOf(event) as Language) || null })}>
          <option value="" ?selected=${language === null}>${msg('Automatic')}</option>
          ${this.#languages.map(
            ({ tag, name }) => html`<option value=${tag} lang=${tag} ?selected=${tag === language}>${name}</option>`,
          )}
        </select>
      </label>
      <label class="select">
        <span class="label">${msg('Time zone')}</span>
        <select @change=${(event: Event) => this.#choose({ timeZone: valueOf(event) || null })}>
          <option value="" ?selected=${timeZone === null}>${msg('As this device has it')}</option>
          ${timeZones(timeZone).map(
            name => html`<option value=${name} ?selected=${name === timeZone}>${name.replaceAll('_', ' ')}</option>`,
          )}
        </select>
      </label>
      ${this.error ? html`<p class="refusal" role="alert">${this.error.message}</p>` : nothing}
      <p class="status" role="status">
        ${this.saved ? html`<strong>${msg('Saved.')}</strong> ` : nothing}${msg(
          str`It is ${fullDate(new Date().toISOString())}.`,
        )}
      </p>
    </section>`
  }

  async #choose(changes: AccountChanges): Promise<void> {
    Object.assign(this, { saved: false, error: undefined })
    try {
      await editAccount(changes)
      this.saved = true
    } catch (error) {
      this.error = toAnswerError(error)
    }
  }
}

const valueOf = (event: Event) => (event.target as HTMLSelectElement).value

customElements.define('language-choice', LanguageChoice)
