// A place in a short queue: so many at once, and one at a time for each key.
import { msg } from '@lit/localize'
import { AppError } from '../errors.ts'

export interface Slots {
  /**
   * Runs the task when its turn has come; gives up when `signal` aborts before.
   * @param milliseconds after which the task's own signal aborts; a second later its slot is free, whether or not it has obeyed
   */
  run<Result>(
    key: string,
    { signal, milliseconds }: { signal: AbortSignal; milliseconds: number },
    task: (signal: AbortSignal) => Promise<Result>,
  ): Promise<Result>
  /** Tasks at work and waiting, and for how many milliseconds a slot was held at most since the start. */
  load(): { running: number; waiting: number; longest: number }
}

/** Milliseconds in which an aborted task may tidy up. */
const grace = 1_000

export function createSlots(atOnce: number, mostWaiting: number): Slots {
  const running = new Map<string, number>()
  const waiting: { key: string; start: () => void }[] = []
  let longest = 0

  function startNext() {
    while (running.size < atOnce) {
      // A busy key must not hold up the others: the first whose key is free goes.
      const index = waiting.findIndex(({ key }) => !running.has(key))
      const [next] = index < 0 ? [] : waiting.splice(index, 1)
      if (!next) return
      running.set(next.key, performance.now())
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

  function heldFor(key: string): number {
    return performance.now() - (running.get(key) ?? performance.now())
  }

  return {
    async run(key, { signal, milliseconds }, task) {
      await turn(key, signal)
      const end = AbortSignal.timeout(Math.ceil(milliseconds))
      const lost = Promise.withResolvers<never>()
      const timer = setTimeout(() => lost.reject(end.reason), milliseconds + grace)
      try {
        return await Promise.race([task(AbortSignal.any([signal, end])), lost.promise])
      } finally {
        clearTimeout(timer)
        longest = Math.max(longest, heldFor(key))
        running.delete(key)
        startNext()
      }
    },

    load: () => ({
      running: running.size,
      waiting: waiting.length,
      longest: Math.max(longest, ...[...running.keys()].map(heldFor)),
    }),
  }
}

function busy(): AppError {
  return new AppError('unavailable', msg('Too much is being fetched just now. Try again in a moment.'), {
    retryAfter: 5,
  })
}
