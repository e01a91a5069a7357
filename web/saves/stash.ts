// What the bookmarklet brings, from the address bar to where it outlives a sign-in and a reload.
import { withLanguage } from '../language/address.ts'
import { Value } from '../observe.ts'

const KEY = 'bowerbird-capture'
const PREFIX = '#capture='
/** Stands where a capture has been taken out: the window is still the one that the bookmarklet opened. */
const TAKEN = 'taken'
/** Whoever goes elsewhere has a window like any other. */
const ofTheWindow = /^\/(images\/new|sign-in|sign-up)$/

/** Whether this window was opened to save what somebody has picked on another page: then it shows nothing but that. */
export const isSaveWindow = new Value(remembered() !== undefined)
let held = remembered()

/** Out of the address bar, where it would be copied and go into the history. Told of every address that is gone to. */
export function stashCapture(url: URL): void {
  if (!ofTheWindow.test(url.pathname)) return endSaveWindow()
  if (!url.hash.startsWith(PREFIX)) return
  hold(url.hash.slice(PREFIX.length))
  history.replaceState(history.state, '', withLanguage(url.pathname + url.search))
  isSaveWindow.set(true)
}

/** As it stood in the address, once. */
export function takeCapture(): string | undefined {
  if (held === undefined || held === TAKEN) return undefined
  const taken = held
  hold(TAKEN)
  return taken
}

function endSaveWindow(): void {
  if (held === undefined) return
  held = undefined
  try {
    sessionStorage.removeItem(KEY)
  } catch {
    // Never kept.
  }
  isSaveWindow.set(false)
}

function hold(text: string): void {
  held = text
  try {
    sessionStorage.setItem(KEY, text)
  } catch {
    // Full or switched off: it then lasts as long as the page does.
  }
}

function remembered(): string | undefined {
  try {
    return sessionStorage.getItem(KEY) ?? undefined
  } catch {
    return undefined
  }
}
