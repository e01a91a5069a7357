// Pages one can go back to, as they were left: with what they showed, where they were scrolled to, and what had the focus.

import { language } from '../language/current.ts'

export interface Kept<Page extends HTMLElement = HTMLElement> {
  page: Page
  path: string
  scroll: number
  focused: HTMLElement | undefined
}

const MOST = 8

export class KeptPages {
  readonly #pages = new Map<string, Kept>()

  constructor() {
    language.subscribe(async () => {
      const { renew } = await import('../language/renew.ts')
      for (const { page } of this.#pages.values()) renew(page)
    })
  }

  /** What has not been used for longest makes room. */
  keep(key: string, kept: Kept): void {
    this.#pages.delete(key)
    this.#pages.set(key, kept)
    for (const oldest of this.#pages.keys()) if (this.#pages.size > MOST) this.#pages.delete(oldest)
  }

  get(key: string): Kept | undefined {
    return this.#pages.get(key)
  }

  clear(): void {
    this.#pages.clear()
  }
}

export function focusedIn(page: HTMLElement): HTMLElement | undefined {
  let focused = page.shadowRoot?.activeElement
  while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement
  return focused instanceof HTMLElement ? focused : undefined
}
