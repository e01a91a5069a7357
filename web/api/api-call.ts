import { msg, str } from '@lit/localize'
import { html, LitElement, nothing } from 'lit'
import { counted } from '../language/counted.ts'
import { base, buttons } from '../ui/styles.ts'
import { inUnit, listed } from '../units.ts'
import { callStyles } from './api-styles.ts'
import { type Call, exampleOf, inputOf } from './description.ts'

interface Outcome {
  ok: boolean
  status: string
  text: string
}

/** One call: what it does, who may make it, and a place to try it. It opens when it is pressed. */
export class ApiCall extends LitElement {
  static override properties = {
    call: { attribute: false },
    token: {},
    open: { state: true },
    running: { state: true },
    outcome: { state: true },
  }
  call: Call | undefined
  /** Instead of the session. */
  token = ''
  open = false
  running = false
  outcome: Outcome | undefined

  static override styles = [base, buttons, callStyles]

  override render() {
    if (!this.call) return nothing
    const { method, path, summary } = this.call
    return html`<details @toggle=${(event: Event) => (this.open = (event.target as HTMLDetailsElement).open)}>
      <summary>
        <code class="method">${method}</code> <code class="path">${path}</code>
        ${summary.includes(':') ? nothing : html`<span class="soft" lang="en" dir="ltr">${summary}</span>`}
      </summary>
      ${this.open ? this.#inside(this.call) : nothing}
    </details>`
  }

  #inside(call: Call) {
    const paragraphs = call.description?.split('\n\n') ?? []
    const scopes = call.security.flatMap(one => one.token ?? [])
    return html`<div class="inside">
      ${paragraphs.map(words => html`<p>${words}</p>`)}
      <p class="soft">
        ${call.security.some(one => Object.keys(one).length === 0) ? msg('Visitors may ask this too.') : nothing}
        ${scopes.length > 0 ? counted(msg('{count, plural, one {A token needs the scope “{scopes}”.} other {A token needs these scopes: {scopes}.}}'), scopes.length, { scopes: listed(scopes) }) : nothing}
      </p>
      ${this.#form(call)}
    </div>`
  }

  #form(call: Call) {
    const schema = inputOf(call)
    if ((call.requestBody && !schema) || call.path.includes('{'))
      return html`<p class="soft">${msg('This one is for programs: it cannot be tried here.')}</p>`
    return html`<form @submit=${this.#run}>
      ${
        schema
          ? html`<label for="input">${msg('Input')}</label>
              <textarea
                id="input"
                rows="4"
                spellcheck="false"
                autocapitalize="none"
                .value=${JSON.stringify(exampleOf(schema), null, 2)}
              ></textarea>
              <p class="soft fields">${fieldsOf(schema.properties ?? {}, schema.required ?? [])}</p>`
          : nothing
      }
      <button class="button strong" aria-disabled=${this.running ? 'true' : 'false'}>
        ${this.running ? msg('Asking…') : msg('Ask')}
      </button>
      <div role="status">
        ${
          this.outcome
            ? html`<p class=${this.outcome.ok ? 'good' : 'bad'}>${this.outcome.status}</p>
                <pre tabindex="0">${this.outcome.text}</pre>`
            : nothing
        }
      </div>
    </form>`
  }

  #run = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    if (!this.call || this.running) return
    const { method, path } = this.call
    const body = this.renderRoot.querySelector('textarea')?.value
    this.running = true
    const start = performance.now()
    try {
      const answer = await fetch(path, {
        method,
        cache: 'no-store',
        credentials: this.token ? 'omit' : 'same-origin',
        headers: {
          accept: 'application/json',
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...(this.token && { authorization: `Bearer ${this.token}` }),
        },
        ...(body !== undefined && { body }),
      })
      const text = await answer.text()
      const took = Math.round(performance.now() - start)
      this.outcome = {
        ok: answer.ok,
        status: msg(str`${answer.status} in ${inUnit(took, 'millisecond')}`),
        text: spaced(text),
      }
    } catch {
      this.outcome = { ok: false, status: msg('No answer'), text: msg('Bowerbird cannot be reached right now.') }
    } finally {
      this.running = false
    }
  }
}

function fieldsOf(properties: object, required: string[]): string {
  const names = Object.keys(properties).map(name => (required.includes(name) ? name : `${name}?`))
  return names.length > 0 ? names.join(', ') : msg('Nothing has to be given.')
}

function spaced(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}

customElements.define('api-call', ApiCall)
