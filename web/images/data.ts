// Images as this tab knows them, and everything it asks the server about them.
import type { Id, ImageAnswer, ImageView } from '../../server/protocol.ts'
import { Facts } from '../facts.ts'
import { upload } from '../http.ts'
import type { ItemPage } from '../paged-list.ts'
import { session } from '../session.ts'
import { ask, on } from '../socket.ts'
import { Watchlist } from '../watchlist.ts'
import { wish } from '../wishes.ts'

export interface ImageFact {
  likes: number
  views: number
  title: string
  likedByMe: boolean
}

/** What people say of a picture when they save it. */
export interface Caption {
  title: string
  description: string
  alt: string
  pageUrl: string
}

export const imageFacts = new Facts<ImageFact>()
on('image:changed', ({ id, likes, views, title }) => imageFacts.learn(id, { likes, views, title }))
on('mine:changed', ({ image }) => image && imageFacts.learn(image.id, { likedByMe: image.likedByMe }))
session.subscribe(() => imageFacts.forget())

/** The images whose changes this tab is told. */
export const watchedImages = new Watchlist({
  watch: async id => learnImage(await ask('image:watch', { id })),
  unwatch: id => ask('image:unwatch', { id }),
  most: 60,
})

/** An activity tells an image without saying whether I like it. */
export function learnImage<Image extends ImageView & { likedByMe?: boolean }>(image: Image): Image {
  const { likes, views, title, likedByMe } = image
  imageFacts.learn(image.id, { likes, views, title, likedByMe })
  return image
}

export async function getImage(id: Id): Promise<ImageView> {
  return learnImage(await ask('image:get', { id }))
}

/** Newest first; everybody's, or those of one username. */
export async function listImages(by?: string, before?: string): Promise<ItemPage<ImageView>> {
  const { images, next } = await ask('image:list', { by, before, limit: 30 })
  return { items: images.map(learnImage), next }
}

export async function setLiked(id: Id, liked: boolean): Promise<void> {
  const { likes = 0, likedByMe = false } = imageFacts.get(id)
  imageFacts.learn(id, { likedByMe: liked, likes: Math.max(0, likes + Number(liked) - Number(likedByMe)) })
  await wish(
    `image ${id}`,
    liked,
    async wanted => imageFacts.learn(id, await ask(wanted ? 'image:like' : 'image:unlike', { id })),
    () => imageFacts.learn(id, { likes, likedByMe }),
  )
}

/** The server fetches the picture itself: that takes as long as its host takes. */
export async function bookmarkAddress(url: string, caption: Caption): Promise<ImageView> {
  return learnImage(await ask('image:bookmark', { url, ...caption, pageUrl: caption.pageUrl || undefined }))
}

/** `progress` is told fractions of 1. */
export async function bookmarkFile(
  file: File,
  { pageUrl, ...words }: Caption,
  progress: (done: number) => void,
): Promise<ImageView> {
  const form = new FormData()
  for (const [name, value] of Object.entries(words)) form.set(name, value)
  if (pageUrl) form.set('pageUrl', pageUrl)
  form.set('file', file)
  return learnImage((await upload<ImageAnswer>('/api/images', form, progress)).image)
}

export function pathOf({ id, slug }: Pick<ImageView, 'id' | 'slug'>): string {
  return slug ? `/images/${id}/${encodeURIComponent(slug)}` : `/images/${id}`
}
