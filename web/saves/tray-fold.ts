import { msg } from '@lit/localize'
import { html, nothing } from 'lit'
import type { ImageView } from '../../server/views.ts'
import '../ui/picture-frame.ts'
import { shortNumber } from '../words.ts'

const STRIP = 5

/** Several of a kind as one line, which opens. */
export function foldLine(open: boolean, toggle: () => void, content: unknown) {
  return html`<button class="many" aria-expanded=${open ? 'true' : 'false'} @click=${toggle}>
    ${content}<span class="each">${open ? msg('Fewer') : msg('Each')}</span>
  </button>`
}

export function strip(images: readonly ImageView[]) {
  const rest = images.length - STRIP
  return html`${images
    .slice(0, STRIP)
    .map(image => html`<picture-frame .picture=${{ ...image, alt: '' }} sizes="44px"></picture-frame>`)}
  ${rest > 0 ? html`<span class="rest">+${shortNumber(rest)}</span>` : nothing}`
}

export function namedLine(words: string, names: readonly string[]) {
  return html`<span class="named">
    <span>${words}</span><span class="unseen"> · </span
    ><span class="names">${names.map((name, index) => html`${index > 0 ? ' · ' : ''}<bdi>${name}</bdi>`)}</span>
  </span>`
}
