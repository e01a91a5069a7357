// Pictures and walls as plain HTML: what web/images/image-tile.ts and web/ui/picture-frame.ts will put in their place, as far as it
// can be seen.
import { msg, str } from '@lit/localize'
import type { ImageView } from '../views.ts'
import { translated } from '../language/translated.ts'
import { dayOf } from '../language/words.ts'
import { html, type Html } from './html.ts'
import { timeAgo } from './words.ts'

/** Which part of the window a column is, for each kind of wall: as masonry-wall reckons, so that the same files are chosen. */
export const columnSizes = {
  /** Over the whole width of `page` in web/ui/styles.ts. */
  wide:
    '(min-width: 1760px) 264px, (min-width: 1621px) calc((100vw - 180px) / 6), (min-width: 1350px) calc((96vw - 96px) / 5), ' +
    '(min-width: 1080px) calc((96vw - 76px) / 4), (min-width: 809px) calc((96vw - 56px) / 3), (min-width: 600px) calc((96vw - 36px) / 2), ' +
    '(min-width: 400px) calc((96vw - 28px) / 2), calc((100vw - 44px) / 2)',
  /** Beside the way in of the welcome page. */
  beside:
    '(min-width: 1760px) 286px, (min-width: 1560px) calc((95vw - 524px) / 4), (min-width: 1276px) calc((91vw - 440px) / 3), ' +
    '(min-width: 1055px) calc((91vw - 420px) / 2), (min-width: 960px) calc((91vw - 412px) / 2), ' +
    '(min-width: 809px) calc((96vw - 56px) / 3), (min-width: 600px) calc((96vw - 36px) / 2), ' +
    '(min-width: 400px) calc((96vw - 28px) / 2), calc((100vw - 44px) / 2)',
}

/** As many as stand in the first row of the widest wall. */
const firstRow = 6

const formats = ['image/avif', 'image/webp'] as const

/** @param order 0 is what is looked at first; what is not seen at once is loaded when it comes near */
export function pictureOf(image: ImageView, sizes: string, order: number): Html {
  const { sources, width, height, alt, title, color } = image
  const priority = order === 0 ? html` fetchpriority="high"` : null
  return html`<picture
    >${choices(
      sources.filter(source => source.still),
      sizes,
      '(prefers-reduced-motion: reduce)',
    )}${choices(
      sources.filter(source => !source.still),
      sizes,
    )}<img
      src="${sources.at(-1)?.url}"
      alt="${alt || title}"
      width="${width}"
      height="${height}"
      loading="${order < firstRow ? 'eager' : 'lazy'}"
      decoding="async"
      ${priority}
      data-color="${color}"
      class="${height > width * 2.2 && 'tall'}"
  /></picture>`
}

function choices(sources: ImageView['sources'], sizes: string, media?: string): Html[] {
  return formats.flatMap(type => {
    const set = sources.filter(source => source.type === type)
    if (set.length === 0) return []
    const srcset = set.map(({ url, width }) => `${url} ${width}w`).join(', ')
    return [html`<source${media && html` media="${media}"`} type="${type}" sizes="${sizes}" srcset="${srcset}" />`]
  })
}

export const pathOfImage = ({ id, slug }: Pick<ImageView, 'id' | 'slug'>) => `/images/${id}/${encodeURIComponent(slug)}`
export const pathOfPerson = ({ username }: { username: string }) => `/people/${encodeURIComponent(username)}`

interface Wall {
  images: ImageView[]
  sizes: string
  /** What a screen reader calls it. */
  label: string
  /** Where what is older is; crawlers go on there. */
  older: string | null
  /** Of one person: not who saved it, but when. */
  own?: boolean
  /** What is said when there is nothing: sentences. */
  nothing: string[]
}

export function wallOf({ images, sizes, label, older, own, nothing }: Wall): Html {
  if (images.length === 0)
    return html`<p class="nothing">${nothing.map((words, index) => [index > 0 && html`<br />`, words])}</p>`
  return html`<div class="wall">
      <ul aria-label="${label}">
        ${images.map((image, index) => tileOf(translated(image), sizes, index, own))}
      </ul>
    </div>
    ${older && html`<p class="older"><a class="door" rel="next" href="${older}">${msg('Older pictures')}</a></p>`}`
}

/** @param kind its class, if it has one */
export function timeOf(iso: string, kind = ''): Html {
  return html`<time ${kind && html`class="${kind}" `}datetime="${iso}" title="${dayOf(iso)}">${timeAgo(iso)}</time>`
}

/** A picture that nobody has described is called by its title, and that is then said once. */
function tileOf(image: ImageView, sizes: string, order: number, own?: boolean): Html {
  const { by, title } = image
  return html`<li>
    <a href="${pathOfImage(image)}"
      >${pictureOf(image, sizes, order)}<span class="title" ${image.alt ? null : html` aria-hidden="true"`}
        ><bdi>${title}</bdi></span
      ></a
    >
    ${
      own
        ? timeOf(image.bookmarkedAt, 'by')
        : html`<a class="by" href="${pathOfPerson(by)}" aria-label="${msg(str`Saved by ${by.name}`)}"
            ><bdi>${by.name}</bdi></a
          >`
    }
  </li>`
}
