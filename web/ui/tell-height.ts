import type { ReactiveController, ReactiveControllerHost } from 'lit'

/** Tells the page, or the dialog that it is in, how high it is, by a property of style: what gets the keyboard comes to stand beside it. */
export class TellHeight implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement
  readonly #property: `--${string}-height`
  #room: HTMLElement | undefined
  readonly #observer = new ResizeObserver(([entry]) =>
    this.#room?.style.setProperty(this.#property, `${Math.ceil(entry?.contentRect.height ?? 0)}px`),
  )

  constructor(host: ReactiveControllerHost & HTMLElement, property: `--${string}-height`) {
    this.#host = host
    this.#property = property
    host.addController(this)
  }

  hostConnected(): void {
    this.#room = this.#host.closest('dialog') ?? document.documentElement
    this.#observer.observe(this.#host)
  }

  hostDisconnected(): void {
    this.#observer.disconnect()
    this.#room?.style.removeProperty(this.#property)
  }
}
