// Elements without markup: a page may forbid that text becomes HTML.

type Properties = Record<string, unknown>

/** @param properties attributes; functions are listeners, `true` and `false` are as in HTML */
export function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Properties = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  // Also in a page that is no HTML, as a picture by itself.
  const element = document.createElementNS('http://www.w3.org/1999/xhtml', tag) as HTMLElementTagNameMap[Tag]
  for (const name of Object.keys(properties)) {
    const value = properties[name]
    if (typeof value === 'function') element.addEventListener(name, value as EventListener)
    else if (value === true) element.setAttribute(name, '')
    else if (value !== false) element.setAttribute(name, String(value))
  }
  element.append(...children)
  return element
}
