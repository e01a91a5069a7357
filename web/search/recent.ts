// What has been looked for on this device, by whoever is signed in: it is told to nobody.
import { session } from '../session.ts'

const MOST = 8
const keyOf = () => `searches.${session.get()?.username ?? ''}`

/** The last first. */
export function recentSearches(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf()) ?? '[]')
    return Array.isArray(kept) ? kept.filter(text => typeof text === 'string').slice(0, MOST) : []
  } catch {
    return []
  }
}

export function keepSearch(text: string): void {
  keep([text, ...recentSearches().filter(kept => kept !== text)])
}

export function forgetSearch(text: string): void {
  keep(recentSearches().filter(kept => kept !== text))
}

export function forgetSearches(): void {
  keep([])
}

function keep(texts: string[]): void {
  try {
    if (texts.length > 0) localStorage.setItem(keyOf(), JSON.stringify(texts.slice(0, MOST)))
    else localStorage.removeItem(keyOf())
  } catch {
    // A browser that keeps nothing can be searched with all the same.
  }
}
