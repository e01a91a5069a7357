// Pages one can go back to, as they were left: with what they showed, where they were scrolled to, and what had the focus.

interface Kept {
  page: HTMLElement
  scroll: number
  focused: HTMLElement | undefined
}

const MOST = 8

export class KeptPages {
  readonly #pages = new Map<string, Kept>()

  keep(key: string, page: HTMLElement): void {
    this.#pages.delete(key)
    this.#pages.set(key, { page, scroll: scrollY, focused: focusedIn(page) })
    for (const oldest of this.#pages.keys()) if (this.#pages.size > MOST) this.#pages.delete(oldest)
  }

  take(key: string): Kept | undefined {
    return this.#pages.get(key)
  }

  clear(): void {
    this.#pages.clear()
  }
}

function focusedIn(page: HTMLElement): HTMLElement | undefined {
  let focused = page.shadowRoot?.activeElement
  while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement
  return focused instanceof HTMLElement ? focused : undefined
}
