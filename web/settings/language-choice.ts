import { msg, str } from '@lit/localize'
import { html, LitElement, nothing } from 'lit'
import type { AccountChanges, Language } from '../../server/protocol-own.ts'
import { type AnswerError, toAnswerError } from '../answer-error.ts'
import { choose } from '../language/speech.ts'
import { spokenFor, spokenLanguages } from '../language/spoken.ts'
import { Observe } from '../observe.ts'
import { session } from '../session.ts'
import { fields } from '../ui/field-styles.ts'
import { base } from '../ui/styles.ts'
import { fullDate } from '../words.ts'
import { editAccount } from './data.ts'
import { type NamedLanguage, otherLanguages, timeZones } from './language-names.ts'
import { ownName } from './own-name.ts'
import { section } from './section-styles.ts'
import { labelledSelects } from './select-styles.ts'

/** What everything is said in, how dates and numbers are written, and whose clock they follow. Kept at once, and the same in every tab. */
export class LanguageChoice extends LitElement {
  static override properties = { saved: { state: true }, error: { state: true } }
  saved = false
  error: AnswerError | undefined
  readonly #others = otherLanguages()

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
        <p>${msg('For what Bowerbird says, and for dates and numbers.')}</p>
      </header>
      <label class="select">
        <span class="label">${msg('Language')}</span>
        <select @change=${(event: Event) => this.#speak((valueOf(event) as Language) || null)}>
          <option value="" ?selected=${language === null}>${msg('Automatic')}</option>
          ${spokenLanguages.map(tag => optionOf({ tag, name: ownName(tag) }, language))}
          <optgroup label=${msg('As one country has it')}>
            ${this.#others.filter(({ tag }) => spokenFor(tag)).map(one => optionOf(one, language))}
          </optgroup>
          <optgroup label=${msg('For dates and numbers only')}>
            ${this.#others.filter(({ tag }) => !spokenFor(tag)).map(one => optionOf(one, language))}
          </optgroup>
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

  async #speak(tag: Language | null): Promise<void> {
    await this.#choose({ language: tag })
    if (!this.saved || (tag && !spokenFor(tag))) return
    // What is chosen goes before the language of the address.
    await choose(tag).catch((error: unknown) => (this.error = toAnswerError(error)))
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

const optionOf = ({ tag, name }: NamedLanguage, chosen: string | null) =>
  html`<option value=${tag} lang=${tag} ?selected=${tag === chosen}>${name}</option>`

const valueOf = (event: Event) => (event.target as HTMLSelectElement).value

customElements.define('language-choice', LanguageChoice)
