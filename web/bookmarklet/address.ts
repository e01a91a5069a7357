// The script as an address that can be kept as a bookmark.
import type { Said } from './fill.ts'

/** Stands in the built script where our origin has to be. */
export const ORIGIN = '__BOWERBIRD_ORIGIN__'
/** And where what it says has to be. */
export const SAID = '__BOWERBIRD_SAID__'

/** @param origin as `https://birds.example` */
export function toBookmarkAddress(script: string, origin: string, said: Said): string {
  const { language, dir, letters, words } = said
  const whole = script
    .replaceAll(ORIGIN, origin)
    .replace(SAID, () => `{language:${q(language)},dir:${q(dir)},letters:${q(letters)},words:${q(words)}}`)
  // A bookmark keeps what is written as it is, but browsers and bookmark files do not agree on anything beyond RFC 3986.
  return `javascript:${encodeURI(whole.trim()).replaceAll('#', '%23')}`
}

const q = (text: string) => JSON.stringify(text)
