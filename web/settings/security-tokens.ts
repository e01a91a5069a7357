import { msg, str } from '@lit/localize'
import { html, LitElement, nothing } from 'lit'
import type { TokenScope, TokenView } from '../../server/views.ts'
import { toAnswerError } from '../answer-error.ts'
import { languageOf } from '../locale.ts'
import { session } from '../session.ts'
import { ask, on } from '../socket.ts'
import { fields } from '../ui/field-styles.ts'
import { notify } from '../ui/notices.ts'
import { base, buttons } from '../ui/styles.ts'
import { Submission } from '../ui/submission.ts'
import '../ui/text-field.ts'
import '../ui/time-ago.ts'
import { inUnit, listed } from '../units.ts'
import { section } from './section-styles.ts'
import { rows } from './security-styles.ts'
import { tokenStyles } from './security-tokens-styles.ts'

/** The access tokens of my own programs: made, shown once, listed, revoked. */
export class SecurityTokens extends LitElement {
  static override properties = {
    tokens: { state: true },
    made: { state: true },
    making: { state: true },
    revoking: { state: true },
    refused: { state: true },
  }
  tokens: TokenView[] | undefined
  /** The newest token itself, until the page is left. */
  made = ''
  making = false
  /** The id of the one that is about to go. */
  revoking = ''
  refused = ''
  #undo: (() => void)[] = []
  readonly #form = new Submission(this, async given => {
    const chosen = scopes().filter(([scope]) => given.text(scope) !== '')
    const days = given.text('days')
    const { token } = await ask('token:create', {
      name: given.text('name'),
      scopes: chosen.map(([scope]) => scope),
      days: days === '' ? null : Number(days),
    })
    this.made = token
    this.making = false
    await this.#read()
  })

  static override styles = [base, buttons, fields, section, rows, tokenStyles]

  override connectedCallback(): void {
    super.connectedCallback()
    void this.#read()
    this.#undo = [on('security:changed', () => void this.#read()), on('live:resync', () => void this.#read())]
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    for (const undo of this.#undo) undo()
  }

  override render() {
    return html`<section aria-labelledby="heading">
      <header>
        <h2 id="heading">${msg('Access tokens')}</h2>
        <p>
          ${msg(html`For programs of your own: each may do only what you choose, and none can touch how you sign in. <a class="link" href="/api">What they can ask</a>`)}
        </p>
      </header>
      ${this.made ? this.#shown() : nothing}
      ${
        this.tokens?.length
          ? html`<ul>
              ${this.tokens.map(token => html`<li>${this.#row(token)}</li>`)}
            </ul>`
          : nothing
      }
      ${this.refused ? html`<p class="refusal" role="alert">${this.refused}</p>` : nothing}
      <p class="status" role="status">${this.tokens?.length === 0 ? msg('You have no tokens yet.') : ''}</p>
      ${
        this.making
          ? this.#newToken()
          : html`<button class="button outline add" @click=${() => (this.making = true)}>
              ${msg('Make a token')}
            </button>`
      }
    </section>`
  }

  #shown() {
    return html`<div class="made" role="status">
      <p>${msg('Here is your token. Copy it now: it is never shown again.')}</p>
      <code>${this.made}</code>
      <button class="button strong" @click=${this.#copy}>${msg('Copy')}</button>
    </div>`
  }

  #row({ id, name, scopes: allowed, lastUsedAt, expiresAt }: TokenView) {
    const over = expiresAt !== null && Date.parse(expiresAt) <= Date.now()
    const names = new Map(scopes().map(([scope, word]) => [scope, word]))
    return html`<div class="words">
        <strong><bdi>${name}</bdi></strong>
        <span class="soft">${listed(allowed.map(scope => names.get(scope) ?? scope))}</span>
        <span class="soft">
          ${lastUsedAt ? msg(html`Last used <time-ago .at=${lastUsedAt}></time-ago>`) : msg('Not used yet')} ·
          ${over ? msg('has ended') : expiresAt ? msg(str`until ${dayOf(expiresAt)}`) : msg('until you revoke it')}
        </span>
      </div>
      <div class="actions">
        ${
          this.revoking === id
            ? html`<button class="button danger" @click=${() => this.#revoke(id)}>${msg('Revoke it')}</button>
                <button class="button quiet" @click=${() => (this.revoking = '')}>${msg('Keep it')}</button>`
            : html`<button
                class="button quiet"
                aria-label=${msg(str`Revoke ${name}`)}
                @click=${() => (this.revoking = id)}
              >
                ${msg('Revoke')}
              </button>`
        }
      </div>`
  }

  #newToken() {
    const { errors } = this.#form
    const staff = session.get()?.role !== 'person'
    return html`<form @submit=${this.#form.submit} novalidate>
      ${this.#form.refusal()}
      <text-field
        label=${msg('What it is for')}
        name="name"
        maxlength="100"
        required
        .error=${errors.name}
        placeholder=${msg('My phone’s shortcut')}
      ></text-field>
      <fieldset aria-describedby=${errors.scopes ? 'scopes-note' : nothing}>
        <legend>${msg('What it may do')}</legend>
        ${scopes()
          .filter(([scope]) => staff || scope !== 'administration')
          .map(
            ([scope, word, why]) =>
              html`<label>
                <input type="checkbox" name=${scope} ?checked=${scope === 'read'} /><span>
                  ${word}<small>${why}</small>
                </span>
              </label>`,
          )}
        ${errors.scopes ? html`<p class="error" id="scopes-note">${errors.scopes}</p>` : nothing}
      </fieldset>
      <label class="until"
        >${msg('How long it works')}
        <select name="days">
          <option value="30">${inUnit(30, 'day', 'long')}</option>
          <option value="90" selected>${inUnit(90, 'day', 'long')}</option>
          <option value="366">${inUnit(1, 'year', 'long')}</option>
          <option value="">${msg('Until you revoke it')}</option>
        </select>
      </label>
      <p class="ends">
        ${this.#form.button(msg('Make the token'), msg('One moment…'), { look: 'primary' })}
        <button type="button" class="button quiet" @click=${() => (this.making = false)}>${msg('Cancel')}</button>
      </p>
    </form>`
  }

  #copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(this.made)
      notify(msg('Copied.'))
    } catch {
      notify(msg('Your browser does not let us copy it. Select it, and copy it yourself.'), 'error')
    }
  }

  async #read(): Promise<void> {
    try {
      this.tokens = (await ask('token:list', {})).tokens
    } catch (error) {
      this.refused = toAnswerError(error).message
    }
  }

  async #revoke(id: string): Promise<void> {
    this.revoking = ''
    this.refused = ''
    try {
      await ask('token:revoke', { id })
    } catch (error) {
      this.refused = toAnswerError(error).message
    }
    await this.#read()
  }
}

const dayOf = (iso: string) => new Intl.DateTimeFormat(languageOf(), { dateStyle: 'medium' }).format(new Date(iso))

function scopes(): [TokenScope, string, string][] {
  return [
    ['read', msg('Read'), msg('what you can see')],
    ['write', msg('Write'), msg('save, edit, like, follow, block')],
    ['account', msg('Account'), msg('your profile and preferences')],
    ['administration', msg('Administration'), msg('look after this place')],
  ]
}

customElements.define('security-tokens', SecurityTokens)
