// What comes before and after an image on the wall from which it was opened.
import { withoutLanguage } from '../language/address.ts'
import type { Id, ImageView } from '../../server/views.ts'

/** A wall that knows what is beside an image of its own, and can show where the image is. */
export interface Beside {
  /** The next older one (1) or the next newer one (-1), in reading order; read from the server where that is needed. */
  beside(id: Id, step: 1 | -1): Promise<ImageView | undefined>
  /** Scrolls, at once, so that its tile can be seen; not at all where it can be seen already. */
  reveal(id: Id): void
  /** Which it is (from 1) of how many, where all are known. */
  placeOf?(id: Id): { number: number; of: number } | undefined
}

/** The innermost wall in what was clicked. */
export function besideIn(clicked: EventTarget[]): (Beside & HTMLElement) | undefined {
  return clicked.find(isBeside)
}

/** The first wall in a page, however deep in elements of elements. */
export function findBeside(root: Element | ShadowRoot): (Beside & HTMLElement) | undefined {
  if (isBeside(root)) return root
  for (const child of [...(root instanceof Element && root.shadowRoot ? [root.shadowRoot] : []), ...root.children]) {
    const found = findBeside(child)
    if (found) return found
  }
  return undefined
}

/** Puts the keyboard on the link to an image, as soon as the wall has one; returns whether it came to have one. */
export async function focusTile(wall: HTMLElement, id: Id): Promise<boolean> {
  const before = document.activeElement
  for (let frames = 0; frames < 60 && wall.isConnected; frames++) {
    const link = findLink(wall, pathOfImage(id))
    link?.focus({ preventScroll: true })
    // Unless the reader has gone on meanwhile.
    if (link || document.activeElement !== before) return true
    await new Promise(requestAnimationFrame)
  }
  return false
}

/** Scrolls to the tile of an image that is in the page, unless it can be seen whole. */
export function revealIn(wall: HTMLElement, id: Id): void {
  const link = findLink(wall, pathOfImage(id))
  if (!link) return
  const { top, bottom } = link.getBoundingClientRect()
  const header = Number.parseFloat(getComputedStyle(wall).getPropertyValue('--header-height')) * 16 || 0
  if (top < header || bottom > innerHeight) link.scrollIntoView({ block: 'center', behavior: 'instant' })
}

function pathOfImage(id: Id): RegExp {
  return new RegExp(`^/images/${id}(/|$)`)
}

function findLink(root: Element | ShadowRoot, path: RegExp): HTMLAnchorElement | undefined {
  if (root instanceof HTMLAnchorElement && root.tabIndex >= 0 && path.test(withoutLanguage(root.pathname))) return root
  for (const child of [...(root instanceof Element && root.shadowRoot ? [root.shadowRoot] : []), ...root.children]) {
    const found = findLink(child, path)
    if (found) return found
  }
  return undefined
}

function isBeside(target: EventTarget): target is Beside & HTMLElement {
  return target instanceof HTMLElement && 'beside' in target && 'reveal' in target
}
