import { msg, str } from '@lit/localize'
import { html, LitElement, nothing } from 'lit'
import type { IdentitiesView } from '../../server/protocol.ts'
import { leaveFor, listIdentities, unlinkIdentity } from '../accounts/provider-data.ts'
import { problemIn } from '../accounts/provider-problems.ts'
import { toAnswerError } from '../answer-error.ts'
import { on } from '../socket.ts'
import { fields } from '../ui/field-styles.ts'
import { base, buttons } from '../ui/styles.ts'
import '../ui/time-ago.ts'
import { section } from './section-styles.ts'
import { rows } from './security-styles.ts'

/** The providers by which I sign in: listed, linked, unlinked. Nothing where the instance has none. */
export class SecurityProviders extends LitElement {
  static override properties = { seen: { state: true }, unlinking: { state: true }, refused: { state: true } }
  seen: IdentitiesView | undefined
  /** Which is about to go. */
  unlinking = ''
  refused = ''
  #forget: (() => void)[] = []

  static override styles = [base, buttons, fields, section, rows]

  override connectedCallback(): void {
    super.connectedCallback()
    const read = () => this.#try(listIdentities)
    void read().then(() => (this.refused ||= problemIn(location.search, name => this.#labelOf(name))))
    this.#forget = [on('security:changed', () => void read()), on('live:resync', () => void read())]
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    for (const forget of this.#forget) forget()
  }

  // Where there are none, it takes no room among the others.
  override willUpdate(): void {
    const { identities = [], providers = [] } = this.seen ?? {}
    this.hidden = identities.length + providers.length === 0
  }

  override render() {
    const { identities = [], providers = [] } = this.seen ?? {}
    if (identities.length + providers.length === 0) return nothing
    return html`<section aria-labelledby="heading">
      <header>
        <h2 id="heading">${msg('Other ways in')}</h2>
        <p>${msg('Accounts elsewhere that sign you in here.')}</p>
      </header>
      ${this.refused ? html`<p class="refusal" role="alert">${this.refused}</p>` : nothing}
      ${
        identities.length > 0
          ? html`<ul>
              ${identities.map(identity => html`<li>${this.#row(identity)}</li>`)}
            </ul>`
          : nothing
      }
      ${providers
        .filter(({ name }) => !identities.some(({ provider }) => provider === name))
        .map(
          ({ name, label }) =>
            html`<button class="button outline add" @click=${() => this.#link(name)}>
              ${msg(str`Link ${label}`)}
            </button>`,
        )}
    </section>`
  }

  #row({ id, provider, label, lastUsedAt }: IdentitiesView['identities'][number]) {
    const name = this.#labelOf(provider) ?? provider
    return html`<div class="words">
        <strong>${name}</strong>
        <span class="soft"
          >${
            label
              ? msg(html`<bdi>${label}</bdi>, last used <time-ago .at=${lastUsedAt}></time-ago>`)
              : msg(html`last used <time-ago .at=${lastUsedAt}></time-ago>`)
          }</span
        >
      </div>
      <div class="actions">
        ${
          this.unlinking === id
            ? html`<button class="button danger" @click=${() => this.#unlink(id)}>${msg('Really unlink')}</button>
                <button class="button quiet" @click=${() => (this.unlinking = '')}>${msg('Keep')}</button>`
            : html`<button
                class="button quiet"
                aria-label=${msg(str`Unlink ${name}`)}
                @click=${() => (this.unlinking = id)}
              >
                ${msg('Unlink')}
              </button>`
        }
      </div>`
  }

  #labelOf(name: string): string | undefined {
    return this.seen?.providers.find(provider => provider.name === name)?.label
  }

  #link(name: string): Promise<void> {
    return this.#try(() => leaveFor(name, 'link'))
  }

  async #unlink(id: string): Promise<void> {
    this.unlinking = ''
    await this.#try(() => unlinkIdentity(id))
  }

  async #try(act: () => Promise<IdentitiesView | void>): Promise<void> {
    this.refused = ''
    try {
      this.seen = (await act()) ?? this.seen
    } catch (error) {
      this.refused = toAnswerError(error).message
    }
  }
}

customElements.define('security-providers', SecurityProviders)
