// How often somebody may search: as fast as one types, on each node. Counted in memory, because a count that is kept costs as much as a
// search.
import { msg } from '@lit/localize'
import type { Eyes } from '../channels/eyes.ts'
import { AppError } from '../errors.ts'

/** At once, and a second. A household of visitors has as much as several. */
const most = { person: { burst: 20, rate: 10 }, network: { burst: 60, rate: 30 } }
/** Of those who have searched last. */
const mostKnown = 20_000

interface Bucket {
  tokens: number
  at: number
}

export interface Pace {
  /** @throws {AppError} `too_many` */
  take(accountId: string | null, eyes: Eyes | null, now?: number): void
}

export function createPace(): Pace {
  const buckets = new Map<string, Bucket>()

  function takeOne(key: string, { burst, rate }: { burst: number; rate: number }, now: number): boolean {
    const bucket = buckets.get(key) ?? { tokens: burst, at: now }
    bucket.tokens = Math.min(burst, bucket.tokens + ((now - bucket.at) / 1000) * rate)
    bucket.at = now
    // The last to have come is the last to be forgotten.
    buckets.delete(key)
    buckets.set(key, bucket)
    if (buckets.size > mostKnown) buckets.delete(buckets.keys().next().value!)
    if (bucket.tokens < 1) return false
    bucket.tokens--
    return true
  }

  return {
    take(accountId, eyes, now = performance.now()) {
      // Programs that are nobody's are one.
      const passes =
        accountId !== null
          ? takeOne(`p${accountId}`, most.person, now)
          : takeOne(eyes?.network ?? 'program', most.network, now) && (!eyes || takeOne(eyes.who, most.person, now))
      if (!passes) throw new AppError('too_many', msg('That was too fast to look it all up. Wait a moment.'))
    },
  }
}
