import { msg } from '@lit/localize'
import { css, html, LitElement, nothing } from 'lit'
import { AnswerError, toAnswerError } from '../answer-error.ts'
import { Observe } from '../observe.ts'
import { section } from '../settings/section-styles.ts'
import { fields } from '../ui/field-styles.ts'
import { base, buttons } from '../ui/styles.ts'
import { callThisDevice, device, leaveThisDevice, look } from './this-device.ts'

/** Whether this device tells me while no window of Bowerbird is open. The browser asks only when the button is pressed. */
export class DeviceSwitch extends LitElement {
  static override properties = { waiting: { state: true }, error: { state: true } }
  waiting = false
  error: AnswerError | undefined

  static override styles = [
    base,
    buttons,
    fields,
    section,
    css`
      .button {
        justify-self: start;
      }
    `,
  ]

  constructor() {
    super()
    new Observe(this, device)
    look().catch((error: unknown) => console.warn(error))
  }

  override render() {
    const state = device.get()
    return html`<section aria-labelledby="heading">
      <header>
        <h2 id="heading">${msg('On this device')}</h2>
        <p role="status">${this.#words()}</p>
      </header>
      ${this.error && state !== 'denied' ? html`<p class="refusal" role="alert">${this.error.message}</p>` : nothing}
      ${
        state === 'on' || state === 'off'
          ? html`<button
              class="button ${state === 'off' ? 'strong' : 'outline'}"
              aria-disabled=${this.waiting ? 'true' : 'false'}
              @click=${() => this.#press(state)}
            >
              ${this.waiting ? msg('One moment…') : state === 'off' ? msg('Notify me on this device') : msg('Switch off')}
            </button>`
          : nothing
      }
    </section>`
  }

  #words(): string {
    switch (device.get()) {
      case 'on':
        return msg('This device tells you what is new, also while Bowerbird is closed, until you sign out here.')
      case 'denied':
        return msg('Your browser does not let Bowerbird notify you. You can change that in its settings for this site.')
      case 'unsupported':
        return msg('This browser cannot be notified. On an iPhone or iPad, add Bowerbird to the home screen first.')
      default:
        return msg('Be told what is new, also while Bowerbird is closed.')
    }
  }

  async #press(state: 'on' | 'off'): Promise<void> {
    if (this.waiting) return
    this.waiting = true
    this.error = undefined
    try {
      await (state === 'off' ? callThisDevice() : leaveThisDevice())
    } catch (error) {
      // The browser's own refusals have no words for people.
      this.error =
        error instanceof DOMException
          ? new AnswerError({
              code: 'unavailable',
              message: msg('Your browser could not set this up. Try again later.'),
            })
          : toAnswerError(error)
    } finally {
      this.waiting = false
    }
  }
}

customElements.define('device-switch', DeviceSwitch)
