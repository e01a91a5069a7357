import { msg } from '@lit/localize'
import { html, LitElement, nothing } from 'lit'
import { holdFirst, isCovered, takeOver } from '../first-screen.ts'
import { whenIdle } from '../idle.ts'
import { herePath } from '../language/address.ts'
import { ready } from '../language/language.ts'
import { Observe } from '../observe.ts'
import { type Entry, type Over, replace, startRouter } from '../router.ts'
import { isForMembers, openPage } from '../routes.ts'
import { lookOutForSaves } from '../saves/lookout.ts'
import { isSaveWindow, stashCapture } from '../saves/stash.ts'
import { session } from '../session.ts'
import { away, connection, connectNow } from '../socket.ts'
import { base, buttons } from '../ui/styles.ts'
import { dismissUndos } from '../ui/notices.ts'
import './app-header.ts'
import { appShellStyles } from './app-shell-styles.ts'
import { focusHeading } from './focus-heading.ts'
import { listenForHelp } from './help-key.ts'
import { focusedIn, KeptPages } from './kept-pages.ts'
import type { Layer } from './layer.ts'
import { opensOver } from './over.ts'
import { listenForSlash } from './slash-key.ts'
import './tab-bar.ts'

/** The frame around every page: it opens them, keeps them for the way back, and moves the focus. */
export class AppShell extends LitElement {
  static override properties = { path: { state: true }, covered: { state: true }, made: { state: true } }
  path = herePath()
  /** Whether something lies over the page: nobody can reach it then, but it goes on. */
  covered = false
  /** How much of the frame there is: the page's room, then what stands around it, then what floats above. Each is much for one task. */
  made: 1 | 2 | 3 = isCovered() ? 1 : 3
  /** Where one is going, until one has arrived. */
  #coming: Entry | undefined
  /** Of the page. */
  #key: string | undefined
  #page: HTMLElement | undefined
  readonly #kept = new KeptPages()
  /** Its code comes when something is to lie over a page. */
  #layer: Layer | undefined

  static override styles = [base, buttons, appShellStyles]

  constructor() {
    super()
    new Observe(this, away, connection, isSaveWindow)
    lookOutForSaves()
    whenIdle(
      () => import('../saves/gestures.ts'),
      ({ listenForGestures }) => listenForGestures(),
    )
    listenForHelp(() => this.renderRoot)
    listenForSlash(() => (this.covered ? undefined : this.#page))
  }

  /** In the language in which it is read: what stands in it comes after it. */
  protected override scheduleUpdate(): void | Promise<unknown> {
    if (!ready) return super.scheduleUpdate()
    return ready.then(() => super.scheduleUpdate())
  }

  override firstUpdated(): void {
    let before = session.get()?.username
    let known = session.get() !== undefined
    session.subscribe(() => {
      const now = session.get()?.username
      const changed = known && now !== before
      known = true
      before = now
      if (changed) this.#becomeSomeoneElse()
    })
    // What every address but the first needs is known now; the first may have to wait for who I am.
    const start = () =>
      startRouter(
        entry => void this.#show(entry),
        (url, clicked) => this.#overWhat(url, clicked),
      )
    if (this.made < 3) this.#goOn()
    // Behind the HTML in a task of its own, for it is much.
    if (known && isCovered()) setTimeout(start)
    else if (known) start()
    else {
      const undo = session.subscribe(() => {
        undo()
        start()
      })
    }
  }

  /** With what is shown in place of the HTML, and then with the rest. */
  #goOn(): void {
    holdFirst(this, true)
    setTimeout(async () => {
      this.made = 2
      await this.updateComplete
      holdFirst(this, false)
      setTimeout(() => (this.made = 3))
    })
  }

  override willUpdate(): void {
    this.toggleAttribute('bare', isSaveWindow.get())
  }

  override render() {
    return html`<slot></slot>
      ${this.made > 1 ? this.#header() : nothing} ${this.made > 2 ? this.#banner() : nothing}
      <main id="content" tabindex="-1"></main>
      <div id="over"></div>
      ${this.made > 1 ? html`<tab-bar .path=${this.path}></tab-bar>` : nothing}
      ${this.made > 2 ? this.#floating() : nothing}`
  }

  #header() {
    return html`<app-header .path=${this.path}
      ><a class="button primary skip" href="#content" @click=${this.#skip}>${msg('Skip to the content')}</a></app-header
    >`
  }

