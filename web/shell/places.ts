import { msg } from '@lit/localize'
import { nothing, type TemplateResult } from 'lit'
import { grid, home, people } from '../ui/icons.ts'

export interface MainPlace {
  path: string
  name: string
  icon: TemplateResult
}

/** Where one can always go. */
export function places(): MainPlace[] {
  return [
    { path: '/', name: msg('Home'), icon: home },
    { path: '/images', name: msg('Everything'), icon: grid },
    { path: '/people', name: msg('People'), icon: people },
  ]
}

/** For `aria-current`. */
export function current(place: string, path: string): 'page' | typeof nothing {
  return place === path ? 'page' : nothing
}
