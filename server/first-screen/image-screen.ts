// One image on its page.
import { msg, str } from '@lit/localize'
import { AppError } from '../errors.ts'
import { getImage } from '../images/images.ts'
import { translated } from '../language/translated.ts'
import type { ImageView } from '../views.ts'
import { frame } from './frame.ts'
import { html, phrase, type Html } from './html.ts'
import { imageObjectOf, previewOf } from './linked-data.ts'
import { firstAnswer, type Look, type Sketch } from './sketch.ts'
import { pathOfImage, pathOfPerson, pictureOf, timeOf } from './tiles.ts'
import { hostOf, isWebAddress, likesInWords } from './words.ts'

/** Two pixels less than a phone has: 412 of 1.75 or 2.625 points would just not do with the 720 or 1080 that there are. */
const sizes = '(min-width: 960px) calc(100vw - 33.5rem), calc(100vw - 2px)'

/** Letters; as in web/images/image-heading.ts. */
const longTitle = 80

export async function drawImage({ ctx, viewerId, parameters: [id = ''], absolute }: Look): Promise<Sketch> {
  if (!/^\d{1,18}$/.test(id)) throw new AppError('not_found', msg('This image does not exist, or not any more.'))
  const found = await getImage(ctx, id, viewerId)
  const image = translated(found)
  const path = pathOfImage(image)
  return {
    title: image.title,
    description: image.description || savedBy(image),
    canonical: path,
    type: 'article',
    preview: previewOf(image, absolute),
    embeddable: path,
    jsonLd: [imageObjectOf(image, absolute)],
    hidden: image.heldUntil !== null,
    body: frame(path, 'one', articleOf(image)),
    answers: [firstAnswer('image:get', { id }, found)],
    module: 'images/image-page.ts',
  }
}

function savedBy({ by, pageUrl }: ImageView): string {
  return isWebAddress(pageUrl) ? msg(str`Saved by ${by.name} from ${hostOf(pageUrl)}.`) : msg(str`Saved by ${by.name}.`)
}

function articleOf(image: ImageView): Html {
  const { title, description, by, likes, bookmarkedAt, width, height } = image
  return html`<article>
    <div class="stage">${pictureOf(image, sizes, 0)}</div>
    <div class="about">
      <h1 class="${title.length > longTitle && 'long'}" dir="auto">${title}</h1>
      ${description && html`<p class="description" dir="auto">${description}</p>`} ${originOf(image)}
      <p class="saved">
        ${phrase(msg('Saved by {name}'), {
          name: html`<a href="${pathOfPerson(by)}" rel="author"><bdi>${by.name}</bdi></a>`,
        })}
      </p>
      <p class="facts">${timeOf(bookmarkedAt)} · ${width} × ${height} ${likes > 0 && `· ${likesInWords(likes)}`}</p>
      <p><a class="door" href="/images">${msg('See everything')}</a></p>
    </div>
  </article>`
}

function originOf({ pageUrl, sourceUrl }: ImageView): Html | false {
  const address = pageUrl ?? sourceUrl
  if (!isWebAddress(address)) return false
  const link = html`<a href="${address}" rel="noopener noreferrer nofollow ugc">${hostOf(address)}</a>`
  return html`<p>${phrase(msg('From {host}'), { host: link })}</p>`
}
