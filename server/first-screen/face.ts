// A person's photo, or else their initials: decoration, for the name stands beside it.
import type { AccountRef } from '../views.ts'
import { html, type Html } from './html.ts'

/** @param size pixels of an edge */
export function faceOf({ name, photo }: AccountRef, size: number): Html {
  return photo
    ? html`<img class="face" src="${photo}" alt="" width="${size}" height="${size}" />`
    : html`<span class="face" aria-hidden="true">${initials(name)}</span>`
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/)
  // Arabic letters would join into a word, and two signs of Chinese or Japanese be another name.
  const [alone] = /^[\u0590-\u08ff\u2e80-\ud7ff]/.exec(name.trim().replace(/^ال/, '')) ?? []
  if (alone) return alone
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map(word => [...(word ?? '')][0] ?? '')
  return letters.join('').toUpperCase()
}
