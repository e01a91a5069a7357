// What wants a recent proof that it is me: I am asked for it when the server says so, and what I wanted is then done without my asking
// again. The one place for it, below every request and every call.
import { AnswerError } from './answer-error.ts'

/** False when I would rather not. */
let askPerson: () => Promise<boolean> = () => Promise.resolve(false)
let asking: Promise<boolean> | undefined

export function whenUnconfirmed(ask: () => Promise<boolean>): void {
  askPerson = ask
}

/** Acts, and acts once more after the proof. Several things that wait for it ask for it once. */
export async function confirmed<Result>(act: () => Promise<Result>): Promise<Result> {
  try {
    return await act()
  } catch (error) {
    if (!(error instanceof AnswerError) || !error.confirm) throw error
    asking ??= askPerson().finally(() => (asking = undefined))
    if (!(await asking)) throw error
    return act()
  }
}
