import { msg } from '@lit/localize'
import { html, type TemplateResult } from 'lit'
import type { NotificationView } from '../../server/protocol.ts'
import { translated } from '../images/translated.ts'
import { parts } from '../language/counted.ts'
import { listOfPeople, othersInWords } from '../words.ts'

/** “**Ada** and **11 others** liked “Kitten””: by how many, for the verb follows them. */
export function sentence({ kind, actors, count, image }: NotificationView): unknown {
  return parts<unknown>(messageOf(kind), count, {
    who: people(actors, count),
    image: html`<bdi>${image && translated(image).title}</bdi>`,
  })
}

function messageOf(kind: NotificationView['kind']): string {
  switch (kind) {
    case 'followed':
      return msg('{count, plural, other {{who} followed you}}')
    case 'requested':
      return msg('{count, plural, one {{who} asks to follow you} other {{who} ask to follow you}}')
    case 'approved':
      return msg('{count, plural, other {{who} let you follow them}}')
    case 'liked':
      return msg('{count, plural, other {{who} liked “{image}”}}')
    case 'saved':
      return msg('{count, plural, other {{who} saved your image “{image}” too}}')
    case 'mentioned':
      return msg('{count, plural, other {{who} mentioned you in “{image}”}}')
    case 'joined':
      return msg('{count, plural, other {{who} joined from your invitation}}')
  }
}

function people(actors: NotificationView['actors'], count: number): (string | TemplateResult)[] {
  const [first, second] = actors.map(({ name }) => name)
  const rest = count <= 1 ? [] : [(count === 2 && second) || othersInWords(count - 1)]
  return listOfPeople()
    .formatToParts([first ?? '', ...rest])
    .map(({ type, value }) => (type === 'element' ? html`<strong dir="auto">${value}</strong>` : value))
}
