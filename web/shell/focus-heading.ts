import { LitElement } from 'lit'

/** Screen readers say where one has arrived, and the keyboard goes on from there: at once, or as soon as the page knows its name. */
export async function focusHeading(page: HTMLElement, main: HTMLElement): Promise<void> {
  main.focus({ preventScroll: true })
  const deadline = Date.now() + 5_000
  while (page.isConnected && Date.now() < deadline) {
    if (page instanceof LitElement) await page.updateComplete
    const heading = page.shadowRoot?.querySelector('h1')
    if (heading) {
      // Unless the reader has gone on meanwhile.
      if ((main.getRootNode() as ShadowRoot).activeElement === main) heading.focus({ preventScroll: true })
      return
    }
    await new Promise(requestAnimationFrame)
  }
}
