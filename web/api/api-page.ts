import { msg } from '@lit/localize'
import { css, html, LitElement, nothing } from 'lit'
import { type AnswerError, toAnswerError } from '../answer-error.ts'
import { Observe } from '../observe.ts'
import { PageTitle } from '../page.ts'
import { session } from '../session.ts'
import { fields } from '../ui/field-styles.ts'
import { base, buttons, page } from '../ui/styles.ts'
import '../ui/error-state.ts'
import '../ui/skeleton-box.ts'
import '../ui/text-field.ts'
import './api-call.ts'
import { type Call, readCalls } from './description.ts'

/** What programs can ask, as the server describes it, and a place to try it: as whoever I am here, or with a token. */
export class ApiPage extends LitElement {
  static override properties = { calls: { state: true }, error: { state: true }, token: { state: true } }
  calls: Map<string, Call[]> | undefined
  error: AnswerError | undefined
  token = ''

  static override styles = [
    base,
    buttons,
    fields,
    page,
    css`
      :host {
        max-width: 60rem;
      }
      .how {
        display: grid;
        gap: var(--space-4);
        margin-bottom: var(--space-6);
        padding: clamp(var(--space-4), 4vw, var(--space-6));
        border: 1px solid var(--line);
        border-radius: var(--radius-l);
        background: var(--surface);
      }
      .how p {
        max-width: 44rem;
        text-wrap: pretty;
      }
      /* An address, in whichever direction one reads. */
      .link {
        direction: ltr;
        unicode-bidi: isolate;
      }
      code {
        font: 500 0.9em / 1.5 var(--font-code);
        overflow-wrap: anywhere;
      }
      section {
        margin-bottom: var(--space-6);
      }
      h2 {
        margin-bottom: var(--space-2);
      }
      skeleton-box {
        height: 3rem;
        margin-bottom: var(--space-3);
        border-radius: var(--radius-m);
      }
    `,
  ]

  constructor() {
    super()
    new PageTitle(this, () => msg('For programs'))
    new Observe(this, session)
    void this.#load()
  }

  override render() {
    const me = session.get()
    return html`<header class="head">
        <div>
          <h1 tabindex="-1">${msg('For programs')}</h1>
          <p>${msg('Everything you can do here, a program of yours can do as well.')}</p>
        </div>
      </header>
      <div class="how">
        <p>
          ${msg(
            html`Make an access token in your <a class="link" href="/settings/security">settings</a>, and send it along
              as <code>Authorization: Bearer bbt_…</code>. The whole description, for tools that read OpenAPI 3.1, is at
              <a class="link" href="/api/openapi.json" target="_blank">/api/openapi.json</a>.`,
          )}
        </p>
        <text-field
          label=${msg('Try it with a token')}
          name="token"
          type="password"
          autocomplete="off"
          hint=${me ? msg('Without one, you ask as yourself: what you try here really happens.') : msg('Without one, you ask as a visitor.')}
          @input=${(event: InputEvent) => (this.token = (event.target as HTMLInputElement).value.trim())}
        ></text-field>
      </div>
      ${this.#body()}`
  }

  #body() {
    if (this.error) return html`<error-state .message=${this.error.message} @retry=${() => this.#load()}></error-state>`
    if (!this.calls)
      return html`<div aria-busy="true">${Array.from({ length: 8 }, () => html`<skeleton-box></skeleton-box>`)}</div>`
    return [...this.calls].map(
      ([noun, calls]) =>
        html`<section aria-labelledby=${`noun-${noun}`}>
          <h2 id=${`noun-${noun}`} lang="en">${noun || nothing}</h2>
          ${calls.map(call => html`<api-call .call=${call} .token=${this.token}></api-call>`)}
        </section>`,
    )
  }

  async #load(): Promise<void> {
    this.error = undefined
    try {
      this.calls = await readCalls()
    } catch (error) {
      this.error = toAnswerError(error)
    }
  }
}

customElements.define('api-page', ApiPage)
