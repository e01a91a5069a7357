// The mail itself, written as it is sent: what has been taken back, withdrawn or refused meanwhile is not.
import { buffer } from 'node:stream/consumers'
import { msg, str } from '@lit/localize'
import type { Context } from '../context.ts'
import type { Task } from '../jobs/jobs.ts'
import { inLanguageOf } from '../language/reader.ts'
import { translated } from '../language/translated.ts'
import { writeLetter, type Written } from '../mail/letter.ts'
import { mailPatience, sendMail, type Mail } from '../mail/mail.ts'
import { servedName } from '../media/store.ts'
import type { ImageView } from '../views.ts'
import { findSender, isRefused, type Sender } from './queries.ts'
import { hashAddress, makeRefusalToken } from './refusals.ts'
import { findPublic, shareTask } from './shares.ts'

export function shareWork(ctx: Context): Task {
  return {
    name: shareTask,
    atOnce: 2,
    patience: mailPatience,
    secret: true,
    work: data => sendShare(ctx, data as Record<'messageId' | 'accountId' | 'imageId' | 'to' | 'message', string>),
    giveUp: ({ accountId, imageId }) =>
      Promise.resolve(ctx.log.error({ accountId, imageId }, 'an image could not be mailed')),
  }
}

async function sendShare(
  ctx: Context,
  data: Record<'messageId' | 'accountId' | 'imageId' | 'to' | 'message', string> & { replies?: string },
): Promise<void> {
  const { messageId, accountId, imageId, to, message } = data
  const [image, sender, addressHash] = await Promise.all([
    findPublic(ctx, imageId),
    findSender(ctx.db, accountId),
    hashAddress(ctx, to),
  ])
  if (!image || !sender || (await isRefused(ctx.db, addressHash))) return
  const token = await makeRefusalToken(ctx, addressHash)
  const picture = await readPicture(ctx, image)
  const replies = data.replies === 'true'
  // Of whoever reads it nothing is known.
  const letter = await inLanguageOf(ctx, ctx.db, accountId, () =>
    write(ctx, { image, sender, message, replies, token, cid: picture?.cid }),
  )
  await sendMail(ctx, {
    messageId,
    to,
    ...letter,
    unsubscribe: `${ctx.config.publicUrl.origin}/api/shares/refuse?token=${token}`,
    ...(replies && { replyTo: sender.email }),
    ...(picture && { pictures: [picture] }),
  })
}

interface Told {
  image: ImageView
  sender: Sender
  message: string
  replies: boolean
  token: string
  cid: string | undefined
}

function write({ config }: Context, { image, sender, message, replies, token, cid }: Told): Written {
  const { origin, host } = config.publicUrl
  const name = unlinked(sender.name)
  const said = translated(image)
  const title = unlinked(said.title)
  const site = image.pageUrl && URL.canParse(image.pageUrl) ? new URL(image.pageUrl).hostname : undefined
  const lines = message.split(/\s*\n\s*/).filter(Boolean)
  const url = `${origin}/images/${image.id}/${encodeURIComponent(image.slug)}`
  const noMore = `${origin}/unsubscribe?shares=${token}`
  return writeLetter(config, {
    subject: msg(str`${name} shares an image with you`),
    paragraphs: [
      site
        ? msg(
            str`${name} (${sender.username} at ${host}) shares an image with you: “${title}”, found on ${unlinked(site)}.`,
          )
        : msg(str`${name} (${sender.username} at ${host}) shares an image with you: “${title}”.`),
      ...(lines.length > 0 ? [msg(str`${name} writes:`), ...lines.map(unlinked)] : []),
    ],
    ...(cid && { picture: { cid, alt: unlinked(said.alt || said.title), url } }),
    button: { words: msg('Look at it'), url },
    after: [
      replies ? msg(str`Your answer to this mail goes to ${name}.`) : msg('An answer to this mail reaches nobody.'),
      msg(str`You get it because ${name} entered your address at ${host}. It is not kept there.`),
      msg(str`To get no more images from ${host} by mail: ${noMore}`),
    ],
  })
}

/** Mail programs make links of whatever looks like one: a space that has no width keeps them from it. */
function unlinked(text: string): string {
  return text.replace(/([.:@])(?=\S)/g, '$1\u200b')
}

/** It comes along: were it fetched when the mail is read, we would know when and where that is. */
async function readPicture(
  { media }: Context,
  { sources }: ImageView,
): Promise<NonNullable<Mail['pictures']>[0] | undefined> {
  const source = sources.findLast(({ type }) => type === 'image/jpeg')
  const file = source && (await media.store.open(servedName(source.url)))
  return file && { cid: 'picture', type: source.type, bytes: await buffer(file.stream) }
}
