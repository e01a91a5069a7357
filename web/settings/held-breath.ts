import { msg } from '@lit/localize'
import { css, html, LitElement, nothing } from 'lit'
import { live } from 'lit/directives/live.js'
import { type AnswerError, toAnswerError } from '../answer-error.ts'
import { counted } from '../language/counted.ts'
import { locale } from '../locale.ts'
import { Observe } from '../observe.ts'
import { session } from '../session.ts'
import { fields } from '../ui/field-styles.ts'
import { segments } from '../ui/segments.ts'
import { base } from '../ui/styles.ts'
import { inUnit } from '../units.ts'
import { chosenDelay, setSaveDelay } from './data.ts'
import { section } from './section-styles.ts'

/** “5s”; in Japanese that would be Latin, where its own sign is as short. */
const shortly = (seconds: number) => inUnit(seconds, 'second', locale.spoken === 'ja' ? 'short' : 'narrow')

const usual = [0, 5, 10, 20, 30, 60]

/** How long what I save stays mine alone. Kept at once, and the same in every tab. */
export class HeldBreath extends LitElement {
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
        grid-template-columns: repeat(6, 1fr);
      }
      fieldset.seven {
        grid-template-columns: repeat(7, 1fr);
      }
      @media (max-width: 479px) {
        fieldset,
        fieldset.seven {
          grid-template-columns: repeat(3, 1fr);
        }
      }
    `,
  ]

  constructor() {
    super()
    new Observe(this, session, chosenDelay)
  }

  override render() {
    const delay = chosenDelay.get() ?? session.get()?.saveDelay ?? 0
    // Another client may have chosen any number.
    const choices = [...new Set([...usual, delay])].sort((a, b) => a - b)
    return html`<section aria-labelledby="heading">
      <header>
        <h2 id="heading">${msg('Time to change your mind')}</h2>
        <p id="why">
          ${msg('For this long, only you see what you save. Take it back in time, and nobody else has ever seen it.')}
        </p>
      </header>
      <fieldset class=${choices.length > usual.length ? 'seven' : ''} aria-labelledby="heading" aria-describedby="why">
        ${choices.map(seconds => this.#choice(seconds, delay))}
      </fieldset>
      ${this.error ? html`<p class="refusal" role="alert">${this.error.message}</p>` : nothing}
      <p class="status" role="status">
        ${this.saved ? html`<strong>${msg('Saved.')}</strong> ` : nothing}${
          delay === 0
            ? msg('Others see what you save at once.')
            : counted(
                msg(
                  '{count, plural, one {Others see what you save # second later.} other {Others see what you save # seconds later.}}',
                ),
                delay,
              )
        }
      </p>
    </section>`
  }

  #choice(seconds: number, delay: number) {
    return html`<label>
      <input
        type="radio"
        name="delay"
        aria-label=${seconds === 0 ? msg('None') : inUnit(seconds, 'second', 'long')}
        .checked=${live(seconds === delay)}
        @change=${() => this.#choose(seconds)}
      />${seconds === 0 ? msg('None') : shortly(seconds)}
    </label>`
  }

  async #choose(seconds: number): Promise<void> {
    this.saved = false
    this.error = undefined
    try {
      await setSaveDelay(seconds)
      this.saved = true
    } catch (error) {
      this.error = toAnswerError(error)
    }
  }
}

customElements.define('held-breath', HeldBreath)
