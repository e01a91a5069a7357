// What has been looked for on this device, by whoever is signed in: it is told to nobody. Of visitors nothing is kept: the next one is another.
import { session } from '../session.ts'

const MOST = 8
const keyOf = (username: string) => `searches.${username}`
const me = () => session.get()?.username

/** The last first. */
export function recentSearches(): string[] {
  const username = me()
  if (!username) return []
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(username)) ?? '[]')
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

/** Also what versions before this one have kept of visitors. */
export function forgetSearchesOf(username: string): void {
  for (const one of [username, '']) keep([], one)
}

function keep(texts: string[], username = me()): void {
  if (username === undefined) return
  try {
    if (texts.length > 0) localStorage.setItem(keyOf(username), JSON.stringify(texts.slice(0, MOST)))
    else localStorage.removeItem(keyOf(username))
  } catch {
    // A browser that keeps nothing can be searched with all the same.
  }
}
