// HTML as text: what is filled in is escaped, whoever has written it.

/** Text that is HTML already. */
export interface Html {
  html: string
}

type Part = Html | string | number | null | undefined | false | Part[]

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, character => escapes[character] ?? '')

/** `html\`<p title="${anything}">${anything}</p>\``: attributes must stand in quotes. */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Html {
  return { html: strings.reduce((text, string, index) => text + render(parts[index - 1]) + string) }
}

function render(part: Part): string {
  if (part === null || part === undefined || part === false) return ''
  if (Array.isArray(part)) return part.map(render).join('')
  return typeof part === 'object' ? part.html : escapeHtml(String(part))
}

/** A message with `{name}`s in it, and HTML in their places. */
export function phrase(message: string, values: Record<string, Html>): Html {
  return {
    html: message
      .split(/\{(\w+)\}/)
      .map((part, index) => (index % 2 ? (values[part]?.html ?? '') : escapeHtml(part)))
      .join(''),
  }
}

const ofScript: Record<string, string> = {
  '<': '\\u003c',
  '>': '\\u003e',
  '&': '\\u0026',
  '\u2028': '\\u2028',
  '\u2029': '\\u2029',
}

/** JSON that cannot end the script in which it stands. */
export function jsonForScript(value: unknown): string {
  return JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, character => ofScript[character] ?? '')
}
