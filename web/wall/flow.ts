// New things come by themselves only where somebody has asked for it, looks at the top of a wall, and has had their hands off for a while.
import type { ReactiveController, ReactiveControllerHost } from 'lit'
import { switchHere } from '../device.ts'

/** Milliseconds without a key, a touch, a wheel or a pointer that moves. */
const IDLE = 4_000

/** Whether new things may come by themselves on this device. */
export const flowing = switchHere('flow')

const signs = ['pointerdown', 'pointermove', 'wheel', 'touchstart', 'keydown', 'scroll'] as const

/** Calls `open` when something waits and nobody is busy. */
export class Flow implements ReactiveController {
  readonly #waits: () => boolean
  readonly #open: () => void
  #timer: ReturnType<typeof setTimeout> | undefined
  #undo: () => void = () => undefined

  constructor(host: ReactiveControllerHost, waits: () => boolean, open: () => void) {
    this.#waits = waits
    this.#open = open
    host.addController(this)
  }

  hostConnected(): void {
    for (const sign of signs) addEventListener(sign, this.#busy, { passive: true })
    document.addEventListener('visibilitychange', this.#busy)
    this.#undo = flowing.subscribe(this.#busy)
    this.#busy()
  }

  hostDisconnected(): void {
    for (const sign of signs) removeEventListener(sign, this.#busy)
    document.removeEventListener('visibilitychange', this.#busy)
    clearTimeout(this.#timer)
    this.#undo()
  }

  hostUpdated(): void {
    if (this.#timer === undefined) this.#try()
  }

  #busy = (): void => {
    clearTimeout(this.#timer)
    this.#timer = undefined
    if (flowing.get() === 'on' && !document.hidden)
      this.#timer = setTimeout(() => {
        this.#timer = undefined
        this.#try()
      }, IDLE)
  }

  #try(): void {
    if (flowing.get() === 'on' && !document.hidden && this.#waits()) this.#open()
  }
}
