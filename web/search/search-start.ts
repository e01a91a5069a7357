import { msg, str } from '@lit/localize'
import { html, LitElement, nothing } from 'lit'
import { cross } from '../ui/icons.ts'
import { base, buttons } from '../ui/styles.ts'
import { forgetSearch, forgetSearches, recentSearches } from './recent.ts'
import { searchStyles } from './search-styles.ts'

/** Before anything has been looked for: what one has looked for before, and what can be found. */
export class SearchStart extends LitElement {
  static override styles = [base, buttons, searchStyles]

  override render() {
    const recent = recentSearches()
    return html`<div class="first">
      ${
        recent.length > 0
          ? html`<section aria-labelledby="recent">
              <div class="beside">
                <h2 id="recent" tabindex="-1">${msg('Looked for on this device')}</h2>
                <button class="button quiet" @click=${this.#forgetAll}>${msg('Forget all')}</button>
              </div>
              <ul class="recent">
                ${recent.map(
                  text =>
                    html`<li>
                      <a href="/search?q=${encodeURIComponent(text)}"><span dir="auto">${text}</span></a>
                      <button aria-label=${msg(str`Forget “${text}”`)} @click=${() => this.#forget(text)}>
                        ${cross}
                      </button>
                    </li>`,
                )}
              </ul>
            </section>`
          : nothing
      }
      <section>
        <h2>${msg('What can be found')}</h2>
        <ul class="hints">
          <li>
            ${msg('Images by any word of their title, description or alternative text, or by the site they come from.')}
          </li>
          <li>${msg('People by their name, or by what they say of themselves; and their images with them.')}</li>
          <li>${msg('The beginning of a word is enough, and a letter may be wrong.')}</li>
        </ul>
      </section>
    </div>`
  }

  #forget(text: string): void {
    forgetSearch(text)
    this.#goOn()
  }

  #forgetAll(): void {
    forgetSearches()
    this.#goOn()
  }

  /** What had the keyboard is gone. */
  #goOn(): void {
    this.requestUpdate()
    void this.updateComplete.then(() => {
      const heading = this.renderRoot.querySelector<HTMLElement>('#recent')
      if (heading) heading.focus({ preventScroll: true })
      else this.dispatchEvent(new Event('done'))
    })
  }
}

customElements.define('search-start', SearchStart)
