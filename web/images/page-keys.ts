/** Whether a key is pressed for the whole page: not for a field, a menu, or a dialog that is over it, and not by another program. */
export function isForPage(event: KeyboardEvent, page: HTMLElement): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || page.closest('[inert]')) return false
  for (const target of event.composedPath()) {
    if (!(target instanceof HTMLElement)) continue
    if (target.isContentEditable || target.matches('input, textarea, select, [role="menu"], [role="listbox"]'))
      return false
    if (target instanceof HTMLDialogElement) return contains(target, page)
  }
  return true
}

/** Whether the keyboard is anywhere: nowhere once what had it is gone. */
export function focusIsIn(page: Element): boolean {
  return page.shadowRoot?.activeElement !== null || document.activeElement !== document.body
}

/** Through every shadow root. */
function contains(outer: Element, inner: Element): boolean {
  for (let node: Node | null = inner; node; node = node.parentNode ?? (node instanceof ShadowRoot ? node.host : null))
    if (node === outer) return true
  return false
}
