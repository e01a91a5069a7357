// The pictures that a page shows: what an <img> and its like name, in all the ways to load them late or in several sizes.
import { pixels, type Named } from './named.ts'
import { parseSrcset, type Candidate } from './srcset.ts'

type Attributes = Map<string, string>

/** Where scripts that load pictures late, or show them enlarged, find them. The enlarged ones first. */
const largeAttributes = ['data-large_image', 'data-zoom-image', 'data-full-src', 'data-orig-file', 'data-large-file']
const lazyAttributes = [
  'data-src',
  'data-original',
  'data-lazy-src',
  'data-lazy',
  'data-actualsrc',
  'data-echo',
  'data-hi-res-src',
  'data-url',
]
const lazySets = ['data-srcset', 'data-lazy-srcset', 'data-original-set', 'data-bgset']

export const imageAttributes = [
  ...['src', 'srcset', 'alt', 'width', 'height', 'type', 'poster', ...largeAttributes, ...lazyAttributes, ...lazySets],
]

/** What this product cannot read is the last choice. */
const isReadable = (type: string | undefined) => !type || !/^image\/(avif|jxl|heic|heif|svg\+xml)\b/i.test(type)

/** What stands there until the picture is loaded. */
const isInline = (url: string) => /^data:/i.test(url)

/** Candidates of the sources of a <picture>, or of an <img> itself. */
export function candidatesOf(attributes: Attributes): Candidate[] {
  const sets = ['srcset', ...lazySets].flatMap(name => attributes.get(name) ?? [])
  if (!isReadable(attributes.get('type'))) return []
  return sets.flatMap(parseSrcset).filter(({ url }) => !isInline(url))
}

/** @param sources of the <picture> around it */
export function namedByImage(attributes: Attributes, sources: Candidate[] = []): Named | undefined {
  const first = (names: string[]) => names.map(name => attributes.get(name)?.trim()).find(url => url && !isInline(url))
  const [large, lazy, src] = [first(largeAttributes), first(lazyAttributes), attributes.get('src')?.trim()]
  const candidates = [...sources, ...candidatesOf(attributes)]
  const best = largestOf(candidates)

  const url = large ?? best?.url ?? lazy ?? src
  if (!url) return undefined
  const same = [...candidates.map(candidate => candidate.url), ...(lazy ? [lazy] : [])].filter(other => other !== url)
  const size = sizeOf(attributes, large === undefined ? best : undefined)
  const known = large === undefined || large === src ? size : { width: null, height: null }
  return { rank: 3, url, same, perhaps: src === url ? undefined : src, ...known, alt: attributes.get('alt') ?? '' }
}

/** By width where widths are given, else by density. */
function largestOf(candidates: Candidate[]): Candidate | undefined {
  const measure = ({ width, density }: Candidate) => (width === null ? density / 100 : width)
  return candidates.reduce<Candidate | undefined>(
    (best, candidate) => (best && measure(best) >= measure(candidate) ? best : candidate),
    undefined,
  )
}

function sizeOf(attributes: Attributes, best: Candidate | undefined): Pick<Named, 'width' | 'height'> {
  const [width, height] = [pixels(attributes.get('width')), pixels(attributes.get('height'))]
  if (!best) return { width, height }
  if (best.width !== null) {
    return { width: best.width || null, height: width && height && Math.round((best.width * height) / width) }
  }
  const enlarged = (side: number | null) => side && Math.round(side * best.density)
  return { width: enlarged(width), height: enlarged(height) }
}
