// The head of a page, as search engines, other sites and chats read it.
import { currentLanguage } from '../language/language.ts'
import { pathIn, spokenLanguages } from '../language/spoken.ts'
import type { Spoken } from '../protocol-own.ts'
import { html, jsonForScript, type Html } from './html.ts'
import type { Preview, Sketch } from './sketch.ts'

const house = 'Bowerbird'

export const titleOf = (title: string) => (title ? `${title} · ${house}` : house)

/** Of a description what previews show: one line, whole words. */
export function shorten(text: string, most = 200): string {
  const line = text.replace(/\s+/g, ' ').trim()
  if (line.length <= most) return line
  const cut = line.slice(0, most - 1).toWellFormed()
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), most / 2)).trimEnd()}…`
}

/** @param addressed the language that the address says, if it says one */
export function headOf(sketch: Sketch, absolute: (path: string) => string, addressed?: Spoken): Html {
  const { title, type, preview, embeddable, jsonLd, hidden } = sketch
  const description = shorten(sketch.description)
  const address = absolute(pathIn(addressed, sketch.canonical))
  const oembed = embeddable && absolute(`/oembed?format=json&url=${encodeURIComponent(absolute(embeddable))}`)
  return html`<title>${titleOf(title)}</title>
    <meta name="description" content="${description}" />
    ${hidden && html`<meta name="robots" content="noindex, follow" />`}
    ${!hidden && type === 'article' && html`<meta name="robots" content="max-image-preview:large" />`}
    <link rel="canonical" href="${address}" />
    ${!hidden && alternatesOf(absolute, sketch.canonical)}
    <meta property="og:site_name" content="${house}" />
    <meta property="og:type" content="${type}" />
    <meta property="og:title" content="${title || house}" />
    <meta property="og:description" content="${description}" />
    <meta property="og:url" content="${address}" />
    <meta property="og:locale" content="${localeOf(currentLanguage())}" />
    ${preview && imageOf(preview)}
    <meta name="twitter:card" content="${preview?.large ? 'summary_large_image' : 'summary'}" />
    ${oembed && html`<link rel="alternate" type="application/json+oembed" href="${oembed}" title="${title}" />`}
    ${jsonLd.map(
      data =>
        html`<script type="application/ld+json">
          ${ld(data)}
        </script>`,
    )}`
}

/** The same page in each language; without one it is in that of whoever asks. @see https://developers.google.com/search/docs/specialty/international/localized-versions */
function alternatesOf(absolute: (path: string) => string, path: string): Html[] {
  const link = (language: string, to: string) =>
    html`<link rel="alternate" hreflang="${language}" href="${absolute(to)}" />`
  return [link('x-default', path), ...spokenLanguages.map(language => link(language, pathIn(language, path)))]
}

/** As Open Graph names it: with the country where most speak it. */
function localeOf(tag: string): string {
  const { language, region } = new Intl.Locale(tag).maximize()
  return `${language}_${region}`
}

function imageOf({ url, type, width, height, alt }: Preview): Html {
  return html`<meta property="og:image" content="${url}" />
    ${type && html`<meta property="og:image:type" content="${type}" />`}
    <meta property="og:image:width" content="${width}" />
    <meta property="og:image:height" content="${height}" />
    <meta property="og:image:alt" content="${alt}" />
    <meta name="twitter:image:alt" content="${shorten(alt, 420)}" />`
}

const ld = (data: object): Html => ({ html: jsonForScript({ '@context': 'https://schema.org', ...data }) })
