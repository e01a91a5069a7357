// One offer for each picture, however often and however large it stands on the page.
import { isBlob, isData } from './addresses.ts'
import { alikeInShape, type Offer } from './offer.ts'
import { list, map } from './realm.ts'

/** Parameters that say nothing but how large a file is to be. */
const sizes = /^(w|h|width|height|max-?w(idth)?|max-?h(eight)?|imwidth|imheight|dpr|size|resize)$/i
const sizeValue = /^\d{1,4}(\.\d)?([x,]\d{1,4})?$/
/** They say how it is made; by themselves they may mean anything. */
const manners = /^(q|quality|fit|crop|auto|fm|format|strip|sharp)$/i

/** In the order of the first of each. What joins another gives it its larger file and its place on the screen. */
export function fold(offers: Offer[]): Offer[] {
  const kept = list<Offer>()
  const byKey = map<string, Offer[]>()
  for (const offer of offers) {
    const key = keyOf(offer.url)
    const same = byKey.get(key)?.find(other => other.url === offer.url || mayBeSame(other, offer))
    if (same) join(same, offer)
    else kept.push(offer)
    // Also by its lesser files: a thumbnail elsewhere on the page may be one of them.
    for (const one of list([key]).concat(offer.lesser.map(keyOf))) {
      byKey.set(one, (byKey.get(one) ?? list()).concat(same ?? offer))
    }
  }
  return kept
}

/** The address without what only gives a size. Two pictures must never get the same one. */
export function keyOf(address: string): string {
  if (isData(address) || isBlob(address)) return address
  const url = new URL(address)
  const names = list<string>()
  url.searchParams.forEach((value, name) =>
    names.push(sizes.test(name) && sizeValue.test(value) ? `${name} size` : name),
  )
  const sized = names.some(name => name.endsWith(' size'))
  const kept = list<string>()
  url.searchParams.forEach((value, name) => {
    if (sizes.test(name) && sizeValue.test(value)) return
    if (!sized || !manners.test(name)) kept.push(`${name}=${value}`)
  })
  // Of WordPress and many shops, of retina files, and of Wikimedia.
  const path = url.pathname
    .replace(/-\d{2,4}x\d{2,4}(?=\.\w{3,4}$)/, '')
    .replace(/@[23]x(?=\.\w{3,4}$)/, '')
    .replace(/^(.*)\/thumb(\/.*)\/\d{2,4}px-[^/]*$/, '$1$2')
  return `${url.origin}${path}?${kept.join('&')}`
}

/** Cut to another shape, it may show something else. */
function mayBeSame(one: Offer, other: Offer): boolean {
  return one.width > 0 && other.width > 0 && alikeInShape(one, other)
}

function join(kept: Offer, other: Offer): void {
  if (other.width * other.height > kept.width * kept.height) {
    kept.url = other.url
    kept.width = other.width
    kept.height = other.height
    kept.claimed = other.claimed
  }
  kept.loaded ||= other.loaded
  kept.alt ||= other.alt
  kept.fill = Math.max(kept.fill, other.fill)
  kept.area = Math.max(kept.area, other.area)
}

/** First what fills most of the screen, then what stands largest in it, else as it stands; last what could not be measured. */
export function rank(offers: Offer[]): Offer[] {
  const known = (offer: Offer) => (offer.width > 0 ? 1 : 0)
  return list(offers).sort((one, other) => known(other) - known(one) || other.fill - one.fill || other.area - one.area)
}
