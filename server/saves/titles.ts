// A title for what was saved without one: as good as its name is.
import { msg, str } from '@lit/localize'

/** Names that cameras, phones and pages give, and that say nothing. */
const nameless =
  /^((img|dsc[nf]?|image|picture|photo|screenshot|pxl|mvimg|download|untitled|unnamed)([^a-z]|$)|[0-9a-f]{12,}$)/i

/** "sunset_over-lake.jpg" → "Sunset over lake"; "Untitled" when the name says nothing. */
export function titleOfFile(fileName: string | undefined): string {
  return wordsOf(fileName) ?? msg('Untitled')
}

/** Of the last part of the path, else the host: "https://example.org/a/red-barn.jpg?w=3" → "Red barn". */
export function titleOfAddress(address: string): string {
  const { pathname, hostname } = new URL(address)
  const last = pathname.split('/').findLast(Boolean)
  // What isolates a name in a sentence is no part of a title.
  return (
    wordsOf(last && decode(last)) ?? msg(str`From ${hostname.replace(/^www\./, '')}`).replace(/[\u2066-\u2069]/g, '')
  )
}

function wordsOf(name: string | undefined): string | undefined {
  const words = (name ?? '')
    .replace(/\.\w{2,5}$/, '')
    .replace(/[\p{C}\s_.+-]+/gu, ' ')
    .trim()
    .slice(0, 100)
    // Never half a character.
    .replace(/[\uD800-\uDBFF]$/, '')
    .trim()
  if (!/\p{L}{2}/u.test(words) || nameless.test(words)) return undefined
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
