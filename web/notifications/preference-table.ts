import { msg, str } from '@lit/localize'
import { css, html, LitElement, nothing } from 'lit'
import { live } from 'lit/directives/live.js'
import type { NotificationKind, PreferenceView } from '../../server/protocol.ts'
import { type AnswerError, toAnswerError } from '../answer-error.ts'
import { Observe } from '../observe.ts'
import { section } from '../settings/section-styles.ts'
import { fields } from '../ui/field-styles.ts'
import { base } from '../ui/styles.ts'
import { loadPreferences, prefer, preferences } from './data.ts'

type Way = 'app' | 'digest' | 'push'

/** What I am told, by which way. Kept at once, and the same in every tab. */
export class PreferenceTable extends LitElement {
  static override properties = { saved: { state: true }, error: { state: true } }
  saved = false
  error: AnswerError | undefined

  static override styles = [
    base,
    fields,
    section,
    css`
      table {
        width: 100%;
        border-collapse: collapse;
      }
      thead th {
        color: var(--ink-soft);
        font-size: var(--text-s);
        font-weight: 500;
        text-align: center;
      }
      tbody tr {
        border-top: 1px solid var(--line);
      }
      tbody th {
        padding-block: var(--space-2);
        font-weight: 500;
        text-align: start;
        text-wrap: pretty;
      }
      td {
        width: 4.25rem;
        padding: 0;
      }
      @media (max-width: 479px) {
        td {
          width: 3.25rem;
        }
      }
      label {
        display: grid;
        place-items: center;
        min-height: var(--target);
        cursor: pointer;
      }
      input {
        width: 1.25rem;
        height: 1.25rem;
        margin: 0;
        accent-color: var(--accent);
        cursor: pointer;
      }
    `,
  ]

  constructor() {
    super()
    new Observe(this, preferences)
    void this.#load()
  }

  override render() {
    const kinds = preferences.get()?.kinds
    const ways: [Way, string][] = [
      ['app', msg('Here')],
      ['digest', msg('By mail')],
      ['push', msg('Push')],
    ]
    return html`<section aria-labelledby="heading">
      <header>
        <h2 id="heading">${msg('Notify me when')}</h2>
        <p>${msg('Here in Bowerbird, in the digest mail, and on your devices.')}</p>
      </header>
      ${this.error ? html`<p class="refusal" role="alert">${this.error.message}</p>` : nothing}
      <table aria-busy=${kinds ? 'false' : 'true'}>
        <thead>
          <tr>
            <th scope="col"><span class="unseen">${msg('What happens')}</span></th>
            ${ways.map(([, name]) => html`<th scope="col">${name}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${(kinds ?? []).map(
            row =>
              html`<tr>
                <th scope="row">${names()[row.kind]}</th>
                ${ways.map(([way, name]) => html`<td>${this.#box(row, way, msg(str`${names()[row.kind]}: ${name}`))}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
      <p class="status" role="status">${this.saved ? html`<strong>${msg('Saved.')}</strong>` : nothing}</p>
    </section>`
  }

  #box({ kind, ...ways }: PreferenceView, way: Way, name: string) {
    return html`<label>
      <input
        type="checkbox"
        aria-label=${name}
        .checked=${live(ways[way])}
        @change=${(event: Event) => this.#choose(kind, way, (event.target as HTMLInputElement).checked)}
      />
    </label>`
  }

  async #load(): Promise<void> {
    try {
      await loadPreferences()
    } catch (error) {
      this.error = toAnswerError(error)
    }
  }

  async #choose(kind: NotificationKind, way: Way, on: boolean): Promise<void> {
    this.saved = false
    this.error = undefined
    try {
      await prefer({ kind, [way]: on })
      this.saved = true
    } catch (error) {
      this.error = toAnswerError(error)
      // Back to what the server has.
      this.requestUpdate()
    }
  }
}

function names(): Record<NotificationKind, string> {
  return {
    followed: msg('Somebody follows you'),
    requested: msg('Somebody asks to follow you'),
    approved: msg('Somebody lets you follow them'),
    liked: msg('Somebody likes an image of yours'),
    saved: msg('Somebody saves the same image'),
    mentioned: msg('Somebody mentions you'),
    joined: msg('Somebody joins from your invitation'),
  }
}

customElements.define('preference-table', PreferenceTable)
