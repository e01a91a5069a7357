import { LitElement } from 'lit'
import { holdFirst, isCovered } from '../first-screen.ts'

/**
 * Behind the HTML it is drawn for the first time in a task of its own, and the HTML stays until that is done: a page is made of many such
 * tasks, and a finger is answered between any two of them, on a slow phone too. Elsewhere it is an element like the others.
 */
export class SlicedElement extends LitElement {
  protected override scheduleUpdate(): void | Promise<unknown> {
    return this.hasUpdated || !isCovered() ? super.scheduleUpdate() : this.#inTurn()
  }

  async #inTurn(): Promise<void> {
    holdFirst(this, true)
    await new Promise(resolve => setTimeout(resolve))
    try {
      super.scheduleUpdate()
    } finally {
      holdFirst(this, false)
    }
  }
}
