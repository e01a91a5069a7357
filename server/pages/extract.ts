// What a page offers, read off its text alone: nothing that it refers to is fetched, and no order of it is obeyed.
import type { FoundPicture } from '../views.ts'
import { headAttributes, readHead } from './head.ts'
import { readJsonLd } from './json-ld.ts'
import { choosePictures, cut, pixels, type Named } from './named.ts'
import { candidatesOf, imageAttributes, namedByImage } from './shown.ts'
import type { Candidate } from './srcset.ts'
import { readTags } from './tags.ts'

export interface Extract {
  title: string
  pictures: FoundPicture[]
}

const mostPictures = 60
/** Places of one page that are looked at: a page of honest people has 2,000 at most. */
const mostShown = 5_000
const longestTitle = 200
const wanted = new Set([...imageAttributes, ...headAttributes])

/**
 * Takes time in proportion to the length of the page, whatever stands in it.
 * @param address where the page is, for what is written relative to it
 * @param isOffered whether a picture at an http or https address may be offered at all
 */
export function extract(html: string, address: string, isOffered: (url: URL) => boolean = () => true): Extract {
  const head = readHead()
  const structured: Named[] = []
  const shown: Named[] = []
  let base: string | undefined
  let title: string | undefined
  let drawings = 0
  /** Of the <picture> that is open. */
  let sources: Candidate[] | undefined
  /** What the text that follows belongs to. */
  let reading: { tag: 'title' | 'script'; text: string } | undefined

  function addImage(attributes: Map<string, string>) {
    const named = shown.length < mostShown ? namedByImage(attributes, sources) : undefined
    if (named) shown.push(named)
  }

  readTags(html, wanted, {
    open(tag, attributes) {
      reading = undefined
      if (tag === 'img' || tag === 'image' || tag === 'amp-img') {
        addImage(attributes)
        if (sources) sources = []
      } else if (tag === 'meta') head.meta(attributes)
      else if (tag === 'link') head.link(attributes)
      else if (tag === 'base') base ??= attributes.get('href')
      else if (tag === 'title' && drawings === 0 && title === undefined) reading = { tag, text: '' }
      else if (tag === 'script' && /^application\/ld\+json\b/i.test(attributes.get('type')?.trim() ?? '')) {
        reading = { tag, text: '' }
      } else if (tag === 'picture') sources = []
      else if (tag === 'source' && sources && sources.length < mostShown) sources.push(...candidatesOf(attributes))
      else if (tag === 'video' && attributes.get('poster') && shown.length < mostShown) {
        const [width, height] = [pixels(attributes.get('width')), pixels(attributes.get('height'))]
        shown.push({ rank: 3, url: attributes.get('poster')!, same: [], width, height, alt: '' })
      } else if (tag === 'svg') drawings++
    },
    close(tag) {
      if (tag === 'svg') drawings = Math.max(0, drawings - 1)
      if (tag === 'picture') {
        if (sources && sources.length > 0) addImage(new Map())
        sources = undefined
      }
      if (reading?.tag !== tag) return
      if (tag === 'title') title = reading.text
      else {
        for (const { url, width, height, alt } of readJsonLd(reading.text)) {
          structured.push({ rank: 2, url, same: [], width: pixels(width), height: pixels(height), alt })
        }
      }
      reading = undefined
    },
    text(piece) {
      if (reading) reading.text += piece
    },
  })

  const pictures = choosePictures(
    [...head.named, ...structured, ...shown],
    baseOf(base, address),
    isOffered,
    mostPictures,
  )
  return { title: cut(head.title() ?? title ?? '', longestTitle), pictures }
}

/** Of `<base href>`, unless it is something else than a place on the web. */
function baseOf(href: string | undefined, address: string): string {
  const base = href === undefined ? null : URL.parse(href.trim(), address)
  return base && /^https?:$/.test(base.protocol) ? base.href : address
}