  #banner() {
    return html`<connection-banner
      ?hidden=${this.covered}
      ?lost=${connection.get().state === 'offline'}
      .words=${away.get()}
      @retry=${connectNow}
    ></connection-banner>`
  }

  #floating() {
    return html`<save-tray ?hidden=${this.covered}></save-tray>
      <update-bar ?hidden=${this.covered}></update-bar>
      <toast-stack ?hidden=${this.covered}></toast-stack>
      <drop-overlay></drop-overlay>`
  }

  get #main(): HTMLElement {
    return this.renderRoot.querySelector('main') as HTMLElement
  }

  async #show(entry: Entry): Promise<void> {
    stashCapture(entry.url)
    if (isForMembers(entry.url) && !session.get()) {
      return replace(`/sign-in?then=${encodeURIComponent(entry.url.pathname + entry.url.search)}`)
    }
    this.#coming = entry
    try {
      if (entry.over && this.#isThere(entry.over.key)) await this.#showOver(entry, entry.over)
      // Back from what lay over it: it has been there all the time.
      else if (this.#layer?.key && entry.key === this.#key) this.#layer.lift(this.#main)
      else await this.#showPage(entry)
    } catch (error) {
      const { tellNotLoaded } = await import('./not-loaded.ts')
      // What the HTML shows stays.
      await tellNotLoaded(error, this.#page || this.hasAttribute('first') ? undefined : this.#main)
    }
  }

  async #showPage(entry: Entry): Promise<void> {
    const known = entry.returning ? this.#kept.get(entry.key) : undefined
    // What lay over a page that is kept no more is a page of its own.
    const kept = known?.page.localName === 'image-lightbox' ? undefined : known
    const page = kept?.page ?? (await openPage(entry.url))
    // In a task of its own, for it is much.
    if (this.hasAttribute('first')) await new Promise(resolve => setTimeout(resolve))
    if (this.#coming !== entry) return
    const first = !this.#page
    // Whoever has begun to read the HTML goes on at the same place.
    const reading = this.hasAttribute('first')
    this.#place(entry.key, entry.url.pathname, page, reading ? undefined : (kept?.scroll ?? 0))
    const focused = document.activeElement
    const inHtml = reading && focused !== this && this.contains(focused)
    if (first || reading) await takeOver(this, first && reading)
    if (inHtml && focused) void import('./hand-over.ts').then(({ handOver }) => handOver(focused, this))
    if (kept) kept.focused?.focus({ preventScroll: true })
    else if (!first) await focusHeading(page, this.#main)
    if (first && !isSaveWindow.get()) whenIdle(loadLayer)
  }

  async #showOver(entry: Entry, { key }: Over): Promise<void> {
    const kept = key === this.#key ? undefined : this.#kept.get(key)
    const below = kept?.page ?? this.#page
    if (!below) return
    const [{ Layer }] = await loadLayer()
    if (this.#coming !== entry) return
    this.#layer ??= new Layer(this.#kept, covered => this.#cover(covered))
    const box = this.#layer.open(entry, below)
    if (kept) this.#place(key, kept.path, kept.page, kept.scroll)
    const focused = kept ? kept.focused : focusedIn(below)
    await this.#layer.lay(entry, box, this.renderRoot.querySelector('#over') as HTMLElement, focused)
  }

  /** Puts a page where the one before was, which is kept. */
  #place(key: string, path: string, page: HTMLElement, scroll: number | undefined): void {
    const focused = this.#layer?.focused ?? (this.#page && focusedIn(this.#page))
    this.#layer?.putAside()
    if (this.#key && this.#page)
      this.#kept.keep(this.#key, { page: this.#page, path: this.path, scroll: scrollY, focused })
    Object.assign(this, { path })
    this.#key = key
    this.#page = page
    this.#main.replaceChildren(page)
    if (scroll !== undefined) scrollTo({ top: scroll, behavior: 'instant' })
  }

  #isThere(key: string): boolean {
    return key === this.#key || this.#kept.get(key) !== undefined
  }

  #overWhat(url: URL, clicked: EventTarget[]): Over | undefined {
    if (!this.#key || !opensOver(url, clicked)) return undefined
    return { key: this.#key, depth: (this.#layer?.depth ?? 0) + 1 }
  }

  /** The layer says so before it takes or gives back the focus. */
  #cover(covered: boolean): void {
    this.covered = covered
    const main = this.#main
    main.inert = covered
    if (covered) main.setAttribute('aria-hidden', 'true')
    else main.removeAttribute('aria-hidden')
    document.documentElement.toggleAttribute('data-covered', covered)
    if (!covered && this.#page instanceof LitElement) this.#page.requestUpdate() // The title is its own again.
  }

  #becomeSomeoneElse(): void {
    dismissUndos()
    this.#layer?.putAside()
    this.#kept.clear()
    const url = new URL(herePath() + location.search, location.origin)
    const then = url.searchParams.get('then')
    this.#key = undefined
    // Only a path of ours: what stands in an address may come from anybody.
    if (session.get() && /^\/(sign-in|sign-up)$/.test(url.pathname))
      replace(then && /^\/(?![/\\])/.test(then) ? then : '/')
    else replace(url.pathname + url.search)
  }

  #skip(event: Event): void {
    event.preventDefault()
    this.#main.focus()
  }
}

/** Also what hears fingers: what lies over a page is touched as soon as it is there. */
const loadLayer = () => Promise.all([import('./layer.ts'), import('../images/gestures.ts')])

customElements.define('app-shell', AppShell)
