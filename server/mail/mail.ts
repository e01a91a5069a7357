// Mail: queued in the transaction that wants it, sent by a job, printed to the log where no mail server is configured. It is sent at
// least once: a mail server's word that it has a mail and the end of the job cannot be one transaction, and who is killed between the two
// must not have lost a mail, so it is sent again, as the same message.
import { randomUUID } from 'node:crypto'
import type { Transaction } from 'kysely'
import { createTransport } from 'nodemailer'
import type { Config } from '../config.ts'
import type { Context } from '../context.ts'
import type { Database } from '../database/tables.ts'
import type { Task } from '../jobs/jobs.ts'
import type { Written } from './letter.ts'

export interface Mail extends Written {
  /** One address. */
  to: string
  /** The same each time that it is sent, so that mailboxes can fold what comes twice; a new one each time when absent. */
  messageId?: string
  /** To whom an answer goes: one address; to nobody when absent. */
  replyTo?: string
  /** They come along, and are shown where the HTML names their `cid`. */
  pictures?: { cid: string; type: string; bytes: Buffer }[]
  /** Where one click ends mails of this kind: a POST to it must do so (RFC 8058). */
  unsubscribe?: string
}

const task = 'send-mail'

/** About four hours, a little longer between each: a mail server may be down for a while. */
export const mailPatience = { retries: 13, delaySeconds: 1, longestDelaySeconds: 3_600 }

/**
 * Sends a mail once the transaction is committed. What only its reader may know lies in the queue until it is sent, and an hour
 * longer: a link that lets somebody in is made by a job of its own, which calls `sendMail`. Each time that one is sent it is another link,
 * which takes the place of the one before: so it is another message, too, and must not be folded away.
 */
export async function queueMail(
  ctx: Context,
  trx: Transaction<Database>,
  { to, subject, text, html, unsubscribe }: Pick<Mail, 'to' | 'unsubscribe'> & Written,
): Promise<void> {
  const messageId = `<${randomUUID()}@${ctx.config.publicUrl.hostname}>`
  await ctx.jobs.add(trx, task, [{ messageId, to, subject, text, html, ...(unsubscribe && { unsubscribe }) }])
  // By then it is committed, as a rule; otherwise the next look finds it within two seconds.
  ctx.jobs.poke(task, new Date(Date.now() + 30))
}

export function mailWork(ctx: Context): Task {
  return {
    name: task,
    atOnce: 2,
    patience: mailPatience,
    secret: true,
    work: data => sendMail(ctx, data as Record<keyof Written | 'to', string> & Pick<Mail, 'messageId' | 'unsubscribe'>),
    giveUp: ({ to, subject }) => Promise.resolve(ctx.log.error({ to, subject }, 'a mail could not be sent')),
  }
}

/**
 * Sends it now. What the mail server refuses for good is logged, and not tried again.
 * @throws when the mail server cannot be reached or asks for patience
 */
export async function sendMail(
  ctx: Context,
  { messageId, to, subject, text, html, replyTo, pictures = [], unsubscribe }: Mail,
): Promise<void> {
  const { config, log } = ctx
  if (!config.smtpUrl) {
    log[printedAt(config)]({ to, subject, text }, 'a mail, which is not sent because SMTP_URL is not set')
    return
  }
  try {
    await transportOf(config.smtpUrl).sendMail({
      messageId,
      from: config.mailFrom,
      to: { name: '', address: to },
      subject,
      text,
      html,
      ...(replyTo && { replyTo: { name: '', address: replyTo } }),
      attachments: pictures.map(({ cid, type, bytes }) => ({
        cid,
        content: bytes,
        contentType: type,
        contentDisposition: 'inline' as const,
      })),
      headers: {
        'Auto-Submitted': 'auto-generated',
        ...(unsubscribe && {
          'List-Unsubscribe': `<${unsubscribe}>`,
          'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
        }),
      },
    })
  } catch (error) {
    const { responseCode, message } = error as { responseCode?: number; message: string }
    if (!responseCode || responseCode < 500) throw error
    log.error({ to, subject, error: message }, 'the mail server has refused a mail')
  }
}

/** The interface says that it is in the log: so it is, whatever else is kept out of it; only silence is silence. */
function printedAt({ logLevel }: Config): 'warn' | 'error' | 'fatal' {
  return logLevel === 'error' || logLevel === 'fatal' ? logLevel : 'warn'
}

/** A connection for each mail: nothing is left to be closed, and a mail server that was away is not remembered. */
function transportOf(url: NonNullable<Config['smtpUrl']>) {
  const local = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname)
  return createTransport({
    url: url.href,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
    // Pictures and files of a mail are never read from addresses or the disk.
    disableFileAccess: true,
    disableUrlAccess: true,
    // The mail server of the machine itself often has a certificate that it made; nobody stands in between.
    ...(local && { tls: { rejectUnauthorized: false } }),
  })
}
