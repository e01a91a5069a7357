// Another language, where everything stands: each element says its words anew, and keeps all else.
import { LitElement } from 'lit'

/** Also what lies in shadow trees. */
export function renew(root: ParentNode): void {
  if (root instanceof LitElement) root.requestUpdate()
  for (const element of root.querySelectorAll('*')) {
    if (element instanceof LitElement) element.requestUpdate()
    if (element.shadowRoot) renew(element.shadowRoot)
  }
  if (root instanceof Element && root.shadowRoot) renew(root.shadowRoot)
}
