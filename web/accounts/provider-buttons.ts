import { msg, str } from '@lit/localize'
import { css, html, LitElement, nothing } from 'lit'
import type { ProviderView } from '../../server/protocol.ts'
import { base, buttons } from '../ui/styles.ts'
import { fields } from '../ui/field-styles.ts'
import { listProviders, wayIn } from './provider-data.ts'
import { problemIn } from './provider-problems.ts'

/** A button for each provider by which one may sign in or up, and why the last one did not lead in. Nothing where there are none. */
export class ProviderButtons extends LitElement {
  static override properties = { providers: { state: true } }
  providers: ProviderView[] = []

  static override styles = [
    base,
    buttons,
    fields,
    css`
      :host {
        display: grid;
        gap: var(--space-3);
      }
      .or {
        display: flex;
        align-items: center;
        gap: var(--space-3);
        color: var(--ink-soft);
        font-size: var(--text-s);
      }
      .or::before,
      .or::after {
        content: '';
        flex: 1;
        border-top: 1px solid var(--line);
      }
      .button {
        overflow: hidden;
        text-overflow: ellipsis;
      }
    `,
  ]

  override connectedCallback(): void {
    super.connectedCallback()
    // Whoever cannot be asked now is not offered: the password leads in all the same.
    listProviders().then(
      providers => (this.providers = providers),
      () => undefined,
    )
  }

  get #problem(): string {
    return problemIn(location.search, name => this.providers.find(provider => provider.name === name)?.label)
  }

  override willUpdate(): void {
    this.hidden = this.providers.length === 0 && !this.#problem
  }

  override render() {
    const problem = this.#problem
    const refusal = problem ? html`<p class="refusal" role="alert">${problem}</p>` : nothing
    if (this.providers.length === 0) return refusal
    return html`${refusal}
      ${this.providers.map(
        ({ name, label }) =>
          html`<a class="button outline wide" href=${wayIn(name)}>${msg(str`Continue with ${label}`)}</a>`,
      )}
      <p class="or">${msg('or')}</p>`
  }
}

customElements.define('provider-buttons', ProviderButtons)
