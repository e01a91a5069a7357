// Everything on the page that may be a picture, in the order of the page.
import { toAddress } from './addresses.ts'
import { backgroundsOf } from './backgrounds.ts'
import { type Candidate, candidate, type Variant, variant } from './candidate.ts'
import { isBrokenImage, variantsOfImage } from './image-element.ts'
import { findLoadable, type Loadable, mark } from './loadable.ts'
import { picturesOfPage } from './page-pictures.ts'
import { list } from './realm.ts'
import { boxesOf, elementsOf, type Place, windowPlace } from './walk.ts'

export interface Finds {
  candidates: Candidate[]
  /** Which addresses may be loaded without the page's policy forbidding it. */
  loadable: Loadable
  /** The natural sizes of drawings (<canvas>), which cannot be taken. */
  drawings: number[]
}

/** Backgrounds that a script sets when they come into sight. */
const late = ['data-bg', 'data-background', 'data-background-image', 'data-bg-src']

/**
 * @param pause awaited after each element
 * @param skip our own element
 */
export async function collect(pause: () => Promise<void> | undefined, skip: Element): Promise<Finds> {
  const finds: Finds = { candidates: list(), loadable: findLoadable(), drawings: list() }
  for (const [element, place] of elementsOf(document, windowPlace(), skip)) {
    if (element.localName === 'canvas') {
      const { width, height } = element as HTMLCanvasElement
      finds.drawings.push(Math.min(width, height))
    } else addPicture(element, place, finds)
    for (const background of backgroundsOf(element, place)) finds.candidates.push(background)
    const turn = pause()
    if (turn) await turn
  }
  for (const found of picturesOfPage()) finds.candidates.push(found)
  return finds
}

function addPicture(element: Element, place: Place, { candidates, loadable }: Finds): void {
  const variants = variantsOf(element)
  const { alt, currentSrc, naturalWidth, naturalHeight } = element as HTMLImageElement
  const words = alt || element.getAttribute('aria-label') || (element as HTMLElement).title || ''
  const shown = toAddress(currentSrc, element.baseURI)
  const loaded = naturalWidth > 0 ? shown : ''
  if (loaded) mark(loadable, loaded, true)
  else if (shown && isBrokenImage(element as HTMLImageElement)) mark(loadable, shown, false)
  if (variants.length === 0) return
  // Placeholders are blurred, or one pixel.
  const isFace = Math.min(naturalWidth, naturalHeight) > 64
  const [box, visible] = boxesOf(element, place)
  candidates.push(
    candidate(
      variants,
      typeof words === 'string' && !/^https?:/.test(words) ? words : '',
      box,
      visible,
      isFace ? loaded : '',
    ),
  )
}

function variantsOf(element: Element): Variant[] {
  const base = element.baseURI
  switch (element.localName) {
    case 'img':
      return variantsOfImage(element as HTMLImageElement)
    case 'video':
      return toVariants(element.getAttribute('poster'), base)
    case 'image':
      return toVariants(element.getAttribute('href') ?? element.getAttribute('xlink:href'), base)
    case 'input':
      return (element as HTMLInputElement).type === 'image' ? toVariants(element.getAttribute('src'), base) : list()
    case 'object':
      return (element as HTMLObjectElement).type.startsWith('image/')
        ? toVariants(element.getAttribute('data'), base)
        : list()
    default:
      for (const name of late) if (element.hasAttribute(name)) return toVariants(element.getAttribute(name), base)
      return list()
  }
}

function toVariants(written: string | null, base: string): Variant[] {
  const url = toAddress(written, base)
  return list(url ? [variant(url)] : [])
}
