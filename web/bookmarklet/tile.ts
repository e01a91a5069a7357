import { fileNameOf } from './addresses.ts'
import type { Offer } from './offer.ts'
import { make } from './ui.ts'
import { words } from './words.ts'

export interface Tile {
  item: HTMLLIElement
  box: HTMLInputElement
}

/** @param number its place in the list, from 1 */
export function makeTile(offer: Offer, number: number, picked: boolean, change: (picked: boolean) => void): Tile {
  const name = offer.alt || fileNameOf(offer.url) || words.picture(number)
  const size = words.size(offer.width, offer.height)
  const box = make('input', { type: 'checkbox', 'aria-label': `${name}, ${size}`, change: () => change(box.checked) })
  box.checked = picked
  const face = make('span', { dir: 'auto' }, name)
  if (offer.loaded) {
    const image = make('img', { alt: '', decoding: 'async', loading: 'lazy', error: () => image.replaceWith(face) })
    image.src = offer.loaded
    return { box, item: make('li', {}, make('label', { title: name }, box, image, make('small', {}, size))) }
  }
  return { box, item: make('li', {}, make('label', { title: name }, box, face, make('small', {}, size))) }
}
