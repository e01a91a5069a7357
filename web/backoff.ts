const LEAST = 500
const MOST = 30_000

/**
 * Milliseconds to wait before the given attempt (0 is the first): anywhere between half a second and a ceiling that doubles up to 30 s, so that
 * a thousand tabs that lost the same node do not come back in step.
 */
export function backoff(attempt: number, random: () => number = Math.random): number {
  const ceiling = Math.min(MOST, 2 * LEAST * 2 ** attempt)
  return Math.round(LEAST + random() * (ceiling - LEAST))
}
