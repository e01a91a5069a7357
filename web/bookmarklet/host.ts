// Our one element in the page: a closed shadow root with a modal dialog, out of reach of the page's styles and keys.
import { borrowRealm, list, wait } from './realm.ts'
import { style } from './style.ts'
import { make } from './ui.ts'
import { said } from './words.ts'

const TAG = 'bowerbird-picker'
const CLOSE = 'bowerbird-close'
/** Milliseconds. */
const LAST_KEY = 250

export interface Host {
  element: Element
  dialog: HTMLDialogElement
  close(): void
}

/** Undefined when it stood open: the second press of the bookmarklet takes it away. */
export function openHost(): Host | undefined {
  const open = document.querySelector(TAG)
  if (open) {
    open.dispatchEvent(new Event(CLOSE))
    return undefined
  }
  const element = make(TAG as 'div', { lang: said.language, dir: said.dir })
  const root = element.attachShadow({ mode: 'closed' })
  const dialog = make('dialog', { 'aria-label': 'Bowerbird', cancel: close })
  const undo = keepKeys(element)

  document.documentElement.append(element)
  borrowRealm(root)
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(style)
  root.adoptedStyleSheets = list([sheet])
  root.append(dialog)
  element.addEventListener(CLOSE, close)
  // In the top layer nothing of the page lies above it, and the rest of the page can be neither clicked nor focused.
  if (dialog.showModal) dialog.showModal()
  else dialog.setAttribute('open', '')

  function close(): void {
    undo()
    // First closed, so that the browser gives the focus back to what had it.
    dialog.close?.()
    element.remove()
  }
  return { element, dialog, close }
}

/**
 * What is typed meanwhile is no shortcut of the page. Escape comes as `cancel`, and what keys do to buttons and fields
 * needs no event.
 */
function keepKeys(host: Element): () => void {
  const stop = (event: Event) => event.stopImmediatePropagation()
  const stopOurs = (event: Event) => event.target === host && stop(event)
  const keys = ['keydown', 'keypress', 'keyup']
  for (const type of keys) addEventListener(type, stop, true)
  addEventListener('focusin', stopOurs, true)
  for (const type of ['click', 'mousedown', 'mouseup', 'pointerdown', 'pointerup', 'touchstart', 'touchend', 'wheel'])
    host.addEventListener(type, event => event.stopPropagation())
  return () => {
    removeEventListener('focusin', stopOurs, true)
    // The key that closed it is still down: its end is not the page's either.
    void wait(LAST_KEY).then(() => {
      for (const type of keys) removeEventListener(type, stop, true)
    })
  }
}
