import { msg, str } from '@lit/localize'
import { html, LitElement, nothing } from 'lit'
import { keyed } from 'lit/directives/keyed.js'
import { live } from 'lit/directives/live.js'
import { type AnswerError, toAnswerError } from '../answer-error.ts'
import { herePath, withLanguage } from '../language/address.ts'
import { Live } from '../live.ts'
import { PageTitle } from '../page.ts'
import '../ui/error-state.ts'
import { cross } from '../ui/icons.ts'
import { base, buttons, page } from '../ui/styles.ts'
import '../ui/wall-skeleton.ts'
import { findImages, findPeople } from './data.ts'
import { keepSearch } from './recent.ts'
import { inWords, type Found } from './search-results.ts'
import './search-results.ts'
import { searchStyles } from './search-styles.ts'

/** Milliseconds of rest after which what has been typed is looked for; and after which what was found is said. */
const REST = 150
const SAY_AFTER = 700
/** Images and people by words, as one types. What was found stays until something else is. */
export class SearchPage extends LitElement {
  static override properties = {
    text: { state: true },
    found: { state: true },
    error: { state: true },
    busy: { state: true },
    said: { state: true },
  }
  /** What the address asks for. */
  query = new URLSearchParams()
  /** What is in the field, without the spaces around it. */
  text = ''
  found: Found | undefined
  error: AnswerError | undefined
  busy = false
  /** For those who do not see it. */
  said = ''
  /** Of the last question: earlier answers that come later are dropped. */
  #asked = 0
  #rest: ReturnType<typeof setTimeout> | undefined
  #saying: ReturnType<typeof setTimeout> | undefined

  static override styles = [base, buttons, page, searchStyles]

  constructor() {
    super()
    new PageTitle(this, () => (this.text ? msg(str`“${this.text}” · Search`) : msg('Search')))
    new Live(this).on('live:caught-up', () => this.error && void this.#look())
  }

  override willUpdate(): void {
    if (!this.text) void import('./search-start.ts')
    if (this.hasUpdated) return
    this.text = (this.query.get('q') ?? '').trim().slice(0, 200)
    if (this.text) void this.#look()
  }

  override firstUpdated(): void {
    // Whoever comes with nothing comes to type.
    if (!this.text) this.focusField()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    clearTimeout(this.#rest)
    clearTimeout(this.#saying)
  }

  focusField(): void {
    const field = this.#field
    field?.focus()
    field?.select()
  }

  get #people() {
    return this.query.get('kind') === 'people'
  }

  get #field() {
    return this.renderRoot.querySelector('input')
  }

  override render() {
    return html`<header class="head">
        <h1 tabindex="-1">${msg('Search')}</h1>
        <search role="search">
          <form action="/search" @submit=${this.#submit}>
            <div class="box">
              <input
                type="search"
                name="q"
                aria-label=${msg('Images and people')}
                placeholder=${msg('Images and people')}
                .value=${live(this.#field?.value.trim() === this.text ? this.#field.value : this.text)}
                maxlength="200"
                dir="auto"
                autocomplete="off"
                autocapitalize="none"
                spellcheck="false"
                enterkeyhint="search"
                @input=${this.#typed}
              />
              ${
                this.text
                  ? html`<button type="button" class="clear" aria-label=${msg('Empty the field')} @click=${this.#clear}>
                      ${cross}
                    </button>`
                  : nothing
              }
            </div>
            <button class="button primary">${msg('Search')}</button>
          </form>
        </search>
      </header>
      <p class="unseen" role="status">${this.said}</p>
      ${this.#body()}`
  }

  #body() {
    if (!this.text) return html`<search-start @done=${this.focusField}></search-start>`
    const { found, error } = this
    if (error && !found) return html`<error-state .message=${error.message} @retry=${this.#look}></error-state>`
    if (!found) return html`<wall-skeleton></wall-skeleton>`
    const failed = error ? html`<p class="failed" role="alert">${error.message}</p>` : nothing
    return html`${failed}
      <div class=${this.busy ? 'waiting' : ''} aria-busy=${this.busy} @click=${this.#opened}>
        ${keyed(found, html`<search-results .found=${found} ?people=${this.#people}></search-results>`)}
      </div>`
  }

  #typed(): void {
    this.text = this.#field?.value.trim() ?? ''
    clearTimeout(this.#rest)
    this.#rest = setTimeout(() => void this.#look(), this.text ? REST : 0)
  }

  #submit(event: Event): void {
    event.preventDefault()
    clearTimeout(this.#rest)
    if (!this.text) return this.focusField()
    keepSearch(this.text)
    // On a phone the keyboard makes room for what was found.
    if (matchMedia('(pointer: coarse)').matches) this.#field?.blur()
    if (this.found?.text !== this.text || this.error) void this.#look()
  }

  #clear(): void {
    this.text = ''
    void this.#look()
    void this.updateComplete.then(() => this.focusField())
  }

  /** Whoever opens something has found what they looked for. */
  #opened(event: Event): void {
    if (event.composedPath().some(target => target instanceof HTMLAnchorElement))
      keepSearch(this.found?.text ?? this.text)
  }

  #look = async (): Promise<void> => {
    const { text } = this
    const asked = ++this.#asked
    this.#address()
    this.error = undefined
    this.said = ''
    clearTimeout(this.#saying)
    this.busy = text !== ''
    if (!text) {
      this.found = undefined
      return
    }
    try {
      const [images, people] = await Promise.all([findImages(text), findPeople(text)])
      if (asked !== this.#asked) return
      this.found = { text, images, people }
      this.#saying = setTimeout(() => (this.said = inWords(images, people)), SAY_AFTER)
    } catch (error) {
      if (asked === this.#asked) this.error = toAnswerError(error)
    } finally {
      if (asked === this.#asked) this.busy = false
    }
  }

  /** The place in the history stays the same while one types. */
  #address(): void {
    if (!this.isConnected || herePath() !== '/search') return
    const query = new URLSearchParams({ ...(this.text && { q: this.text }) })
    if (this.text && this.#people) query.set('kind', 'people')
    history.replaceState(history.state, '', withLanguage(`/search${query.size > 0 ? `?${query}` : ''}`))
  }
}

customElements.define('search-page', SearchPage)
