// Images: the pictures that people keep, with the page each came from.
import type { Readable } from 'node:stream'
import { getAccount } from '../accounts/accounts.ts'
import { recordActivity } from '../activity/activity.ts'
import { change, lockStates } from '../channels/change.ts'
import { tabsOf, visitorsOf } from '../channels/groups.ts'
import type { Context } from '../context.ts'
import { cutPage, top } from '../database/page.ts'
import { AppError } from '../errors.ts'
import type { Incoming } from '../media/media.ts'
import type { ImageView } from '../protocol.ts'
import {
  countImage,
  findBookmarkOf,
  findImage,
  findPictureId,
  findSlug,
  insertImage,
  insertPicture,
  listImageRows,
  listImageRowsBy,
  type ImageSeen,
} from './queries.ts'
import { slugOf } from './slug.ts'
import { inTurn } from './turns.ts'

/** What a person says of a picture. */
export interface NewImage {
  title: string
  description: string
  alt: string
  pageUrl: string | null
}

/** Fetches a picture by its address and keeps it. @throws {AppError} as `bookmarkImage`, and as `Media.fetch` */
export async function bookmarkAddress(
  ctx: Context,
  accountId: string,
  { url, ...image }: NewImage & { url: string },
): Promise<ImageView> {
  const incoming = await inTurn(accountId, () => ctx.media.fetch(url))
  return bookmarkImage(ctx, accountId, image, incoming, url)
}

/** Keeps an uploaded picture. @throws {AppError} as `bookmarkImage`, and as `Media.receive` */
export async function bookmarkUpload(
  ctx: Context,
  accountId: string,
  image: NewImage,
  bytes: Readable,
): Promise<ImageView> {
  return bookmarkImage(ctx, accountId, image, await ctx.media.receive(bytes), null)
}

/**
 * Keeps a picture for an account and shows it to its followers, whichever node they are on. The received bytes are used up.
 * @throws {AppError} `conflict` with the image with which this person has kept the same bytes; as `Media.develop` what cannot be
 * read as a picture
 */
export async function bookmarkImage(
  ctx: Context,
  accountId: string,
  image: NewImage,
  incoming: Incoming,
  sourceUrl: string | null,
): Promise<ImageView> {
  const { hash } = incoming
  try {
    await refuseSecond(ctx, accountId, hash)
    // From here on the files can be seen: only then is the image announced.
    const pictureId =
      (await findPictureId(ctx.db, hash)) ??
      (await insertPicture(ctx.db, await inTurn(accountId, () => ctx.media.develop(incoming))))

    const imageId = await change(ctx, async trx => {
      await lockStates(trx, tabsOf(accountId))
      const id = await insertImage(trx, { ...image, accountId, pictureId, sourceUrl, slug: slugOf(image.title) })
      if (!id) return undefined
      const { username, images } = await countImage(trx, accountId)
      await recordActivity(trx, { actorId: accountId, verb: 'bookmarked', imageId: id }, [
        { name: 'account:changed', groups: [tabsOf(accountId), visitorsOf(accountId)], payload: { username, images } },
      ])
      return id
    })
    if (!imageId) await refuseSecond(ctx, accountId, hash)
    return (await findImage(ctx.db, imageId!, accountId))!
  } finally {
    await incoming.discard()
  }
}

async function refuseSecond(ctx: Context, accountId: string, hash: string): Promise<void> {
  const image = await findBookmarkOf(ctx.db, accountId, hash)
  if (image) throw new AppError('conflict', `You have already bookmarked this picture, as “${image.title}”.`, { image })
}

/** @throws {AppError} `not_found` */
export async function getImage(ctx: Context, id: string, viewerId: string | null): Promise<ImageSeen> {
  const image = await findImage(ctx.db, id, viewerId)
  if (!image) throw new AppError('not_found', 'This image does not exist, or not any more.')
  return image
}

/** The path under which an image is at home; undefined when there is none. */
export async function findPermalink(ctx: Context, id: string): Promise<string | undefined> {
  const slug = await findSlug(ctx.db, id)
  return slug && `/images/${id}/${encodeURIComponent(slug)}`
}

/** Everybody's, or one person's by username; newest first. @throws {AppError} `not_found` for an unknown username */
export async function listImages(
  ctx: Context,
  viewerId: string | null,
  { by, before = top, limit }: { by?: string; before?: string; limit: number },
): Promise<{ images: ImageSeen[]; next: string | null }> {
  const range = { viewerId, before, limit: limit + 1 }
  const listed =
    by === undefined
      ? await listImageRows(ctx.db, range)
      : await listImageRowsBy(ctx.db, { accountId: (await getAccount(ctx, by, null)).id, ...range })
  const { rows, next } = cutPage(listed, limit)
  return { images: rows.map(row => row.view), next }
}
