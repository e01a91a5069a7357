import type { ReactiveController, ReactiveControllerHost } from 'lit'

/** Keeps the document's title that of the page shown. */
export class PageTitle implements ReactiveController {
  readonly #host: ReactiveControllerHost & { isConnected: boolean }
  readonly #title: () => string

  constructor(host: ReactiveControllerHost & { isConnected: boolean }, title: () => string) {
    this.#host = host
    this.#title = title
    host.addController(this)
  }

  hostConnected(): void {
    this.#host.requestUpdate()
  }

  hostUpdated(): void {
    if (!this.#host.isConnected) return
    const title = this.#title()
    document.title = title ? `${title} · Bowerbird` : 'Bowerbird'
  }
}
