// What this tab watches on the server: counted by holder, paced, and asked for again after each reconnection.
import { toAnswerError } from './answer-error.ts'
import { connection } from './socket.ts'

/** The server allows 50 requests a second; watching takes less than half of them. */
const PACE = 50
const LINGER = 3_000

interface Options {
  /** Asks for a snapshot and the changes that follow it, and learns the snapshot. */
  watch(key: string): Promise<unknown>
  unwatch(key: string): Promise<unknown>
  /** How many at once; beyond it the ones held longest are left out. */
  most: number
  /** Milliseconds for which the server's watch outlasts the last holder: scrolling back and forth should not ask again and again. */
  linger?: number
}

export class Watchlist {
  readonly #options: Options
  readonly #holders = new Map<string, number>()
  readonly #watched = new Set<string>()
  readonly #left = new Map<string, number>()
  #timer: ReturnType<typeof setTimeout> | undefined
  #due = 0
  #lastStep = 0

  constructor(options: Options) {
    this.#options = options
    connection.subscribe(() => {
      if (connection.get().state === 'live') this.#plan(0)
      else this.#watched.clear()
    })
  }

  /** Returns the release. */
  hold(key: string): () => void {
    this.#holders.set(key, (this.#holders.get(key) ?? 0) + 1)
    this.#left.delete(key)
    this.#plan(0)
    return () => {
      const holders = (this.#holders.get(key) ?? 0) - 1
      if (holders > 0) this.#holders.set(key, holders)
      else {
        this.#holders.delete(key)
        const linger = this.#options.linger ?? LINGER
        this.#left.set(key, Date.now() + linger)
        this.#plan(linger)
      }
    }
  }

  #plan(wait: number): void {
    if (connection.get().state !== 'live') return
    // A step that waits for something to be left must not keep what is new waiting; the pace of requests is kept all the same.
    const due = Math.max(Date.now() + wait, this.#lastStep + PACE)
    if (this.#timer && this.#due <= due) return
    clearTimeout(this.#timer)
    this.#due = due
    this.#timer = setTimeout(() => this.#step(), due - Date.now())
  }

  #step(): void {
    this.#timer = undefined
    if (connection.get().state !== 'live') return
    this.#lastStep = Date.now()
    const wanted = [...this.#holders.keys()].slice(-this.#options.most)
    const next = wanted.find(key => !this.#watched.has(key))
    const done = [...this.#watched].find(key =>
      this.#holders.has(key)
        ? this.#watched.size >= this.#options.most && !wanted.includes(key)
        : (this.#left.get(key) ?? 0) <= Date.now(),
    )
    if (done !== undefined) {
      this.#watched.delete(done)
      this.#left.delete(done)
      this.#options.unwatch(done).catch(() => undefined)
    } else if (next !== undefined) {
      this.#watched.add(next)
      this.#options.watch(next).catch((error: unknown) => {
        const { code } = toAnswerError(error)
        // Gone, or not ours to see: asking again would not help. Too fast, or cut off: later.
        if (code === 'too_many' || code === 'unavailable') setTimeout(() => this.#forget(next), LINGER)
      })
    } else {
      if (this.#left.size > 0) this.#plan(LINGER)
      return
    }
    this.#plan(PACE)
  }

  #forget(key: string): void {
    this.#watched.delete(key)
    this.#plan(0)
  }
}
