import { msg, str } from '@lit/localize'
import { html, type TemplateResult } from 'lit'
import type { NotificationView } from '../../server/protocol.ts'
import { shortNumber } from '../words.ts'

/** “**Ada** and **11 others** liked Kitten” */
export function sentence({ kind, actors, count, image }: NotificationView): string | TemplateResult {
  const who = people(actors, count)
  const what = html`<q>${image?.title || msg('your image')}</q>`
  switch (kind) {
    case 'followed':
      return msg(html`${who} followed you`)
    case 'requested':
      return count === 1 ? msg(html`${who} asks to follow you`) : msg(html`${who} ask to follow you`)
    case 'approved':
      return msg(html`${who} let you follow them`)
    case 'liked':
      return msg(html`${who} liked ${what}`)
    case 'saved':
      return msg(html`${who} saved your image ${what} too`)
    case 'mentioned':
      return msg(html`${who} mentioned you in ${what}`)
    case 'joined':
      return msg(html`${who} joined from your invitation`)
  }
}

function people(actors: NotificationView['actors'], count: number): string | TemplateResult {
  const name = (index: number) => html`<strong>${actors[index]?.name ?? msg('Somebody')}</strong>`
  if (count <= 1) return name(0)
  if (count === 2 && actors[1]) return msg(html`${name(0)} and ${name(1)}`)
  const others = html`<strong>${count === 2 ? msg('1 other') : msg(str`${shortNumber(count - 1)} others`)}</strong>`
  return msg(html`${name(0)} and ${others}`)
}
