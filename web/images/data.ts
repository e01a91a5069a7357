// Images as this tab knows them, and everything it asks the server about them.
import type { Input } from '../../server/protocol.ts'
import type { Id, ImageSeenView, ImageView } from '../../server/views.ts'
import { toAnswerError } from '../answer-error.ts'
import { Facts } from '../facts.ts'
import { Value } from '../observe.ts'
import { pageSize, type ItemPage, type Spot } from '../paged-list.ts'
import { whenSomeoneElse } from '../session.ts'
import { allAnswered, ask, on } from '../socket.ts'
import { Watchlist } from '../watchlist.ts'
import { forgetWishes, wish } from '../wishes.ts'
import { translated } from './translated.ts'

/** What may change of an image while it is looked at. */
export type ImageFact = Pick<
  ImageView,
  'likes' | 'views' | 'title' | 'description' | 'alt' | 'translations' | 'pageUrl' | 'sources' | 'heldUntil' | 'picture'
> & { likedByMe: boolean }

export const imageFacts = new Facts<ImageFact>()

/** By picture: with which image of mine I keep it; null when I do not. */
export const keptPictures = new Facts<{ keptAs: Id | null }>()
/** The picture of each image with which I keep one. */
const picturesOfMine = new Map<Id, Id>()
whenSomeoneElse(() => {
  keptPictures.forget()
  picturesOfMine.clear()
})

/** This image is mine. */
export function learnKept({ id, picture }: Pick<ImageView, 'id' | 'picture'>): void {
  // I have taken it back already.
  if (goneImages.get().has(id)) return
  picturesOfMine.set(id, picture)
  keptPictures.learn(picture, { keptAs: id })
}

on('image:saved', ({ image }) => {
  learnImage(image)
  learnKept(image)
})
on('image:changed', ({ id, likes, views, title, description, alt, translations, pageUrl, sources, heldUntil }) =>
  imageFacts.hear(id, { likes, views, title, description, alt, translations, pageUrl, sources, heldUntil }),
)
on('mine:changed', ({ image }) => image && imageFacts.hear(image.id, { likedByMe: image.likedByMe }))
whenSomeoneElse(() => {
  forgetWishes()
  imageFacts.forget()
})

/**
 * Taken back by their owners, or not mine to see any more: shown nowhere. The ids of images, and, behind an @, the usernames of those
 * whose things I may not see any more.
 */
export const goneImages = new Value<ReadonlySet<string>>(new Set())
/** By username, of who has been hidden while something was asked: its answer may not know of it yet. */
const justHidden = new Map<string, Promise<void>>()
on('image:removed', ({ id }) => forgetImage(id))
on('account:hidden', ({ username }) => {
  forgetImage(`@${username}`)
  const answered = allAnswered()
  justHidden.set(username, answered)
  void answered.then(() => justHidden.get(username) === answered && justHidden.delete(username))
})
on('account:shown', ({ username }) => recall(username))
whenSomeoneElse(() => {
  justHidden.clear()
  goneImages.set(new Set())
})

/** Also where it has not been found any more, though nobody has told us that it is gone. */
export function forgetImage(key: string): void {
  const picture = picturesOfMine.get(key)
  if (picturesOfMine.delete(key) && picture && keptPictures.get(picture).keptAs === key)
    keptPictures.learn(picture, { keptAs: null })
  if (!goneImages.get().has(key)) goneImages.set(new Set(goneImages.get()).add(key))
}

/** Whoever is shown their things, or what they do, may see them again; what was asked before they were hidden shows nothing. */
export function recallShown(username: string): void {
  if (!justHidden.has(username)) recall(username)
}

function recall(username: string): void {
  justHidden.delete(username)
  if (isHidden(username)) goneImages.set(new Set([...goneImages.get()].filter(key => key !== `@${username}`)))
}

/** Of somebody who has gone, or is not for me to see any more. */
export function isHidden(username: string): boolean {
  return goneImages.get().has(`@${username}`)
}

