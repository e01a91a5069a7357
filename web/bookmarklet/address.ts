// The script as an address that can be kept as a bookmark.

/** Stands in the built script where our origin has to be. */
export const ORIGIN = '__BOWERBIRD_ORIGIN__'

/** @param origin as `https://birds.example` */
export function toBookmarkAddress(script: string, origin: string): string {
  // A bookmark keeps what is written as it is, but browsers and bookmark files do not agree on anything beyond RFC 3986.
  return `javascript:${encodeURI(script.replaceAll(ORIGIN, origin).trim()).replaceAll('#', '%23')}`
}
