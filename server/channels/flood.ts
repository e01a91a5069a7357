// A token bucket per socket: short bursts pass, floods are refused, and whoever goes on is cut.

/** Requests a second that go on for ever, and how many may come at once. */
const rate = 50
const burst = 200
/** So many refusals in a row, and the connection ends. */
const patience = 200

export interface Bucket {
  tokens: number
  refilledAt: number
  refused: number
}

export const createBucket = (): Bucket => ({ tokens: burst, refilledAt: performance.now(), refused: 0 })

/** Takes one token. */
export function takeToken(bucket: Bucket, now = performance.now()): 'pass' | 'refuse' | 'cut' {
  bucket.tokens = Math.min(burst, bucket.tokens + ((now - bucket.refilledAt) / 1000) * rate)
  bucket.refilledAt = now
  if (bucket.tokens >= 1) {
    bucket.tokens--
    bucket.refused = 0
    return 'pass'
  }
  return ++bucket.refused > patience ? 'cut' : 'refuse'
}
