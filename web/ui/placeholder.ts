import { thumbHashToDataURL } from 'thumbhash'

const MOST = 400
/** Milliseconds of a frame that may go into placeholders: the rest belongs to whoever scrolls. */
const SHARE = 3
const made = new Map<string, string>()
const wanted: (() => void)[] = []

/** A small blurred picture as a data: address, or undefined when the hash (base64) is none. Remembers the last few hundred. */
export function placeholderUrl(hash: string): string | undefined {
  const known = made.get(hash)
  if (known || !hash) return known
  try {
    const url = thumbHashToDataURL(Uint8Array.from(atob(hash), letter => letter.charCodeAt(0)))
    if (made.size >= MOST) for (const [oldest] of made) if (made.size >= MOST) made.delete(oldest)
    made.set(hash, url)
    return url
  } catch {
    return undefined
  }
}

/** The same, if it has been made already. */
export const knownPlaceholder = (hash: string): string | undefined => made.get(hash)

/** Before one of the next frames, in the order in which they are asked for: some in each. */
export function beforeSomeFrame(work: () => void): void {
  wanted.push(work)
  if (wanted.length === 1) requestAnimationFrame(doSome)
}

function doSome(): void {
  const end = performance.now() + SHARE
  do wanted.shift()?.()
  while (wanted.length > 0 && performance.now() < end)
  if (wanted.length > 0) requestAnimationFrame(doSome)
}
