import { thumbHashToDataURL } from 'thumbhash'

const MOST = 400
const made = new Map<string, string>()

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
