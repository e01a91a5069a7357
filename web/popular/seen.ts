import type { ReactiveController, ReactiveControllerHost } from 'lit'
import { tellSeen } from './data.ts'

/** Milliseconds: who goes past has not seen it. */
const SEEN_AFTER = 1_000

/** Tells that an image has been seen, once its host has shown it for a second in a tab that can be seen. The id is read at each update. */
export class Seen implements ReactiveController {
  readonly #host: ReactiveControllerHost & { isConnected: boolean }
  readonly #key: () => string | undefined
  #shown: string | undefined
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(host: ReactiveControllerHost & { isConnected: boolean }, key: () => string | undefined) {
    this.#host = host
    this.#key = key
    host.addController(this)
  }

  hostConnected(): void {
    document.addEventListener('visibilitychange', this.#look)
    this.#look()
  }

  hostUpdated(): void {
    this.#look()
  }

  hostDisconnected(): void {
    document.removeEventListener('visibilitychange', this.#look)
    this.#look()
  }

  #look = (): void => {
    const id = this.#host.isConnected && document.visibilityState === 'visible' ? this.#key() : undefined
    if (id === this.#shown) return
    clearTimeout(this.#timer)
    this.#shown = id
    if (id !== undefined) this.#timer = setTimeout(() => void tellSeen(id), SEEN_AFTER)
  }
}
