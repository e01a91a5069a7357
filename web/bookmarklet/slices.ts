import { wait } from './realm.ts'

/** A function to await between pieces of work: once they have taken `budget` milliseconds, the page gets a turn. */
export function inSlices(budget: number): () => Promise<void> | undefined {
  let until = performance.now() + budget
  return () => {
    if (performance.now() < until) return undefined
    return wait(0).then(() => {
      until = performance.now() + budget
    })
  }
}
