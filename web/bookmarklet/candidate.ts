// A picture of the page, and the files it can be had as.
import { list } from './realm.ts'

export interface Variant {
  url: string
  /** Natural size in pixels; 0 until it is known. */
  width: number
  height: number
  /** The link around a picture may lead to its larger self, or to another one. */
  linked: boolean
  /** The size is what the page says, or what the browser has reckoned from that: the file may have another. */
  claimed: boolean
}

export interface Candidate {
  variants: Variant[]
  /** An address that the page itself has loaded, so that it may be shown without asking anybody; or ''. */
  loaded: string
  alt: string
  /** How much of the window it fills, in square CSS pixels. */
  fill: number
  /** How large it stands in the page, in the same. */
  area: number
}

export interface Box {
  left: number
  top: number
  right: number
  bottom: number
}

export const emptyBox: Box = { left: 0, top: 0, right: 0, bottom: 0 }

export function variant(url: string, width = 0, height = 0, linked = false): Variant {
  return { url, width, height, linked, claimed: false }
}

export function claim(url: string, width: number, height: number): Variant {
  return { ...variant(url, width, height), claimed: width > 0 }
}

export function candidate(variants: Variant[], alt: string, box: Box, visible: Box, loaded = ''): Candidate {
  return { variants: list(variants), loaded, alt: tidy(alt, 1_000), fill: areaOf(visible), area: areaOf(box) }
}

export function areaOf({ left, top, right, bottom }: Box): number {
  return Math.max(0, right - left) * Math.max(0, bottom - top)
}

export function overlap(one: Box, other: Box): Box {
  return {
    left: Math.max(one.left, other.left),
    top: Math.max(one.top, other.top),
    right: Math.min(one.right, other.right),
    bottom: Math.min(one.bottom, other.bottom),
  }
}

export function tidy(text: string, most: number): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, most)
}
