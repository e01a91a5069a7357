// Whoever has come by an address in a language, and opens a link in another tab, or copies it, goes on in that language. The router finds its
// way without.
import { addressed, withLanguage, withoutLanguage } from './address.ts'

export function keepLanguageInLinks(): void {
  for (const touch of ['pointerdown', 'keydown', 'contextmenu', 'dragstart'])
    addEventListener(touch, keepIn, { capture: true, passive: true })
}

function keepIn(event: Event): void {
  const link = event.composedPath().find(target => target instanceof HTMLAnchorElement)
  if (!link?.href) return
  const { origin, pathname, search, hash } = new URL(link.href)
  const isPage = origin === location.origin && !/^\/(api|media|assets)\//.test(pathname)
  const path = withoutLanguage(pathname)
  // Also back again, where another language has been chosen since.
  if (isPage && (addressed || path !== pathname)) link.href = withLanguage(path + search + hash)
}
