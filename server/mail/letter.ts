// How a mail reads: plain sentences and at most one button, written once as text and once as HTML.
import type { Config } from '../config.ts'
import { currentLanguage } from '../language/language.ts'
import { directionOf } from '../language/spoken.ts'

export interface Letter {
  subject: string
  /** Sentences for a person; a line of its own each. What others have written may stand in them: it is escaped. */
  paragraphs: string[]
  /** Below the paragraphs, of those that come along with the mail; a press on it leads to the address. */
  picture?: { cid: string; alt: string; url: string }
  /** Below the paragraphs; the address stands in the text as it is. */
  button?: { words: string; url: string }
  /** Small, below the button. */
  after?: string[]
}

/** Both parts of a mail, and its subject. */
export interface Written {
  subject: string
  text: string
  html: string
}

/** In the language that is spoken. */
export function writeLetter(
  { publicUrl }: Config,
  { subject, paragraphs, picture, button, after = [] }: Letter,
): Written {
  const ending = `Bowerbird, ${publicUrl.host}`
  const text = [...paragraphs, ...(button ? [`${button.words}:\n${button.url}`] : []), ...after, `-- \n${ending}`]
  const body = [
    ...paragraphs.map(words => `<p style="margin:0 0 16px">${escapeHtml(words)}</p>`),
    ...(picture ? [pictureOf(picture)] : []),
    ...(button ? [buttonOf(button)] : []),
    ...after.map(words => `<p style="margin:0 0 12px;color:#655b50;font-size:13px">${escapeHtml(words)}</p>`),
  ]
  const html = `<!doctype html>
<html lang="${currentLanguage()}" dir="${directionOf(currentLanguage())}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escapeHtml(subject)}</title></head>
<body style="margin:0;padding:24px 12px;background:#faf8f4;color:#1f1a15;font:16px/1.5 -apple-system,'Segoe UI',Roboto,sans-serif">
<div style="max-width:520px;margin:0 auto;padding:28px;border:1px solid #e4ddd2;border-radius:16px;background:#ffffff">
${body.join('\n')}
</div>
<p style="max-width:520px;margin:16px auto 0;color:#655b50;font-size:13px;text-align:center"><a href="${escapeHtml(publicUrl.origin)}" style="color:#655b50">${escapeHtml(ending)}</a></p>
</body></html>
`
  return { subject, text: `${text.join('\n\n')}\n`, html }
}

function pictureOf({ cid, alt, url }: NonNullable<Letter['picture']>): string {
  const look = 'display:block;max-width:100%;height:auto;border:0;border-radius:12px'
  return `<p style="margin:24px 0 0"><a href="${escapeHtml(url)}"><img src="cid:${escapeHtml(cid)}" alt="${escapeHtml(alt)}" style="${look}"></a></p>`
}

function buttonOf({ words, url }: { words: string; url: string }): string {
  const look =
    'display:inline-block;padding:12px 22px;border-radius:999px;background:#b8431a;color:#ffffff;font-weight:600;text-decoration:none'
  return `<p style="margin:24px 0"><a href="${escapeHtml(url)}" style="${look}">${escapeHtml(words)}</a></p>`
}

export function escapeHtml(text: string): string {
  return text.replace(
    /[&<>"']/g,
    character => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[character]!,
  )
}
