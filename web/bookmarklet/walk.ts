// Every element that a person may see: also those in frames of the same origin and in open shadow roots.
import { type Box, emptyBox, overlap } from './candidate.ts'

/** Where a document or frame lies in the window. */
export interface Place {
  view: Window
  left: number
  top: number
  visible: Box
}

const DEEPEST = 8

export function windowPlace(): Place {
  return { view: window, left: 0, top: 0, visible: { left: 0, top: 0, right: innerWidth, bottom: innerHeight } }
}

export function* elementsOf(
  root: Document | ShadowRoot,
  place: Place,
  skip: Element,
  depth = 0,
): Generator<[Element, Place]> {
  const walker = (root.ownerDocument ?? (root as Document)).createTreeWalker(root, NodeFilter.SHOW_ELEMENT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node as Element
    if (element === skip) continue
    yield [element, place]
    if (depth >= DEEPEST) continue
    if (element.shadowRoot) yield* elementsOf(element.shadowRoot, place, skip, depth + 1)
    if (/^i?frame$/.test(element.localName)) {
      const inner = insideOf(element as HTMLIFrameElement)
      if (inner) yield* elementsOf(inner, placeOf(element, inner, place), skip, depth + 1)
    }
  }
}

/** The box of an element in the window, and what one sees of it there. */
export function boxesOf(element: Element, place: Place): [Box, Box] {
  const { left, top, right, bottom } = element.getBoundingClientRect()
  if (right <= left || bottom <= top) return [emptyBox, emptyBox]
  const box = {
    left: left + place.left,
    top: top + place.top,
    right: right + place.left,
    bottom: bottom + place.top,
  }
  return [box, overlap(box, place.visible)]
}

function insideOf(frame: HTMLIFrameElement): Document | undefined {
  try {
    return frame.contentDocument ?? undefined
  } catch {
    return undefined
  }
}

function placeOf(frame: Element, inner: Document, outer: Place): Place {
  const [box, visible] = boxesOf(frame, outer)
  return {
    view: inner.defaultView ?? window,
    left: box.left + frame.clientLeft,
    top: box.top + frame.clientTop,
    visible,
  }
}
