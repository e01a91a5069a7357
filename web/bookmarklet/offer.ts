// What is offered of a picture: its largest file.
import { isData, isVector } from './addresses.ts'
import type { Candidate, Variant } from './candidate.ts'
import { list } from './realm.ts'

export interface Offer {
  url: string
  /** Natural size in pixels; 0 where it could not be measured. */
  width: number
  height: number
  /** The size is only what the page says: the file could not be measured. */
  claimed: boolean
  /** The addresses of its other files of the same shape. */
  lesser: string[]
  loaded: string
  alt: string
  fill: number
  area: number
}

/** Pixels, both ways: what is smaller is seldom a picture of its own. */
export const LEAST = 250
/** No picture of that size fits in less. */
const SHORTEST_DATA = 1_000

const pixels = ({ width, height }: { width: number; height: number }) => width * height
const isLarge = ({ width, height }: { width: number; height: number }) => Math.min(width, height) >= LEAST

/** Undefined when nothing of it could be loaded. */
export function toOffer({ variants, ...rest }: Candidate): Offer | undefined {
  const usable = variants.filter(({ url, width }) => width >= 0 && !isVector(url))
  const known = usable.filter(({ width }) => width > 0)
  const own = largest(known.filter(({ linked }) => !linked))
  const link = largest(known.filter(({ linked }) => linked))
  const best = link && (!own || continues(own, link)) ? link : own
  const unknown = usable.find(({ url, width }) => width === 0 && !(isData(url) && url.length < SHORTEST_DATA))
  const chosen = best && (isLarge(best) || !unknown) ? best : unknown
  if (!chosen) return undefined
  const { url, width, height, claimed } = chosen
  const lesser = known.filter(one => one !== chosen && alikeInShape(one, chosen)).map(one => one.url)
  return { url, width, height, claimed, lesser, ...rest }
}

/** What has been measured comes before what is only claimed: of that, the largest was measured. */
function largest(variants: Variant[]): Variant | undefined {
  return list(variants).sort(
    (one, other) => Number(one.claimed) - Number(other.claimed) || pixels(other) - pixels(one),
  )[0]
}

/** The one to measure of those whose size is claimed. */
export function largestClaim(variants: Variant[]): Variant | undefined {
  return largest(variants.filter(({ url, width, claimed }) => claimed && width > 0 && !isVector(url)))
}

/** Whether a link leads to the same picture in larger: what is large already must look alike. */
function continues(own: Variant, link: Variant): boolean {
  return pixels(link) > pixels(own) && (!isLarge(own) || alikeInShape(own, link))
}

export function alikeInShape(one: Size, other: Size): boolean {
  const ratio = (one.width * other.height) / (one.height * other.width)
  return ratio > 0.97 && ratio < 1.03
}

interface Size {
  width: number
  height: number
}
