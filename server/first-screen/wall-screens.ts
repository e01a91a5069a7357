// The pages that are walls: the welcome of visitors, and everything.
import { msg } from '@lit/localize'
import { listImages } from '../images/images.ts'
import { translated } from '../language/translated.ts'
import type { ImageView } from '../views.ts'
import { frame } from './frame.ts'
import { listPopular } from '../popular/popular.ts'
import { html, type Html } from './html.ts'
import { collectionOf, previewOf } from './linked-data.ts'
import { firstAnswer, firstPage, type Look, type Sketch } from './sketch.ts'
import { columnSizes, pathOfImage, wallOf } from './tiles.ts'
import { words } from './words.ts'

export async function drawWelcome({ ctx, viewerId, absolute, most }: Look): Promise<Sketch> {
  const listed = await listImages(ctx, viewerId, { limit: most })
  return {
    title: '',
    description: words.house(),
    canonical: '/',
    type: 'website',
    preview: {
      url: absolute('/icons/icon-512.png'),
      type: 'image/png',
      width: 512,
      height: 512,
      alt: 'Bowerbird',
      large: false,
    },
    jsonLd: [{ '@type': 'WebSite', name: 'Bowerbird', url: absolute('/'), description: words.house() }],
    body: frame(
      '/',
      'welcome',
      html`<section class="in">
          <h1>${words.promise()}</h1>
          <p class="lead">${words.lead()}</p>
          <p class="doors">
            <a class="door primary" href="/sign-up">${msg('Create an account')}</a>
            <a class="door" href="/sign-in">${msg('Sign in')}</a>
          </p>
        </section>
        <section>
          <h2 class="unseen">${msg('Being saved right now')}</h2>
          ${wallOf({
            images: listed.images,
            sizes: columnSizes.beside,
            label: msg('Newest images'),
            older: listed.next && `/images?before=${listed.next}`,
            nothing: [msg('Nothing has been saved yet'), msg('The first picture that somebody saves will be here.')],
          })}
        </section>`,
    ),
    answers: [firstAnswer('image:list', { limit: firstPage }, listed)],
    module: 'accounts/welcome-page.ts',
    everybody: true,
  }
}

export async function drawEverything(look: Look): Promise<Sketch> {
  const { ctx, viewerId, absolute, query, most } = look
  const before = cursorOf(query)
  const listed = await listImages(ctx, viewerId, { limit: most, ...(before && { before }) })
  const { images, next } = listed
  return {
    title: msg('Everything'),
    description: words.everything(),
    canonical: before ? `/images?before=${before}` : '/images',
    type: 'website',
    ...(images[0] && { preview: previewOf(images[0], absolute) }),
    jsonLd: [collectionOf(msg('Everything'), absolute('/images'), images.map(imageItem(absolute)))],
    // Where an older page begins is another place tomorrow; what it leads to is what is to be found.
    hidden: before !== undefined,
    body: frame(
      '/images',
      'everything',
      html`${headOf(words.everything(), '/images')}
      ${wallOf({
        images,
        sizes: columnSizes.wide,
        label: msg('All images, newest first'),
        older: next && `/images?before=${next}`,
        nothing: [before ? msg('There is nothing older.') : msg('Nobody has saved anything here yet.')],
      })}`,
    ),
    answers: before ? [] : [firstAnswer('image:list', { limit: firstPage }, listed)],
    module: 'images/images-page.ts',
    everybody: true,
  }
}

export async function drawPopular({ ctx, viewerId, absolute, most }: Look): Promise<Sketch> {
  const listed = await listPopular(ctx, viewerId, { limit: most })
  const { images } = listed
  return {
    title: msg('Popular'),
    description: words.popular(),
    canonical: '/popular',
    type: 'website',
    ...(images[0] && { preview: previewOf(images[0], absolute) }),
    jsonLd: [collectionOf(msg('Popular'), absolute('/popular'), images.map(imageItem(absolute)))],
    body: frame(
      '/images',
      'everything',
      html`${headOf(words.popular(), '/popular')}
      ${wallOf({
        images,
        sizes: columnSizes.wide,
        label: msg('Popular images'),
        older: null,
        nothing: [msg('Nothing stands out yet'), msg('What people look at, like and keep will be here.')],
      })}`,
    ),
    answers: [firstAnswer('image:popular', { limit: firstPage }, listed)],
    module: 'popular/popular-page.ts',
  }
}

/** As popular/wall-tabs has it in web/. */
function headOf(text: string, path: string): Html {
  const tab = (to: string, name: string) =>
    html`<a href="${to}" ${to === path && html` aria-current="page"`}>${name}</a>`
  return html`<div class="head">
    <div>
      <h1>${msg('Everything')}</h1>
      <p>${text}</p>
    </div>
    <nav class="tabs" aria-label="${msg('In which order')}">
      ${tab('/images', msg('Newest'))} ${tab('/popular', msg('Popular'))}
    </nav>
  </div>`
}

/** From an address that anybody may have written. */
export function cursorOf(query: URLSearchParams): string | undefined {
  const before = query.get('before') ?? ''
  return /^[1-9]\d{0,17}$/.test(before) ? before : undefined
}

const imageItem =
  (absolute: Look['absolute']) =>
  (image: ImageView): { url: string; name: string } => ({
    url: absolute(pathOfImage(image)),
    name: translated(image).title,
  })
