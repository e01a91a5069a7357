// A picture as one place of a page names it, and how such places become one list without repeats.
import type { FoundPicture } from '../views.ts'

export interface Named {
  /** Lower comes first: Open Graph, other pictures that the page gives as its own, structured data, everything that is shown. */
  rank: 0 | 1 | 2 | 3
  /** As written: the largest that is named here. */
  url: string
  /** The same picture in other sizes, as written. */
  same: string[]
  /** The same, unless other pictures name it too: then it is what stands there until they are loaded. */
  perhaps?: string | undefined
  width: number | null
  height: number | null
  alt: string
}

/** Smaller ones are icons, buttons and trackers. */
const leastSide = 100
const longestAlt = 1_000
/** The longest address that can be saved. */
const longestUrl = 2_000
/** Kinds of pictures that cannot be saved. */
const unreadable = /\.(svgz?|ico)$/i

/** A number of pixels as HTML, or anybody's JSON, writes it; null for everything else. */
export function pixels(value: unknown): number | null {
  const text = typeof value === 'number' ? String(Math.round(value)) : typeof value === 'string' ? value : ''
  const digits = text.length > 20 ? undefined : /^\s*(\d{1,5})(?:\.\d+)?\s*(?:px)?\s*$/i.exec(text)?.[1]
  return Number(digits) || null
}

/** Best first: by rank, then by the declared area, then as they stand in the page. @param most of the answer */
export function choosePictures(
  named: Named[],
  base: string,
  isOffered: (url: URL) => boolean,
  most: number,
): FoundPicture[] {
  const resolve = (text: string) => resolveAddress(text, base, isOffered)
  const users = new Map<string, number>()
  for (const { perhaps } of named) if (perhaps) users.set(perhaps, (users.get(perhaps) ?? 0) + 1)

  const found: FoundPicture[] = []
  const known = new Map<string, FoundPicture>()
  for (const one of named.filter(isLargeEnough).sort((a, b) => a.rank - b.rank || areaOf(b) - areaOf(a))) {
    const url = resolve(one.url)
    if (!url) continue
    const others = one.perhaps && users.get(one.perhaps) === 1 ? [...one.same, one.perhaps] : one.same
    const urls = [url, ...others.flatMap(other => resolve(other) ?? [])]
    const before = urls.map(each => known.get(each)).find(Boolean)
    const picture = before ?? { url, width: one.width, height: one.height, alt: cut(one.alt, longestAlt) }
    if (before) improve(before, { ...one, url }, urls)
    else found.push(picture)
    for (const each of urls) if (!known.has(each)) known.set(each, picture)
  }
  return found.slice(0, most)
}

/** The same picture is named once more. */
function improve(picture: FoundPicture, { url, width, height, alt }: Named, urls: string[]): void {
  const isLarger = picture.width === null ? urls.indexOf(picture.url) > 0 : (width ?? 0) > picture.width
  if (isLarger || (picture.url === url && picture.width === null)) Object.assign(picture, { url, width, height })
  picture.alt ||= cut(alt, longestAlt)
}

function resolveAddress(text: string, base: string, isOffered: (url: URL) => boolean): string | undefined {
  const trimmed = text.trim()
  // A picture inside an address can be long: it is not even parsed.
  if (trimmed === '' || trimmed.length > longestUrl || /^data:/i.test(trimmed)) return undefined
  const url = URL.parse(trimmed, base)
  if (!url || !/^https?:$/.test(url.protocol) || unreadable.test(url.pathname) || !isOffered(url)) return undefined
  url.hash = ''
  return url.href.length > longestUrl ? undefined : url.href
}

const isLargeEnough = ({ width, height }: Named) =>
  (width ?? leastSide) >= leastSide && (height ?? leastSide) >= leastSide

/** 0 where nothing is declared; a lone side stands for a square. */
function areaOf({ width, height }: Named): number {
  return (width ?? height ?? 0) * (height ?? width ?? 0)
}

/** One line without control characters, at most so long, and never half a character. */
export function cut(text: string, most: number): string {
  const line = text
    .slice(0, 4 * most)
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
  const short =
    line.length > most
      ? `${line
          .slice(0, most - 1)
          .replace(/[\uD800-\uDBFF]$/, '')
          .trimEnd()}…`
      : line
  return short.toWellFormed()
}
