import type { ReactiveController, ReactiveControllerHost } from 'lit'

/** Keeps the document's title that of the page shown; a page that lies under another keeps silent. */
export class PageTitle implements ReactiveController {
  readonly #host: ReactiveControllerHost & Element
  readonly #title: () => string

  constructor(host: ReactiveControllerHost & Element, title: () => string) {
    this.#host = host
    this.#title = title
    host.addController(this)
  }

  hostConnected(): void {
    this.#host.requestUpdate()
  }

  hostUpdated(): void {
    if (!this.#host.isConnected || this.#host.closest('[inert]')) return
    const title = this.#title()
    document.title = title ? `${title} · Bowerbird` : 'Bowerbird'
  }
}
