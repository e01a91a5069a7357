import { msg } from '@lit/localize'
import { html, LitElement, nothing } from 'lit'
import { script } from 'virtual:bookmarklet'
import { toBookmarkAddress } from '../bookmarklet/address.ts'
import { languageOf } from '../locale.ts'
import { PageTitle } from '../page.ts'
import { mark } from '../ui/icons.ts'
import { notify } from '../ui/notices.ts'
import { base, buttons, page } from '../ui/styles.ts'
import './bookmarklet-demo.ts'
import { bookmarkletStyles } from './bookmarklet-styles.ts'
import { isDragged, type Kind, likelyKind, waysToKeep } from './steps.ts'
import { sayInBookmarklet } from './words.ts'

/** The button for the bookmarks bar, and how it gets there. */
export class BookmarkletPage extends LitElement {
  static override properties = { kind: { state: true }, told: { state: true }, byHand: { state: true } }
  kind: Kind = likelyKind()
  /** Whether somebody has pressed the button here, where it has nothing to do. */
  told = false
  /** Whether the browser does not let us copy the address. */
  byHand = false

  static override styles = [base, buttons, page, bookmarkletStyles]

  constructor() {
    super()
    new PageTitle(this, () => msg('Save from any page'))
  }

  override render() {
    const ways = waysToKeep()
    const dragged = isDragged(this.kind)
    return html`<section>
        <h1 tabindex="-1">${msg('Save from any page')}</h1>
        <p class="lead">
          ${
            dragged
              ? msg(
                  'A button in your bookmarks bar: press it on any page, pick the pictures you like, and they are yours, with the page they came from.',
                )
              : msg(
                  'From the browser of your phone: on any page, pick the pictures you like, and they are yours, with the page they came from.',
                )
          }
        </p>
        <div class="keep">
          ${
            dragged
              ? html`<a
                  class="button bookmark"
                  href=${addressOfIt()}
                  @click=${this.#tell}
                  @dragstart=${() => (this.told = false)}
                  >${mark}${msg('Bowerbird it')}</a
                >`
              : nothing
          }
          <button class="button ${dragged ? 'outline' : 'primary'}" @click=${this.#copy}>
            ${dragged ? msg('Copy its address') : msg('Copy the address of the bookmark')}
          </button>
        </div>
        ${this.byHand ? this.#written() : nothing}
        <p class="told" role="status" ?hidden=${!dragged}>${this.told ? msg('Drag me to your bookmarks bar.') : ''}</p>
        <fieldset>
          <legend class="unseen">${msg('Your browser')}</legend>
          ${ways.map(
            ({ kind, name }) =>
              html`<label
                ><input
                  type="radio"
                  name="kind"
                  .checked=${kind === this.kind}
                  @change=${() => (this.kind = kind)}
                />${name}</label
              >`,
          )}
        </fieldset>
        <ol>
          ${ways.find(({ kind }) => kind === this.kind)?.steps.map(step => html`<li><span>${step}</span></li>`)}
        </ol>
        <p class="promise">
          ${msg('It looks at a page only when you press it, changes nothing there, and tells nobody. What you pick is saved here, after you have confirmed it.')}
        </p>
      </section>
      <bookmarklet-demo ?phone=${!dragged}></bookmarklet-demo>`
  }

  #written() {
    return html`<label class="written"
      >${msg('Its address')}
      <textarea
        readonly
        rows="3"
        .value=${addressOfIt()}
        @focus=${(event: Event) => (event.target as HTMLTextAreaElement).select()}
      ></textarea>
    </label>`
  }

  #tell(event: Event): void {
    event.preventDefault()
    this.told = true
  }

  async #copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(addressOfIt())
      notify(msg('Copied. Now put it in place of the address of a bookmark.'))
    } catch {
      this.byHand = true
      notify(msg('Your browser did not let us copy it. Copy it from the field that is here now.'), 'error')
    }
  }
}

/** In the language that is spoken now. */
const addressOfIt = () =>
  toBookmarkAddress(script, location.origin, sayInBookmarklet(languageOf(), document.documentElement.dir))

customElements.define('bookmarklet-page', BookmarkletPage)
