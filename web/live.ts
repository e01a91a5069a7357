// Broadcasts for elements: heard while the element is in the page, undone when it leaves.
import type { ReactiveController, ReactiveControllerHost } from 'lit'
import type { Broadcasts } from '../server/protocol.ts'
import { on } from './socket.ts'
import type { Watchlist } from './watchlist.ts'

export class Live implements ReactiveController {
  readonly #subscribe: (() => () => void)[] = []
  #undo: (() => void)[] = []

  constructor(host: ReactiveControllerHost) {
    host.addController(this)
  }

  on<Name extends keyof Broadcasts>(name: Name, listener: (payload: Broadcasts[Name]) => void): this {
    this.#subscribe.push(() => on(name, listener))
    return this
  }

  hostConnected(): void {
    this.#undo = this.#subscribe.map(subscribe => subscribe())
  }

  hostDisconnected(): void {
    for (const undo of this.#undo) undo()
  }
}

/** Watches one thing while its host is in the page; the key is read at each update, so it may change. */
export class Watch implements ReactiveController {
  readonly #watchlist: Watchlist
  readonly #key: () => string | undefined
  #held: string | undefined
  #release: (() => void) | undefined

  constructor(host: ReactiveControllerHost, watchlist: Watchlist, key: () => string | undefined) {
    this.#watchlist = watchlist
    this.#key = key
    host.addController(this)
  }

  hostUpdated(): void {
    this.#hold(this.#key())
  }

  hostConnected(): void {
    this.#hold(this.#key())
  }

  hostDisconnected(): void {
    this.#hold(undefined)
  }

  #hold(key: string | undefined): void {
    if (key === this.#held) return
    this.#release?.()
    this.#held = key
    this.#release = key === undefined ? undefined : this.#watchlist.hold(key)
  }
}

const visibility = new WeakMap<Element, (visible: boolean) => void>()
const observer = new IntersectionObserver(
  entries => {
    for (const entry of entries) visibility.get(entry.target)?.(entry.isIntersecting)
  },
  { rootMargin: '100px' },
)

/** Watches one thing while its host can be seen. */
export class WatchWhileVisible implements ReactiveController {
  readonly #host: ReactiveControllerHost & Element
  readonly #watch: Watch
  #visible = false

  constructor(host: ReactiveControllerHost & Element, watchlist: Watchlist, key: () => string | undefined) {
    this.#host = host
    this.#watch = new Watch(host, watchlist, () => (this.#visible ? key() : undefined))
    visibility.set(host, visible => {
      this.#visible = visible
      this.#watch.hostUpdated()
    })
    host.addController(this)
  }

  hostConnected(): void {
    observer.observe(this.#host)
  }

  hostDisconnected(): void {
    this.#visible = false
    observer.unobserve(this.#host)
  }
}
