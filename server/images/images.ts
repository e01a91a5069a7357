// Images: the pictures that people keep, with the page each came from.
import { msg, str } from '@lit/localize'
import type { Transaction } from 'kysely'
import { countFetches } from '../attempts/attempts.ts'
import { getAccount } from '../accounts/accounts.ts'
import { forgetActivityOf } from '../activity/activity.ts'
import { change, lockStates } from '../channels/change.ts'
import { recordEvents } from '../channels/event-log.ts'
import { eventsWithdrawn, everyTab, tabsOf, visitorsOf, watchersOf } from '../channels/groups.ts'
import type { Context } from '../context.ts'
import { cutRange, rangeOf, type Spot } from '../database/page.ts'
import type { Database } from '../database/tables.ts'
import { addPoints } from '../database/throttle.ts'
import { AppError } from '../errors.ts'
import { translated } from '../language/translated.ts'
import type { Incoming } from '../media/media.ts'
import { forgetImage } from '../notifications/notifications.ts'
import { keepPicture } from '../pictures/pictures.ts'
import type { ImageSeenView, ImageView } from '../views.ts'
import { appear } from './appear.ts'
import {
  countImages,
  deleteImage,
  findBookmarkOf,
  findImage,
  findOwner,
  findSlug,
  listAlike,
  listImageRows,
  listImageRowsBy,
  updateImage,
} from './queries.ts'
import { tellMentions } from './news.ts'
import { releaseImage } from './release.ts'
import { slugOf } from './slug.ts'
import { inTurn } from './turns.ts'

/** What a person says of a picture. */
export interface NewImage {
  title: string
  description: string
  alt: string
  pageUrl: string | null
}

const mostRemovalsAMinute = 200

/** Fetches a picture by its address and keeps it. @throws {AppError} as `bookmarkImage`, `countFetches` and `Media.fetch` */
export async function bookmarkAddress(
  ctx: Context,
  accountId: string,
  { url, ...image }: NewImage & { url: string },
): Promise<ImageView> {
  await countFetches(ctx, accountId)
  const incoming = await inTurn(accountId, () => ctx.media.fetch(url, { pageUrl: image.pageUrl }))
  return bookmarkImage(ctx, accountId, image, incoming, { sourceUrl: url })
}

export interface Provenance {
  /** The address from which the bytes were fetched; null for an upload. */
  sourceUrl: string | null
  /** The save that becomes this image; `end` is called in the transaction in which it appears, and by throwing prevents it. */
  save?: { id: string; end(trx: Transaction<Database>): Promise<void> }
}

/**
 * Keeps a picture for an account and shows it to its followers, whichever node they are on: at once, or after the delay that the
 * person has set. The received bytes are used up.
 * @throws {AppError} `conflict` with the image with which this person has kept the same bytes; as `Media.develop` what cannot be
 * read as a picture
 */
export async function bookmarkImage(
  ctx: Context,
  accountId: string,
  image: NewImage,
  incoming: Incoming,
  { sourceUrl, save }: Provenance,
): Promise<ImageView> {
  try {
    await refuseSecond(ctx, accountId, incoming.hash)
    // From here on the files can be seen: only then is the image announced.
    const picture = await inTurn(accountId, () => keepPicture(ctx, incoming))
    const { alike, owners } = await listAlike(ctx.db, accountId, picture)

    const row = { ...image, accountId, pictureId: picture.id, sourceUrl, keptFrom: null }
    const view = await appear(ctx, row, { alike, owners, saveId: save?.id, end: save?.end })
    if (view) return view
    await refuseSecond(ctx, accountId, incoming.hash)
    // The other one was taken back in between.
    throw new AppError('unavailable', msg('That picture could not be saved. Try again in a moment.'), { retryAfter: 1 })
  } finally {
    await incoming.discard()
  }
}

/** @throws {AppError} `conflict` with the image with which this person has kept these bytes (SHA-256 in hex) already */
export async function refuseSecond(ctx: Context, accountId: string, hash: string): Promise<void> {
  const image = await findBookmarkOf(ctx.db, accountId, hash)
  if (image)
    throw new AppError(
      'conflict',
      msg(str`You have already bookmarked this picture, as “${translated(image).title}”.`),
      { image },
    )
}

/** Shows a held image to everybody at its owner's wish. @throws {AppError} `not_found`, `forbidden` */
export async function releaseOwnImage(ctx: Context, accountId: string, id: string): Promise<ImageView> {
  await requireOwn(ctx, accountId, id)
  await releaseImage(ctx, id)
  return getImage(ctx, id, accountId)
}

async function requireOwn(ctx: Context, accountId: string, id: string): Promise<void> {
  const owner = await findOwner(ctx.db, id, accountId)
  if (!owner) throw notFound()
  if (owner !== accountId) {
    throw new AppError('forbidden', msg('This is somebody else’s. Only who saved it can do that.'))
  }
}

/**
 * Takes an image back, from every window that shows it; the likes and what was told of it go with it. The picture stays for the
 * others who keep it.
 * @throws {AppError} `not_found`, `forbidden`
 */
