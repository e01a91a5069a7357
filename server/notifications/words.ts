// Notifications as sentences, where no interface of ours writes them: in mails, and on the screen of a phone.
import { msg } from '@lit/localize'
import { translated } from '../language/translated.ts'
import { counted, listOf, wholeNumber } from '../language/words.ts'
import type { NotificationView } from '../protocol.ts'
import type { ImageView } from '../views.ts'

type Told = Pick<NotificationView, 'kind' | 'actors' | 'count'> & {
  image: Pick<ImageView, 'title' | 'alt' | 'translations'> | null
}

/** “Ada and 11 others liked “Kitten”.” */
export function describe({ kind, actors, count, image }: Told): string {
  const values = { who: who(actors, count), ...(image && { title: translated(image).title }) }
  return counted((image ? aboutImage[kind] : about[kind])(), actors.length > 0 ? Math.max(1, count) : 1, values)
}

type Words = Record<NotificationView['kind'], () => string>

const about: Words = {
  followed: () => msg('{count, plural, one {{who} followed you.} other {{who} followed you.}}'),
  requested: () => msg('{count, plural, one {{who} asks to follow you.} other {{who} ask to follow you.}}'),
  approved: () => msg('{count, plural, one {{who} let you follow them.} other {{who} let you follow them.}}'),
  liked: () => msg('{count, plural, one {{who} liked your image.} other {{who} liked your image.}}'),
  saved: () => msg('{count, plural, one {{who} saved your image too.} other {{who} saved your image too.}}'),
  mentioned: () => msg('{count, plural, one {{who} mentioned you.} other {{who} mentioned you.}}'),
  joined: () =>
    msg('{count, plural, one {{who} joined from your invitation.} other {{who} joined from your invitation.}}'),
}

const aboutImage: Words = {
  ...about,
  liked: () => msg('{count, plural, one {{who} liked “{title}”.} other {{who} liked “{title}”.}}'),
  saved: () =>
    msg('{count, plural, one {{who} saved your image “{title}” too.} other {{who} saved your image “{title}” too.}}'),
  mentioned: () =>
    msg('{count, plural, one {{who} mentioned you in “{title}”.} other {{who} mentioned you in “{title}”.}}'),
}

function who(actors: Told['actors'], count: number): string {
  const [one, two] = actors.map(actor => actor.name)
  if (!one) return msg('Somebody')
  if (count <= 1) return one
  if (count === 2 && two) return listOf([one, two])
  const others = count - 1
  return counted(msg('{count, plural, one {{name} and {others} other} other {{name} and {others} others}}'), others, {
    name: one,
    others: wholeNumber(others),
  })
}

/** Where one goes from there. */
export function pathOf({ kind, actors, count, image }: NotificationView): string {
  if (kind === 'requested') return '/settings/people'
  if (image) return `/images/${image.id}/${encodeURIComponent(image.slug)}`
  return count === 1 && actors[0] ? `/people/${actors[0].username}` : '/notifications'
}
