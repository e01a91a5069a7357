// What is known of things that change while they are looked at, by key: one place, so that every element shows the same.
import type { ReactiveController, ReactiveControllerHost } from 'lit'

export class Facts<Fact extends object> {
  readonly #known = new Map<string, Partial<Fact>>()
  readonly #listeners = new Map<string, Set<() => void>>()
  /** What has been heard since it was asked for, by whoever waits for the answer. */
  readonly #since = new Map<string, Set<Partial<Fact>>>()

  get(key: string): Partial<Fact> {
    return this.#known.get(key) ?? {}
  }

  /** Adds to what is known; fields that are undefined leave what was there. */
  learn(key: string, news: Partial<Fact>): void {
    const before = this.get(key)
    const now = told(news)
    const isNew = Object.entries(now).some(([name, value]) => before[name as keyof Fact] !== value)
    if (!isNew && this.#known.has(key)) return
    this.#known.set(key, { ...before, ...now })
    for (const listener of Array.from(this.#listeners.get(key) ?? [])) listener()
  }

  /** What happens, as it happens. */
  hear(key: string, news: Partial<Fact>): void {
    for (const since of this.#since.get(key) ?? []) Object.assign(since, told(news))
    this.learn(key, news)
  }

  /** Lets the answer be learned, but not in the place of what has been heard while it was under way: that is newer. */
  async whenAnswered<Answer>(key: string, answer: Promise<Answer>, learn: (answer: Answer) => void): Promise<void> {
    const since: Partial<Fact> = {}
    const all = this.#since.get(key) ?? new Set()
    this.#since.set(key, all.add(since))
    try {
      learn(await answer)
      this.learn(key, since)
    } finally {
      all.delete(since)
      if (all.size === 0) this.#since.delete(key)
    }
  }

  /** What nobody shows need not be remembered. */
  drop(key: string): void {
    if (!this.#listeners.has(key)) this.#known.delete(key)
  }

  /** Another person has signed in: what was known of "me" is void. */
  forget(): void {
    this.#known.clear()
    for (const listeners of this.#listeners.values()) for (const listener of Array.from(listeners)) listener()
  }

  subscribe(key: string, listener: () => void): () => void {
    const listeners = this.#listeners.get(key) ?? new Set()
    this.#listeners.set(key, listeners.add(listener))
    return () => {
      listeners.delete(listener)
      if (listeners.size === 0 && this.#listeners.get(key) === listeners) this.#listeners.delete(key)
    }
  }
}

function told<Fact extends object>(news: Partial<Fact>): Partial<Fact> {
  return Object.fromEntries(Object.entries(news).filter(([, value]) => value !== undefined)) as Partial<Fact>
}

/** Renders its host again when the fact it shows changes. The key is read at each update, so it may change. */
export class Fact<F extends object> implements ReactiveController {
  readonly #host: ReactiveControllerHost
  readonly #facts: Facts<F>
  readonly #key: () => string | undefined
  #subscribed: string | undefined
  #undo: (() => void) | undefined

  constructor(host: ReactiveControllerHost, facts: Facts<F>, key: () => string | undefined) {
    this.#host = host
    this.#facts = facts
    this.#key = key
    host.addController(this)
  }

  get value(): Partial<F> {
    const key = this.#key()
    return key === undefined ? {} : this.#facts.get(key)
  }

  hostConnected(): void {
    this.#host.requestUpdate()
  }

  hostUpdate(): void {
    const key = this.#key()
    if (key === this.#subscribed) return
    this.#undo?.()
    this.#subscribed = key
    this.#undo = key === undefined ? undefined : this.#facts.subscribe(key, () => this.#host.requestUpdate())
  }

  hostDisconnected(): void {
    this.#undo?.()
    this.#undo = undefined
    this.#subscribed = undefined
  }
}
