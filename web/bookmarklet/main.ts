// The bookmarklet: looks for the pictures of the page it runs on, lets one pick, and opens Bowerbird's own window with the choice.
import { isBlob } from './addresses.ts'
import type { Candidate } from './candidate.ts'
import { LONGEST, toCaptureAddress } from './capture.ts'
import { collect, type Finds } from './collect.ts'
import { toData } from './data-picture.ts'
import { fold, rank } from './fold.ts'
import { type Host, openHost } from './host.ts'
import { isBroken, mayLoad } from './loadable.ts'
import { measure } from './measure.ts'
import { largestClaim, LEAST, type Offer, toOffer } from './offer.ts'
import { describePage, type PageWords } from './page-pictures.ts'
import { fillDialog, type Picker } from './picker.ts'
import { list, openWindow, promise, wait } from './realm.ts'
import { inSlices } from './slices.ts'
import { words } from './words.ts'

/** Milliseconds of work before the page gets a turn. */
const SLICE = 12
/** Milliseconds in which a measured picture still gets its place in the order; later ones come after. */
const FIRST_LOOK = 1_500

// The selection goes when the dialog takes the focus.
const page = describePage()
const host = openHost()
if (host) void run(host)

async function run({ element, dialog, close }: Host): Promise<void> {
  const picker = fillDialog(dialog, close, offers => void save(picker, offers, close))
  if (!/^https?:/.test(page.url)) return picker.complain(words('elsewhere'))
  const finds = await collect(inSlices(SLICE), element)
  const unknown = list<Candidate['variants'][number]>()
  for (const { variants } of list(finds.candidates).sort((one, other) => other.fill - one.fill)) {
    for (const one of variants) if (isBroken(finds.loadable, one.url)) one.width = -1
    const claim = largestClaim(variants)
    for (const one of variants) {
      if ((one.width === 0 || one === claim) && mayLoad(finds.loadable, one.url)) unknown.push(one)
    }
  }
  let measured = false
  const measuring = measure(unknown).then(() => {
    measured = true
  })
  await promise<void>(resolve => void (measuring.then(resolve), wait(FIRST_LOOK).then(resolve)))
  const known = ({ width, claimed }: Offer) => width > 0 && !claimed
  let offers = toOffers(finds)
  const first = rank(offers.filter(known))
  picker.add(first)
  if (!measured) {
    await measuring
    // Those that are shown already stay what they are, and take their like in.
    offers = fold(first.concat(toOffers(finds)))
  }
  picker.add(rank(offers.filter(offer => !first.includes(offer))))
  const drawings = finds.drawings.filter(size => size >= LEAST).length
  picker.finish(drawings > 0 ? list([words('drawings', { count: drawings })]) : list())
}

function toOffers({ candidates, loadable }: Finds): Offer[] {
  const offers = list<Offer>()
  for (const candidate of candidates) {
    const offer = toOffer(candidate)
    if (!offer) continue
    if (!offer.loaded && mayLoad(loadable, offer.url)) offer.loaded = offer.url
    offers.push(offer)
  }
  return fold(offers)
}

async function save(picker: Picker, offers: Offer[], close: () => void): Promise<void> {
  const pictures = list<Offer>()
  for (const offer of offers) {
    const url = isBlob(offer.url) ? await toData(offer.url) : offer.url
    if (url) pictures.push({ ...offer, url })
  }
  const count = offers.length - pictures.length
  if (count > 0) return picker.complain(words('unreadable', { count }))
  const address = toCaptureAddress(page as PageWords, pictures)
  if (address.length > LONGEST) return picker.complain(words('large'))
  const opened = openWindow(address, 'popup,width=560,height=780')
  if (!opened) return picker.complain(words('blocked'), address)
  // Asking for `noopener` would hide whether it was opened; like this the window knows as little of the page.
  opened.opener = null
  close()
}
