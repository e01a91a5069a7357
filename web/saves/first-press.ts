import type { ReactiveController, ReactiveControllerHost } from 'lit'

/** Milliseconds for which a press is taken for one that was meant for the page that has opened this window: the second of a double click, say. */
const pause = 700

/** Knows whether an element has been in sight for long enough to take a press; renders it anew when it has. */
export class FirstPress implements ReactiveController {
  readonly #host: ReactiveControllerHost
  readonly #takes: () => void
  #shownAt = 0

  /** @param takes called when it takes a press from then on */
  constructor(host: ReactiveControllerHost, takes: () => void) {
    this.#host = host
    this.#takes = takes
    host.addController(this)
  }

  hostConnected(): void {
    this.#shown()
    document.addEventListener('visibilitychange', this.#shown)
  }

  hostDisconnected(): void {
    document.removeEventListener('visibilitychange', this.#shown)
  }

  isTooEarly(): boolean {
    return performance.now() - this.#shownAt < pause
  }

  readonly #shown = (): void => {
    this.#shownAt = performance.now()
    this.#host.requestUpdate()
    // A timer may be a little early.
    setTimeout(() => {
      this.#host.requestUpdate()
      this.#takes()
    }, pause + 20)
  }
}
