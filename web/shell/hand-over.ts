/** Whoever has gone somewhere in the HTML by keyboard, or begun to write, goes on there. */
export function handOver(focused: Element, shell: HTMLElement): void {
  const main = shell.shadowRoot?.querySelector('main')
  const field = focused instanceof HTMLInputElement ? focused : undefined
  const href = focused.getAttribute('href')
  const wanted = field ? 'input[type=search]' : href ? `a[href="${CSS.escape(href)}"]` : 'main'
  const there = (shell.shadowRoot && findWithin(shell.shadowRoot, wanted)) ?? main
  if (field && there instanceof HTMLInputElement && there.value !== field.value) {
    there.value = field.value
    there.dispatchEvent(new Event('input', { bubbles: true }))
  }
  there?.focus({ preventScroll: true })
}

function findWithin(root: ParentNode, selector: string): HTMLElement | undefined {
  const here = root.querySelector<HTMLElement>(selector)
  if (here) return here
  for (const { shadowRoot } of root.querySelectorAll('*')) {
    const found = shadowRoot && findWithin(shadowRoot, selector)
    if (found) return found
  }
  return undefined
}
