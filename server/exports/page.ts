// README.html: what is in the copy, to be looked at without Bowerbird and without a network.
import { msg, str } from '@lit/localize'
import { currentLanguage } from '../language/language.ts'
import { directionOf } from '../language/spoken.ts'

export interface Shown {
  title: string
  description: string
  alt: string
  /** Its path in the copy; null where the bytes could not be found. */
  file: string | null
  pageUrl: string | null
  width: number
  height: number
  savedAt: string
}

/** In the language that is spoken, as the others. */
export const pageHead = (name: string, username: string, host: string, day: string) => `<!doctype html>
<html lang="${currentLanguage()}" dir="${directionOf(currentLanguage())}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escapeHtml(msg(str`${name} on ${host}`))}</title>
<style>
:root { color-scheme: light dark }
body { max-width: 72rem; margin: 0 auto; padding: 2rem 1rem; font: 16px/1.5 system-ui, sans-serif }
.wall { display: grid; grid-template-columns: repeat(auto-fill, minmax(14rem, 1fr)); gap: 1.5rem; padding: 0; list-style: none }
img { width: 100%; height: 14rem; object-fit: contain; background: rgb(128 128 128 / .12) }
h2 { margin-top: 3rem } h3 { margin: .5rem 0 0; font-size: 1rem } p { margin: .25rem 0; overflow-wrap: anywhere }
small { opacity: .75 }
</style>
</head>
<body>
<h1>${escapeHtml(name)}</h1>
<p>${escapeHtml(msg(str`@${username} on ${host}, as of ${day}. Everything that Bowerbird kept of you is in this folder.`))}</p>
<h2>${escapeHtml(msg('Your pictures'))}</h2>
<ul class="wall">
`

export function pageImage({ title, description, alt, file, pageUrl, savedAt }: Shown): string {
  const link =
    pageUrl && /^https?:\/\//i.test(pageUrl)
      ? `<p><a href="${escapeHtml(pageUrl)}">${escapeHtml(msg('Where it was found'))}</a></p>`
      : ''
  const picture = file
    ? `<a href="${escapeHtml(file)}"><img loading="lazy" src="${escapeHtml(file)}" alt="${escapeHtml(alt || title)}"></a>`
    : `<p>${escapeHtml(msg('The picture itself could not be found.'))}</p>`
  const words = description ? `<p>${escapeHtml(description)}</p>` : ''
  const saved = `<p><small>${escapeHtml(savedAt.slice(0, 10))}</small></p>`
  return `<li>${picture}<h3>${escapeHtml(title)}</h3>${words}${link}${saved}</li>\n`
}

export const pageEnd = (files: string[]) => `</ul>
<h2>${escapeHtml(msg('Everything else'))}</h2>
<p>${escapeHtml(
  msg(
    'For programs, and for whoever is curious: each file is a list in JSON. What is not in them: passwords, keys and codes, by which somebody else could be you here; and what others have kept to themselves, such as who has blocked, muted or reported you.',
  ),
)}</p>
<ul>
${files.map(file => `<li><a href="${file}">${file}</a></li>`).join('\n')}
</ul>
</body>
</html>
`

function escapeHtml(text: string): string {
  return text.replace(
    /[&<>"']/g,
    character => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[character]!,
  )
}
