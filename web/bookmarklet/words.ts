// What the bookmarklet says, in the language in which it was made: web/bookmarklet-page/words.ts has the words.
import { learn, type Said, type Values } from './fill.ts'

export type Word =
  | 'heading'
  | 'looking'
  | 'close'
  | 'least'
  | 'pictures'
  | 'all'
  | 'first'
  | 'picked'
  | 'found'
  | 'save'
  | 'more'
  | 'about'
  | 'unknown'
  | 'picture'
  | 'label'
  | 'none'
  | 'smaller'
  | 'drawings'
  | 'many'
  | 'large'
  | 'unreadable'
  | 'blocked'
  | 'open'
  | 'elsewhere'

/** Set by whoever hands the bookmarklet out. */
declare const BOWERBIRD_SAID: Said
export const said = BOWERBIRD_SAID

let say: ReturnType<typeof learn> | undefined

/** Not before the realm is borrowed. */
export function words(word: Word, values?: Values): string {
  say ??= learn(said)
  return say(word, values)
}

export function sizeInWords({ width, height, claimed }: { width: number; height: number; claimed: boolean }): string {
  if (width === 0) return words('unknown')
  const plain = `${width} × ${height}`
  // Left to right everywhere: in the middle of Arabic it would seem to be high instead of wide.
  const size = said.dir === 'rtl' ? `\u2066${plain}\u2069` : plain
  return claimed ? words('about', { size }) : size
}
