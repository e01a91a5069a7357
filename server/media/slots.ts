// A place in a short queue: so many at once, and one at a time for each key.
import { AppError } from '../errors.ts'

export interface Slots {
  /** Runs the task when its turn has come; gives up when the signal aborts before. */
  run<Result>(key: string, signal: AbortSignal, task: () => Promise<Result>): Promise<Result>
}

export function createSlots(atOnce: number, mostWaiting: number): Slots {
  const running = new Set<string>()
  const waiting: { key: string; start: () => void }[] = []

  function startNext() {
    while (running.size < atOnce) {
      // A busy key must not hold up the others: the first whose key is free goes.
      const index = waiting.findIndex(({ key }) => !running.has(key))
      const [next] = index < 0 ? [] : waiting.splice(index, 1)
      if (!next) return
      running.add(next.key)
      next.start()
    }
  }

  function turn(key: string, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted()
    if (waiting.length >= mostWaiting) throw busy()
    return new Promise((resolve, reject) => {
      const place = {
        key,
        start() {
          signal.removeEventListener('abort', leave)
          resolve()
        },
      }
      function leave() {
        waiting.splice(waiting.indexOf(place), 1)
        reject(busy())
      }
      signal.addEventListener('abort', leave, { once: true })
      waiting.push(place)
      startNext()
    })
  }

  return {
    async run(key, signal, task) {
      await turn(key, signal)
      try {
        return await task()
      } finally {
        running.delete(key)
        startNext()
      }
    },
  }
}

function busy(): AppError {
  return new AppError('unavailable', 'Too many pictures are being fetched just now. Try again in a moment.', {
    retryAfter: 5,
  })
}
