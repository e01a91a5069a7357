import { msg, str } from '@lit/localize'
import { css, html, LitElement, nothing } from 'lit'
import type { IdentitiesView } from '../../server/protocol.ts'
import { toAnswerError } from '../answer-error.ts'
import { fields } from '../ui/field-styles.ts'
import { base, buttons } from '../ui/styles.ts'
import { leaveFor, listIdentities } from './provider-data.ts'

/** The providers that are linked to my account, to show by one of them that it is me. The page is left for it. */
export class ProviderConfirm extends LitElement {
  static override properties = { seen: { state: true }, refused: { state: true } }
  seen: IdentitiesView | undefined
  refused = ''

  static override styles = [
    base,
    buttons,
    fields,
    css`
      :host {
        display: grid;
        gap: var(--space-2);
      }
    `,
  ]

  override connectedCallback(): void {
    super.connectedCallback()
    listIdentities().then(
      seen => (this.seen = seen),
      () => undefined,
    )
  }

  override render() {
    const mine = this.seen?.providers.filter(({ name }) => this.seen!.identities.some(one => one.provider === name))
    return html`${this.refused ? html`<p class="refusal" role="alert">${this.refused}</p>` : nothing}
    ${mine?.map(
      ({ name, label }) =>
        html`<button type="button" class="button outline wide" @click=${() => this.#leave(name)}>
          ${msg(str`Confirm with ${label}`)}
        </button>`,
    )}`
  }

  async #leave(name: string): Promise<void> {
    this.refused = ''
    try {
      await leaveFor(name, 'confirm')
    } catch (error) {
      this.refused = toAnswerError(error).message
    }
  }
}

customElements.define('provider-confirm', ProviderConfirm)
