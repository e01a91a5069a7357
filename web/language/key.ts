// By what a message is found: the build writes the languages with these keys, and the interface asks with them.

/** Stands in a message for a value. */
export const GAP = '\u001e'

/**
 * FNV-1a of 32 bits (http://www.isthe.com/chongo/tech/comp/fnv/), short enough to be sent a thousand times; the build fails where two messages
 * have the same. However much white space stands between two words, it is the same message: the build leaves out most of it.
 * @param text of the source, with a GAP for each value
 */
export function keyOf(text: string): string {
  let hash = 0x811c9dc5
  for (const letter of text.replace(/\s+/g, ' ')) hash = Math.imul(hash ^ letter.codePointAt(0)!, 0x01000193)
  return (hash >>> 0).toString(36)
}
