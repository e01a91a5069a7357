import { msg } from '@lit/localize'
import { css, html, LitElement } from 'lit'
import { Observe } from '../observe.ts'
import { type Entry, go, replace, startRouter } from '../router.ts'
import { isForMembers, openPage } from '../routes.ts'
import { listenForGestures } from '../saves/gestures.ts'
import { lookOutForSaves } from '../saves/lookout.ts'
import { isSaveWindow, stashCapture } from '../saves/stash.ts'
import { session } from '../session.ts'
import { connection, connectNow } from '../socket.ts'
import { notify } from '../ui/notices.ts'
import { base, buttons } from '../ui/styles.ts'
import '../ui/connection-banner.ts'
import '../ui/toast-stack.ts'
import './app-header.ts'
import { KeptPages } from './kept-pages.ts'
import './tab-bar.ts'

/** The frame around every page: it opens them, keeps them for the way back, and moves the focus. */
export class AppShell extends LitElement {
  static override properties = { path: { state: true } }
  path = location.pathname
  #entry: Entry | undefined
  #page: HTMLElement | undefined
  readonly #kept = new KeptPages()

  static override styles = [
    base,
    buttons,
    css`
      main {
        min-height: calc(100dvh - var(--header-height));
        padding-bottom: calc(var(--bar-height) + env(safe-area-inset-bottom));
      }
      /* What the bookmarklet has opened is a small window for one thing. */
      :host([bare]) {
        --header-height: 0rem;
        --bar-height: 0rem;
      }
      :host([bare]) :is(app-header, tab-bar, save-tray) {
        display: none;
      }
      main:focus {
        outline: none;
      }
      .skip {
        position: fixed;
        z-index: 60;
        top: var(--space-2);
        left: var(--space-2);
        transform: translateY(-200%);
      }
      .skip:focus {
        transform: none;
      }
    `,
  ]

  constructor() {
    super()
    new Observe(this, connection, isSaveWindow)
    lookOutForSaves()
    listenForGestures()
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
    if (known) startRouter(entry => void this.#show(entry))
    else {
      const undo = session.subscribe(() => {
        undo()
        startRouter(entry => void this.#show(entry))
      })
    }
  }

  override willUpdate(): void {
    this.toggleAttribute('bare', isSaveWindow.get())
  }

  override render() {
    return html`<a class="button primary skip" href="#content" @click=${this.#skip}>${msg('Skip to the content')}</a>
      <app-header .path=${this.path}></app-header>
      <connection-banner ?lost=${connection.get().state === 'offline'} @retry=${connectNow}></connection-banner>
      <main id="content" tabindex="-1"></main>
      <tab-bar .path=${this.path}></tab-bar>
      <save-tray></save-tray>
      <toast-stack></toast-stack>
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
    const kept = entry.returning ? this.#kept.take(entry.key) : undefined
    if (this.#entry && this.#page) this.#kept.keep(this.#entry.key, this.#page)
    this.#entry = entry
    this.path = entry.url.pathname
    let page = kept?.page
    try {
      page ??= await openPage(entry.url)
    } catch (error) {
      // The code of the page did not come: a broken connection, or a newer version on the server.
      console.error(error)
      return notify(msg('This page could not be loaded. Check your connection, or reload.'), 'error')
    }
    if (this.#entry !== entry) return
    const first = !this.#page
    this.#page = page
    this.#main.replaceChildren(page)
    scrollTo({ top: kept?.scroll ?? 0, behavior: 'instant' })
    if (kept) kept.focused?.focus({ preventScroll: true })
    else if (!first) await focusHeading(page, this.#main)
  }

  #becomeSomeoneElse(): void {
    this.#kept.clear()
    const url = new URL(location.href)
    const then = url.searchParams.get('then')
    this.#entry = undefined
    if (!session.get()) go('/')
    // Only a path of ours: what stands in an address may come from anybody.
    else if (/^\/(sign-in|sign-up)$/.test(url.pathname)) replace(then && /^\/(?![/\\])/.test(then) ? then : '/')
    else replace(url.pathname + url.search)
  }

  #skip(event: Event): void {
    event.preventDefault()
    this.#main.focus()
  }
}

/** Screen readers say where one has arrived, and the keyboard goes on from there: at once, or as soon as the page knows its name. */
async function focusHeading(page: HTMLElement, main: HTMLElement): Promise<void> {
  main.focus({ preventScroll: true })
  const deadline = Date.now() + 5_000
  while (page.isConnected && Date.now() < deadline) {
    if (page instanceof LitElement) await page.updateComplete
    const heading = page.shadowRoot?.querySelector('h1')
    if (heading) {
      // Unless the reader has gone on meanwhile.
      if ((main.getRootNode() as ShadowRoot).activeElement === main) heading.focus({ preventScroll: true })
      return
    }
    await new Promise(requestAnimationFrame)
  }
}

customElements.define('app-shell', AppShell)
