// The choice as an address of ours: everything stands in the fragment, which no server sees.
import type { Offer } from './offer.ts'
import type { PageWords } from './page-pictures.ts'
import { quote } from './realm.ts'

/** Firefox opens no address beyond 1,048,576 characters. */
export const LONGEST = 1_000_000
export const MOST_PICTURES = 50

/** Set by whoever hands the bookmarklet out. */
declare const BOWERBIRD_ORIGIN: string

/** Put together by hand, because a page may have taught its objects to become other JSON. */
export function toCaptureAddress(page: PageWords, pictures: Offer[]): string {
  const shown = pictures.map(
    ({ url, alt, width, height }) => `{"url":${quote(url)},"alt":${quote(alt)},"width":${width},"height":${height}}`,
  )
  const words = page.description ? `,"description":${quote(page.description)}` : ''
  const json = `{"v":1,"page":{"url":${quote(page.url)},"title":${quote(page.title)}${words}},"pictures":[${shown.join(',')}]}`
  return `${BOWERBIRD_ORIGIN}/images/new#capture=${encodeURIComponent(json)}`
}