export async function removeImage(ctx: Context, accountId: string, id: string): Promise<void> {
  await requireOwn(ctx, accountId, id)
  await countRemoval(ctx, accountId)
  if (!(await change(ctx, trx => takeAway(trx, ctx.groups, accountId, id)))) throw notFound()
}

/** An image goes in the transaction of whoever decides it. @returns false when it was not there, or not that account's */
export async function takeAway(
  trx: Transaction<Database>,
  groups: Context['groups'],
  accountId: string,
  id: string,
): Promise<boolean> {
  await lockStates(trx, tabsOf(accountId), watchersOf(id))
  const told = await forgetActivityOf(trx, id)
  await forgetImage(trx, id)
  const gone = await deleteImage(trx, id, accountId)
  if (!gone) return false
  // Who was never shown it is not told that it is gone.
  if (gone.held) {
    await recordEvents(trx, [{ name: 'image:removed', groups: [tabsOf(accountId)], payload: { id } }])
    return true
  }
  const { username, images } = await countImages(trx, accountId, -1)
  await recordEvents(trx, [
    eventsWithdrawn(...told.map(groups.cursorOf)),
    { name: 'image:removed', groups: [everyTab], payload: { id } },
    {
      name: 'account:changed',
      groups: [tabsOf(accountId), visitorsOf(accountId)],
      subjects: [accountId],
      payload: { username, images },
    },
  ])
  return true
}

/** Each is told to every socket: one person may not do that without end. @throws {AppError} `too_many` */
async function countRemoval(ctx: Context, accountId: string): Promise<void> {
  const [count] = await addPoints(ctx.db, [{ key: `removal:${accountId}`, seconds: 60 }])
  if (!count || count.points <= mostRemovalsAMinute) return
  throw new AppError('too_many', msg('You are taking back a lot at once. Wait a minute before the next one.'), {
    retryAfter: Math.max(1, Math.ceil(count.seconds)),
  })
}

/** Changes what its owner says of it, for everybody who looks. @throws {AppError} `not_found`, `forbidden` */
export async function editImage(
  ctx: Context,
  accountId: string,
  { id, ...words }: { id: string } & Partial<NewImage & Pick<ImageView, 'translations'>>,
): Promise<ImageView> {
  await requireOwn(ctx, accountId, id)
  const edited = await change(ctx, async trx => {
    await lockStates(trx, watchersOf(id))
    const row = { ...words, ...(words.title !== undefined && { slug: slugOf(words.title) }) }
    if (Object.keys(row).length === 0) return (await findImage(trx, id, accountId))?.view
    const updated = await updateImage(trx, id, accountId, row)
    if (!updated) return undefined
    // Whoever asks to watch is in the group before the answer is no: of a held one nobody is told there.
    const groups = updated.held ? [tabsOf(accountId)] : [watchersOf(id), tabsOf(accountId)]
    await recordEvents(trx, [{ name: 'image:changed', groups, subjects: [accountId], payload: { id, ...words } }])
    const named = words.title !== undefined || words.description !== undefined
    if (named && !updated.held) await tellMentions(ctx, trx, accountId, id)
    return (await findImage(trx, id, accountId))?.view
  })
  if (!edited) throw notFound()
  return edited
}

/** @throws {AppError} `not_found`, also for what its owner still holds back, and for what the viewer may not see */
export async function getImage(ctx: Context, id: string, viewerId: string | null): Promise<ImageSeenView> {
  return (await getOwned(ctx, id, viewerId)).view
}

/** With the account that has it. @throws {AppError} as `getImage` */
export async function getOwned(
  ctx: Context,
  id: string,
  viewerId: string | null,
): Promise<{ accountId: string; view: ImageSeenView }> {
  const image = await findImage(ctx.db, id, viewerId)
  if (!image) throw notFound()
  return image
}

export function notFound(): AppError {
  return new AppError('not_found', msg('This image does not exist, or not any more.'))
}

/** The path under which an image is at home; undefined when there is none for this viewer. */
export async function findPermalink(ctx: Context, id: string, viewerId: string | null): Promise<string | undefined> {
  const slug = await findSlug(ctx.db, id, viewerId)
  return slug && `/images/${id}/${encodeURIComponent(slug)}`
}

/**
 * What the viewer may see of everybody's, or of one person's: `by` username, or `of` an account's id.
 * @throws {AppError} `not_found` for an unknown username
 */
export async function listImages(
  ctx: Context,
  viewerId: string | null,
  { by, of, limit, ...spot }: Spot & { by?: string; of?: string; limit: number },
): Promise<{ images: ImageSeenView[]; next: string | null; previous: string | null }> {
  const range = rangeOf(spot)
  const page = { viewerId, limit: limit + 1, ...range }
  const accountId = by === undefined ? of : (await getAccount(ctx, by, viewerId)).id
  const listed =
    accountId === undefined ? await listImageRows(ctx.db, page) : await listImageRowsBy(ctx.db, { accountId, ...page })
  const { rows, ...around } = cutRange(listed, range, limit)
  return { images: rows.map(row => row.view), ...around }
}
