import { msg } from '@lit/localize'
import { css, html, LitElement } from 'lit'
import type { InstanceView } from '../../server/protocol-moderation.ts'
import { type AnswerError, toAnswerError } from '../answer-error.ts'
import { getInstance, learnInstance } from '../instance.ts'
import '../invitations/invitation-list.ts'
import { ask } from '../socket.ts'
import '../ui/error-state.ts'
import '../ui/skeleton-box.ts'
import { base, buttons } from '../ui/styles.ts'
import { panel } from './panel-styles.ts'

type Choice = Pick<InstanceView, 'registration' | 'invitations'>

/** Who may come in, and who may invite. Kept as soon as it is chosen. */
export class EntranceSettings extends LitElement {
  static override properties = { instance: { state: true }, error: { state: true } }
  instance: InstanceView | undefined
  error: AnswerError | undefined

  static override styles = [
    base,
    buttons,
    panel,
    css`
      fieldset {
        display: grid;
        margin: 0;
        padding: 0;
        border: 0;
      }
      legend {
        padding: 0;
        font: var(--weight-display) var(--text-xl) / var(--leading-heading) var(--font-display);
        margin-bottom: var(--space-2);
      }
      label {
        display: flex;
        align-items: center;
        gap: var(--space-3);
        min-height: var(--target);
        cursor: pointer;
      }
      input[type='radio'] {
        width: 1.125rem;
        height: 1.125rem;
        margin: 0;
        accent-color: var(--accent);
      }
    `,
  ]

  constructor() {
    super()
    void this.#load()
  }

  override render() {
    if (!this.instance)
      return this.error
        ? html`<error-state .message=${this.error.message} @retry=${() => this.#load()}></error-state>`
        : html`<skeleton-box></skeleton-box>`
    return html`<div class="stack">
      <section class="card">
        <fieldset>
          <legend>${msg('Who may come in')}</legend>
          ${this.#choice({ registration: 'open' }, msg('Everybody'))}
          ${this.#choice({ registration: 'invitation' }, msg('Whoever is invited'))}
          ${this.#choice({ registration: 'closed' }, msg('Nobody'))}
        </fieldset>
        <fieldset>
          <legend>${msg('Who may invite')}</legend>
          ${this.#choice({ invitations: 'people' }, msg('Everybody who is here'))}
          ${this.#choice({ invitations: 'staff' }, msg('Moderators and administrators'))}
        </fieldset>
        ${this.error ? html`<p class="refusal" role="alert">${this.error.message}</p>` : ''}
      </section>
      <invitation-list all></invitation-list>
    </div>`
  }

  #choice(choice: Partial<Choice>, words: string) {
    const [[name, value]] = Object.entries(choice) as [[keyof Choice, string]]
    return html`<label>
      <input
        type="radio"
        name=${name}
        .checked=${this.instance?.[name] === value}
        @change=${(event: Event) => this.#edit(choice, event)}
      />${words}
    </label>`
  }

  async #load(): Promise<void> {
    try {
      this.instance = await getInstance()
    } catch (error) {
      this.error = toAnswerError(error)
    }
  }

  async #edit(choice: Partial<Choice>, event: Event): Promise<void> {
    this.error = undefined
    try {
      this.instance = await ask('administration:edit', choice)
      learnInstance(this.instance)
    } catch (error) {
      this.error = toAnswerError(error)
      const input = event.target as HTMLInputElement
      input.checked = false
      this.requestUpdate()
    }
  }
}

customElements.define('entrance-settings', EntranceSettings)
