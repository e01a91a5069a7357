import { msg, str } from '@lit/localize'
import { css, html, LitElement, nothing } from 'lit'
import { Observe } from '../observe.ts'
import { PageTitle } from '../page.ts'
import { findAddress } from './address.ts'
import { parseCapture } from './capture.ts'
import { addAddresses, common, drafts, isOpen, note, wordsOf } from './queue.ts'
import { readAddress, reading } from './reading.ts'
import { receiveCapture, receiveFiles } from './receive.ts'
import { isSaveWindow, takeCapture } from './stash.ts'
import { toSaveInWords } from './words.ts'
import { base, buttons, page } from '../ui/styles.ts'
import { hostOf, imagesInWords } from '../words.ts'
import './image-form.ts'

/** Pictures to save. They may be brought along: in the address (`url`, `title`, `pageUrl`), by the share sheet, or by the bookmarklet. */
export class ImageFormPage extends LitElement {
  static override properties = { query: { attribute: false }, wrong: { state: true } }
  query = new URLSearchParams()
  /** What could not be made of what was brought along. */
  wrong = ''

  static override styles = [
    base,
    buttons,
    page,
    css`
      :host {
        max-width: 68rem;
      }
      :host(.window) {
        max-width: 36rem;
        padding-top: var(--space-5);
        padding-bottom: 0;
      }
      /* Whoever has some needs no word about where they come from, least of all where there is little room. */
      @media (max-width: 879px) {
        .before {
          display: none;
        }
      }
      .refusal {
        margin-bottom: var(--space-5);
        padding: var(--space-3) var(--space-4);
        border-radius: var(--radius-m);
        background: var(--danger-quiet);
        color: var(--danger);
      }
    `,
  ]

  constructor() {
    super()
    new PageTitle(this, () => msg('Save an image'))
    new Observe(this, drafts, isSaveWindow)
  }

  override connectedCallback(): void {
    super.connectedCallback()
    const captured = takeCapture()
    if (captured !== undefined) this.#open(captured)
  }

  override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('query')) void this.#bring(this.query)
    this.classList.toggle('window', isSaveWindow.get())
  }

  override render() {
    const all = drafts.get().length
    const open = drafts.get().filter(isOpen).length
    const many = open > 1 ? toSaveInWords(open) : all > 1 ? imagesInWords(all) : ''
    const [first] = drafts.get()
    const host = isSaveWindow.get() ? hostOf(first ? wordsOf(first).pageUrl : common.get().pageUrl) : undefined
    const about = host ? msg(str`From ${host}`) : msg('From your device, or from an address on the web.')
    return html`<header class="head">
        <div>
          <h1 tabindex="-1">${many || msg('Save an image')}</h1>
          <p class=${all > 0 && !host ? 'before' : ''}>${about}</p>
          ${
            isSaveWindow.get()
              ? nothing
              : html`<p class=${all > 0 ? 'before' : ''}>
                  ${msg(html`Or <a class="link" href="/bookmarklet">save from any page</a>, with a button in your browser.`)}
                </p>`
          }
        </div>
      </header>
      ${this.wrong ? html`<p class="refusal" role="alert">${this.wrong}</p>` : nothing}
      <image-form></image-form>`
  }

  #open(captured: string): void {
    const capture = parseCapture(captured)
    if (capture) receiveCapture(capture)
    else
      this.wrong = msg('What the bookmarklet brought cannot be read. Pick the picture once more, or choose one here.')
  }

  async #bring(query: URLSearchParams): Promise<void> {
    const given = (name: string) => query.get(name)?.trim() ?? ''
    const [title, pageUrl, shared] = [given('title'), given('pageUrl'), given('shared')]
    // Of the share sheet without a service worker: Android puts the address into the text.
    const url = given('url') || findAddress(given('text'))
    if (title && !url) common.set({ ...common.get(), title: title.slice(0, 200) })
    // Whoever names the page as well means the picture itself.
    if (url && pageUrl) addAddresses([{ url, title, pageUrl }])
    else if (url) await readAddress(url, title)
    if (query.get('lost') === 'files') note.set(msg('The pictures could not be handed over. Choose them here.'))
    if (shared) await this.#takeShared(shared)
    // What has been read is here now: a reload must not bring it once more, nor after it has been saved.
    if (query.size > 0 && reading.get().state !== 'failed') this.#forgetQuery()
  }

  #forgetQuery(): void {
    if (this.isConnected) history.replaceState(history.state, '', location.pathname)
  }

  async #takeShared(id: string): Promise<void> {
    const { takeShared } = await import('./shared.ts')
    const brought = await takeShared(id)
    // It is handed over once: a reload must not ask for it again.
    this.#forgetQuery()
    if (!brought) return note.set(msg('What was shared is not here any more. Share it once more, or choose it here.'))
    const { files, title, url } = brought
    if (files.length > 0) {
      await receiveFiles(files)
      common.set({ ...common.get(), title: title.slice(0, 200), pageUrl: url })
    } else if (url) await readAddress(url)
  }
}

customElements.define('image-form-page', ImageFormPage)
