// A list read page by page, in one direction or in both. What is new waits in `fresh` until the reader opens it: nothing moves under them.
import type { ReactiveController, ReactiveControllerHost } from 'lit'
import { type AnswerError, toAnswerError } from './answer-error.ts'
import { on } from './socket.ts'

export interface ItemPage<Item> {
  items: Item[]
  next: string | null
  /** Of what is newer; null where this page is the newest. */
  previous?: string | null
}

/** What is just newer than the cursor; or what stands at this key and below it. */
export type Spot = { after: string } | { at: string }

/** How many items to ask for: the first page comes along with the HTML, and waits for what it shows. */
export function pageSize(from: Spot | { before?: string | undefined }): number {
  return Object.values(from).some(Boolean) ? 50 : 30
}

interface Options<Item> {
  load(before?: string): Promise<ItemPage<Item>>
  /** For lists that can be read from any place. */
  seek?(spot: Spot): Promise<ItemPage<Item>>
  key(item: Item): string
  /** Whether it is there no more. What is shown keeps its place until the reader opens something; what is not shown never comes. */
  gone?(item: Item): boolean
  /** Whether what is announced is part of something that is shown, and joins it at once, as the first of `items`. */
  belongs?(item: Item, shown: Item[]): boolean
  /** Whether what was read stays as it is: nothing new is looked for. */
  settled?(): boolean
  /** Milliseconds after which to look for new items, for lists that no broadcast announces. */
  lookEvery?: number
}

/** How many pages back to look for the place where the new meets the old. */
const REACH = 3

export class PagedList<Item> implements ReactiveController {
  items: Item[] = []
  state: 'idle' | 'loading' | 'ready' | 'failed' = 'idle'
  more: 'idle' | 'loading' | 'failed' = 'idle'
  error: AnswerError | undefined
  next: string | null = null
  /** Not null while there is more above what is shown. */
  previous: string | null = null
  back: 'idle' | 'loading' | 'failed' = 'idle'

  readonly #host: ReactiveControllerHost
  readonly #options: Options<Item>
  #fresh: Item[] = []
  /** Keys of what joined: they say nothing about whether everything before them has been read. */
  readonly #joined = new Set<string>()
  #generation = 0
  /** Set when what is new does not reach what is shown: opening it then starts over. */
  #restartWith: ItemPage<Item> | undefined
  #undo: (() => void)[] = []

  constructor(host: ReactiveControllerHost, options: Options<Item>) {
    this.#host = host
    this.#options = options
    host.addController(this)
  }

  /** New items, newest first, not shown yet. */
  get fresh(): Item[] {
    return this.#there(this.#fresh)
  }

