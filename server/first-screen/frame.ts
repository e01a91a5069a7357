// What stands around every page: its name, and where one can go.
import { msg } from '@lit/localize'
import { html, type Html } from './html.ts'

const mark = {
  html: `<svg width="30" height="30" viewBox="0 0 32 32" fill="none" aria-hidden="true"><path d="M5.500 28C3.500 18 6 9 12.500 4M9.800 28C8.400 19.500 10 12.500 14.300 8M26.500 28C28.500 18 26 9 19.500 4M22.200 28C23.600 19.500 22 12.500 17.700 8" stroke="var(--accent)" stroke-width="2" stroke-linecap="round"/><path fill="currentColor" d="M11 28c-.4-5.400 1.300-9.600 5-9.900 1.300-.1 2.500.4 3.200 1.300l2.300.8-1.900 1.200c.3 3-1 5.300-3.200 6.600z"/></svg>`,
}

const places = () => [
  { path: '/images', name: msg('Everything') },
  { path: '/people', name: msg('People') },
  { path: '/search', name: msg('Search') },
]

export function frame(path: string, kind: string, content: Html): Html {
  return html`<header class="first-header">
      <a class="door primary skip" href="#content">${msg('Skip to the content')}</a>
      <a class="wordmark" href="/">${mark}<span>Bowerbird</span></a>
      <nav aria-label="${msg('Main')}">
        ${places().map(
          place => html`<a href="${place.path}" ${place.path === path && html` aria-current="page"`}>${place.name}</a>`,
        )}
      </nav>
    </header>
    <main class="first ${kind}" id="content" tabindex="-1">${content}</main>`
}
