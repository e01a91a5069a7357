// The head of a page, as search engines, other sites and chats read it.
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

export function headOf(sketch: Sketch, absolute: (path: string) => string): Html {
  const { title, type, preview, embeddable, jsonLd, hidden } = sketch
  const description = shorten(sketch.description)
  const address = absolute(sketch.canonical)
  const oembed = embeddable && absolute(`/oembed?format=json&url=${encodeURIComponent(absolute(embeddable))}`)
  return html`<title>${titleOf(title)}</title>
    <meta name="description" content="${description}" />
    ${hidden && html`<meta name="robots" content="noindex, follow" />`}
    ${!hidden && type === 'article' && html`<meta name="robots" content="max-image-preview:large" />`}
    <link rel="canonical" href="${address}" />
    <meta property="og:site_name" content="${house}" />
    <meta property="og:type" content="${type}" />
    <meta property="og:title" content="${title || house}" />
    <meta property="og:description" content="${description}" />
    <meta property="og:url" content="${address}" />
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

function imageOf({ url, type, width, height, alt }: Preview): Html {
  return html`<meta property="og:image" content="${url}" />
    ${type && html`<meta property="og:image:type" content="${type}" />`}
    <meta property="og:image:width" content="${width}" />
    <meta property="og:image:height" content="${height}" />
    <meta property="og:image:alt" content="${alt}" />
    <meta name="twitter:image:alt" content="${shorten(alt, 420)}" />`
}

const ld = (data: object): Html => ({ html: jsonForScript({ '@context': 'https://schema.org', ...data }) })
