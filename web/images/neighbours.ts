// The images before and after the one that is looked at, loaded before they are wanted.
import type { ReactiveController, ReactiveControllerHost } from 'lit'
import type { Id, ImageView } from '../../server/views.ts'
import { ask } from '../socket.ts'
import type { Beside } from './beside.ts'
import { isGone, learnImage } from './data.ts'
import { preload } from './sources.ts'

export type Step = 1 | -1
type Found = Promise<ImageView | undefined>

/** How many that have gone are passed over. */
const REACH = 20

export class Neighbours implements ReactiveController {
  /** As far as they are known. */
  before: ImageView | undefined
  after: ImageView | undefined
  readonly #host: ReactiveControllerHost
  readonly #wall: () => Beside | undefined
  readonly #loaded = new Set<Id>()
  #found: Record<Step, Found> = { 1: Promise.resolve(undefined), [-1]: Promise.resolve(undefined) }
  #of: Id | undefined

  /** @param wall whose order counts; without one, that of everything */
  constructor(host: ReactiveControllerHost, wall: () => Beside | undefined) {
    this.#host = host
    this.#wall = wall
    host.addController(this)
  }

  hostConnected(): void {
    // What follows may have changed while the page was kept.
    if (this.#of) this.lookBeside(this.#of)
  }

  /** Begins to look for those beside this one. */
  lookBeside(id: Id): void {
    if (id !== this.#of) Object.assign(this, { before: undefined, after: undefined })
    this.#of = id
    for (const step of [1, -1] as const) this.#found[step] = this.#look(id, step)
  }

  /** Waits until it is known whether there is one. */
  get(step: Step): Found {
    return this.#found[step]
  }

  /** Whether it can be shown at once. */
  isLoaded(id: Id): boolean {
    return this.#loaded.has(id)
  }

  async #look(id: Id, step: Step): Found {
    const found = await this.#find(id, step).catch(() => undefined)
    if (id !== this.#of) return found
    if (step > 0) this.after = found
    else this.before = found
    this.#host.requestUpdate()
    if (found) void preload(found).then(() => this.#loaded.add(found.id))
    return found
  }

  async #find(id: Id, step: Step): Found {
    let found: ImageView | undefined
    for (let reached = 0; reached < REACH; reached++) {
      const from: Id = found?.id ?? id
      found = await (this.#wall()?.beside(from, step) ?? besideInAll(from, step))
      if (!found || !isGone(found)) return found
    }
    return undefined
  }
}

/** Newest first, as on the wall of everything. */
async function besideInAll(id: Id, step: Step): Found {
  const { images } = await ask('image:list', step > 0 ? { before: id, limit: 1 } : { after: id, limit: 1 })
  return images.map(learnImage)[0]
}
