// Sharing an image by mail, with somebody who need not be here: rarely enough that nobody can use the instance to send what they like.
import { randomUUID } from 'node:crypto'
import { msg, str } from '@lit/localize'
import { countUse } from '../attempts/attempts.ts'
import { change } from '../channels/change.ts'
import type { Context } from '../context.ts'
import { takePoints } from '../database/throttle.ts'
import { AppError } from '../errors.ts'
import { getImage } from '../images/images.ts'
import { wholeNumber } from '../language/words.ts'
import type { ImageView } from '../views.ts'
import { findSender, isRefused } from './queries.ts'
import { hashAddress } from './refusals.ts'

export const shareTask = 'mail-share'

const hour = 60 * 60
const day = 24 * hour
const most = { ofPerson: 20, toAddress: 3, ofInstance: 100 }

export interface Share {
  id: string
  /** One address. */
  to: string
  message: string
  /** Whether an answer goes to the person's own address. */
  replies: boolean
}

/**
 * Mails an image that everybody may see. Each try counts for the person, so that nobody finds out by trying who has refused such mails;
 * for the others only what is sent does.
 * @throws {AppError} `not_found`; `forbidden` for what not everybody may see, without a confirmed address of one's own, and to whoever
 * has refused; `unavailable` where no mail is sent; `too_many` after 20 a day of a person, 3 a day to an address, 100 an hour in all
 */
export async function shareImage(ctx: Context, accountId: string, { id, to, message, replies }: Share): Promise<void> {
  await getImage(ctx, id, accountId)
  if (!(await findPublic(ctx, id))) throw new AppError('forbidden', msg('Only what everybody may see can be mailed.'))
  if (!ctx.config.smtpUrl) {
    throw new AppError('unavailable', msg('No mails are sent from here. Copy the link, and send it yourself.'))
  }
  const sender = await findSender(ctx.db, accountId)
  if (!sender?.confirmed) {
    throw new AppError('forbidden', msg('Confirm your own e-mail address first, in the settings.'))
  }
  const addressHash = await hashAddress(ctx, to)
  const ofPerson = { key: `share:${accountId}`, most: most.ofPerson, seconds: day }
  await countUse(ctx, ofPerson, msg(str`You can share ${wholeNumber(most.ofPerson)} images by mail in a day.`))
  if (await isRefused(ctx.db, addressHash)) {
    throw new AppError('forbidden', msg('This address wants no images from here. Copy the link, and send it yourself.'))
  }
  const toAddress = { key: `share-to:${addressHash.toString('base64url')}`, most: most.toAddress, seconds: day }
  await countUse(
    ctx,
    toAddress,
    msg(str`This address has been sent ${wholeNumber(most.toAddress)} images today, and that is enough.`),
  )
  try {
    const ofInstance = { key: 'shares', most: most.ofInstance, seconds: hour }
    await countUse(ctx, ofInstance, msg('Too many images are being mailed from here just now. Copy the link instead.'))
  } catch (error) {
    await takePoints(ctx.db, [ofPerson.key, toAddress.key])
    throw error
  }
  const messageId = `<${randomUUID()}@${ctx.config.publicUrl.hostname}>`
  const data = { messageId, accountId, imageId: id, to, message, replies: String(replies) }
  await change(ctx, trx => ctx.jobs.add(trx, shareTask, [data]))
  ctx.jobs.poke(shareTask)
}

/** The image as visitors see it; undefined when they do not. */
export async function findPublic(ctx: Context, id: string): Promise<ImageView | undefined> {
  try {
    return await getImage(ctx, id, null)
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return undefined
    throw error
  }
}
