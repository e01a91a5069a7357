// Where one was on a wall: in the entry of the history, for the way back and for a reload; and on the server, for another device.
import type { ReactiveController, ReactiveControllerHost } from 'lit'
import { session } from '../session.ts'
import { ask, connection } from '../socket.ts'
import type { WallPlace } from '../ui/wall-place.ts'

interface Kept {
  key?: string
  /** Where something lies over the wall: the wall’s own entry. */
  over?: { key: string }
  places?: Record<string, WallPlace | undefined>
}

/** Milliseconds from one writing down to the next (a browser allows a hundred in half a minute), and from one word to the server to the next. */
const REST = 400
const PACE = 10_000

/** Where this entry of the history has left the wall; undefined at its top. */
export function placeOf(wall: string): WallPlace | undefined {
  return (history.state as Kept | null)?.places?.[wall]
}

interface Wall {
  /** Which wall of this person it is; the same on all devices. */
  name: string
  /** Where it is now; undefined at the top. */
  place: WallPlace | undefined
}

/** Writes down where its wall is, while it is in the page. */
export class PlaceKeeper implements ReactiveController {
  readonly #wall: () => Wall | undefined
  #entry: string | undefined
  #rest: ReturnType<typeof setTimeout> | undefined
  #told = 0
  #tellTimer: ReturnType<typeof setTimeout> | undefined
  /** What the server knows; undefined until something has been said. */
  #last: string | undefined
  /** What has been written down last. */
  #written: Wall | undefined

  constructor(host: ReactiveControllerHost, wall: () => Wall | undefined) {
    this.#wall = wall
    host.addController(this)
  }

  hostConnected(): void {
    const state = history.state as Kept | null
    this.#entry = state?.over?.key ?? state?.key
    addEventListener('scroll', this.#scrolled, { passive: true })
    addEventListener('pagehide', this.#hide)
    document.addEventListener('visibilitychange', this.#hide)
  }

  hostDisconnected(): void {
    removeEventListener('scroll', this.#scrolled)
    removeEventListener('pagehide', this.#hide)
    document.removeEventListener('visibilitychange', this.#hide)
    clearTimeout(this.#rest)
    this.#rest = undefined
    if (this.#tellTimer) this.#tell()
  }

  #scrolled = (): void => {
    this.#rest ??= setTimeout(() => this.#write(), REST)
  }

  #write(): void {
    clearTimeout(this.#rest)
    this.#rest = undefined
    const wall = this.#wall()
    const state = history.state as Kept | null
    // What lies over the wall has an entry of its own.
    if (!wall || state?.key !== this.#entry) return
    this.#written = wall
    history.replaceState({ ...state, places: { ...state?.places, [wall.name]: wall.place } }, '')
    this.#tellTimer ??= setTimeout(() => this.#tell(), Math.max(0, this.#told + PACE - Date.now()))
  }

  /** The page goes, or may go without another word. */
  #hide = (event: Event): void => {
    if (event.type === 'visibilitychange' && !document.hidden) return
    this.#write()
    this.#tell()
  }

  #tell(): void {
    clearTimeout(this.#tellTimer)
    this.#tellTimer = undefined
    if (!this.#written) return
    const { name, place } = this.#written
    const key = place?.key ?? null
    if (!session.get() || connection.get().state !== 'live' || String(key) === this.#last) return
    // The top of a wall on which nothing was left is not worth a word.
    if (key === null && this.#last === undefined) return
    this.#told = Date.now()
    this.#last = String(key)
    sessionStorage.setItem(leftHere(name), String(key))
    // Lost, it is said again with the next scroll.
    ask('wall:leave', { wall: name, at: key }).catch(() => (this.#last = undefined))
  }
}

/** Where this window has left a wall, as it has told the server: it need not be offered that. */
const leftHere = (wall: string) => `left ${session.get()?.username} ${wall}`

/** Where one has left the wall, in another window or on another device; undefined when one was at its top, is a visitor, or it cannot be known now. */
export async function findPlace(wall: string): Promise<string | undefined> {
  if (!session.get()) return undefined
  const { place } = await ask('wall:place', { wall }).catch(() => ({ place: null }))
  return place?.at === sessionStorage.getItem(leftHere(wall)) ? undefined : place?.at
}
