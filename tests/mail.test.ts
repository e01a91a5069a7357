import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { change } from '../server/channels/change.ts'
import type { Config } from '../server/config.ts'
import { writeLetter } from '../server/mail/letter.ts'
import { queueMail, sendMail } from '../server/mail/mail.ts'
import { startInstance, type Instance } from './support/instance.ts'
import { call, signUp } from './support/people.ts'
import { startMailServer, type MailServer } from './support/smtp.ts'

let mails: MailServer
let instance: Instance
beforeAll(async () => {
  mails = await startMailServer()
  instance = await startInstance({ SMTP_URL: mails.url, MAIL_FROM: 'Birds <birds@example.org>' })
})
afterAll(async () => {
  await instance.close()
  await mails.close()
})

const ctxOf = () => instance.node(0).app.ctx
const letter = () =>
  writeLetter(ctxOf().config, {
    subject: 'Grüße, and <more>',
    paragraphs: ['Hello <b>Ada</b> & “friends”.'],
    button: { words: 'Look at it', url: `${ctxOf().config.publicUrl.origin}/images?a=1&b=2` },
    after: ['That is all.'],
  })

describe('a mail', () => {
  test('comes as text and as HTML, in which nothing that others wrote is markup', async () => {
    const ctx = ctxOf()
    const to = 'reader@example.org'
    await change(ctx, trx => queueMail(ctx, trx, { to, ...letter(), unsubscribe: 'https://example.org/bye' }))

    const mail = await mails.next(to)

    expect(mail.subject).toBe('Grüße, and <more>')
    expect(mail.from).toBe('Birds <birds@example.org>')
    expect(mail.text).toContain('Hello <b>Ada</b> & “friends”.')
    expect(mail.text).toContain(`Look at it:\r\n${ctx.config.publicUrl.origin}/images?a=1&b=2`)
    expect(mail.html).toContain('Hello &lt;b&gt;Ada&lt;/b&gt; &amp; “friends”.')
    expect(mail.html).toContain(`href="${ctx.config.publicUrl.origin}/images?a=1&amp;b=2"`)
    expect(mail.html).not.toContain('<b>')
    expect(mail.headers).toMatchObject({
      'auto-submitted': 'auto-generated',
      'list-unsubscribe': '<https://example.org/bye>',
      'list-unsubscribe-post': 'List-Unsubscribe=One-Click',
    })
  })

  test('of a change that did not happen is not sent', async () => {
    const ctx = ctxOf()
    const failed = change(ctx, async trx => {
      await queueMail(ctx, trx, { to: 'never@example.org', ...letter() })
      throw new Error('taken back')
    })
    await expect(failed).rejects.toThrow('taken back')

    await change(ctx, trx => queueMail(ctx, trx, { to: 'after@example.org', ...letter() }))
    await mails.next('after@example.org')

    expect(mails.received.some(mail => mail.to === 'never@example.org')).toBe(false)
  })

  test('is tried again when the mail server asks for patience, and not when it refuses it for good', async () => {
    const ctx = ctxOf()
    mails.refuse(451, 1)
    await expect(sendMail(ctx, { to: 'patience@example.org', ...letter() })).rejects.toThrow()
    mails.refuse(550, 1)
    await sendMail(ctx, { to: 'refused@example.org', ...letter() })

    mails.refuse(451, 1)
    await change(ctx, trx => queueMail(ctx, trx, { to: 'later@example.org', ...letter() }))

    const later = await mails.next('later@example.org')
    expect(later.subject).toContain('Grüße')
    expect(mails.received.some(mail => mail.to === 'refused@example.org')).toBe(false)
    // Should the mail server have kept it all the same, the mailbox knows the second one for the first.
    const before = mails.refused.find(mail => mail.to === 'later@example.org')!
    expect(later.headers['message-id']).toMatch(/^<[\da-f-]{36}@127\.0\.0\.1>$/)
    expect(before.headers['message-id']).toBe(later.headers['message-id'])
  })

  test('with a link for a new password counts once, however often the mail server asks for patience', async () => {
    const ada = await signUp(instance)
    const to = `${ada.username}@example.org`
    const forgot = () => call(instance.node(1), 'POST', '/api/password/forgot', { login: ada.username })
    await mails.next(to, ({ subject }) => subject.includes('Confirm'))

    // As many as anybody is sent in an hour.
    mails.refuse(451, 2)
    for (let count = 0; count < 3; count++) expect((await forgot()).status).toBe(202)
    for (let count = 0; count < 3; count++) await mails.next(to, ({ subject }) => subject.includes('new password'))

    expect(mails.refused.filter(mail => mail.to === to)).toHaveLength(2)
  })

  test('cannot be given a second receiver or a header by what is in it', async () => {
    const ctx = ctxOf()
    const evil = { ...letter(), subject: 'Hi\r\nBcc: victim@example.org' }
    await sendMail(ctx, { to: 'one@example.org', ...evil })

    const mail = await mails.next('one@example.org')

    expect(mail.headers).not.toHaveProperty('bcc')
    expect(mails.received.some(each => each.to === 'victim@example.org')).toBe(false)
  })
})

describe('without a mail server', () => {
  /** What is logged of a mail at this LOG_LEVEL. */
  async function printed(logLevel: Config['logLevel']) {
    const lines: string[] = []
    const log = pino({ level: logLevel }, { write: line => void lines.push(line) })
    const ctx = ctxOf()
    await sendMail(
      { ...ctx, log, config: { ...ctx.config, smtpUrl: undefined, logLevel } },
      { to: 'log@example.org', ...letter() },
    )
    return lines.map(line => JSON.parse(line) as { to: string; text: string })
  }

  test.each(['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const)(
    'a mail is printed to the log, as the interface says, also at %s',
    async level => {
      const [mail, ...more] = await printed(level)

      expect(mail).toMatchObject({ to: 'log@example.org' })
      expect(mail!.text).toContain('Look at it')
      expect(more).toEqual([])
    },
  )

  test('a log that is to be silent is', async () => {
    expect(await printed('silent')).toEqual([])
  })
})
