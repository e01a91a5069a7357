import { LitElement } from 'lit'

/** The first link or button in an element, in reading order, however deep in elements of elements. */
export async function findFocusable(root: Element | ShadowRoot): Promise<HTMLElement | undefined> {
  for (const element of root.querySelectorAll<HTMLElement>('*')) {
    if (element.matches('a[href], button:not([tabindex="-1"])')) return element
    if (element instanceof LitElement) await element.updateComplete
    const inside = element.shadowRoot && (await findFocusable(element.shadowRoot))
    if (inside) return inside
  }
  return undefined
}
