import { msg, str } from '@lit/localize'
import { html, LitElement, nothing } from 'lit'
import type { PageView } from '../../server/views.ts'
import { counted } from '../language/counted.ts'
import { Observe } from '../observe.ts'
import { check, cross } from '../ui/icons.ts'
import { base, buttons } from '../ui/styles.ts'
import '../ui/skeleton-box.ts'
import { hostOf } from '../words.ts'
import { titleOfAlt } from './files.ts'
import { isSmall, type Measured, measure } from './measured.ts'
import './picture-preview.ts'
import { pickerStyles } from './picker-styles.ts'
import { addAddresses, common, drafts, isOver, remove } from './queue.ts'
import { stopReading } from './reading.ts'

/** The pictures of a page: each can be picked, and is then in the queue. */
export class PicturePicker extends LitElement {
  static override properties = {
    page: { attribute: false },
    measured: { state: true },
    all: { state: true },
  }
  page: PageView | undefined
  /** In the order in which they are shown; undefined while they are looked at. */
  measured: Measured[] | undefined
  #small: ReadonlySet<string> = new Set()
  /** Whether also the small ones are shown. */
  all = false
  #measuring = new AbortController()

  static override styles = [base, buttons, pickerStyles]

  constructor() {
    super()
    new Observe(this, drafts)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#measuring.abort()
  }

  override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('page') && this.page) void this.#measure(this.page)
  }

  async #measure(page: PageView): Promise<void> {
    this.#measuring.abort()
    this.#measuring = new AbortController()
    const { signal } = this.#measuring
    Object.assign(this, { measured: undefined, all: false })
    const tell = (one: Measured) => {
      this.measured = this.measured?.map(other => (other.url === one.url ? one : other))
    }
    const glanced = await measure(page.pictures, signal, tell)
    if (signal.aborted) return
    // Who is shown, and where, is settled now: what is learned of them later moves nothing.
    this.#small = new Set(glanced.filter(isSmall).map(({ url }) => url))
    this.measured = [
      ...glanced.filter(({ loads }) => loads !== false),
      ...glanced.filter(({ loads }) => loads === false),
    ]
    const [only, second] = this.#large()
    if (only && !second) this.#pick(only)
  }

  #large(): Measured[] {
    return this.measured?.filter(({ url }) => !this.#small.has(url)) ?? []
  }

  override render() {
    if (!this.page) return nothing
    const { title, url, pictures } = this.page
    const large = this.#large()
    const small = this.measured?.filter(({ url }) => this.#small.has(url)) ?? []
    const shown = this.all || large.length === 0 ? [...large, ...small] : large
    return html`<section aria-labelledby="heading" aria-busy=${this.measured ? 'false' : 'true'}>
      <header>
        <div>
          <h2 id="heading">${title || hostOf(url)}</h2>
          <p class="soft" role="status">${this.#count(shown.length)}</p>
        </div>
        <button class="button quiet icon" aria-label=${msg('Close this page')} @click=${stopReading}>${cross}</button>
      </header>
      ${
        this.measured
          ? html`<ul role="list">
                ${shown.map(picture => html`<li>${this.#tile(picture)}</li>`)}
              </ul>
              ${
                small.length > 0 && large.length > 0
                  ? html`<button class="button quiet" aria-expanded=${this.all} @click=${() => (this.all = !this.all)}>
                      ${this.all ? msg('Hide the small ones') : counted(msg('{count, plural, one {Show a small one} other {Show # small ones}}'), small.length)}
                    </button>`
                  : nothing
              }`
          : html`<ul>
              ${pictures.slice(0, 6).map(() => html`<li><skeleton-box></skeleton-box></li>`)}
            </ul>`
      }
    </section>`
  }

  #count(shown: number): string {
    if (!this.measured) return msg('Looking at its pictures…')
    if (shown === 0)
      return msg(
        'No pictures were found on this page. Save one from there with the bookmarklet, or by its own address.',
      )
    const host = hostOf(this.page?.url ?? '') ?? ''
    const words = msg('{count, plural, one {One picture on {host}} other {Pick from # pictures on {host}}}')
    return counted(words, shown, { host })
  }

  #tile(picture: Measured) {
    const { url, width, height, alt, loads } = picture
    const picked = drafts.get().find(draft => draft.url === url)
    const size = width && height ? `${width} × ${height}` : ''
    const failed = loads === false
    const name = alt || msg('Picture')
    const label = failed ? msg(str`${name}, cannot be shown here`) : size ? msg(str`${name}, ${size}`) : name
    return html`<button
      class="tile ${failed ? 'failed' : ''}"
      aria-pressed=${picked ? 'true' : 'false'}
      aria-disabled=${picked && picked.stage !== 'draft' ? 'true' : 'false'}
      aria-label=${label}
      title=${alt || nothing}
      @click=${() => this.#pick(picture)}
    >
      <picture-preview .src=${url}></picture-preview>
      <span class="size">${failed ? msg('Cannot be shown') : size}</span>
      <span class="mark">${check}</span>
    </button>`
  }

  #pick({ url, alt }: Measured): void {
    const picked = drafts.get().find(draft => draft.url === url)
    if (picked) return remove(draft => draft === picked && draft.stage === 'draft')
    const { title, url: pageUrl } = this.page!
    // The page is said once for all, unless there are pictures from elsewhere.
    if (drafts.get().every(isOver)) common.set({ ...common.get(), pageUrl })
    const own = common.get().pageUrl === pageUrl ? {} : { pageUrl }
    addAddresses([
      {
        url,
        ...own,
        ...(alt && { alt: alt.slice(0, 1_000) }),
        title: titleOfAlt(alt) || title.slice(0, 200),
      },
    ])
  }
}

customElements.define('picture-picker', PicturePicker)
