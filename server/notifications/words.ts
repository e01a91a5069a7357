// Notifications as sentences, where no interface of ours writes them: in mails, and on the screen of a phone.
import type { NotificationView } from '../protocol.ts'

type Told = Pick<NotificationView, 'kind' | 'actors' | 'count'> & { image: { title: string } | null }

/** “Ada and 11 others liked “Kitten”.” */
export function describe({ kind, actors, count, image }: Told): string {
  const title = image ? `“${image.title}”` : 'your image'
  const did = {
    followed: 'followed you',
    requested: count === 1 ? 'asks to follow you' : 'ask to follow you',
    approved: 'let you follow them',
    liked: `liked ${title}`,
    saved: `saved your image ${title} too`,
    mentioned: `mentioned you in ${title}`,
    joined: 'joined from your invitation',
  }[kind]
  return `${who(actors, count)} ${did}.`
}

function who(actors: Told['actors'], count: number): string {
  const [one, two] = actors.map(actor => actor.name)
  if (count <= 1 || !one) return one ?? 'Somebody'
  if (count === 2 && two) return `${one} and ${two}`
  const others = count - 1
  return `${one} and ${others.toLocaleString('en')} ${others === 1 ? 'other' : 'others'}`
}

/** Where one goes from there. */
export function pathOf({ kind, actors, count, image }: NotificationView): string {
  if (kind === 'requested') return '/settings/people'
  if (image) return `/images/${image.id}/${encodeURIComponent(image.slug)}`
  return count === 1 && actors[0] ? `/people/${actors[0].username}` : '/notifications'
}
