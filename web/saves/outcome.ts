// What has become of the pictures of the queue that the server has.
import { type Arrival, arrivals, saves } from './ledger.ts'
import type { Draft } from './queue.ts'

export interface Outcome {
  saved: Arrival[]
  /** How many could not be saved, or not even sent. */
  failed: number
  /** How many I have already: nothing has gone wrong. */
  had: number
  /** Nothing of it is under way any more. */
  ended: boolean
}

export function outcomeOf(list: readonly Draft[]): Outcome {
  const sent = new Set(list.flatMap(({ saveId }) => (saveId ? [saveId] : [])))
  const saved = arrivals.get().filter(({ saveId }) => saveId !== null && sent.has(saveId))
  const wrong = [
    ...list.filter(({ stage }) => stage === 'refused'),
    ...saves.get().filter(({ id, state }) => state === 'failed' && sent.has(id)),
  ]
  const had = wrong.filter(({ error }) => error?.image).length
  const failed = wrong.length - had
  return { saved, failed, had, ended: list.length > 0 && saved.length + wrong.length === list.length }
}