  hostConnected(): void {
    const timer =
      this.#options.lookEvery && setInterval(() => !document.hidden && void this.look(), this.#options.lookEvery)
    this.#undo = [
      on('live:resync', () => void this.look()),
      on('live:caught-up', () => this.state === 'failed' && void this.start()),
      () => clearInterval(timer || undefined),
    ]
    if (this.state === 'ready') void this.look()
  }

  hostDisconnected(): void {
    for (const undo of this.#undo) undo()
  }

  /** Reads from the beginning, or from a place; what was shown goes. */
  async start(at?: string): Promise<void> {
    const generation = ++this.#generation
    Object.assign(this, { items: [], next: null, previous: null, state: 'loading', more: 'idle', back: 'idle' })
    this.error = undefined
    this.#fresh = []
    this.#joined.clear()
    this.#restartWith = undefined
    this.#host.requestUpdate()
    try {
      const { seek } = this.#options
      let page = at !== undefined && seek ? await seek({ at }) : await this.#options.load()
      // Everything from there on is gone.
      if (at !== undefined && page.items.length === 0) page = await this.#options.load()
      if (generation !== this.#generation) return
      this.previous = page.previous ?? null
      // What was announced while the page was on its way is in it, or comes before it.
      const above = this.previous === null ? this.#fresh : []
      this.items = this.#unknown(this.#there([...above, ...page.items]), [])
      this.next = page.next
      this.#fresh = this.#unknown(this.#fresh, this.items)
      this.state = 'ready'
    } catch (error) {
      if (generation !== this.#generation) return
      this.error = toAnswerError(error)
      this.state = 'failed'
    }
    this.#host.requestUpdate()
  }

  /** Reads the following page; failing is told by `more`, and may be tried again. */
  async readOn(): Promise<void> {
    if (this.state !== 'ready' || this.more === 'loading' || this.next === null) return
    const generation = this.#generation
    this.more = 'loading'
    this.#host.requestUpdate()
    try {
      const page = await this.#options.load(this.next)
      if (generation !== this.#generation) return
      this.items = [...this.items, ...this.#unknown(this.#there(page.items), this.items)]
      this.next = page.next
      this.more = 'idle'
    } catch (error) {
      if (generation !== this.#generation) return
      this.error = toAnswerError(error)
      this.more = 'failed'
    }
    this.#host.requestUpdate()
  }

  /** Reads the page above; failing is told by `back`. */
  async readBack(): Promise<void> {
    const { seek } = this.#options
    if (this.state !== 'ready' || this.back === 'loading' || this.previous === null || !seek) return
    const generation = this.#generation
    this.back = 'loading'
    try {
      const page = await seek({ after: this.previous })
      if (generation !== this.#generation) return
      this.items = [...this.#unknown(this.#there(page.items), this.items), ...this.items]
      this.previous = page.previous ?? null
      this.#fresh = this.#unknown(this.#fresh, this.items)
      this.back = 'idle'
    } catch {
      if (generation !== this.#generation) return
      this.back = 'failed'
    }
    this.#host.requestUpdate()
  }

  /** Something new has been announced. */
  offer(item: Item): void {
    const [unseen] = this.#unknown([item], [...this.#fresh, ...this.items])
    if (!unseen) return
    this.#fresh = [...this.#join([unseen]), ...this.#fresh]
    this.#host.requestUpdate()
  }

  /** Looks quietly whether there is anything new; it waits in `fresh`. While there is more above, that is read on the way up. */
  async look(): Promise<void> {
    if (this.state === 'failed') return this.start()
    if (this.state !== 'ready' || this.previous !== null || this.#options.settled?.()) return
    const generation = this.#generation
    const found: Item[] = []
    const shown = new Set(this.items.map(this.#options.key).filter(key => !this.#joined.has(key)))
    try {
      let page: ItemPage<Item> | undefined
      let met = false
      for (let pages = 0; pages < REACH && !met && page?.next !== null; pages++) {
        page = await this.#options.load(page?.next)
        if (generation !== this.#generation) return
        met = page.items.some(item => shown.has(this.#options.key(item)))
        found.push(...page.items)
      }
      this.#restartWith = met || !page?.next || shown.size === 0 ? undefined : { items: found, next: page.next }
      if (met) this.#joined.clear()
      if (shown.size === 0 && this.#fresh.length === 0) this.next = page?.next ?? null
    } catch {
      // Quiet: what is shown stays, and the next look or the next connection tries again.
      return
    }
    const unseen = this.#unknown(found, this.items)
    const fresh = [...this.#unknown(this.#fresh, [...unseen, ...this.items]), ...unseen]
    this.#fresh = this.#restartWith ? fresh : this.#join(fresh)
    this.#host.requestUpdate()
  }

  /** Whether what waits can be put right on top of what is shown. Where it cannot, opening it begins anew. */
  get meets(): boolean {
    return this.previous === null && !this.#restartWith
  }

  /** Shows what is new, because the reader asked. */
  async open(): Promise<void> {
    if (this.previous !== null) return this.start()
    const opened = this.fresh
    if (this.#restartWith) {
      this.items = this.#unknown([...opened, ...this.#there(this.#restartWith.items)], [])
      this.next = this.#restartWith.next
      this.#restartWith = undefined
      this.#joined.clear()
    } else this.items = [...opened, ...this.#there(this.items)]
    this.#fresh = []
    this.#host.requestUpdate()
  }

  /** Adds to what is shown whatever is part of it; returns the rest. From the oldest on: one may belong through another. */
  #join(items: Item[]): Item[] {
    const { belongs, gone, key } = this.#options
    if (!belongs || this.state !== 'ready') return items
    const rest: Item[] = []
    for (const item of items.toReversed()) {
      if (gone?.(item) || !belongs(item, this.items)) rest.unshift(item)
      else {
        this.#joined.add(key(item))
        this.items = [item, ...this.items]
      }
    }
    return rest
  }

  #there(items: Item[]): Item[] {
    const { gone } = this.#options
    return gone ? items.filter(item => !gone(item)) : items
  }

  #unknown(items: Item[], known: Item[]): Item[] {
    const seen = new Set(known.map(this.#options.key))
    return items.filter(item => {
      const key = this.#options.key(item)
      return !seen.has(key) && seen.add(key)
    })
  }
}