export function isGone({ id, by }: Pick<ImageView, 'id' | 'by'>): boolean {
  return goneImages.get().has(id) || isHidden(by.username)
}

/** The images whose changes this tab is told. */
export const watchedImages = new Watchlist({
  watch: async id => {
    try {
      await imageFacts.whenAnswered(id, ask('image:watch', { id }), learnImage)
    } catch (error) {
      // Removed while nobody told us: after a gap too large to replay, or while this page lay in the history.
      if (toAnswerError(error).code === 'not_found') forgetImage(id)
      throw error
    }
  },
  unwatch: id => ask('image:unwatch', { id }),
  most: 60,
})

/** An activity tells an image without saying whether I like or keep it. */
export function learnImage<Image extends ImageView & Partial<ImageSeenView>>(image: Image): Image {
  const {
    likes,
    views,
    title,
    description,
    alt,
    translations,
    pageUrl,
    sources,
    heldUntil,
    picture,
    likedByMe,
    keptAs,
  } = image
  recallShown(image.by.username)
  imageFacts.learn(image.id, {
    likes,
    views,
    title,
    description,
    alt,
    translations,
    pageUrl,
    sources,
    heldUntil,
    picture,
    likedByMe,
  })
  if (keptAs) learnKept({ id: keptAs, picture })
  else if (keptAs === null) keptPictures.learn(picture, { keptAs })
  return image
}

/** The image with everything that has been learned of it since, as it is called in the language of the interface. */
export function asKnown(image: ImageView) {
  return translated({ ...image, ...imageFacts.get(image.id) })
}

export async function getImage(id: Id): Promise<ImageView> {
  return learnImage(await ask('image:get', { id }))
}

/** What whoever likes it may like too, the most related first. */
export async function listRelated(id: Id): Promise<ImageView[]> {
  return (await ask('image:related', { id })).images.map(learnImage)
}

/** Newest first; everybody's, or those of one username. */
export async function listImages(
  by: string | undefined,
  from: Spot | { before?: string | undefined },
): Promise<ItemPage<ImageView>> {
  const { images, ...around } = await ask('image:list', { by, ...from, limit: pageSize(from) })
  return { items: images.map(learnImage), ...around }
}

/** Mine; what is not given stays as it is. */
export async function editImage(id: Id, words: Omit<Input<'image:edit'>, 'id'>): Promise<void> {
  learnImage(await ask('image:edit', { id, ...words }))
}

/** Mine: takes it back from every open window. */
export async function removeImage(id: Id): Promise<void> {
  try {
    await ask('image:remove', { id })
  } catch (error) {
    // Also when another window of mine was faster.
    if (toAnswerError(error).code !== 'not_found') throw error
  }
  forgetImage(id)
}

/** Mine, and held until now: everybody may see it. */
export async function releaseImage(id: Id): Promise<void> {
  learnImage(await ask('image:release', { id }))
}

export async function setLiked(id: Id, liked: boolean): Promise<void> {
  const { likedByMe = false } = imageFacts.get(id)
  showLiked(id, liked)
  await wish(
    `image ${id}`,
    liked,
    likedByMe,
    async wanted => {
      imageFacts.learn(id, await ask(wanted ? 'image:like' : 'image:unlike', { id }))
      return wanted
    },
    has => showLiked(id, has),
  )
}

/** My own like, and the one that it counts for: what was heard of others meanwhile stays. */
function showLiked(id: Id, liked: boolean): void {
  const { likes = 0, likedByMe = false } = imageFacts.get(id)
  imageFacts.learn(id, { likedByMe: liked, likes: Math.max(0, likes + Number(liked) - Number(likedByMe)) })
}

export function pathOf({ id, slug }: Pick<ImageView, 'id' | 'slug'>): string {
  return slug ? `/images/${id}/${encodeURIComponent(slug)}` : `/images/${id}`
}
