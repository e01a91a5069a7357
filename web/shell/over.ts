// What opens over a page rather than in its place: an image, out of a wall.
import { match } from '../router.ts'

let clicked: { path: string; targets: EventTarget[] } | undefined

/** Whether what was clicked is an image's link on a wall, or in something that is over one already; what was clicked is kept. */
export function opensOver(url: URL, targets: EventTarget[]): boolean {
  const on = (tag: string) => targets.some(target => target instanceof HTMLElement && target.localName === tag)
  if (!imageAt(url) || !(on('masonry-wall') || on('image-lightbox'))) return false
  clicked = { path: url.pathname, targets }
  return true
}

/** What was clicked to come there; undefined where it was reached in another way. */
export function takeClicked(url: URL): EventTarget[] | undefined {
  const targets = clicked?.path === url.pathname ? clicked.targets : undefined
  clicked = undefined
  return targets
}

/** The id of the image at an address. */
export function imageAt(url: URL): string | undefined {
  const id = match('/images/:id/:slug?', url.pathname)?.id
  return id && /^\d+$/.test(id) ? id : undefined
}
