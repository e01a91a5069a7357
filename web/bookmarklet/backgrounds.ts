import { toAddress } from './addresses.ts'
import { type Candidate, candidate, type Variant, variant } from './candidate.ts'
import { list } from './realm.ts'
import { boxesOf, type Place } from './walk.ts'

/** A picture in a smaller box that shows only a part of it is a sheet of icons. */
const LEAST_BOX = 64

/** The pictures behind an element, and those that CSS puts before and after what it holds. */
export function backgroundsOf(element: Element, place: Place): Candidate[] {
  const found = list<Candidate>()
  for (const pseudo of list([null, '::before', '::after'])) {
    const { backgroundImage, backgroundSize, content, display } = place.view.getComputedStyle(element, pseudo)
    if (pseudo && (content === 'none' || content === 'normal' || display === 'none')) continue
    if (!backgroundImage.includes('url(') && !(pseudo && content.includes('url('))) continue
    const [box, visible] = boxesOf(element, place)
    const small = Math.min(box.right - box.left, box.bottom - box.top) < LEAST_BOX
    const behind = small && backgroundSize === 'auto' ? 'none' : backgroundImage
    for (const written of list([behind, pseudo ? content : 'none'])) {
      if (!written.includes('url(')) continue
      for (const layer of layersOf(written)) {
        const variants = addressesIn(layer, element.baseURI)
        const alt = element.getAttribute('aria-label') ?? (element as HTMLElement).title ?? ''
        if (variants.length > 0) found.push(candidate(variants, alt, box, visible))
      }
    }
  }
  return found
}

/** Cut at the commas that stand in no bracket and no quotation. */
function layersOf(value: string): string[] {
  const layers = list<string>()
  let depth = 0
  let quoted = false
  let from = 0
  for (let at = 0; at < value.length; at++) {
    const letter = value[at]
    if (letter === '\\') at++
    else if (letter === '"') quoted = !quoted
    else if (quoted) continue
    else if (letter === '(') depth++
    else if (letter === ')') depth--
    else if (letter === ',' && depth === 0) {
      layers.push(value.slice(from, at))
      from = at + 1
    }
  }
  layers.push(value.slice(from))
  return layers
}

/** Of an image-set() all: they are one picture in several densities. */
function addressesIn(layer: string, base: string): Variant[] {
  const found = list<Variant>()
  const pattern = /url\("((?:[^"\\]|\\[^])*)"\)/g
  for (let match = pattern.exec(layer); match; match = pattern.exec(layer)) {
    const url = toAddress((match[1] ?? '').replace(/\\([^])/g, '$1'), base)
    if (url) found.push(variant(url))
  }
  return found
}
