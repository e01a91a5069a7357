// What the keys l, s and f do with an image, on a wall and on its page.
import { msg, str } from '@lit/localize'
import type { AccountRef, ImageView } from '../../server/views.ts'
import { accountFacts, getAccount, setFollowed } from '../accounts/data.ts'
import { toAnswerError } from '../answer-error.ts'
import { session } from '../session.ts'
import { sayUnfollowed } from '../accounts/unfollowed.ts'
import { notify } from '../ui/notices.ts'
import { asKnown, imageFacts, setLiked } from './data.ts'
import { keepImage } from './keep.ts'

/** What a key is about; neither on what is gone. */
export interface Subject {
  image?: ImageView
  by?: AccountRef
}

/** Likes, saves or follows, or takes that back; says so, for nothing else may be seen of it. */
export async function actOn(key: string, { image, by }: Subject): Promise<void> {
  const me = session.get()
  if (!me) return notify(msg('Sign in to like, save and follow.'))
  try {
    if (key === 'l' && image && !image.heldUntil) await like(asKnown(image))
    if (key === 's' && image && image.by.username !== me.username) await keepImage(image.id)
    if (key === 'f' && by && by.username !== me.username) await follow(by)
  } catch (error) {
    notify(toAnswerError(error).message, 'error')
  }
}

async function like({ id, title }: ImageView): Promise<void> {
  const liked = !imageFacts.get(id).likedByMe
  await setLiked(id, liked)
  notify(liked ? msg(str`You like “${title}”.`) : msg(str`You do not like “${title}” any more.`))
}

async function follow({ username, name }: AccountRef): Promise<void> {
  // An image does not say whether I follow who has it.
  if (accountFacts.get(username).followedByMe === undefined) await getAccount(username)
  const { followedByMe, requestedByMe } = accountFacts.get(username)
  const followed = !followedByMe && !requestedByMe
  await setFollowed(username, followed)
  const { requestedByMe: asked } = accountFacts.get(username)
  if (!followed) sayUnfollowed(username, name)
  else notify(asked ? msg(str`You have asked to follow ${name}.`) : msg(str`You follow ${name}.`))
}
