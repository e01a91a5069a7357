// The files that stand behind an <img>: what is shown, what could be, and what a script would load later.
import { isAvif, namesPicture, toAddress } from './addresses.ts'
import { claim, type Variant, variant } from './candidate.ts'
import { list } from './realm.ts'
import { type Source, parseSrcset } from './srcset.ts'

const lazyAddresses =
  'src original lazy-src lazy lazyload image img img-src hi-res-src large large-src full full-src zoom-image large_image orig-file url'.split(
    ' ',
  )
const lazySets = ['srcset', 'lazy-srcset', 'original-set']

export function variantsOfImage(image: HTMLImageElement): Variant[] {
  const found = list<Variant>()
  const [width, height] = [image.naturalWidth, image.naturalHeight]
  // What waits to come into sight has not been chosen yet.
  const shown = toAddress(image.currentSrc || image.getAttribute('src'), image.baseURI)
  const broken = isBrokenImage(image)
  const source = sourceInUse(image, shown)
  const density = source.find(({ written }) => toAddress(written, image.baseURI) === shown)

  for (const { written, width: across, density: times } of source) {
    const url = toAddress(written, image.baseURI)
    if (!url || (broken && url === shown)) continue
    // The browser gives a natural size in CSS pixels of the layout, reckoned from what is said of the files.
    if (across && width) found.push(claim(url, across, Math.round((across * height) / width)))
    else if (width && density) found.push(claim(url, width * (times || 1), height * (times || 1)))
    else found.push(variant(url))
  }
  if (shown && !broken && !density) found.push((source.length > 0 ? claim : variant)(shown, width, height))
  for (const url of lazyOnes(image)) found.push(variant(url))
  const link = image.closest('a[href]')
  const target = toAddress(link?.getAttribute('href'), image.baseURI)
  if (namesPicture(target)) found.push(variant(target, 0, 0, true))
  return withoutAvif(found)
}

/** Tried and failed. Browsers call also complete what waits to come into sight. */
export function isBrokenImage({ complete, currentSrc, loading, naturalWidth }: HTMLImageElement): boolean {
  if (!complete || !currentSrc || naturalWidth > 0) return false
  return loading !== 'lazy' || performance.getEntriesByName(currentSrc).length > 0
}

/** Of <picture>, the source that the browser has chosen: another may be cut in another way, for another screen. */
function sourceInUse(image: HTMLImageElement, shown: string): Source[] {
  const own = parseSrcset(image.srcset)
  if (own.length && image.getAttribute('src')) own.push({ written: image.src, width: 0, density: 1 })
  const parent = image.parentElement
  if (parent?.localName !== 'picture') return own
  const children = list(parent.querySelectorAll('source'))
  const sets = children.map(child => parseSrcset(child.srcset))
  const holds = (set: Source[]) => set.some(({ written }) => toAddress(written, image.baseURI) === shown)
  const chosen = sets.find(holds)
  if (!chosen) return own
  // The same picture in a format that more programs read, when nothing but the format decides.
  const type = children[sets.indexOf(chosen)]?.media ? '' : 'image/avif'
  return type === children[sets.indexOf(chosen)]?.type ? chosen.concat(own) : chosen
}

/** Addresses in attributes by which scripts load late. */
function lazyOnes(element: Element): string[] {
  const found = list<string>()
  const add = (written: string | null) => {
    const url = written && /[./]/.test(written) ? toAddress(written, element.baseURI) : ''
    if (url) found.push(url)
  }
  for (const name of lazyAddresses) add(element.getAttribute(`data-${name}`))
  for (const name of lazySets) {
    // Of a set only the largest: the others would be measured for nothing.
    const set = parseSrcset(element.getAttribute(`data-${name}`) ?? '')
    set.sort((one, other) => other.width - one.width || other.density - one.density)
    add(set[0]?.written ?? null)
  }
  return found
}

/** The server does not read it unless its owner says so; where there is another file, that one is better. */
function withoutAvif(variants: Variant[]): Variant[] {
  const others = variants.filter(({ url }) => !isAvif(url))
  return others.length > 0 ? others : variants
}
