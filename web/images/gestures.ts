// Fingers, the mouse and the wheel on a picture: what they mean, told as moves of the picture.
import { directionOf, isSwipe, pinch, type Point, type View, wheelFactor } from './zoom.ts'

interface Hands {
  view(): View
  /** Shows this view; it is brought within the room. */
  look(view: View): void
  /** Comes closer by that factor, about this point. */
  zoom(factor: number, at: Point): void
  /** Once far, once near. */
  toggle(at: Point): void
  /** A finger drags the whole picture aside, or down. */
  drag(by: Point): void
  /** It has let go: `across` -1 or 1 steps, `down` closes, none of both takes the picture back. */
  drop(meant: { across?: 1 | -1; down?: boolean }): void
  /** A press beside the picture. */
  outside(): void
  /** Whether a finger that goes down closes, rather than scrolls. */
  mayClose(): boolean
}

/** Milliseconds between two taps that are one double tap. */
const DOUBLE = 300

interface Finger extends Point {
  at: number
}

export class Gestures {
  readonly #room: HTMLElement
  readonly #hands: Hands
  readonly #fingers = new Map<number, Finger>()
  #start: Finger | undefined
  #speed: Point = { x: 0, y: 0 }
  #way: 'across' | 'down' | 'pan' | undefined
  /** Since the first finger was put down something has moved: it is no tap. */
  #moved = false
  #tapped: Finger | undefined

  constructor(room: HTMLElement, hands: Hands) {
    this.#room = room
    this.#hands = hands
    room.addEventListener('pointerdown', this.#down)
    room.addEventListener('pointermove', this.#move)
    room.addEventListener('pointerup', this.#up)
    room.addEventListener('pointercancel', this.#cancel)
    // A browser scrolls unless the first move that it would scroll by is taken from it.
    room.addEventListener('touchmove', this.#keep, { passive: false })
    room.addEventListener('wheel', this.#wheel, { passive: false })
    room.addEventListener('dragstart', event => event.preventDefault())
  }

  /** From the middle of the room. */
  #point({ clientX, clientY }: { clientX: number; clientY: number }): Point {
    const { left, top, width, height } = this.#room.getBoundingClientRect()
    return { x: clientX - left - width / 2, y: clientY - top - height / 2 }
  }

  readonly #down = (event: PointerEvent): void => {
    if (event.button !== 0 || this.#fingers.size === 2 || isControl(event)) return
    this.#fingers.set(event.pointerId, { ...this.#point(event), at: event.timeStamp })
    if (this.#fingers.size === 2) {
      if (this.#way === 'across' || this.#way === 'down') this.#hands.drop({})
      this.#moved = true
      this.#way = 'pan'
    } else {
      this.#start = this.#fingers.get(event.pointerId)
      this.#speed = { x: 0, y: 0 }
      this.#way = this.#hands.view().scale > 1 ? 'pan' : undefined
      this.#moved = false
    }
  }

  readonly #move = (event: PointerEvent): void => {
    const before = this.#fingers.get(event.pointerId)
    const start = this.#start
    if (!before || !start) return
    const now = { ...this.#point(event), at: event.timeStamp }
    this.#fingers.set(event.pointerId, now)
    const other = [...this.#fingers].find(([id]) => id !== event.pointerId)?.[1]
    if (other) return this.#hands.look(pinch(this.#hands.view(), [before, other], [now, other]))
    const by = { x: now.x - start.x, y: now.y - start.y }
    const direction = directionOf(by.x, by.y)
    if (!this.#moved && direction) this.#begin(event, direction)
    if (!this.#moved) return
    const time = Math.max(1, now.at - before.at)
    this.#speed = { x: (now.x - before.x) / time, y: (now.y - before.y) / time }
    if (this.#way === 'pan') {
      const view = this.#hands.view()
      this.#hands.look({ ...view, x: view.x + now.x - before.x, y: view.y + now.y - before.y })
    } else if (this.#way === 'across') this.#hands.drag({ x: by.x, y: 0 })
    else if (this.#way === 'down') this.#hands.drag({ x: 0, y: Math.max(0, by.y) })
  }

  #begin(event: PointerEvent, direction: 'across' | 'down' | 'up'): void {
    this.#moved = true
    this.#room.setPointerCapture(event.pointerId)
    // With the mouse a whole picture stays where it is.
    if (this.#way === 'pan' || event.pointerType === 'mouse') return
    if (direction === 'across') this.#way = 'across'
    else if (direction === 'down' && this.#hands.mayClose()) this.#way = 'down'
  }

  readonly #up = (event: PointerEvent): void => {
    const finger = this.#fingers.get(event.pointerId)
    if (!finger || !this.#fingers.delete(event.pointerId)) return
    if (this.#fingers.size > 0) return
    const start = this.#start ?? finger
    const idle = event.timeStamp - finger.at > 80
    const speed = idle ? { x: 0, y: 0 } : this.#speed
    const { width, height } = this.#room.getBoundingClientRect()
    if (this.#way === 'across') {
      const way = finger.x - start.x
      this.#hands.drop(isSwipe(way, speed.x, width) ? { across: way < 0 ? 1 : -1 } : {})
    } else if (this.#way === 'down') this.#hands.drop({ down: isSwipe(finger.y - start.y, speed.y, height) })
    else if (!this.#moved) this.#tap(event, finger)
    this.#way = undefined
  }

  readonly #cancel = (event: PointerEvent): void => {
    if (!this.#fingers.delete(event.pointerId)) return
    if (this.#way === 'across' || this.#way === 'down') this.#hands.drop({})
    this.#way = undefined
  }

  #tap(event: PointerEvent, finger: Finger): void {
    if (!event.composedPath().some(target => target instanceof Element && target.matches('picture-frame')))
      return this.#hands.outside()
    const last = this.#tapped
    const double = last && event.timeStamp - last.at < DOUBLE && Math.hypot(finger.x - last.x, finger.y - last.y) < 40
    this.#tapped = double ? undefined : { ...finger, at: event.timeStamp }
    if (double) this.#hands.toggle(finger)
  }

  readonly #keep = (event: TouchEvent): void => {
    const start = this.#start
    const [touch] = event.touches
    if (!event.cancelable || !start || !touch) return
    if (this.#fingers.size > 1 || this.#way) return event.preventDefault()
    const now = this.#point(touch)
    const direction = Math.abs(now.x - start.x) > Math.abs(now.y - start.y) ? 'across' : now.y > start.y ? 'down' : 'up'
    if (direction === 'across' || (direction === 'down' && this.#hands.mayClose())) event.preventDefault()
  }

  /** Two fingers on a pad arrive as a wheel with the control key. */
  readonly #wheel = (event: WheelEvent): void => {
    const view = this.#hands.view()
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault()
      const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1
      this.#hands.zoom(wheelFactor(event.deltaY * lines), this.#point(event))
    } else if (view.scale > 1) {
      event.preventDefault()
      this.#hands.look({ ...view, x: view.x - event.deltaX, y: view.y - event.deltaY })
    }
  }
}

function isControl(event: Event): boolean {
  return event.composedPath().some(target => target instanceof HTMLButtonElement || target instanceof HTMLAnchorElement)
}
