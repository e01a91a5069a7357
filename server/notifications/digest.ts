// The digest: a mail about what is unread, at eight in the morning of whoever wants it.
import { msg, str } from '@lit/localize'
import type { Context } from '../context.ts'
import { change } from '../channels/change.ts'
import { inLanguageOf } from '../language/reader.ts'
import { counted } from '../language/words.ts'
import { writeLetter } from '../mail/letter.ts'
import { queueMail } from '../mail/mail.ts'
import { claimDigest, listDueDigests, listForDigest, readHidden } from './digest-queries.ts'
import { makeUnsubscribeToken } from './keys.ts'
import { describe } from './words.ts'

const atOnce = 100
/** More are counted, not listed. */
const mostListed = 12

/**
 * Mails everybody whose digest is due what is unread and was not in one yet; where there is nothing, nothing. May run on two nodes
 * at once: each mail is queued once.
 * @returns how many were queued
 */
export async function sendDigests(ctx: Context, now = new Date()): Promise<number> {
  let sent = 0
  for (let after = '0'; ;) {
    const due = await listDueDigests(ctx.db, now, after, atOnce)
    for (const { accountId } of due) if (await sendDigest(ctx, accountId, now)) sent++
    if (due.length < atOnce) return sent
    after = due.at(-1)!.accountId
  }
}

async function sendDigest(ctx: Context, accountId: string, now: Date): Promise<boolean> {
  const token = await makeUnsubscribeToken(ctx, accountId)
  return change(ctx, async trx => {
    const person = await claimDigest(trx, accountId, now)
    if (!person) return false
    const told = await listForDigest(trx, accountId, person.after, mostListed)
    if (told.count === 0) return false
    await readHidden(trx, accountId)
    const letter = await inLanguageOf(ctx, trx, accountId, () => write(ctx, { ...person, ...told, token }))
    await queueMail(ctx, trx, {
      to: person.email,
      unsubscribe: `${origin(ctx)}/api/unsubscribe?token=${token}`,
      ...letter,
    })
    return true
  })
}

const origin = ({ config }: Context) => config.publicUrl.origin

interface Told extends Awaited<ReturnType<typeof listForDigest>> {
  name: string
  digest: 'daily' | 'weekly'
  token: string
}

function write(ctx: Context, { name, digest, count, notifications, token }: Told) {
  const sentences = notifications.map(describe)
  const more = count - sentences.length
  const noMore = `${origin(ctx)}/unsubscribe?token=${token}`
  return writeLetter(ctx.config, {
    subject: subjectOf(sentences[0]!, count),
    paragraphs: [
      msg(str`Hello ${name}, this is what you have not seen yet:`),
      ...sentences.map(sentence => `• ${sentence}`),
      ...(more > 0 ? [counted(msg('{count, plural, one {… and # more.} other {… and # more.}}'), more)] : []),
    ],
    button: { words: msg('See your notifications'), url: `${origin(ctx)}/notifications` },
    after: [
      digest === 'daily'
        ? msg('This mail comes once a day, when there is something to tell.')
        : msg('This mail comes once a week, when there is something to tell.'),
      msg(str`To stop these mails: ${noMore}`),
    ],
  })
}

/** The first of them, without its full stop. */
function subjectOf(sentence: string, count: number): string {
  const first = sentence.replace(/[.。]$/, '')
  if (count === 1) return first
  return counted(msg('{count, plural, one {{first}, and # more} other {{first}, and # more}}'), count - 1, { first })
}
