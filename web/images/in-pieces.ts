import type { LitElement, ReactiveController } from 'lit'
import { holdFirst, isCovered } from '../first-screen.ts'

/** Behind the HTML a page is made in two tasks, so that a finger is answered between them; elsewhere in one. */
export class InPieces implements ReactiveController {
  readonly #host: LitElement
  /** Whether only the first piece is to be there. */
  first = isCovered()

  constructor(host: LitElement) {
    this.#host = host
    host.addController(this)
  }

  hostConnected(): void {
    holdFirst(this.#host, this.first)
    if (!this.first) return
    setTimeout(() => {
      this.first = false
      this.#host.requestUpdate()
    })
  }

  hostUpdated(): void {
    holdFirst(this.#host, this.first)
  }
}
