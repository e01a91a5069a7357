import { fileNameOf } from './addresses.ts'
import type { Offer } from './offer.ts'
import { make } from './ui.ts'
import { sizeInWords, words } from './words.ts'

export interface Tile {
  item: HTMLLIElement
  box: HTMLInputElement
}

export interface TileActions {
  change(picked: boolean): void
  /** Goes on with this picture alone. False where others are picked, so that one more is. */
  take(): boolean
}

/** @param number its place in the list, from 1 */
export function makeTile(offer: Offer, number: number, picked: boolean, { change, take }: TileActions): Tile {
  const name = offer.alt || fileNameOf(offer.url) || words('picture', { number })
  const size = sizeInWords(offer)
  const label = words('label', { name, size })
  const box = make('input', { type: 'checkbox', 'aria-label': label, change: () => change(box.checked) })
  box.checked = picked
  const corner = make('i', {}, box)

  function press(event: MouseEvent): void {
    const { target, ctrlKey, metaKey, shiftKey } = event
    if (target === box) return
    // Firefox does nothing for a label when a key is held.
    event.preventDefault()
    if (target !== corner && !ctrlKey && !metaKey && !shiftKey && take()) return
    box.checked = !box.checked
    change(box.checked)
  }

  const face = make('span', { dir: 'auto' }, name)
  const image = make('img', { alt: '', decoding: 'async', loading: 'lazy', error: () => image.replaceWith(face) })
  if (offer.loaded) image.src = offer.loaded
  const shown = offer.loaded ? image : face
  return {
    box,
    item: make('li', {}, make('label', { title: name, click: press }, corner, shown, make('small', {}, size))),
  }
}
