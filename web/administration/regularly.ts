import type { ReactiveController, ReactiveControllerHost } from 'lit'

/** Does something at once and then every so many milliseconds, while its host is in the page and the page can be seen. */
export class Regularly implements ReactiveController {
  readonly #milliseconds: number
  readonly #work: () => void
  #timer: ReturnType<typeof setInterval> | undefined

  constructor(host: ReactiveControllerHost, milliseconds: number, work: () => void) {
    this.#milliseconds = milliseconds
    this.#work = work
    host.addController(this)
  }

  hostConnected(): void {
    this.#work()
    this.#timer = setInterval(() => !document.hidden && this.#work(), this.#milliseconds)
  }

  hostDisconnected(): void {
    clearInterval(this.#timer)
  }
}
