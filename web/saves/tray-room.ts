import type { ReactiveController, ReactiveControllerHost } from 'lit'
import { isSaveWindow } from './stash.ts'

let given = false

/** Has the save page keep the place of the tray's handle free. Once it does, it does until it is left: its button moves under no finger twice. */
export function leaveRoom(onSavePage: boolean, needed: boolean): void {
  given = onSavePage && !isSaveWindow.get() && (given || needed)
  const { style } = document.documentElement
  if (given) style.setProperty('--tray-room', 'calc(var(--target) + var(--space-3))')
  else style.removeProperty('--tray-room')
}

/** Tells the page, or the dialog that it is in, how high it is: what gets the keyboard comes to stand above it. */
export class TellHeight implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement
  #room: HTMLElement | undefined
  readonly #observer = new ResizeObserver(([entry]) =>
    this.#room?.style.setProperty('--tray-height', `${Math.ceil(entry?.contentRect.height ?? 0)}px`),
  )

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host
    host.addController(this)
  }

  hostConnected(): void {
    this.#room = this.#host.closest('dialog') ?? document.documentElement
    this.#observer.observe(this.#host)
  }

  hostDisconnected(): void {
    this.#observer.disconnect()
    this.#room?.style.removeProperty('--tray-height')
  }
}
