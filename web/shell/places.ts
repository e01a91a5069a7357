import { msg } from '@lit/localize'
import { nothing, type TemplateResult } from 'lit'
import { grid, home, people, search } from '../ui/icons.ts'

export interface MainPlace {
  path: string
  name: string
  icon: TemplateResult
  /** Leads there from anywhere. */
  key?: string
}

/** Where one can always go. */
export function places(): MainPlace[] {
  return [
    { path: '/', name: msg('Home'), icon: home },
    { path: '/images', name: msg('Everything'), icon: grid },
    { path: '/people', name: msg('People'), icon: people },
    { path: '/search', name: msg('Search'), icon: search, key: '/' },
  ]
}

/** For `aria-current`. */
export function current(place: string, path: string): 'page' | typeof nothing {
  // The same things in another order.
  return place === (path === '/popular' ? '/images' : path) ? 'page' : nothing
}
