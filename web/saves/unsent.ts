// Files cannot outlive their page: those that were on their way when it was left are named when it is back.
import { msg, str } from '@lit/localize'
import { counted } from '../language/counted.ts'
import { notify } from '../ui/notices.ts'

interface Unsent {
  username: string
  /** As their owner's device calls them. */
  names: string[]
}

/** As web/saves/lookout.ts reads it. */
const KEY = 'bowerbird-unsent'
/** Milliseconds: time to read a name, and to choose the file again. */
const STAY = 30_000
let told = false

/** In this tab. */
export function rememberUnsent(unsent: Unsent): void {
  try {
    if (unsent.names.length > 0) sessionStorage.setItem(KEY, JSON.stringify(unsent))
    else sessionStorage.removeItem(KEY)
  } catch {
    // Full or switched off: nothing is remembered.
  }
}

/** Once. The server may have them nevertheless: its answer is lost as well. @param left by the page before this one, as it was kept */
export function tellOfUnsent(me: string, left: string): void {
  const { username, names } = JSON.parse(left) as Unsent
  if (told || username !== me) return
  told = true
  rememberUnsent({ username, names: [] })
  const message =
    names.length === 1
      ? msg(
          str`“${names[0]}” was still on its way when this page was left. If it is not among your images, choose it once more.`,
        )
      : counted(
          msg(
            '{count, plural, one {# file was still on its way when this page was left. If it is not among your images, choose it once more.} other {# files were still on their way when this page was left. Choose those once more that are not among your images.}}',
          ),
          names.length,
        )
  notify(message, 'error', STAY)
}
