import type { ReactiveController, ReactiveControllerHost } from 'lit'

/** Renders its host again, at most once a frame, as the window scrolls; and keeps its `width` that of its box. */
export class ViewWatch implements ReactiveController {
  readonly #host: ReactiveControllerHost & Element & { width: number }
  #frame = 0
  readonly #resize = new ResizeObserver(() => this.#measure())

  constructor(host: ReactiveControllerHost & Element & { width: number }) {
    this.#host = host
    host.addController(this)
  }

  hostConnected(): void {
    this.#resize.observe(this.#host)
    addEventListener('scroll', this.later, { passive: true })
    // Back in the page, as it was or somewhere else.
    this.later()
  }

  hostDisconnected(): void {
    this.#resize.disconnect()
    removeEventListener('scroll', this.later)
    cancelAnimationFrame(this.#frame)
    this.#frame = 0
  }

  hostUpdated(): void {
    if (this.#host.width === 0) this.#measure()
  }

  /** With the next frame. */
  later = (): void => {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0
      this.#host.requestUpdate()
    })
  }

  #measure(): void {
    if (this.#host.clientWidth > 0) this.#host.width = this.#host.clientWidth
  }
}
