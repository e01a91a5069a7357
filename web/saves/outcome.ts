// What has become of the pictures of the queue that the server has.
import { type Arrival, arrivals, saves } from './ledger.ts'
import type { Draft } from './queue.ts'

export interface Outcome {
  saved: Arrival[]
  /** How many could not be saved, or not even sent. */
  failed: number
  /** Nothing of it is under way any more. */
  ended: boolean
}

export function outcomeOf(list: readonly Draft[]): Outcome {
  const sent = new Set(list.flatMap(({ saveId }) => (saveId ? [saveId] : [])))
  const saved = arrivals.get().filter(({ saveId }) => saveId !== null && sent.has(saveId))
  const refused = list.filter(({ stage }) => stage === 'refused').length
  const failed = refused + saves.get().filter(({ id, state }) => state === 'failed' && sent.has(id)).length
  return { saved, failed, ended: list.length > 0 && saved.length + failed === list.length }
}
