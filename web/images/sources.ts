// Which of a picture's files is wanted, and having it here before it is.
import type { ImageView } from '../../server/views.ts'

type Sources = ImageView['sources']

/** The one with the most pixels, in a format that every program opens; of a film the one that moves. */
export function bestSource(sources: Sources): Sources[number] | undefined {
  const common = sources.filter(({ type }) => type !== 'image/avif')
  return [...(common.length > 0 ? common : sources)].sort(
    (one, other) => Number(Boolean(one.still)) - Number(Boolean(other.still)) || other.width - one.width,
  )[0]
}

/**
 * For `sizes`: as the stage shows it, whose width and height the window gives. Two pixels less than a phone has: 412 of 1.75 or 2.625 points
 * would just not do with the 720 or 1080 that there are.
 */
export function stageSizes({ width, height }: Pick<ImageView, 'width' | 'height'>): string {
  const ratio = (width / height).toFixed(4)
  return `(min-width: 960px) min(calc(100vw - 33.5rem), calc((100vh - 3rem) * ${ratio})), min(calc(100vw - 2px), calc((100vh - 12rem) * ${ratio}))`
}

/** Loads it as the stage will, and has it decoded. */
export async function preload(image: ImageView): Promise<void> {
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches && image.sources.some(source => source.still)
  const wanted = image.sources.filter(source => Boolean(source.still) === still)
  const picture = document.createElement('picture')
  for (const type of ['image/avif', 'image/webp']) {
    const set = wanted.filter(source => source.type === type)
    if (set.length === 0) continue
    const srcset = set.map(({ url, width }) => `${url} ${width}w`).join(', ')
    picture.append(Object.assign(document.createElement('source'), { type, sizes: stageSizes(image), srcset }))
  }
  const shown = picture.appendChild(document.createElement('img'))
  shown.src = image.sources.at(-1)?.url ?? ''
  // One that does not come now is asked for again when it is shown.
  await shown.decode().catch(() => undefined)
}
