// A value that elements can watch: the smallest thing that makes a change in one place visible in another.
import type { ReactiveController, ReactiveControllerHost } from 'lit'

export interface Observable {
  /** Returns the undo. */
  subscribe(listener: () => void): () => void
}

export class Value<T> implements Observable {
  #current: T
  readonly #listeners = new Set<() => void>()

  constructor(initial: T) {
    this.#current = initial
  }

  get(): T {
    return this.#current
  }

  set(next: T): void {
    if (Object.is(next, this.#current)) return
    this.#current = next
    for (const listener of Array.from(this.#listeners)) listener()
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
}

/** Renders its host again whenever one of the values changes, for as long as the host is in the page. */
export class Observe implements ReactiveController {
  readonly #host: ReactiveControllerHost
  readonly #values: Observable[]
  #undo: (() => void)[] = []

  constructor(host: ReactiveControllerHost, ...values: Observable[]) {
    this.#host = host
    this.#values = values
    host.addController(this)
  }

  hostConnected(): void {
    this.#undo = this.#values.map(value => value.subscribe(() => this.#host.requestUpdate()))
    this.#host.requestUpdate()
  }

  hostDisconnected(): void {
    for (const undo of this.#undo) undo()
  }
}
