// What the writers met with, and how far they are.
import type { ErrorView } from '../../../server/views.ts'
import type { Weather } from './chaos-writer.ts'

export interface Refused {
  error: ErrorView
  from: number
  to: number
}

export interface WeatherStation extends Weather {
  readonly refusals: readonly Refused[]
  count(): { acknowledged: number; deliveries: number; unanswered: number }
  /** When so many more likes have been acknowledged, or nobody likes any more. */
  more(likes: number): Promise<void>
  /** Nobody likes any more. */
  finished(): void
}

/** @param followersOf how many readers follow a writer */
export function createWeatherStation(followersOf: (username: string) => number): WeatherStation {
  const refusals: Refused[] = []
  let waiting: { at: number; tell: () => void }[] = []
  let acknowledged = 0
  let deliveries = 0
  let unanswered = 0
  let over = false

  function tellWaiting() {
    const due = waiting.filter(({ at }) => over || at <= acknowledged)
    waiting = waiting.filter(one => !due.includes(one))
    for (const { tell } of due) tell()
  }

  return {
    refusals,
    acknowledged(username) {
      acknowledged++
      deliveries += followersOf(username)
      tellWaiting()
    },
    unanswered: () => void unanswered++,
    refused: (error, from, to) => void refusals.push({ error, from, to }),
    count: () => ({ acknowledged, deliveries, unanswered }),
    more(likes) {
      const { promise, resolve } = Promise.withResolvers<void>()
      waiting.push({ at: acknowledged + likes, tell: resolve })
      tellWaiting()
      return promise
    },
    finished() {
      over = true
      tellWaiting()
    },
  }
}
